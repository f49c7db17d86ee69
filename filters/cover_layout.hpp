// CoverLayout: the texts and rules of a cover page, set by Pango and placed on the paper.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Units are points (1/72 inch) from the upper left corner of the sheet. It is set without regard to the pixels that it
// is drawn with, so it is the same at each resolution. What does not fit in its size is made smaller, to 85 %; then the comment is cut, with
// words that say so. Only when little of it would be left, or the template alone does not fit, everything becomes smaller
// still. JobError kHeld when a template has more than fits at half its size: nothing ever runs off the page.
//
// Paragraphs have the direction of their first letter, and so their side of the page. A table has the direction of its
// first label.
#pragma once

#include <string>
#include <vector>

#include "filters/cover_template.hpp"
#include "filters/cover_values.hpp"
#include "filters/drawing_surface.hpp"
#include "filters/fax_paper.hpp"
#include "filters/pango_handles.hpp"

namespace voipnow {

struct CoverBox {
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;
};

struct PlacedText {
    LayoutHandle layout;
    double left;  // of the layout's own rectangle
    double top;
    int line;  // of the template
};

// In the units of the content: points / scale, from the corner of the margins.
struct PlacedCover {
    double scale = 1;
    double margin = 0;   // points
    CoverBox logo = {};  // of no height: none
    std::vector<PlacedText> texts = {};
    std::vector<CoverBox> rules = {};
};

// The rectangle on the paper, in points.
CoverBox onPaper(const PlacedCover& placed, const CoverBox& box);

// `logoShape` is the width of the logo by its height, 0 without a logo. `values` is left with the comment as it is shown.
PlacedCover layOutCover(const PageSize& paper, const CoverTemplate& cover, CoverValues& values,
                        double logoShape);

// Draws all but the logo. The units of the context are points, whatever pixels it has.
void drawCover(cairo_t* context, const PlacedCover& placed);

// A sentence for each text with characters that no font of this machine has.
std::vector<std::string> missingCharacters(const PlacedCover& placed);

}  // namespace voipnow
