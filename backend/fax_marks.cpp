// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_marks.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace voipnow {
namespace {

constexpr std::array<std::pair<FaxMarkKind, std::string_view>, 6> kKeywords{{
    {FaxMarkKind::kFax, "fax"},
    {FaxMarkKind::kTo, "faxto"},
    {FaxMarkKind::kFrom, "faxfrom"},
    {FaxMarkKind::kSubject, "faxsubject"},
    {FaxMarkKind::kComment, "faxcomment"},
    {FaxMarkKind::kCover, "faxcover"},
}};

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
constexpr std::size_t kReachOfUnknown = 200;  // characters in which the end of a mistyped mark is looked for
constexpr std::size_t kLongestQuote = 60;     // characters of it in a message

using Utf8 = std::unique_ptr<char, decltype(&g_free)>;

// A character of the text as marks are compared: NFKC, small, without white space.
struct Letter {
    gunichar is;
    std::size_t at;  // of which character of the text
};

bool isHyphen(gunichar c) {
    constexpr gunichar kSoftHyphen = 0xAD;
    constexpr gunichar kHyphen = 0x2010;
    return c == '-' || c == kSoftHyphen || c == kHyphen;
}

bool isBlank(gunichar c) {
    return g_unichar_isspace(c) != FALSE || g_unichar_iscntrl(c) != FALSE ||
           g_unichar_type(c) == G_UNICODE_FORMAT;
}

class MarkReader {
  public:
    explicit MarkReader(const std::string& text) {
        for (const char* at = text.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
            text_.push_back(g_utf8_get_char(at));
        }
        squeeze();
    }

    std::vector<FaxMark> read() {
        std::size_t at = 0;
        while ((at = next('@', at)) != kNowhere) {
            at = isPair(at) ? readPair(at) : passSingle(at);
        }
        return std::move(marks_);
    }

  private:
    void squeeze() {
        letters_.reserve(text_.size());
        for (std::size_t i = 0; i < text_.size(); ++i) {
            if (!isBlank(text_[i]) && !(isHyphen(text_[i]) && isEndOfLine(i + 1))) {
                addLetters(i);
            }
        }
    }

    void addLetters(std::size_t at) {
        constexpr gunichar kFirstNotAscii = 0x80;
        if (text_[at] < kFirstNotAscii) {
            letters_.push_back({g_unichar_tolower(text_[at]), at});
            return;
        }
        std::array<char, 8> one{};
        const auto length = g_unichar_to_utf8(text_[at], one.data());
        const Utf8 compatible(g_utf8_normalize(one.data(), length, G_NORMALIZE_NFKC), &g_free);
        for (const char* c = compatible.get(); c != nullptr && *c != '\0'; c = g_utf8_next_char(c)) {
            letters_.push_back({g_unichar_tolower(g_utf8_get_char(c)), at});
        }
    }

    bool isEndOfLine(std::size_t at) const {
        while (at < text_.size() && text_[at] != '\n' && isBlank(text_[at])) {
            ++at;
        }
        return at < text_.size() && text_[at] == '\n';
    }

    gunichar letter(std::size_t at) const { return at < letters_.size() ? letters_[at].is : 0; }
    bool isPair(std::size_t at) const { return letter(at) == '@' && letter(at + 1) == '@'; }

    std::size_t next(gunichar c, std::size_t from) const {
        while (from < letters_.size() && letters_[from].is != c) {
            ++from;
        }
        return from < letters_.size() ? from : kNowhere;
    }

    std::size_t nextPair(std::size_t from, std::size_t reach) const {
        const std::size_t end = std::min(letters_.size(), from + reach);
        for (std::size_t at = from; at < end; ++at) {
            if (isPair(at)) {
                return at;
            }
        }
        return kNowhere;
    }

    // The letters that stand at a place, as far as they are ASCII; others are kept apart by a '?'.
    std::string wordAt(std::size_t at) const {
        std::string word;
        for (; g_unichar_isalpha(letter(at)) != FALSE; ++at) {
            word += letter(at) < 'a' || letter(at) > 'z' ? '?' : static_cast<char>(letter(at));
        }
        return word;
    }

