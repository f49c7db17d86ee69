// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_names.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>

#include "backend/job_error.hpp"
#include "backend/recipients.hpp"

namespace voipnow {
namespace {

using Text = std::unique_ptr<char, decltype(&g_free)>;

constexpr unsigned char kFirstNotAscii = 0x80;

bool isAscii(const std::string& text) {
    return std::all_of(text.begin(), text.end(),
                       [](char letter) { return static_cast<unsigned char>(letter) < kFirstNotAscii; });
}

bool isUtf8(const std::string& text) {
    return g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) != FALSE;
}

std::string withoutWhatIsNotSeen(const char* text) {
    std::string seen;
    for (const char* at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        if (g_unichar_type(g_utf8_get_char(at)) != G_UNICODE_FORMAT) {
            seen.append(at, static_cast<std::size_t>(g_utf8_next_char(at) - at));
        }
    }
    return seen;
}

// ASCII and the letters of Latin-1, which most names are made of, in one pass: their composition is in order, and each
// folds by itself. Nothing for a text with other characters.
std::optional<std::string> quicklyFolded(const std::string& name) {
    constexpr unsigned char kLetters = 0xC3;  // the first byte of U+00C0 to U+00FF
    constexpr unsigned char kMultiplication = 0x97;
    constexpr unsigned char kLastCapital = 0x9E;
    constexpr unsigned char kSharpS = 0x9F;
    constexpr unsigned char kToSmall = 0x20;
    std::string folded;
    folded.reserve(name.size());
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto byte = static_cast<unsigned char>(name[i]);
        if (byte < kFirstNotAscii) {
            folded += g_ascii_tolower(name[i]);
            continue;
        }
        const auto next = static_cast<unsigned char>(i + 1 < name.size() ? name[i + 1] : 0);
        if (byte != kLetters || next < kFirstNotAscii) {
            return std::nullopt;
        }
        ++i;
        if (next == kSharpS) {
            folded += "ss";
        } else {
            const bool isCapital = next <= kLastCapital && next != kMultiplication;
            folded += static_cast<char>(byte);
            folded += static_cast<char>(isCapital ? next + kToSmall : next);
        }
    }
    return folded;
}

// Case folding can undo the composition, so it is done again behind it.
std::string caseFolded(const std::string& name) {
    if (std::optional<std::string> folded = quicklyFolded(name)) {
        return *std::move(folded);
    }
    if (!isUtf8(name)) {
        return name;
    }
    const Text compatible(g_utf8_normalize(name.c_str(), -1, G_NORMALIZE_ALL_COMPOSE), &g_free);
    const Text folded(g_utf8_casefold(compatible.get(), -1), &g_free);
    const Text composed(g_utf8_normalize(folded.get(), -1, G_NORMALIZE_ALL_COMPOSE), &g_free);
    return withoutWhatIsNotSeen(composed.get());
}

bool isBlank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
    throw JobError(JobEnd::kHeld, "\"" + name + "\" cannot be a name in the phone book: " + why + '.');
}

