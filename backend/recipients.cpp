// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/recipients.hpp"

#include <glib.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace voipnow {
namespace {

constexpr gunichar kFirstFullWidth = 0xFF01;  // full-width forms of ASCII '!' to '~'
constexpr gunichar kLastFullWidth = 0xFF5E;
constexpr gunichar kFullWidthOffset = 0xFEE0;

gunichar narrowed(gunichar character) {
    const bool wide = character >= kFirstFullWidth && character <= kLastFullWidth;
    return wide ? character - kFullWidthOffset : character;
}

bool separatesNumbers(gunichar character) {
    return character == ',' || character == ';';
}

bool isVisualSeparator(gunichar character) {
    switch (g_unichar_type(character)) {
        case G_UNICODE_SPACE_SEPARATOR:
        case G_UNICODE_DASH_PUNCTUATION:
        case G_UNICODE_OPEN_PUNCTUATION:
        case G_UNICODE_CLOSE_PUNCTUATION:
        case G_UNICODE_FORMAT:  // soft hyphens, and marks of direction that come along with pasted numbers
            return true;
        default:
            break;
    }
    constexpr gunichar kMiddleDot = 0xB7;
    constexpr gunichar kMinus = 0x2212;
    constexpr gunichar kFractionSlash = 0x2044;
    constexpr gunichar kDivisionSlash = 0x2215;
    return character == '\t' || character == '.' || character == '/' || character == kMiddleDot ||
           character == kMinus || character == kFractionSlash || character == kDivisionSlash;
}

[[noreturn]] void refuse(const std::string& part, const std::string& why) {
    throw BadNumber('"' + part + "\" " + why);
}

std::string trimmed(const std::string& text) {
    constexpr std::string_view kBlank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlank);
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// The digits, '*', '#' and '+' of one number as it was written.
std::string dialled(const std::string& part) {
    std::string number;
    constexpr std::string_view kTel = "tel:";
    const bool hasTel = g_ascii_strncasecmp(part.c_str(), kTel.data(), kTel.size()) == 0;
    for (const char* at = part.c_str() + (hasTel ? kTel.size() : 0); *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar character = narrowed(g_utf8_get_char(at));
        const int digit =
            g_unichar_type(character) == G_UNICODE_DECIMAL_NUMBER ? g_unichar_digit_value(character) : -1;
        if (digit >= 0) {
            number += static_cast<char>('0' + digit);
        } else if (character == '+' || character == '*' || character == '#') {
            number += static_cast<char>(character);
        } else if (g_unichar_isalpha(character) != FALSE) {
            refuse(part, "has a letter in it");
        } else if (!isVisualSeparator(character)) {
            refuse(part, "has a character in it that no number has");
        }
    }
    return number;
}

void checkPlus(const std::string& part, const std::string& number) {
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
    return prefix + number;
}

std::vector<std::string> parts(const std::string& text) {
    std::vector<std::string> found(1);
    for (const char* at = text.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
        if (separatesNumbers(narrowed(g_utf8_get_char(at)))) {
            found.emplace_back();
        } else {
            found.back().append(at, static_cast<std::size_t>(g_utf8_next_char(at) - at));
        }
    }
    return found;
}

void checkEncoding(const std::string& text) {
    if (g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) == FALSE) {
        refuse(text, "is not valid UTF-8 text");
    }
}

}  // namespace

std::vector<std::string> parseRecipients(const std::string& text, const std::string& prefix) {
    checkEncoding(text);
    std::vector<std::string> recipients;
    for (const std::string& each : parts(text)) {
        const std::string part = trimmed(each);
        if (part.empty()) {
            continue;
        }
        std::string number = withPrefix(part, prefix);
        if (std::find(recipients.begin(), recipients.end(), number) == recipients.end()) {
            recipients.push_back(std::move(number));
        }
    }
    return recipients;
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

std::vector<std::string> numbersOf(const std::vector<Recipient>& recipients) {
    std::vector<std::string> numbers;
    std::transform(recipients.begin(), recipients.end(), std::back_inserter(numbers),
                   [](const Recipient& each) { return each.number; });
    return numbers;
}

}  // namespace voipnow