    // At @@ outside of a mark. Gives where to go on.
    std::size_t readPair(std::size_t at) {
        constexpr std::size_t kTwoPairs = 4;
        std::size_t run = 0;
        while (letter(at + run) == '@') {
            ++run;
        }
        if (run >= kTwoPairs) {
            refuseEndWithoutBegin(at);
            return at + 2;
        }
        const std::size_t begin = at + run;
        const std::string word = wordAt(begin);
        const auto kind = markKindOf(word);
        const bool hasColon = letter(begin + word.size()) == ':';
        if (kind && hasColon) {
            if (run != 2) {
                refuse(at, begin + word.size() + 1, "begins with three @ instead of two");
            }
            return readMark(*kind, at, begin + word.size() + 1);
        }
        return passPair(at, begin, word, hasColon);
    }

    std::size_t readMark(FaxMarkKind kind, std::size_t at, std::size_t value) {
        const std::size_t end = nextPair(value, kLongestMarkValue);
        if (end == kNowhere) {
            refuse(at, at + kLongestQuote, "has no @@ at its end");
        }
        FaxMark mark{kind, textBetween(letters_[value - 1].at + 1, letters_[end].at), letters_[at].at,
                     letters_[end + 1].at};
        if (kind == FaxMarkKind::kFax) {
            refuseSingleAt(at, value, end);
            if (mark.value.empty()) {
                refuse(at, end + 2, "names nobody");
            }
        }
        marks_.push_back(std::move(mark));
        lastEnd_ = end + 2;
        return lastEnd_;
    }

    // In a list of recipients @ is the first character of a group's name, and nothing else.
    void refuseSingleAt(std::size_t at, std::size_t value, std::size_t end) const {
        for (std::size_t i = value; i < end; ++i) {
            const gunichar before = letter(i - 1);
            if (letter(i) == '@' && before != ':' && before != ';' && before != ',') {
                refuse(at, i + 1, "has a single @ where @@ would end it");
            }
        }
    }

    // At @@ that is no mark which can be read: is it meant as one?
    std::size_t passPair(std::size_t at, std::size_t begin, const std::string& word, bool hasColon) {
        const std::size_t end = nextPair(begin, kReachOfUnknown);
        if (end != kNowhere && isHeadOfPatch(begin, end)) {
            return end + 2;
        }
        const std::size_t quoteEnd = end == kNowhere ? begin + kLongestQuote : end + 2;
        if (!word.empty() && hasColon && (end != kNowhere || isLikeFax(word))) {
            refuse(at, quoteEnd, "is no mark that the fax printer knows");
        }
        if (!word.empty() && end == begin + word.size()) {
            refuse(at, quoteEnd, "is no mark that the fax printer knows");
        }
        if (isLikeFax(word)) {
            refuse(at, quoteEnd, "lacks the : behind its keyword");
        }
        if (end != kNowhere && isLikeNumber(begin, end)) {
            refuse(at, quoteEnd, "has no keyword; write @@fax: before the number");
        }
        refuseEndWithoutBegin(at);
        return begin;
    }

    // "…fax: 5550100@@" without the @@ before it.
    void refuseEndWithoutBegin(std::size_t at) const {
        const std::size_t from = std::max(lastEnd_, at > kReachOfUnknown ? at - kReachOfUnknown : 0);
        for (std::size_t i = from; i < at; ++i) {
            const std::string word = wordAt(i);
            if (markKindOf(word) && letter(i + word.size()) == ':' && next('@', i) == at &&
                (i == 0 || g_unichar_isalnum(letter(i - 1)) == FALSE || isApart(i))) {
                refuse(i, at + 2, "lacks the @@ before it");
            }
        }
    }

    // Whether blanks stand before this letter in the text.
    bool isApart(std::size_t at) const { return letters_[at].at > letters_[at - 1].at + 1; }

    // At one @: an address of mail, or a mark that lacks the other?
    std::size_t passSingle(std::size_t at) const {
        const std::string word = wordAt(at + 1);
        const bool isInWord = at > 0 && g_unichar_isalnum(letter(at - 1)) != FALSE && !isApart(at);
        if (!isInWord && markKindOf(word) && letter(at + 1 + word.size()) == ':') {
            refuse(at, at + kLongestQuote, "begins with one @ instead of two");
        }
        return at + 1;
    }

    // -1,5+1,6
    bool isHeadOfPatch(std::size_t begin, std::size_t end) const {
        if (letter(begin) != '-') {
            return false;
        }
        for (std::size_t i = begin; i < end; ++i) {
            if (!isDigit(letter(i)) && letter(i) != '-' && letter(i) != '+' && letter(i) != ',') {
                return false;
            }
        }
        return true;
    }

