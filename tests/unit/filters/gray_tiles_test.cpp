// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/gray_tiles.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/filters/drawn_gray.hpp"

namespace voipnow {
namespace {

bool isSameRange(const GrayRange& one, const GrayRange& other) {
    return one.darkest == other.darkest && one.lightest == other.lightest;
}

// What the tile's pixels are, one by one.
GrayRange plainRange(const GrayPage& page, std::size_t column, std::size_t row, std::size_t tileHeight) {
    GrayRange range;
    for (std::size_t y = row * tileHeight; y < std::min((row + 1) * tileHeight, page.height()); ++y) {
        for (std::size_t x = column * kTileWidth; x < std::min((column + 1) * kTileWidth, page.width());
             ++x) {
            range.add({page.scanLine(y)[x], page.scanLine(y)[x]});
        }
    }
    return range;
}

void expectRangesOf(const GrayPage& page, std::size_t tileHeight) {
    const GrayTiles tiles = grayTilesOf(page, tileHeight);
    ASSERT_EQ(tiles.columns(), (page.width() + 15) / 16);
    ASSERT_EQ(tiles.rows(), (page.height() + tileHeight - 1) / tileHeight);
    for (std::size_t row = 0; row < tiles.rows(); ++row) {
        for (std::size_t column = 0; column < tiles.columns(); ++column) {
            EXPECT_TRUE(isSameRange(tiles.at(column, row), plainRange(page, column, row, tileHeight)))
                << page.width() << " x " << page.height() << " in tiles of " << tileHeight << ": column "
                << column << ", row " << row;
        }
    }
}

TEST(GrayRangeTest, TellsItsContrastAndTakesOthersIn) {
    GrayRange range{90, 100};
    EXPECT_EQ(range.contrast(), 10);
    range.add({95, 96});
    EXPECT_TRUE(isSameRange(range, {90, 100})) << "one within it";
    range.add({20, 30});
    range.add({200, 210});
    EXPECT_TRUE(isSameRange(range, {20, 210}));
    range.add({});
    EXPECT_TRUE(isSameRange(range, {20, 210})) << "one of no pixels";
}

TEST(GrayTilesTest, GivesTheDarkestAndTheLightestOfEachTileOnPagesOfAnySize) {
    for (int width = 1; width <= 50; ++width) {
        for (const int height : {1, 3, 4, 5, 8, 9, 16, 33}) {
            GrayPage page = filled(width, height, 128);
            addNoise(page, 128);
            for (const std::size_t tileHeight : {1U, 4U, 8U, 16U, 100U}) {
                expectRangesOf(page, tileHeight);
            }
        }
    }
}

TEST(GrayTilesTest, GivesTheRangesOfAWholeFaxPage) {
    GrayPage page = filled(1686, 229, 255);
    addNoise(page, 30);
    expectRangesOf(page, 8);
}

TEST(GrayTilesTest, SeesEveryPixelOfAWhiteTile) {
    for (std::size_t y = 0; y < 8; ++y) {
        for (std::size_t x = 0; x < 16; ++x) {
            GrayPage page = filled(48, 24, 255);
            page.scanLine(8 + y)[16 + x] = 254;
            const GrayTiles tiles = grayTilesOf(page, 8);
            for (std::size_t row = 0; row < 3; ++row) {
                for (std::size_t column = 0; column < 3; ++column) {
                    EXPECT_EQ(tiles.at(column, row).darkest, row == 1 && column == 1 ? 254 : 255)
                        << x << ',' << y;
                    EXPECT_EQ(tiles.at(column, row).lightest, 255);
                }
            }
        }
    }
}

TEST(GrayTilesTest, WidensEachTileByTheEightAboutIt) {
    for (std::size_t columns = 1; columns <= 5; ++columns) {
        for (std::size_t rows = 1; rows <= 5; ++rows) {
            std::mt19937 random(static_cast<unsigned>(10 * columns + rows));
            GrayTiles tiles(columns, rows);
            for (std::size_t row = 0; row < rows; ++row) {
                for (std::size_t column = 0; column < columns; ++column) {
                    const auto darkest = static_cast<std::uint8_t>(random() % 200);
                    tiles.at(column, row) = {darkest, static_cast<std::uint8_t>(darkest + random() % 55)};
                }
            }
            const GrayTiles around = surroundingsOf(tiles);
            for (std::size_t row = 0; row < rows; ++row) {
                for (std::size_t column = 0; column < columns; ++column) {
                    GrayRange expected;
                    for (std::size_t y = row == 0 ? 0 : row - 1; y <= std::min(row + 1, rows - 1); ++y) {
                        for (std::size_t x = column == 0 ? 0 : column - 1;
                             x <= std::min(column + 1, columns - 1); ++x) {
                            expected.add(tiles.at(x, y));
                        }
                    }
                    EXPECT_TRUE(isSameRange(around.at(column, row), expected))
                        << columns << " x " << rows << " tiles: column " << column << ", row " << row;
                }
            }
        }
    }
}

TEST(GrayTilesTest, LeavesTilesFurtherAwayOutOfTheSurroundings) {
    GrayTiles tiles(7, 7, {100, 100});
    tiles.at(3, 3) = {0, 255};
    const GrayTiles around = surroundingsOf(tiles);
    for (std::size_t row = 0; row < 7; ++row) {
        for (std::size_t column = 0; column < 7; ++column) {
            const bool isNear = row >= 2 && row <= 4 && column >= 2 && column <= 4;
            EXPECT_TRUE(isSameRange(around.at(column, row), isNear ? GrayRange{0, 255} : GrayRange{100, 100}))
                << column << ',' << row;
        }
    }
}

}  // namespace
}  // namespace voipnow
