// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/binarisation.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace voipnow {
namespace {

struct Range {
    std::uint8_t darkest = 255;
    std::uint8_t lightest = 0;

    void add(const Range& other) {
        darkest = std::min(darkest, other.darkest);
        lightest = std::max(lightest, other.lightest);
    }
};

// A table of tiles, row by row.
template <typename Value>
struct Tiles {
    std::size_t columns;
    std::size_t rows;
    std::vector<Value> values;

    Tiles(std::size_t columns_, std::size_t rows_)
        : columns(columns_), rows(rows_), values(columns_ * rows_) {}
    Value* row(std::size_t y) { return values.data() + y * columns; }
    const Value* row(std::size_t y) const { return values.data() + y * columns; }
};

Range rangeOf(const std::uint8_t* pixels, std::size_t count) {
    Range range;
    for (std::size_t i = 0; i < count; ++i) {
        range.darkest = std::min(range.darkest, pixels[i]);
        range.lightest = std::max(range.lightest, pixels[i]);
    }
    return range;
}

Tiles<Range> rangesOf(const GrayPage& page, const LocalContrast& rule) {
    Tiles<Range> tiles((page.width() + rule.tileWidth - 1) / rule.tileWidth,
                       (page.height() + rule.tileHeight - 1) / rule.tileHeight);
    for (std::size_t y = 0; y < page.height(); ++y) {
        const std::uint8_t* pixels = page.scanLine(y).data();
        Range* tile = tiles.row(y / rule.tileHeight);
        for (std::size_t x = 0; x < page.width(); x += rule.tileWidth, ++tile) {
            tile->add(rangeOf(pixels + x, std::min(rule.tileWidth, page.width() - x)));
        }
    }
    return tiles;
}

// Each tile's range, widened by those of the eight tiles about it.
Tiles<Range> surroundingsOf(const Tiles<Range>& tiles) {
    Tiles<Range> wide = tiles;
    for (std::size_t y = 0; y < tiles.rows; ++y) {
        for (std::size_t x = 0; x + 1 < tiles.columns; ++x) {
            wide.row(y)[x].add(tiles.row(y)[x + 1]);
            wide.row(y)[x + 1].add(tiles.row(y)[x]);
        }
    }
    Tiles<Range> result = wide;
    for (std::size_t y = 0; y + 1 < tiles.rows; ++y) {
        for (std::size_t x = 0; x < tiles.columns; ++x) {
            result.row(y)[x].add(wide.row(y + 1)[x]);
            result.row(y + 1)[x].add(wide.row(y)[x]);
        }
    }
    return result;
}

std::uint8_t thresholdOf(const Range& range, const LocalContrast& rule) {
    const int contrast = range.lightest - range.darkest;
    if (contrast <= rule.least) {
        return static_cast<std::uint8_t>(rule.thresholdOfFlat);
    }
    return static_cast<std::uint8_t>(range.darkest + contrast * rule.threshold / 100);
}

std::uint8_t packed(const std::uint8_t* pixels, std::size_t count, std::uint8_t threshold) {
    unsigned bits = 0;
    for (std::size_t i = 0; i < count; ++i) {
        bits |= static_cast<unsigned>(pixels[i] < threshold) << (7 - i);
    }
    return static_cast<std::uint8_t>(bits);
}

}  // namespace

BitPage binarise(const GrayPage& page, const LocalContrast& rule) {
    const Tiles<Range> surroundings = surroundingsOf(rangesOf(page, rule));
    BitPage bits(page.width(), page.height());
    for (std::size_t y = 0; y < page.height(); ++y) {
        const std::uint8_t* pixels = page.scanLine(y).data();
        const Range* tiles = surroundings.row(y / rule.tileHeight);
        std::uint8_t* out = bits.scanLine(y).data();
        for (std::size_t x = 0; x < page.width(); x += 8) {
            const std::uint8_t threshold = thresholdOf(tiles[x / rule.tileWidth], rule);
            *out++ = packed(pixels + x, std::min<std::size_t>(8, page.width() - x), threshold);
        }
    }
    return bits;
}

}  // namespace voipnow
