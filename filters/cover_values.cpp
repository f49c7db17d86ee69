// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/cover_values.hpp"

#include <glib.h>

#include <algorithm>
#include <string_view>

#include "backend/printable.hpp"
#include "filters/pango_handles.hpp"

namespace voipnow {
namespace {

constexpr std::string_view kIsolate = "\xE2\x81\xA8";  // U+2068: a run whose direction is its own
// U+2066: a run from left to right. With U+200E behind it, for Pango 1.50 does not go by U+2066 alone and would put the
// plus of a number at its wrong end beside Hebrew.
constexpr std::string_view kIsolateLeft = "\xE2\x81\xA6\xE2\x80\x8E";
constexpr std::string_view kEndOfIsolate = "\xE2\x81\xA9";  // U+2069
// Bytes; of the longest of all, in the widest letters, a page still takes all.
constexpr std::size_t kLongestNumber = 48;
constexpr std::size_t kLongestName = 150;
constexpr std::size_t kLongestFrom = 250;
constexpr std::size_t kLongestDate = 100;
constexpr std::size_t kLongestSubject = 450;
constexpr std::size_t kLongestComment = 10'000;  // characters; more never fit on a page
constexpr std::size_t kFarthestSpace = 30;       // characters that are given up to end with a whole word

std::string escaped(std::string_view text) {
    const GTextHandle markup(g_markup_escape_text(text.data(), static_cast<gssize>(text.size())));
    return markup.get();
}

std::string trimmed(const std::string& text) {
    const std::size_t begin = text.find_first_not_of(' ');
    return begin == std::string::npos ? std::string()
                                      : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

// On one letter there may be many marks, each above the other, up to the edge of the page: the first few are enough for
// every script.
std::string withFewMarks(const std::string& text) {
    constexpr int kMostMarks = 8;
    std::string all;
    int marks = 0;
    for (const char* at = text.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
        marks = g_unichar_ismark(g_utf8_get_char(at)) != FALSE ? marks + 1 : 0;
        if (marks <= kMostMarks) {
            all.append(at, static_cast<std::size_t>(g_utf8_next_char(at) - at));
        }
    }
    return all;
}

// A value of one line: empty stays empty.
std::string isolated(std::string_view isolate, const std::string& text) {
    return text.empty() ? std::string() : std::string(isolate) + escaped(text) + std::string(kEndOfIsolate);
}

std::string lineOf(const std::string& text, std::size_t longest) {
    return isolated(kIsolate, trimmed(withFewMarks(printable(text, longest))));
}

std::string lineOf(const Recipient& recipient) {
    const std::string name = lineOf(recipient.name, kLongestName);
    const std::string number = isolated(kIsolateLeft, trimmed(printable(recipient.number, kLongestNumber)));
    return name + (name.empty() || number.empty() ? "" : ", ") + number;
}

// "and {count} more" with the number in it.
std::string counted(const std::string& words, std::size_t count) {
    constexpr std::string_view kCount = "{count}";
    std::string text = words;
    if (const std::size_t at = text.find(kCount); at != std::string::npos) {
        text.replace(at, kCount.size(), std::to_string(count));
    } else {
        text = std::to_string(count) + ' ' + text;
    }
    return escaped(text);
}

std::string listOf(const std::vector<Recipient>& recipients, const std::string& moreRecipients) {
    const std::size_t all = recipients.size();
    const std::size_t shown = all > kMostShownRecipients ? kMostShownRecipients - 1 : all;
    std::string list;
    for (std::size_t i = 0; i < shown; ++i) {
        list += (list.empty() ? "" : "\n") + lineOf(recipients[i]);
    }
    return shown == all ? list : list + '\n' + counted(moreRecipients, all - shown);
}

std::string utf8(const std::u32string& text) {
    std::string bytes;
    for (const char32_t each : text) {
        std::string character(6, '\0');
        character.resize(static_cast<std::size_t>(g_unichar_to_utf8(each, character.data())));
        bytes += character;
    }
    return bytes;
}

std::u32string characters(const std::string& text) {
    std::u32string all;
    for (const char* at = text.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
        all.push_back(static_cast<char32_t>(g_utf8_get_char(at)));
    }
    return all;
}

// The lines of the comment without control characters, without empty lines about them.
std::u32string commentOf(const std::string& text) {
    std::string all;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string line = withFewMarks(printable(rest.substr(0, end), text.size() * 3 + 3));
        line.erase(line.find_last_not_of(' ') + 1);
        all += line + '\n';
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    const std::size_t begin = all.find_first_not_of('\n');
    all = begin == std::string::npos ? "" : all.substr(begin, all.find_last_not_of('\n') - begin + 1);
    return characters(all);
}

// Does not stand alone: it belongs to the character before it.
bool isBehindAnother(char32_t character) {
    constexpr char32_t kJoiner = 0x200D;
    return g_unichar_ismark(character) != FALSE || character == kJoiner;
}

}  // namespace

CoverValues::CoverValues(const CoverFields& fields, const CoverTemplate& cover)
    : to_(listOf(fields.to, cover.moreRecipients)),
      from_(lineOf(fields.from, kLongestFrom)),
      subject_(lineOf(fields.subject, kLongestSubject)),
      date_(lineOf(fields.date, kLongestDate)),
      pages_(std::to_string(fields.pages)),
      comment_(commentOf(fields.comment)),
      shown_(std::min(comment_.size(), kLongestComment)),
      shortened_(escaped(cover.shortened)) {}

std::size_t CoverValues::shownBreaks() const {
    const std::u32string_view shown = std::u32string_view(comment_).substr(0, shown_);
    return static_cast<std::size_t>(std::count(shown.begin(), shown.end(), U'\n'));
}

std::string CoverValues::markup(const CoverText& text) const {
    std::string markup;
    for (const CoverPiece& each : text) {
        markup += each.field ? value(*each.field) : each.markup;
    }
    return markup;
}

bool CoverValues::isEmpty(const CoverText& text) const {
    const auto isField = [](const CoverPiece& piece) { return piece.field.has_value(); };
    return std::any_of(text.begin(), text.end(), isField) &&
           std::none_of(text.begin(), text.end(), [&](const CoverPiece& piece) {
               return isField(piece) && !value(*piece.field).empty();
           });
}

std::string CoverValues::value(CoverField field) const {
    switch (field) {
        case CoverField::kTo:
            return to_;
        case CoverField::kFrom:
            return from_;
        case CoverField::kSubject:
            return subject_;
        case CoverField::kDate:
            return date_;
        case CoverField::kPages:
            return pages_;
        case CoverField::kComment:
            return shownComment();
    }
    return {};
}

std::string CoverValues::shownComment() const {
    std::size_t end = std::min(shown_, comment_.size());
    const bool isShortened = end < comment_.size();
    if (isShortened) {
        const std::size_t space = comment_.find_last_of(U" \n", end);
        if (space != std::u32string::npos && space + kFarthestSpace > end) {
            end = space;
        }
        while (end > 0 &&
               (isBehindAnother(comment_[end]) || comment_[end - 1] == U' ' || comment_[end - 1] == U'\n')) {
            --end;
        }
    }
    // Each line by itself: an isolate ends with its line.
    std::string markup;
    std::u32string rest = comment_.substr(0, end);
    for (std::size_t begin = 0; begin <= rest.size();) {
        const std::size_t lineEnd = std::min(rest.find(U'\n', begin), rest.size());
        markup += (begin == 0 ? "" : "\n") + isolated(kIsolate, utf8(rest.substr(begin, lineEnd - begin)));
        begin = lineEnd + 1;
    }
    return isShortened ? markup + ' ' + shortened_ : markup;
}

}  // namespace voipnow
