// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/recipients.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace voipnow {
namespace {

constexpr gunichar kFirstFullWidth = 0xFF01;  // full-width forms of ASCII '!' to '~'
constexpr gunichar kLastFullWidth = 0xFF5E;
constexpr gunichar kFullWidthOffset = 0xFEE0;

constexpr gunichar kRightToLeftOverride = 0x202E;

// ASCII for the full-width and the small forms of it.
gunichar narrowed(gunichar character) {
    switch (character) {
        case 0xFE50:
            return ',';
        case 0xFE52:
            return '.';
        case 0xFE54:
            return ';';
        case 0xFE5F:
            return '#';
        case 0xFE61:
            return '*';
        case 0xFE62:
            return '+';
        default:
            break;
    }
    const bool wide = character >= kFirstFullWidth && character <= kLastFullWidth;
    return wide ? character - kFullWidthOffset : character;
}

bool separatesNumbers(gunichar character) {
    return character == ',' || character == ';';
}

bool isDashOfAnotherClass(gunichar character) {
    constexpr std::array<gunichar, 4> kDashes{0x2053, 0x207B, 0x208B,
                                              0x2212};  // swung; raised, low, plain minus
    return std::find(kDashes.begin(), kDashes.end(), character) != kDashes.end();
}

bool isDotOrSlash(gunichar character) {
    // Middle, bullet, leader, hyphenation, operator, ideographic, katakana (and half width); then the slashes.
    constexpr std::array<gunichar, 13> kOthers{0xB7,   0x2022, 0x2024, 0x2027, 0x2219, 0x22C5, 0x3002,
                                               0x30FB, 0xFF61, 0xFF65, 0x2044, 0x2215, 0x29F8};
    return character == '.' || character == '/' ||
           std::find(kOthers.begin(), kOthers.end(), character) != kOthers.end();
}

// Spaces, and what cannot be seen: soft hyphens, marks of direction that come along with pasted numbers.
bool isBlank(gunichar character) {
    const GUnicodeType type = g_unichar_type(character);
    return type == G_UNICODE_SPACE_SEPARATOR || type == G_UNICODE_FORMAT || character == '\t';
}

bool isVisualSeparator(gunichar character) {
    switch (g_unichar_type(character)) {
        case G_UNICODE_DASH_PUNCTUATION:
        case G_UNICODE_OPEN_PUNCTUATION:
        case G_UNICODE_CLOSE_PUNCTUATION:
            return true;
        default:
            return isBlank(character) || isDashOfAnotherClass(character) || isDotOrSlash(character);
    }
}

bool breaksALine(gunichar character) {
    return (character >= '\n' && character <= '\r') || character == 0x85 || character == 0x2028 ||
           character == 0x2029;
}

int digitOf(gunichar character) {
    return g_unichar_type(character) == G_UNICODE_DECIMAL_NUMBER ? g_unichar_digit_value(character) : -1;
}

[[noreturn]] void refuse(const std::string& part, const std::string& why) {
    throw BadNumber('"' + part + "\" " + why);
}

// Without the blanks and line breaks at both ends.
std::string trimmed(const std::string& text) {
    const auto goes = [](gunichar character) {
        return character != kRightToLeftOverride && (isBlank(character) || breaksALine(character));
    };
    const char* begin = text.c_str();
    while (*begin != '\0' && goes(g_utf8_get_char(begin))) {
        begin = g_utf8_next_char(begin);
    }
    const char* end = text.c_str() + text.size();
    for (const char* last = nullptr; end > begin; end = last) {
        last = g_utf8_prev_char(end);
        if (!goes(g_utf8_get_char(last))) {
            break;
        }
    }
    return {begin, end};
}

// The length of "tel:", of any width and case, at the beginning; else 0.
std::size_t lengthOfTel(const std::string& part) {
    const char* at = part.c_str();
    for (const char letter : std::string_view("tel:")) {
        const gunichar character = narrowed(g_utf8_get_char(at));
        if (g_unichar_tolower(character) != static_cast<gunichar>(letter)) {
            return 0;
        }
        at = g_utf8_next_char(at);
    }
    return static_cast<std::size_t>(at - part.c_str());
}

[[noreturn]] void refuseCharacter(const std::string& part, gunichar character) {
    if (g_unichar_isalpha(character) != FALSE) {
        refuse(part, "has a letter in it");
    }
    if (breaksALine(character)) {
        refuse(part, "has a line break in it; write , between two numbers");
    }
    refuse(part, "has a character in it that no number has");
}

// Finds "(0)", of any kind of brackets, in a number as it was written.
class BracketedZero {
  public:
    // True at the closing bracket.
    bool endsWith(gunichar character) {
        if (isBlank(character)) {
            return false;
        }
        const bool closes = g_unichar_type(character) == G_UNICODE_CLOSE_PUNCTUATION;
        const bool found = closes && seen_ == Seen::kZero;
        if (g_unichar_type(character) == G_UNICODE_OPEN_PUNCTUATION) {
            seen_ = Seen::kBracket;
        } else {
            seen_ = seen_ == Seen::kBracket && digitOf(character) == 0 ? Seen::kZero : Seen::kNothing;
        }
        return found;
    }

