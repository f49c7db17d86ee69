// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mark_shapes.hpp"

#include <glib.h>

#include <algorithm>
#include <string>

namespace voipnow {
namespace {

bool isDigit(gunichar c) {
    return g_unichar_isdigit(c) != FALSE;
}

bool isDash(gunichar c) {
    constexpr gunichar kMinus = 0x2212;
    return c == kMinus || g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION;
}

// What is typed between the digits of numbers, and between numbers.
bool isOfNumber(gunichar c) {
    constexpr std::string_view kOthers = "+*#()[].,;/";
    return isDigit(c) || isDash(c) ||
           (c < 0x80 && kOthers.find(static_cast<char>(c)) != std::string_view::npos);
}

// The word without one letter.
std::string without(std::string_view word, std::size_t at) {
    return std::string(word.substr(0, at)) + std::string(word.substr(at + 1));
}

bool hasOneLetterMoreThan(std::string_view shorter, std::string_view longer) {
    for (std::size_t at = 0; at < longer.size(); ++at) {
        if (without(longer, at) == shorter) {
            return true;
        }
    }
    return false;
}

}  // namespace

bool isLikeFax(std::string_view word) {
    constexpr std::string_view kFax = "fax";
    if (word.find(kFax) != std::string_view::npos) {
        return true;
    }
    if (word.size() == kFax.size()) {
        int different = 0;
        for (std::size_t i = 0; i < kFax.size(); ++i) {
            different += word[i] != kFax[i] ? 1 : 0;
        }
        return different <= 1 || std::is_permutation(word.begin(), word.end(), kFax.begin());
    }
    return hasOneLetterMoreThan(kFax, word) || hasOneLetterMoreThan(word, kFax);
}

bool isEndOfMark(const MarkLetters& letters, std::size_t end) {
    const std::size_t behind = end + letters.runOfAt(end);
    return !letters.isWordLetter(behind) || !letters.isTight(behind) || letters.runOfAt(end) >= 4;
}

bool hasWordLetter(const MarkLetters& letters, std::size_t begin, std::size_t end) {
    while (begin < end && !letters.isWordLetter(begin)) {
        ++begin;
    }
    return begin < end;
}

std::size_t beginOfKeyword(const MarkLetters& letters, std::size_t from, std::size_t colon) {
    constexpr std::size_t kLongest = 15;
    std::size_t at = colon;
    while (at > from && colon - at < kLongest && (letters.isWordLetter(at - 1) || letters[at - 1] == '@') &&
           (at == colon || letters.isTight(at))) {
        --at;
    }
    return at;
}

bool isHeadOfPatch(const MarkLetters& letters, std::size_t begin, std::size_t end) {
    const bool beginsWithDash = isDash(letters[begin]);
    bool hasPlus = false;
    bool hasComma = false;
    for (std::size_t i = begin; i < end; ++i) {
        const gunichar c = letters[i];
        if (!isDigit(c) && !isDash(c) && c != '+' && c != ',') {
            return false;
        }
        hasPlus = hasPlus || c == '+';
        hasComma = hasComma || (c == ',' && hasPlus);
    }
    return letters[begin] != '+' && hasPlus && (beginsWithDash || hasComma);
}

bool isLikeNumber(const MarkLetters& letters, std::size_t begin, std::size_t end) {
    constexpr std::size_t kLongestLabel = 20;
    constexpr int kFewestDigits = 3;
    std::size_t at = begin;
    while (at < end && at < begin + kLongestLabel && g_unichar_isalpha(letters[at]) != FALSE) {
        ++at;
    }
    int digits = 0;
    for (; at < end; ++at) {
        digits += isDigit(letters[at]) ? 1 : 0;
        if (!isOfNumber(letters[at]) && letters[at] != ':') {
            return false;
        }
    }
    return digits >= kFewestDigits;
}

}  // namespace voipnow
