// Documents of which a page takes long or needs much memory, in a few bytes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "tests/unit/filters/hand_made_pdf.hpp"

namespace voipnow {

// A page with a box, then one on which forms that draw nothing are drawn 10 to the power of `levels` times, then one
// with a box.
HandMadePdf slowSecondPage(int levels);

// So often that no machine ends it within a test.
inline constexpr int kEndless = 12;

// Operators that draw that many short strokes, each in a place and width of its own.
std::string manyStrokes(int strokes);

// One stroke of that many pieces.
std::string longStroke(int pieces);

// Lines of dots all over the page, more than 100 kB of fax.
std::string dottedLines();

// A page that is a white image of 20,000 x 20,000 pixels, all of them there, and a box.
HandMadePdf giantImage();

}  // namespace voipnow
