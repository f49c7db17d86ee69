// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/continuous_tones.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <utility>

namespace voipnow {
namespace {

constexpr std::size_t kFewestTones = 60;  // tiles, a square centimetre at fine resolution
constexpr int kOnGround = 24;             // levels from the ground
constexpr int kNearlyBlack = 24;
constexpr int kNearlyWhite = 231;
constexpr int kWhiteGround = 225;
constexpr std::size_t kShades = 3;    // as a drawing may have beside its ground
constexpr double kFewShades = 0.65;   // the part of a drawing's tones that these make up
constexpr double kWholeImage = 0.35;  // the part of tones from which on an image is one photograph

constexpr std::size_t kLevels = 256;
using Histogram = std::array<std::size_t, kLevels>;

bool isMiddleGray(const GrayRange& range) {
    return range.darkest > kNearlyBlack && range.lightest < kNearlyWhite;
}

template <typename Visit>
void visitTiles(const GrayTiles& tiles, const ImageTiles& image, const Visit& visit) {
    for (std::size_t row = image.top; row < image.bottom; ++row) {
        for (std::size_t column = image.left; column < image.right; ++column) {
            visit(column, row, tiles.at(column, row));
        }
    }
}

// How much of the histogram is in the `width` levels from `first` on.
std::size_t within(const Histogram& histogram, std::size_t first, std::size_t width) {
    const auto begin = histogram.begin() + static_cast<std::ptrdiff_t>(first);
    return std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(std::min(width, kLevels - first)),
                           std::size_t{0});
}

std::size_t fullestWindow(const Histogram& histogram, std::size_t width) {
    std::size_t best = 0;
    for (std::size_t first = 1; first + width <= kLevels; ++first) {
        if (within(histogram, first, width) > within(histogram, best, width)) {
            best = first;
        }
    }
    return best;
}

// The level that most tiles have as their lightest or darkest.
int groundOf(const GrayTiles& tiles, const ImageTiles& image) {
    constexpr std::size_t kWindow = 16;
    Histogram extremes{};
    visitTiles(tiles, image, [&](std::size_t, std::size_t, const GrayRange& range) {
        ++extremes[range.lightest];
        ++extremes[range.darkest];
    });
    return static_cast<int>(fullestWindow(extremes, kWindow) + kWindow / 2);
}

bool isOnGround(const GrayRange& range, int ground) {
    return std::abs(range.lightest - ground) <= kOnGround || std::abs(range.darkest - ground) <= kOnGround;
}

// Whether a few shades make up most of these levels.
bool areFewShades(Histogram levels, std::size_t count) {
    constexpr std::size_t kWindow = 8;
    std::size_t covered = 0;
    for (std::size_t i = 0; i < kShades; ++i) {
        const std::size_t first = fullestWindow(levels, kWindow);
        covered += within(levels, first, kWindow);
        std::fill_n(levels.begin() + static_cast<std::ptrdiff_t>(first), kWindow, std::size_t{0});
    }
    return static_cast<double>(covered) >= kFewShades * static_cast<double>(count);
}

// A tile among tones is one, too: highlights and shadows, and what the edge of the image cuts.
TileTable<bool> filledUp(const TileTable<bool>& isTone, const ImageTiles& image) {
    constexpr int kAmong = 3;
    TileTable<bool> result = isTone;
    for (std::size_t row = image.top; row < image.bottom; ++row) {
        for (std::size_t column = image.left; column < image.right; ++column) {
            int tones = 0;
            for (std::size_t y = std::max(row, image.top + 1) - 1; y < std::min(row + 2, image.bottom); ++y) {
                for (std::size_t x = std::max(column, image.left + 1) - 1;
                     x < std::min(column + 2, image.right); ++x) {
                    tones += static_cast<int>(isTone.at(x, y));
                }
            }
            result.at(column, row) = tones >= kAmong;
        }
    }
    return result;
}

// Whether the image has tones.
bool markTones(const GrayTiles& tiles, const ImageTiles& image, TileTable<bool>& isTone) {
    const int ground = groundOf(tiles, image);
    Histogram levels{};
    std::size_t tones = 0;
    std::size_t all = 0;
    TileTable<bool> found(isTone.columns(), isTone.rows());
    visitTiles(tiles, image, [&](std::size_t column, std::size_t row, const GrayRange& range) {
        ++all;
        if (!isOnGround(range, ground)) {
            ++tones;
            ++levels[static_cast<std::size_t>((range.darkest + range.lightest) / 2)];
            found.at(column, row) = true;
        }
    });
    if (tones < kFewestTones || areFewShades(levels, tones)) {
        return false;
    }
    const bool isWhole =
        ground < kWhiteGround && static_cast<double>(tones) >= kWholeImage * static_cast<double>(all);
    const TileTable<bool> filled = filledUp(found, image);
    visitTiles(tiles, image, [&](std::size_t column, std::size_t row, const GrayRange&) {
        isTone.at(column, row) = isTone.at(column, row) || isWhole || filled.at(column, row);
    });
    return true;
}

}  // namespace

bool mayHaveTones(const GrayTiles& tiles) {
    std::size_t middle = 0;
    for (std::size_t row = 0; row < tiles.rows(); ++row) {
        for (std::size_t column = 0; column < tiles.columns(); ++column) {
            middle += static_cast<std::size_t>(isMiddleGray(tiles.at(column, row)));
        }
    }
    return middle >= kFewestTones;
}

std::optional<TileTable<bool>> continuousTones(const GrayTiles& tiles,
                                               const std::vector<ImageTiles>& images) {
    TileTable<bool> isTone(tiles.columns(), tiles.rows());
    bool any = false;
    for (const ImageTiles& image : images) {
        any = markTones(tiles, image, isTone) || any;
    }
    return any ? std::optional(std::move(isTone)) : std::nullopt;
}

}  // namespace voipnow
