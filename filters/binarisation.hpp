// Turns a gray page into black and white so that small and coloured text can still be read.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// By local contrast: a pixel is black when it is darker than a threshold between the darkest and the lightest
// pixel of its surroundings. So gray text on white, and text on a coloured ground, become black on white
// instead of a pattern of dots, and a page is short on the line. Where there is hardly any contrast, one
// threshold for all decides whether an area is ink or paper.
#pragma once

#include <cstddef>

#include "filters/page_pixels.hpp"

namespace voipnow {

// The surroundings of a pixel are its tile and the tiles about it.
struct LocalContrast {
    std::size_t tileWidth = 16;  // pixels, a multiple of 8
    std::size_t tileHeight = 8;  // pixels
    int least = 40;              // levels of gray between the darkest and the lightest that count as contrast
    int threshold = 65;          // percent of the way from the darkest to the lightest
    int thresholdOfFlat = 140;   // level of gray, where there is no contrast
};

BitPage binarise(const GrayPage& page, const LocalContrast& rule = {});

}  // namespace voipnow
