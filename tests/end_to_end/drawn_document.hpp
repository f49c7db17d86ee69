// Documents drawn by a test, so that it knows each pixel that has to arrive.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page is a Letter sheet with rectangles, black or gray, on the grid of a fax at fine resolution: 1728 x 2156 pixels,
// counted from the top left corner.
#pragma once

#include <string>
#include <vector>

namespace voipnow::end_to_end {

inline constexpr int kGridWidth = 1728;
inline constexpr int kGridHeight = 2156;

struct Rectangle {
    int left;
    int top;
    int width;
    int height;
    double gray = 0;  // 0 is black, 1 white
};

using DrawnPage = std::vector<Rectangle>;

// The bytes of a PDF and of a PostScript file with these pages.
std::string drawnPdf(const std::vector<DrawnPage>& pages);
std::string drawnPostScript(const std::vector<DrawnPage>& pages);

// A page with lines of text below what is drawn on it, in Helvetica; ASCII without ( ) and backslash.
struct WrittenPage {
    DrawnPage drawn;
    std::vector<std::string> lines;
};

std::string writtenPdf(const std::vector<WrittenPage>& pages);

// Pages of black and white pixels by chance, always the same: no compression makes them smaller.
std::string noisePdf(int pages);

// A page by which a reader can tell its number: `number` bars, one below the other.
DrawnPage numberedPage(int number);

// Pages with the numbers 1 to `last`.
std::vector<DrawnPage> numberedPages(int last);

}  // namespace voipnow::end_to_end
