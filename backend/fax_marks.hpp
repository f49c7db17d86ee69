// Marks in a text that speak to the fax printer: "@@fax: +1 555 0100; 0003*001@@", "@@faxsubject: Lease@@".
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes the text of a page, or a title, as UTF-8. A mark is @@KEYWORD: VALUE@@ with one of the keywords below, and may
// run over several lines. White space, line breaks and hyphens at the end of a line may stand anywhere in the keyword
// and around it, for programs and text extraction put some there; letter case, ligatures and full-width forms make no
// difference (NFKC).
//
// What looks like a mark and is none that can be read throws BadMark: an unknown or mistyped keyword, @@ missing at one
// end, one @ or three, a number without a keyword. It must never be faxed as text. What else has @@ in it is left
// alone: the heads of a patch (@@ -1,5 +1,6 @@), variables of programs (@@count, @@ROWCOUNT).
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace voipnow {

enum class FaxMarkKind {
    kFax,      // fax: who gets the page and those that follow
    kTo,       // faxto: names for the cover page
    kFrom,     // faxfrom
    kSubject,  // faxsubject
    kComment,  // faxcomment
    kCover,    // faxcover: None, Standard, or a template
};

inline constexpr std::size_t kLongestMarkValue = 1000;  // characters

struct FaxMark {
    FaxMarkKind kind = FaxMarkKind::kFax;
    std::string value = {};  // NFKC, blanks collapsed; not empty with kFax
    std::size_t first = 0;   // where it stands in the text, in characters: its first @ ...
    std::size_t last = 0;    // ... and its last
};

// "faxsubject" and so on, and back.
std::string_view keywordOf(FaxMarkKind kind);
std::optional<FaxMarkKind> markKindOf(std::string_view keyword);

// What looks like a mark and cannot be read. what() quotes it and says why, without a full stop.
class BadMark : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// All marks of the text, in order. Text that is not UTF-8 has none.
std::vector<FaxMark> findFaxMarks(const std::string& text);

}  // namespace voipnow
