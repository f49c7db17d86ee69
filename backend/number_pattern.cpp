// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/number_pattern.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <sstream>
#include <string_view>

namespace voipnow {
namespace {

constexpr std::string_view kOfNumbers = "0123456789+*#";

[[noreturn]] void refuse(const std::string& pattern, const std::string& why) {
    throw BadPattern('"' + pattern + "\" " + why);
}

bool isOfNumbers(char letter) {
    return kOfNumbers.find(letter) != std::string_view::npos;
}

bool isDigit(char letter) {
    return letter >= '0' && letter <= '9';
}

// Checks the bracket expression that begins at `at`, and gives where it ends.
std::size_t checkBracket(const std::string& pattern, std::size_t at) {
    const std::size_t end = pattern.find(']', at);
    if (end == std::string::npos) {
        refuse(pattern, "has a [ without its ]");
    }
    std::string_view inside(pattern.data() + at + 1, end - at - 1);
    if (inside.starts_with('!')) {
        inside.remove_prefix(1);
    }
    if (inside.empty()) {
        refuse(pattern, "has nothing between its brackets");
    }
    for (std::size_t i = 0; i < inside.size(); ++i) {
        const bool isRange = inside[i] == '-';
        const bool isRangeOfDigits = isRange && i > 0 && i + 1 < inside.size() && isDigit(inside[i - 1]) &&
                                     isDigit(inside[i + 1]) && inside[i - 1] < inside[i + 1];
        if (isRange ? !isRangeOfDigits : !isOfNumbers(inside[i])) {
            refuse(pattern,
                   "has something else than + * # and digits or ranges of them between its brackets");
        }
    }
    return end;
}

void check(const std::string& pattern) {
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        if (pattern[at] == '\\') {
            ++at;
            if (at == pattern.size() || !isOfNumbers(pattern[at])) {
                refuse(pattern, "has a backslash that is not before a star or another character of a number");
            }
        } else if (pattern[at] == '[') {
            at = checkBracket(pattern, at);
        } else if (pattern[at] != '?' && !isOfNumbers(pattern[at])) {
            refuse(pattern, std::string("has the character ") + pattern[at] +
                                " in it, which no number has as it is dialled");
        }
    }
}

}  // namespace

std::vector<std::string> parseNumberPatterns(const std::string& text) {
    std::string separated = text;
    std::replace(separated.begin(), separated.end(), ',', ' ');
    std::istringstream words(separated);
    std::vector<std::string> patterns;
    for (std::string word; words >> word;) {
        check(word);
        patterns.push_back(word);
    }
    return patterns;
}

const std::string* findPattern(const std::vector<std::string>& patterns, const std::string& number) {
    const auto found = std::find_if(patterns.begin(), patterns.end(), [&number](const std::string& pattern) {
        return ::fnmatch(pattern.c_str(), number.c_str(), 0) == 0;
    });
    return found == patterns.end() ? nullptr : &*found;
}

}  // namespace voipnow
