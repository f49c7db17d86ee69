// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_marks.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <utility>

#include "backend/mark_letters.hpp"
#include "backend/mark_shapes.hpp"

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

constexpr std::size_t kNowhere = MarkLetters::kNowhere;
constexpr std::size_t kReachOfUnknown =
    200;                                   // letters in which the other end of a mistyped mark is looked for
constexpr std::size_t kLongestQuote = 60;  // characters of it in a message

class MarkReader {
  public:
    explicit MarkReader(const std::string& text) : letters_(text) {}

    std::vector<FaxMark> read() {
        std::size_t at = 0;
        while ((at = letters_.next('@', at)) != kNowhere) {
            at = letters_.isPair(at) ? readPair(at) : passSingle(at);
        }
        return std::move(marks_);
    }

  private:
    // At @@ outside of a mark. Gives where to go on.
    std::size_t readPair(std::size_t at) {
        const std::size_t begin = at + letters_.runOfAt(at);
        const std::string word = letters_.wordAt(begin);
        const std::size_t value = begin + word.size() + 1;
        const bool hasColon = letters_[value - 1] == ':';
        if (const auto kind = markKindOf(word); kind && hasColon) {
            if (begin > at + 2 && letters_.isTight(begin - 2)) {
                refuse(at, value, "begins with more than two @");
            }
            refuseEndWithoutBegin(at);
            return readMark(*kind, begin - 2, value);
        }
        return passPair(at, begin, word, hasColon);
    }

    std::size_t readMark(FaxMarkKind kind, std::size_t at, std::size_t value) {
        const std::size_t end = letters_.nextPair(value, kLongestMarkValue);
        if (end == kNowhere) {
            const bool isLong = letters_.nextPair(value, letters_.size()) != kNowhere;
            refuse(at, at + kLongestQuote,
                   isLong ? "has no @@ at its end, or more than 1,000 characters" : "has no @@ at its end");
        }
        FaxMark mark{kind, letters_.textBetween(letters_.character(value - 1) + 1, letters_.character(end)),
                     letters_.character(at), letters_.character(end + 1)};
        refuseMoreAtEnd(at, end);
        if (kind == FaxMarkKind::kFax) {
            refuseBrokenList(at, value, end);
            if (mark.value.empty()) {
                refuse(at, end + 2, "names nobody");
            }
        }
        marks_.push_back(std::move(mark));
        lastEnd_ = end + 2;
        return lastEnd_;
    }

    // Two more @ may begin the next mark, or be of something else that stands apart.
    void refuseMoreAtEnd(std::size_t at, std::size_t end) const {
        const std::size_t behind = end + 2;
        if (letters_[behind] != '@' || !letters_.isTight(behind)) {
            return;
        }
        const bool isNextMark =
            letters_.runOfAt(behind) == 2 && g_unichar_isalpha(letters_[behind + 2]) != FALSE;
        if (!isNextMark) {
            refuse(at, behind + 1, "ends with more than two @");
        }
    }

    // In a list of recipients @ is the first character of a group's name, and nothing else.
    void refuseBrokenList(std::size_t at, std::size_t value, std::size_t end) const {
        if (letters_[value] == ':') {
            refuse(at, end + 2, "has two colons");
        }
        for (std::size_t i = value; i < end; ++i) {
            const gunichar before = letters_[i - 1];
            if (letters_[i] == '@' && before != ':' && before != ';' && before != ',') {
                refuse(at, i + 1, "has a single @ where @@ would end it");
            }
        }
    }

    // At @@ that is no mark which can be read: is it meant as one?
    std::size_t passPair(std::size_t at, std::size_t begin, const std::string& word, bool hasColon) {
        constexpr std::size_t kDecoration = 4;  // a line of @, with anything below it
        const std::size_t end = letters_.nextPair(begin, kReachOfUnknown);
        if (end != kNowhere && isHeadOfPatch(letters_, begin, end)) {
            return end + letters_.runOfAt(end);
        }
        const std::size_t quoteEnd = end == kNowhere ? begin + kLongestQuote : end + 2;
        const std::size_t content = begin + word.size() + 1;
        const bool isEmpty =
            end != kNowhere && content >= end && !isEndOfMark(letters_, end);  // a ? @@max : @@min
        if (hasColon && isLikeFax(word) && !isEmpty) {
            refuse(at, quoteEnd, "is no mark that the fax printer knows");
        }
        if (word.starts_with("fax")) {
            refuse(at, quoteEnd, "lacks the : behind its keyword");
        }
        if (end != kNowhere && begin - at < kDecoration) {
            if (!word.empty() && hasColon && content < end &&
                (isEndOfMark(letters_, end) || isLikeNumber(letters_, content, end))) {
                refuse(at, quoteEnd, "is no mark that the fax printer knows");
            }
            refuseWithoutKeyword(at, begin, end);
        }
        refuseEndWithoutBegin(at);
        return begin;
    }

    // @@...@@
    void refuseWithoutKeyword(std::size_t at, std::size_t begin, std::size_t end) const {
        if (!isEndOfMark(letters_, end)) {
            return;
        }
        if (isLikeNumber(letters_, begin, end)) {
            refuse(at, end + 2, "has no keyword; write @@fax: before the number");
        }
        const bool isEnclosed = letters_.isTight(begin) && letters_.isTight(end) &&
                                (at == 0 || !letters_.isWordLetter(at - 1) || !letters_.isTight(at));
        if (isEnclosed && end - begin <= kLongestQuote && hasWordLetter(letters_, begin, end)) {
            refuse(at, end + 2, "is no mark that the fax printer knows");
        }
    }

    // "...fax: 5550100@@" without the @@ before it, or with something between them ("@2fax:").
    void refuseEndWithoutBegin(std::size_t at) const {
        const std::size_t from = std::max(lastEnd_, at > kReachOfUnknown ? at - kReachOfUnknown : 0);
        for (std::size_t i = from; i < at; ++i) {
            if (letters_[i] == ':' && letters_.next('@', i) == at) {
                const std::size_t keyword = beginOfKeyword(letters_, from, i);
                std::string word;
                std::string plain;
                for (std::size_t k = keyword; k < i; ++k) {
                    const char c = letters_[k] < 0x80 ? static_cast<char>(letters_[k]) : '?';
                    word += c;
                    plain += c == '@' ? "" : std::string(1, c);
                }
                if (markKindOf(word) ||
                    (isEndOfMark(letters_, at) && word.size() > plain.size() && isLikeFax(plain))) {
                    refuse(keyword, at + 2, "lacks the @@ before it");
                }
            }
        }
    }

    // At one @: an address of mail, or a mark that lacks the other?
    std::size_t passSingle(std::size_t at) const {
        const std::string word = letters_.wordAt(at + 1);
        const bool isInWord = at > 0 && letters_.isWordLetter(at - 1) && letters_.isTight(at);
        if (!isInWord && markKindOf(word) && letters_[at + 1 + word.size()] == ':') {
            refuse(at, at + kLongestQuote, "begins with one @ instead of two");
        }
        return at + 1;
    }

    [[noreturn]] void refuse(std::size_t from, std::size_t end, const std::string& why) const {
        const std::size_t first = letters_.character(from);
        const std::size_t behind = letters_.character(std::min(end, letters_.size()) - 1) + 1;
        const std::size_t longest = std::min(behind, first + kLongestQuote);
        throw BadMark('"' + letters_.textBetween(first, longest) + (longest < behind ? "…\" " : "\" ") + why);
    }

    MarkLetters letters_;
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
