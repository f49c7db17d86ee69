// Where the content of a document's page goes on the grid of a fax page.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rules, for a page of any size on a paper of any size; nothing is ever cut off:
//   - A page that differs from the paper by at most kSamePaper points covers the grid exactly, edge to edge,
//     so that what was a whole pixel in a scanned or faxed page stays one.
//   - A page that is larger is made smaller, both ways alike, until it fits.
//   - A page that is smaller keeps its size and goes to the middle, on whole pixels.
//   - A page that is wider than high, and would have to be made smaller to fit upright, is turned
//     counterclockwise (its top comes to the left edge of the sheet), as CUPS turns landscape pages.
#pragma once

#include "filters/fax_paper.hpp"

namespace voipnow {

inline constexpr double kSamePaper = 3.0;            // points
inline constexpr double kSmallestPageSide = 1.0;     // points
inline constexpr double kLargestPageSide = 14400.0;  // points: 200 inches, the largest page that PDF knows

// A point (x, y) of the page, in points from its top left corner, falls on the pixel position
//   upright  (left + x * across,            top + y * down)
//   turned   (left + y * across,            top + (pageWidth - x) * down)
struct PagePlacement {
    bool turned;
    double across;  // pixels for a point across the scan line
    double down;    // pixels for a point down the page
    double left;    // pixels
    double top;     // pixels
};

// Takes the page's width and height in points, as it is to be read. Throws JobError kCanceled, with `number`
// (the page's number from 1) and the size, when a side is not a number or lies outside the limits above: such
// a page is broken or would be a dot on the fax.
PagePlacement placePage(double width, double height, int number, const FaxGrid& grid);

}  // namespace voipnow
