// Draws gray pages: grounds, boxes, letters, gradients and noise.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>

#include "filters/page_pixels.hpp"
#include "tests/unit/filters/drawn_page.hpp"

namespace voipnow {

struct PixelBox {
    std::size_t left;
    std::size_t top;
    std::size_t width;
    std::size_t height;

    bool contains(std::size_t x, std::size_t y) const {
        return x >= left && x < left + width && y >= top && y < top + height;
    }
};

// Asks grayAt(x, y) for every pixel, in reading order.
template <typename GrayAt>
GrayPage drawnGray(int width, int height, const GrayAt& grayAt) {
    GrayPage page(width, height);
    for (std::size_t y = 0; y < page.height(); ++y) {
        for (std::size_t x = 0; x < page.width(); ++x) {
            page.scanLine(y)[x] = static_cast<std::uint8_t>(std::clamp<int>(grayAt(x, y), 0, 255));
        }
    }
    return page;
}

inline GrayPage filled(int width, int height, int gray) {
    return drawnGray(width, height, [gray](std::size_t, std::size_t) { return gray; });
}

inline void fill(GrayPage& page, const PixelBox& box, int gray) {
    for (std::size_t y = box.top; y < box.top + box.height; ++y) {
        std::fill_n(page.scanLine(y).begin() + static_cast<std::ptrdiff_t>(box.left), box.width,
                    static_cast<std::uint8_t>(gray));
    }
}

// Every pixel that is black in `mask` becomes `ink`.
inline void paint(GrayPage& page, const BitPage& mask, int ink) {
    for (std::size_t y = 0; y < page.height(); ++y) {
        for (std::size_t x = 0; x < page.width(); ++x) {
            if (mask.isBlack(x, y)) {
                page.scanLine(y)[x] = static_cast<std::uint8_t>(ink);
            }
        }
    }
}

// Adds up to `most` levels more or less to every pixel; always the same to a page of the same width and height.
inline void addNoise(GrayPage& page, int most) {
    std::mt19937 random(20261124);
    std::uniform_int_distribution<int> noise(-most, most);
    for (std::size_t y = 0; y < page.height(); ++y) {
        for (std::uint8_t& pixel : page.scanLine(y)) {
            pixel = static_cast<std::uint8_t>(std::clamp(pixel + noise(random), 0, 255));
        }
    }
}

// Rows of letters, each an H, that fill a box. `height` is that of a letter, in scan lines, `stroke` the width of its
// stems in pixels.
struct Letters {
    PixelBox box;
    std::size_t height = 18;
    std::size_t stroke = 3;

    bool isInk(std::size_t x, std::size_t y) const {
        const std::size_t width = 5 * stroke;
        const std::size_t across = 8 * stroke;
        const std::size_t down = height * 3 / 2;
        if (!box.contains(x, y) || (x - box.left) / across >= box.width / across ||
            (y - box.top) / down >= box.height / down) {
            return false;
        }
        const std::size_t inX = (x - box.left) % across;
        const std::size_t inY = (y - box.top) % down;
        const bool isStem = inX < stroke || (inX >= width - stroke && inX < width);
        const bool isBar = inX < width && inY >= height / 2 - 1 && inY < height / 2 + 1;
        return inY < height && (isStem || isBar);
    }

    BitPage on(const GrayPage& page) const {
        return drawnPage(page.width(), page.height(), [this](auto x, auto y) { return isInk(x, y); });
    }
};

// Each pixel the mean of itself and the four about it, as anti-aliasing and a scanner leave edges.
inline GrayPage softened(const GrayPage& page) {
    return drawnGray(
        static_cast<int>(page.width()), static_cast<int>(page.height()), [&page](auto x, auto y) {
            const auto right = std::min(x + 1, page.width() - 1);
            const auto below = std::min(y + 1, page.height() - 1);
            return (4 * page.scanLine(y)[x] + page.scanLine(y)[x == 0 ? 0 : x - 1] + page.scanLine(y)[right] +
                    page.scanLine(y == 0 ? 0 : y - 1)[x] + page.scanLine(below)[x]) /
                   8;
        });
}

inline std::size_t blackPixels(const BitPage& bits) {
    std::size_t black = 0;
    for (std::size_t y = 0; y < bits.height(); ++y) {
        for (std::size_t x = 0; x < bits.width(); ++x) {
            black += bits.isBlack(x, y) ? 1U : 0U;
        }
    }
    return black;
}

// Whether two pages of one size are the same; if not, where they differ first, and in how many pixels.
inline ::testing::AssertionResult isSame(const BitPage& page, const BitPage& expected) {
    std::size_t different = 0;
    std::size_t firstX = 0;
    std::size_t firstY = 0;
    for (std::size_t y = expected.height(); y-- > 0;) {
        for (std::size_t x = expected.width(); x-- > 0;) {
            if (page.isBlack(x, y) != expected.isBlack(x, y)) {
                ++different;
                firstX = x;
                firstY = y;
            }
        }
    }
    if (different == 0) {
        return ::testing::AssertionSuccess();
    }
    return ::testing::AssertionFailure()
           << different << " pixels differ; the first is " << firstX << ',' << firstY << ", which should be "
           << (expected.isBlack(firstX, firstY) ? "black" : "white");
}

}  // namespace voipnow
