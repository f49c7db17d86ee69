// What the letters of a text look like that may be a mark, or nearly one (backend/fax_marks.hpp).
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Places are those of MarkLetters: `begin` the first letter, `end` the one behind the last.
#pragma once

#include <cstddef>
#include <string_view>

#include "backend/mark_letters.hpp"

namespace voipnow {

// "fax" with something before or behind it, with a letter wrong, missing or too many, or in another order.
bool isLikeFax(std::string_view word);

// A number, or several, and perhaps a label before it.
bool isLikeNumber(const MarkLetters& letters, std::size_t begin, std::size_t end);

// What stands between the @@ of a patch: -1,5+1,6, and -1,5-1,5+1,6 where two were merged. Text extraction may have lost
// the dashes.
bool isHeadOfPatch(const MarkLetters& letters, std::size_t begin, std::size_t end);

bool hasWordLetter(const MarkLetters& letters, std::size_t begin, std::size_t end);

// Whether the @@ at this place ends something: variables of programs (@@count) begin with it.
bool isEndOfMark(const MarkLetters& letters, std::size_t end);

// Where the letters, digits and @ begin that stand close before a colon; not before `from`.
std::size_t beginOfKeyword(const MarkLetters& letters, std::size_t from, std::size_t colon);

}  // namespace voipnow
