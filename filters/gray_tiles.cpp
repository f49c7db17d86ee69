// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/gray_tiles.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace voipnow {
namespace {

// A row of pixels of a tile at once. GCC's and clang's own form of it: compilers do not see it in a loop over bytes.
using TileRow [[gnu::vector_size(kTileWidth)]] = std::uint8_t;

TileRow loaded(const std::uint8_t* pixels) {
    TileRow row;
    std::memcpy(&row, pixels, sizeof row);
    return row;
}

GrayRange rangeOfTile(const GrayPage& page, std::size_t left, std::size_t top, std::size_t bottom) {
    TileRow darkest = loaded(page.scanLine(top).data() + left);
    TileRow lightest = darkest;
    for (std::size_t y = top + 1; y < bottom; ++y) {
        const TileRow row = loaded(page.scanLine(y).data() + left);
        darkest = row < darkest ? row : darkest;
        lightest = row > lightest ? row : lightest;
    }
    std::array<std::uint64_t, 2> halves;
    std::memcpy(halves.data(), &darkest, sizeof halves);
    if ((halves[0] & halves[1]) == UINT64_MAX) {
        return {255, 255};  // white, as most are
    }
    GrayRange range;
    for (std::size_t i = 0; i < kTileWidth; ++i) {
        range.add({darkest[i], lightest[i]});
    }
    return range;
}

// The same for a tile at the right edge that is cut off.
GrayRange rangeOfNarrowTile(const GrayPage& page, std::size_t left, std::size_t top, std::size_t bottom) {
    GrayRange range;
    for (std::size_t y = top; y < bottom; ++y) {
        for (const std::uint8_t pixel : page.scanLine(y).subspan(left)) {
            range.add({pixel, pixel});
        }
    }
    return range;
}

}  // namespace

GrayTiles grayTilesOf(const GrayPage& page, std::size_t tileHeight) {
    GrayTiles tiles((page.width() + kTileWidth - 1) / kTileWidth,
                    (page.height() + tileHeight - 1) / tileHeight);
    const std::size_t wholeColumns = page.width() / kTileWidth;
    for (std::size_t row = 0; row < tiles.rows(); ++row) {
        const std::size_t top = row * tileHeight;
        const std::size_t bottom = std::min(top + tileHeight, page.height());
        for (std::size_t column = 0; column < tiles.columns(); ++column) {
            tiles.at(column, row) = column < wholeColumns
                                        ? rangeOfTile(page, column * kTileWidth, top, bottom)
                                        : rangeOfNarrowTile(page, column * kTileWidth, top, bottom);
        }
    }
    return tiles;
}

GrayTiles surroundingsOf(const GrayTiles& tiles) {
    GrayTiles wide = tiles;
    for (std::size_t row = 0; row < tiles.rows(); ++row) {
        for (std::size_t column = 0; column + 1 < tiles.columns(); ++column) {
            wide.at(column, row).add(tiles.at(column + 1, row));
            wide.at(column + 1, row).add(tiles.at(column, row));
        }
    }
    GrayTiles around = wide;
    for (std::size_t row = 0; row + 1 < tiles.rows(); ++row) {
        for (std::size_t column = 0; column < tiles.columns(); ++column) {
            around.at(column, row).add(wide.at(column, row + 1));
            around.at(column, row + 1).add(wide.at(column, row));
        }
    }
    return around;
}

}  // namespace voipnow