  private:
    enum class Seen { kNothing, kBracket, kZero };
    Seen seen_ = Seen::kNothing;
};

// The digits, '*', '#' and '+' of one number as it was written.
std::string dialled(const std::string& part) {
    std::string number;
    BracketedZero bracketedZero;
    for (const char* at = part.c_str() + lengthOfTel(part); *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar character = narrowed(g_utf8_get_char(at));
        if (bracketedZero.endsWith(character)) {
            refuse(part,
                   "has a 0 in brackets, which is dialled from some places only; leave out either the 0 "
                   "or what is before it");
        }
        const int digit = digitOf(character);
        if (digit >= 0) {
            number += static_cast<char>('0' + digit);
        } else if (character == '+' || character == '*' || character == '#') {
            number += static_cast<char>(character);
        } else if (character == kRightToLeftOverride) {
            refuse(part, "has a mark in it that shows it from right to left; type it anew");
        } else if (!isVisualSeparator(character)) {
            refuseCharacter(part, character);
        }
    }
    return number;
}

void checkPlus(const std::string& part, const std::string& number) {
    if (std::count(number.begin(), number.end(), '+') > 1) {
        refuse(part, "has more than one +");
    }
    if (number.find('+', 1) != std::string::npos) {
        refuse(part, "has a + inside; only the first character of a number can be one");
    }
}

std::string withPrefix(const std::string& part, const std::string& prefix) {
    const std::string number = dialled(part);
    checkPlus(part, number);
    if (!prefix.empty() && number.starts_with('+')) {
        refuse(part, "begins with +, which cannot follow the prefix " + prefix +
                         "; write it as it is dialled there");
    }
    const std::size_t length = number.size() - (number.starts_with('+') ? 1 : 0);
    if (length < kShortestNumber) {
        refuse(part, "is too short for a number");
    }
    if (prefix.size() + number.size() > kLongestNumber + 1 || length > kLongestNumber) {
        refuse(part, "is too long for a number");
    }
    if (number.find_first_of("0123456789") == std::string::npos) {
        refuse(part, "has no digit in it");
    }
    return prefix + number;
}

void checkEncoding(const std::string& text) {
    if (g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) == FALSE) {
        refuse(text, "is not valid UTF-8 text");
    }
}

}  // namespace

std::vector<std::string> recipientParts(const std::string& text) {
    checkEncoding(text);
    std::vector<std::string> pieces(1);
    for (const char* at = text.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
        if (separatesNumbers(narrowed(g_utf8_get_char(at)))) {
            pieces.emplace_back();
        } else {
            pieces.back().append(at, static_cast<std::size_t>(g_utf8_next_char(at) - at));
        }
    }
    std::vector<std::string> parts;
    for (const std::string& piece : pieces) {
        std::string part = trimmed(piece);
        if (part.empty()) {
            continue;
        }
        // RFC 3966: ";ext=12" and the like belong to the tel: before them, and change what it means.
        if (!parts.empty() && lengthOfTel(parts.back()) > 0 && part.find('=') != std::string::npos) {
            refuse(parts.back() + ';' + part,
                   "has \"" + part + "\" behind the number, which cannot be dialled; write the number alone");
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

std::string parseNumber(const std::string& part, const std::string& prefix) {
    checkEncoding(part);
    return withPrefix(trimmed(part), prefix);
}

std::vector<std::string> parseRecipients(const std::string& text, const std::string& prefix) {
    std::vector<std::string> recipients;
    for (const std::string& part : recipientParts(text)) {
        std::string number = withPrefix(part, prefix);
        if (std::find(recipients.begin(), recipients.end(), number) == recipients.end()) {
            recipients.push_back(std::move(number));
        }
    }
    return recipients;
}

std::string withoutPrefix(const std::string& number, const std::string& prefix) {
    return number.starts_with(prefix) ? number.substr(prefix.size()) : number;
}

std::string parseDialPrefix(const std::string& text) {
    checkEncoding(text);
    const std::string part = trimmed(text);
    std::string prefix = dialled(part);
    checkPlus(part, prefix);
    if (prefix.size() > kLongestNumber - kShortestNumber) {
        refuse(part, "is too long for a prefix");
    }
    return prefix;
}

std::string listed(const std::vector<std::string>& recipients) {
    std::string list;
    for (const std::string& each : recipients) {
        list += (list.empty() ? "" : ", ") + each;
    }
    return list;
}

std::string listed(const std::vector<Recipient>& recipients) {
    std::string list;
    for (const Recipient& each : recipients) {
        list += (list.empty() ? "" : ", ") + each.name + (each.name.empty() ? "" : " ") + each.number;
    }
    return list;
}

std::string listedBriefly(const std::vector<Recipient>& recipients) {
    constexpr std::size_t kLongest = 500;
    std::vector<Recipient> told;
    std::size_t length = 0;
    for (const Recipient& each : recipients) {
        length += each.name.size() + each.number.size() + 3;
        if (length > kLongest) {
            return listed(told) + " and " + std::to_string(recipients.size() - told.size()) + " more";
        }
        told.push_back(each);
    }
    return listed(told);
}

std::vector<std::string> numbersOf(const std::vector<Recipient>& recipients) {
    std::vector<std::string> numbers;
    std::transform(recipients.begin(), recipients.end(), std::back_inserter(numbers),
                   [](const Recipient& each) { return each.number; });
    return numbers;
}

}  // namespace voipnow
