// GrayTiles: the darkest and the lightest gray of each small tile of a page.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is decided about the black and white of a page is decided for tiles, of which a page has a hundred times fewer
// than pixels. Tiles go from the page's top left corner; those at the right and lower edge may be cut off.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "filters/page_pixels.hpp"

namespace voipnow {

struct GrayRange {
    std::uint8_t darkest = 255;
    std::uint8_t lightest = 0;

    int contrast() const { return lightest - darkest; }
    void add(const GrayRange& other) {
        darkest = std::min(darkest, other.darkest);
        lightest = std::max(lightest, other.lightest);
    }
};

// A table with a value for each tile, row by row.
template <typename Value>
class TileTable {
  public:
    TileTable(std::size_t columns, std::size_t rows, const Value& value = {})
        : columns_(columns), rows_(rows), values_(columns * rows, value) {}

    std::size_t columns() const { return columns_; }
    std::size_t rows() const { return rows_; }
    decltype(auto) at(std::size_t column, std::size_t row) { return values_[row * columns_ + column]; }
    decltype(auto) at(std::size_t column, std::size_t row) const { return values_[row * columns_ + column]; }

  private:
    std::size_t columns_;
    std::size_t rows_;
    std::vector<Value> values_;
};

using GrayTiles = TileTable<GrayRange>;

inline constexpr std::size_t kTileWidth = 16;  // pixels

// `tileHeight` in scan lines, at least 1.
GrayTiles grayTilesOf(const GrayPage& page, std::size_t tileHeight);

// Each tile's range, widened by those of the eight tiles about it.
GrayTiles surroundingsOf(const GrayTiles& tiles);

}  // namespace voipnow