    bool isLikeNumber(std::size_t begin, std::size_t end) const {
        constexpr std::string_view kOthers = "+*#()[].,;/-";
        bool hasDigit = false;
        for (std::size_t i = begin; i < end; ++i) {
            hasDigit = hasDigit || isDigit(letter(i));
            if (!isDigit(letter(i)) &&
                (letter(i) > 'z' || kOthers.find(static_cast<char>(letter(i))) == std::string_view::npos)) {
                return false;
            }
        }
        return hasDigit;
    }

    static bool isDigit(gunichar c) { return g_unichar_isdigit(c) != FALSE; }

    // "fax" itself or with one letter wrong, missing, too many or in another place; or something that begins with it.
    static bool isLikeFax(const std::string& word) {
        constexpr std::string_view kFax = "fax";
        if (word.starts_with(kFax)) {
            return true;
        }
        if (word.size() == kFax.size()) {
            int different = 0;
            for (std::size_t i = 0; i < kFax.size(); ++i) {
                different += word[i] != kFax[i] ? 1 : 0;
            }
            return different <= 1 || std::is_permutation(word.begin(), word.end(), kFax.begin());
        }
        const std::string_view longer = word.size() > kFax.size() ? std::string_view(word) : kFax;
        const std::string_view shorter = word.size() > kFax.size() ? kFax : std::string_view(word);
        if (longer.size() != shorter.size() + 1) {
            return false;
        }
        for (std::size_t left = 0; left < longer.size(); ++left) {
            std::string without(longer);
            if (without.erase(left, 1) == shorter) {
                return true;
            }
        }
        return false;
    }

    // Characters of the text, in NFKC, with single blanks.
    std::string textBetween(std::size_t first, std::size_t end) const {
        std::string plain;
        for (std::size_t i = first; i < end && i < text_.size(); ++i) {
            std::array<char, 8> one{};
            const auto length = g_unichar_to_utf8(isBlank(text_[i]) ? ' ' : text_[i], one.data());
            if (text_[i] != 0xAD && g_unichar_type(text_[i]) != G_UNICODE_FORMAT) {
                plain.append(one.data(), static_cast<std::size_t>(length));
            }
        }
        const Utf8 compatible(g_utf8_normalize(plain.c_str(), -1, G_NORMALIZE_NFKC), &g_free);
        std::string value;
        for (const char* c = compatible ? compatible.get() : ""; *c != '\0'; ++c) {
            if (*c != ' ' || (!value.empty() && value.back() != ' ')) {
                value += *c;
            }
        }
        if (value.ends_with(' ')) {
            value.pop_back();
        }
        return value;
    }

    [[noreturn]] void refuse(std::size_t from, std::size_t end, const std::string& why) const {
        const std::size_t last = std::min(end, letters_.size()) - 1;
        const std::size_t longest = std::min(letters_[last].at + 1, letters_[from].at + kLongestQuote);
        const bool isCut = longest < letters_[last].at + 1;
        throw BadMark('"' + textBetween(letters_[from].at, longest) + (isCut ? "…\" " : "\" ") + why);
    }

    std::vector<gunichar> text_;
    std::vector<Letter> letters_;
    std::vector<FaxMark> marks_;
    std::size_t lastEnd_ = 0;  // of the marks that were read
};

bool hasAnAt(const std::string& text) {
    constexpr std::string_view kFullWidth = "\xEF\xBC\xA0";
    constexpr std::string_view kSmall = "\xEF\xB9\xAB";
    return text.find('@') != std::string::npos || text.find(kFullWidth) != std::string::npos ||
           text.find(kSmall) != std::string::npos;
}

}  // namespace

std::string_view keywordOf(FaxMarkKind kind) {
    const auto* const row = std::find_if(kKeywords.begin(), kKeywords.end(),
                                         [kind](const auto& each) { return each.first == kind; });
    return row->second;
}

std::optional<FaxMarkKind> markKindOf(std::string_view keyword) {
    const auto* const row = std::find_if(kKeywords.begin(), kKeywords.end(),
                                         [keyword](const auto& each) { return each.second == keyword; });
    return row == kKeywords.end() ? std::nullopt : std::optional(row->first);
}

std::vector<FaxMark> findFaxMarks(const std::string& text) {
    if (!hasAnAt(text) || g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) == FALSE) {
        return {};
    }
    return MarkReader(text).read();
}

}  // namespace voipnow