bool hasControl(const std::string& text) {
    for (const char* at = text.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar character = g_utf8_get_char(at);
        const bool turnsText =
            (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
        if (g_unichar_iscntrl(character) != FALSE || character == 0x2028 || character == 0x2029 ||
            turnsText) {
            return true;
        }
    }
    return false;
}

// A comma or semicolon of any width.
bool hasListSeparator(const std::string& text) {
    for (const char* at = text.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
        std::array<gunichar, G_UNICHAR_MAX_DECOMPOSITION_LENGTH> parts{};
        g_unichar_fully_decompose(g_utf8_get_char(at), TRUE, parts.data(), parts.size());
        if (parts[0] == ',' || parts[0] == ';') {
            return true;
        }
    }
    return false;
}

// A name has a letter; of numbers only those with "tel:" do.
bool isNumber(const std::string& name) {
    if (!hasLetter(name)) {
        return true;
    }
    if (name.find(':') == std::string::npos && isAscii(name)) {
        return false;
    }
    if (foldedName(name).find("tel:") == std::string::npos) {
        return false;
    }
    try {
        parseRecipients(name);
        return true;
    } catch (const BadNumber&) {
        return false;
    }
}

// Folding takes time, and phone books are long: false when the first one or two characters show that the folded name
// cannot begin like a word with a meaning.
bool mayHaveMeaning(const std::string& name) {
    const gunichar first = g_utf8_get_char(name.c_str());
    if (g_unichar_type(first) == G_UNICODE_FORMAT) {
        return true;
    }
    std::array<gunichar, G_UNICHAR_MAX_DECOMPOSITION_LENGTH> parts{};
    g_unichar_fully_decompose(first, TRUE, parts.data(), parts.size());
    constexpr std::string_view kFirst = "nctfp@";
    const gunichar letter = g_unichar_tolower(parts[0]);
    if (letter >= kFirstNotAscii || kFirst.find(static_cast<char>(letter)) == std::string_view::npos) {
        return false;
    }
    const bool isAsciiPair = first < kFirstNotAscii && name.size() > 1 && letter != '@' &&
                             static_cast<unsigned char>(name[1]) < kFirstNotAscii;
    if (!isAsciiPair) {
        return true;
    }
    constexpr std::array<std::string_view, 6> kPairs{"no", "cu", "tr", "fa", "pb", "pg"};
    const std::array<char, 2> pair{g_ascii_tolower(name[0]), g_ascii_tolower(name[1])};
    return std::find(kPairs.begin(), kPairs.end(), std::string_view(pair.data(), pair.size())) !=
           kPairs.end();
}

void refuseMeaning(const std::string& name) {
    if (!mayHaveMeaning(name)) {
        return;
    }
    constexpr std::array<const char*, 4> kWords{"none", "custom", "true", "false"};
    const std::string folded = foldedName(name);
    if (folded.starts_with('@')) {
        refuse(name, "the @ is for groups");
    }
    const bool isWord =
        folded.starts_with("custom.") || isPhonebookKey(folded) ||
        std::any_of(kWords.begin(), kWords.end(), [&](const char* word) { return folded == word; });
    if (isWord) {
        refuse(name, "it means something else in print dialogs");
    }
}

}  // namespace

std::string withSingleBlanks(const std::string& text) {
    std::string made;
    made.reserve(text.size());
    for (const char letter : text) {
        if (!isBlank(letter)) {
            made += letter;
        } else if (!made.empty() && made.back() != ' ') {
            made += ' ';
        }
    }
    if (!made.empty() && made.back() == ' ') {
        made.pop_back();
    }
    return made;
}

std::string foldedName(const std::string& name) {
    std::string made;
    for (const char letter : withSingleBlanks(caseFolded(name))) {
        const bool separates = letter == ',' || letter == ';';
        if (separates && !made.empty() && made.back() == ' ') {
            made.pop_back();
        }
        if (letter != ' ' || made.empty() || made.back() != ',') {
            made += separates ? ',' : letter;
        }
    }
    return made;
}

std::vector<std::string> foldedWords(const std::string& name) {
    std::vector<std::string> words;
    std::string_view rest = name;
    while (!rest.empty()) {
        const std::size_t length = std::min(rest.find_first_of(" \t\r\n"), rest.size());
        if (length > 0) {
            words.push_back(foldedName(std::string(rest.substr(0, length))));
        }
        rest.remove_prefix(std::min(length + 1, rest.size()));
    }
    return words;
}

std::string checkedName(const std::string& name) {
    if (!isUtf8(name)) {
        refuse(name, "it is not valid UTF-8 text");
    }
    std::string kept = withSingleBlanks(name);
    if (kept.empty()) {
        refuse(name, "it is empty");
    }
    if (hasControl(kept)) {
        refuse(name, "it has a control character in it");
    }
    if (static_cast<std::size_t>(g_utf8_strlen(kept.c_str(), -1)) > kLongestName) {
        refuse(name, "it is longer than " + std::to_string(kLongestName) + " characters");
    }
    refuseMeaning(kept);
    if (isNumber(kept)) {
        refuse(name, "it could be taken for a number");
    }
    return kept;
}

std::string checkedGroupName(const std::string& name) {
    std::string kept = checkedName(name);
    if (hasListSeparator(kept)) {
        refuse(name, "a group has no comma or semicolon in its name");
    }
    return kept;
}

bool hasLetter(const std::string& text) {
    for (const char* at = text.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
        if (g_unichar_isalpha(g_utf8_get_char(at)) != FALSE) {
            return true;
        }
    }
    return false;
}

bool isPhonebookKey(const std::string& text) {
    constexpr std::size_t kLength = 10;
    return text.size() == kLength && (text.starts_with("pb") || text.starts_with("pg")) &&
           text.find_first_not_of("0123456789abcdef", 2) == std::string::npos;
}

}  // namespace voipnow
