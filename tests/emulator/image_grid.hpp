// ImageGrid: the pixels that a fax page was made of.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A fax page in a PDF is one image that fills the page. To show it as it is, pixel by pixel, one has to know
// how many pixels the image has and which rectangle of the page it covers.
#pragma once

#include <optional>
#include <string_view>

namespace voipnow::emulator {

struct ImageGrid {
    int width = 0;  // pixels
    int height = 0;
    // Where the image lies on the page, in points from the left and the upper edge of the crop box.
    double left = 0;
    double top = 0;
    double widthPoints = 0;
    double heightPoints = 0;
};

// Takes the bytes of a PDF and the number of a page, from 0. Gives nothing when the page is anything else
// than one upright image, or cannot be read.
std::optional<ImageGrid> imageGrid(std::string_view pdf, int page);

}  // namespace voipnow::emulator
