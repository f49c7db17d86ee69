// Small PDFs for tests, written by hand so that a test shows what is in them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "filters/pdf_input.hpp"

namespace voipnow {

struct HandMadePage {
    std::string content;                   // drawing operators
    std::string mediaBox = "0 0 612 792";  // left, bottom, right, top
    std::string entries = {};              // more entries of the page, for example "/Rotate 90"
};

struct HandMadePdf {
    std::vector<HandMadePage> pages;
    std::vector<std::string> objects = {};  // more objects; the first has the number firstObject()
    std::string catalog = {};               // more entries of the catalog

    int firstObject() const { return 3 + 2 * static_cast<int>(pages.size()); }
    std::string bytes() const;
};

// Operators that fill a rectangle with black, in points from the page's bottom left corner.
std::string blackBox(int x, int y, int width, int height);

// The file as the input of a filter.
PdfInput inputOf(const std::string& bytes);

}  // namespace voipnow
