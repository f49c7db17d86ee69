// The text of a page in the order in which it is drawn, which is the order in which nearly every program writes it.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Poppler's own text is put in order by the places of its lines, and is wrong where cells of a table, lines in a
// script from right to left or a hyphen at the end of a line come in its way. Here each glyph that is drawn tells its text
// (filters/drawn_text.hpp). A character that is drawn twice at one place, as a
// bold one may be, counts once. Blanks that are not drawn, and line feeds, are put in by the distances.
#pragma once

#include <vector>

#include "filters/drawn_text.hpp"
#include "filters/text_columns.hpp"

namespace voipnow {

struct PageText {
    static constexpr std::uint32_t kUnknown = 0xFFFD;  // a glyph of which the text is not known

    // Where nothing was drawn, in a text that draws its blanks: a tabulator, or letters that are spaced out.
    static constexpr std::uint32_t kGap = 0x2003;
    static constexpr std::uint32_t kSpacing = 0x200B;

    PlacedText characters = {};  // each with a small box about the point by which DrawnText tells its glyph
    bool isWhole = true;         // there is neither kUnknown nor invisible text
};

// One text; where there are letters that are written from right to left two, for paragraphs from left to right and from
// right to left.
std::vector<PageText> textsOf(const DrawnText& drawn);
std::vector<PageText> textsOf(const std::vector<DrawnGlyph>& drawn, bool hasInvisible = false);

}  // namespace voipnow
