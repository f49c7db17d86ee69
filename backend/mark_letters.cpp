// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mark_letters.hpp"

#include <algorithm>
#include <array>
#include <memory>

namespace voipnow {
namespace {

using Utf8 = std::unique_ptr<char, decltype(&g_free)>;

constexpr gunichar kSoftHyphen = 0xAD;
constexpr gunichar kHyphen = 0x2010;

bool isHyphen(gunichar c) {
    return c == '-' || c == kSoftHyphen || c == kHyphen;
}

bool isUnseen(gunichar c) {
    return c == kSoftHyphen || g_unichar_type(c) == G_UNICODE_FORMAT;
}

bool isBlank(gunichar c) {
    return g_unichar_isspace(c) != FALSE || g_unichar_iscntrl(c) != FALSE || isUnseen(c);
}

void append(gunichar c, std::string& text) {
    std::array<char, 8> bytes{};
    text.append(bytes.data(), static_cast<std::size_t>(g_unichar_to_utf8(c, bytes.data())));
}

std::string nfkc(const std::string& text) {
    const Utf8 compatible(g_utf8_normalize(text.data(), static_cast<gssize>(text.size()), G_NORMALIZE_NFKC),
                          &g_free);
    return compatible ? compatible.get() : "";
}

std::vector<gunichar> charactersOf(const std::string& text) {
    std::vector<gunichar> characters;
    characters.reserve(text.size());
    for (const char* at = text.data(); at < text.data() + text.size(); at = g_utf8_next_char(at)) {
        characters.push_back(g_utf8_get_char(at));
    }
    return characters;
}

// Blanks at both ends go, several become one.
std::string collapsed(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c != ' ' || (!result.empty() && result.back() != ' ')) {
            result += c;
        }
    }
    if (result.ends_with(' ')) {
        result.pop_back();
    }
    return result;
}

}  // namespace

MarkLetters::MarkLetters(const std::string& text) : text_(charactersOf(text)) {
    letters_.reserve(text_.size());
    for (std::size_t i = 0; i < text_.size(); ++i) {
        if (!isBlank(text_[i]) && !(isHyphen(text_[i]) && isEndOfLine(i + 1))) {
            addLetters(i);
        }
    }
}

void MarkLetters::addLetters(std::size_t character) {
    constexpr gunichar kFirstNotAscii = 0x80;
    if (text_[character] < kFirstNotAscii) {
        letters_.push_back({g_unichar_tolower(text_[character]), character});
        return;
    }
    std::string one;
    append(text_[character], one);
    for (const gunichar each : charactersOf(nfkc(one))) {
        if (!isBlank(each)) {
            letters_.push_back({g_unichar_tolower(each), character});
        }
    }
}

bool MarkLetters::isEndOfLine(std::size_t character) const {
    while (character < text_.size() && text_[character] != '\n' && isBlank(text_[character])) {
        ++character;
    }
    return character < text_.size() && text_[character] == '\n';
}

bool MarkLetters::isTight(std::size_t at) const {
    return at > 0 && at < letters_.size() && letters_[at].character <= letters_[at - 1].character + 1;
}

std::size_t MarkLetters::next(gunichar letter, std::size_t from) const {
    while (from < letters_.size() && letters_[from].is != letter) {
        ++from;
    }
    return from < letters_.size() ? from : kNowhere;
}

std::size_t MarkLetters::nextPair(std::size_t from, std::size_t reach) const {
    const std::size_t end = std::min(letters_.size(), from + reach);
    for (std::size_t at = from; at < end; ++at) {
        if (isPair(at)) {
            return at;
        }
    }
    return kNowhere;
}

std::size_t MarkLetters::runOfAt(std::size_t at) const {
    std::size_t run = 0;
    while ((*this)[at + run] == '@') {
        ++run;
    }
    return run;
}

std::string MarkLetters::wordAt(std::size_t at) const {
    std::string word;
    for (; g_unichar_isalpha((*this)[at]) != FALSE; ++at) {
        const gunichar letter = (*this)[at];
        word += letter < 'a' || letter > 'z' ? '?' : static_cast<char>(letter);
    }
    return word;
}

std::string MarkLetters::textBetween(std::size_t first, std::size_t end) const {
    end = std::min(end, text_.size());
    std::string plain;
    gunichar last = ' ';
    for (std::size_t i = first; i < end; ++i) {
        const bool breaksWord = isHyphen(text_[i]) && isEndOfLine(i + 1);
        std::size_t blanks = breaksWord ? i + 1 : i;
        bool hasLineBreak = false;
        while (blanks < end && isBlank(text_[blanks])) {
            hasLineBreak = hasLineBreak || text_[blanks] == '\n';
            ++blanks;
        }
        if (breaksWord) {
            // A program's own hyphen; one that was typed stays.
            if (text_[i] == '-') {
                plain += '-';
            }
            last = text_[i];
            i = blanks - 1;
        } else if (blanks > i) {
            const bool isUnseenOnly =
                std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(i),
                            text_.begin() + static_cast<std::ptrdiff_t>(blanks), isUnseen);
            const bool isJoined = hasLineBreak && blanks < end && g_unichar_iswide(last) != FALSE &&
                                  g_unichar_iswide(text_[blanks]) != FALSE;
            plain += isUnseenOnly || isJoined ? "" : " ";
            i = blanks - 1;
        } else {
            append(text_[i], plain);
            last = text_[i];
        }
    }
    return collapsed(nfkc(plain));
}

}  // namespace voipnow
