// Draws a BitPage pixel by pixel.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "filters/page_pixels.hpp"

namespace voipnow {

// Asks isBlack(x, y) for every pixel, in reading order.
template <typename IsBlack>
BitPage drawnPage(std::size_t width, std::size_t height, const IsBlack& isBlack) {
    BitPage page(width, height);
    for (std::size_t y = 0; y < height; ++y) {
        for (std::size_t x = 0; x < width; ++x) {
            if (isBlack(x, y)) {
                page.scanLine(y)[x / 8] |= static_cast<std::uint8_t>(0x80U >> (x % 8));
            }
        }
    }
    return page;
}

}  // namespace voipnow
