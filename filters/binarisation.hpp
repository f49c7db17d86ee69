// Turns a gray page into black and white so that small and coloured text can still be read.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// By local contrast: a pixel is black when it is darker than a threshold between the darkest and the lightest
// pixel of its surroundings. So gray text on white, and text on a coloured ground, become black on white
// instead of a pattern of dots, and a page is short on the line. An area of one shade becomes black or white as
// a whole (filters/even_areas.hpp). Lines that are lighter than the letters beside them are kept.
#pragma once

#include <cstddef>

#include "filters/gray_tiles.hpp"
#include "filters/page_pixels.hpp"

namespace voipnow {

// The surroundings of a pixel are its tile and the tiles about it. Levels of gray go from 0, black, to 255.
struct LocalContrast {
    std::size_t tileHeight = 8;  // scan lines
    int least = 40;              // levels between the darkest and the lightest that count as contrast
    int threshold = 65;          // percent of the way from the darkest to the lightest, for dark on light
    int thresholdOfLightOnDark = 40;  // the same where the ground is dark: strokes are kept wide, not grounds
    int thresholdOfFlat = 140;        // level, where there is no contrast
    int leastOfFaintLine = 56;  // levels that a line lighter than the threshold is darker than both its sides
};

// The rule for a page with so many scan lines in an inch: 98, 196 or 391.
LocalContrast localContrastFor(int scanLinesPerInch);

BitPage binarise(const GrayPage& page, const GrayTiles& tiles, const LocalContrast& rule);

}  // namespace voipnow
