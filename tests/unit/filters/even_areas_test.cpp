// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/even_areas.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "tests/unit/filters/drawn_gray.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kTileHeight = 8;

EvenAreas areasOf(const GrayPage& page) {
    return EvenAreas(grayTilesOf(page, kTileHeight));
}

// 25 by 30 tiles of `ground`, with a box of 15 by 15 whole tiles from the tile (5, 5) on.
constexpr PixelBox kBox{80, 40, 240, 120};
constexpr std::size_t kInBox = 6;  // a tile, column and row

GrayPage withBox(int ground, int gray) {
    GrayPage page = filled(400, 240, ground);
    fill(page, kBox, gray);
    return page;
}

// A letter in the middle of the box.
GrayPage withLetterOnBox(int gray, int ink) {
    GrayPage page = withBox(255, gray);
    paint(page, Letters{{190, 90, 24, 27}}.on(page), ink);
    return page;
}

TEST(EvenAreasTest, AreNoneOnWhitePaper) {
    GrayPage page = filled(400, 240, 255);
    paint(page, Letters{{20, 20, 300, 200}}.on(page), 0);
    EXPECT_TRUE(areasOf(page).isEmpty());
    EXPECT_TRUE(areasOf(filled(400, 240, 240)).isEmpty()) << "nearly white";
    EXPECT_FALSE(areasOf(filled(400, 240, 239)).isEmpty());
    EXPECT_FALSE(areasOf(withBox(255, 200)).isEmpty());
}

TEST(EvenAreasTest, AreTilesOfOneShadeThatHangTogether) {
    const EvenAreas areas = areasOf(withBox(255, 200));
    const EvenArea* box = areas.at(5, 5);
    const EvenArea* paper = areas.at(0, 0);
    ASSERT_NE(box, nullptr);
    ASSERT_NE(paper, nullptr);
    EXPECT_EQ(box->level, 200);
    EXPECT_EQ(paper->level, 255);
    for (std::size_t row = 0; row < 30; ++row) {
        for (std::size_t column = 0; column < 25; ++column) {
            const bool isInBox = PixelBox{5, 5, 15, 15}.contains(column, row);
            EXPECT_EQ(areas.at(column, row), isInBox ? box : paper) << column << ',' << row;
        }
    }
}

TEST(EvenAreasTest, LeaveOutTilesOfSeveralShades) {
    GrayPage page = filled(400, 240, 200);
    fill(page, {100, 100, 1, 1}, 200 - 25);
    fill(page, {300, 100, 1, 1}, 200 - 10);
    const EvenAreas areas = areasOf(page);
    EXPECT_EQ(areas.at(100 / 16, 100 / 8), nullptr);
    EXPECT_NE(areas.at(300 / 16, 100 / 8), nullptr) << "this little is one shade";
}

TEST(EvenAreasTest, FollowAShadeThatRuns) {
    const GrayPage page = drawnGray(400, 240, [](auto x, auto) { return 40 + 8 * static_cast<int>(x / 16); });
    const EvenAreas areas = areasOf(page);
    ASSERT_NE(areas.at(0, 0), nullptr);
    EXPECT_EQ(areas.at(0, 0), areas.at(24, 29));
    EXPECT_EQ(areas.at(0, 0)->level, 40 + 8 * 12) << "its mean";
}

TEST(EvenAreasTest, EndWhereTheShadeJumps) {
    const GrayPage page = drawnGray(400, 240, [](auto x, auto) { return x < 160 ? 180 : 189; });
    const EvenAreas areas = areasOf(page);
    ASSERT_NE(areas.at(9, 3), nullptr);
    ASSERT_NE(areas.at(10, 3), nullptr);
    EXPECT_EQ(areas.at(9, 3)->level, 180);
    EXPECT_EQ(areas.at(10, 3)->level, 189);
}

// Gives `number` to the tile and to all that can be reached from it by the sides of tiles of its shade.
void flood(const GrayTiles& tiles, std::size_t column, std::size_t row, int number, TileTable<int>& numbers) {
    if (numbers.at(column, row) != 0) {
        return;
    }
    numbers.at(column, row) = number;
    const auto goTo = [&](std::size_t x, std::size_t y) {
        if (x < tiles.columns() && y < tiles.rows() &&
            tiles.at(x, y).darkest == tiles.at(column, row).darkest) {
            flood(tiles, x, y, number, numbers);
        }
    };
    goTo(column + 1, row);
    goTo(column - 1, row);
    goTo(column, row + 1);
    goTo(column, row - 1);
}

TEST(EvenAreasTest, HangTogetherBySidesHoweverTheyWind) {
    for (unsigned seed = 0; seed < 50; ++seed) {
        std::mt19937 random(seed);
        GrayTiles tiles(20, 20);
        for (std::size_t row = 0; row < 20; ++row) {
            for (std::size_t column = 0; column < 20; ++column) {
                const std::uint8_t level = random() % 2 == 0 ? 100 : 200;
                tiles.at(column, row) = {level, level};
            }
        }
        TileTable<int> numbers(20, 20);
        std::vector<int> sizes{0};
        std::vector<const EvenArea*> found{nullptr};
        const EvenAreas areas(tiles);
        for (std::size_t i = 0; i < 400; ++i) {
            flood(tiles, i % 20, i / 20, static_cast<int>(sizes.size()), numbers);
            const auto number = static_cast<std::size_t>(numbers.at(i % 20, i / 20));
            if (number == sizes.size()) {
                sizes.push_back(0);
                found.push_back(areas.at(i % 20, i / 20));
            }
            ++sizes[number];
        }
        for (std::size_t i = 0; i < 400; ++i) {
            const auto number = static_cast<std::size_t>(numbers.at(i % 20, i / 20));
            const EvenArea* area = areas.at(i % 20, i / 20);
            ASSERT_EQ(area != nullptr, sizes[number] >= 4) << "seed " << seed << ", tile " << i;
            ASSERT_EQ(area, found[number]) << "seed " << seed << ", tile " << i;
        }
        std::vector<const EvenArea*> large;
        std::copy_if(found.begin(), found.end(), std::back_inserter(large),
                     [](const auto* area) { return area != nullptr; });
        std::sort(large.begin(), large.end());
        EXPECT_EQ(std::unique(large.begin(), large.end()), large.end())
            << "two areas are taken as one; seed " << seed;
    }
}

TEST(EvenAreasTest, HaveFourTilesOrMore) {
    for (std::size_t tiles = 1; tiles <= 6; ++tiles) {
        GrayPage page = filled(400, 240, 255);
        fill(page, {160, 80, 16 * tiles, 8}, 100);
        EXPECT_EQ(areasOf(page).at(10, 10) != nullptr, tiles >= 4) << tiles;
    }
}

TEST(EvenAreasTest, ArePaperWhenSomethingDarkerStandsOnThem) {
    for (const int gray : {60, 100, 130, 149, 150, 200, 230}) {
        const EvenAreas areas = areasOf(withLetterOnBox(gray, 10));
        ASSERT_NE(areas.at(kInBox, kInBox), nullptr) << gray;
        EXPECT_TRUE(areas.at(kInBox, kInBox)->isPaper) << gray;
    }
}

TEST(EvenAreasTest, AreInkWhenSomethingLighterStandsOnThem) {
    for (const int gray : {0, 60, 130, 149, 150, 180, 204}) {
        const EvenAreas areas = areasOf(withLetterOnBox(gray, 255));
        ASSERT_NE(areas.at(kInBox, kInBox), nullptr) << gray;
        EXPECT_FALSE(areas.at(kInBox, kInBox)->isPaper) << gray;
    }
}

TEST(EvenAreasTest, ArePaperWhenTheyAreTooLightForInkWhateverStandsOnThem) {
    EXPECT_TRUE(areasOf(withLetterOnBox(205, 255)).at(kInBox, kInBox)->isPaper);
}

TEST(EvenAreasTest, AreDecidedByTheirLightnessWhenNothingStandsOnThem) {
    for (const int gray : {0, 60, 140, 149}) {
        EXPECT_FALSE(areasOf(withBox(255, gray)).at(kInBox, kInBox)->isPaper) << gray;
    }
    for (const int gray : {150, 180, 220, 239}) {
        EXPECT_TRUE(areasOf(withBox(255, gray)).at(kInBox, kInBox)->isPaper) << gray;
    }
}

TEST(EvenAreasTest, AreNotDecidedByWhatHardlyDiffers) {
    EXPECT_TRUE(areasOf(withLetterOnBox(180, 220)).at(kInBox, kInBox)->isPaper) << "40 levels lighter";
    EXPECT_FALSE(areasOf(withLetterOnBox(180, 221)).at(kInBox, kInBox)->isPaper);
    EXPECT_FALSE(areasOf(withLetterOnBox(120, 80)).at(kInBox, kInBox)->isPaper) << "40 levels darker";
    EXPECT_TRUE(areasOf(withLetterOnBox(120, 79)).at(kInBox, kInBox)->isPaper);
}

// The tiles at the edge are of both shades, and neither is a thing that stands on the other.
TEST(EvenAreasTest, AreNotDecidedByAnotherLargeAreaThatBeginsThere) {
    for (const int shift : {1, 3, 7, 9, 15}) {
        for (const int gray : {60, 120, 160, 200}) {
            GrayPage page = filled(400, 240, 255);
            fill(page,
                 {static_cast<std::size_t>(80 + shift), static_cast<std::size_t>(40 + shift % 8), 240, 120},
                 gray);
            const EvenAreas areas = areasOf(page);
            ASSERT_NE(areas.at(7, 7), nullptr);
            EXPECT_EQ(areas.at(7, 7)->isPaper, gray >= 150) << gray << " from " << shift;
            EXPECT_TRUE(areas.at(0, 0)->isPaper) << gray << " from " << shift;
        }
    }
}

TEST(EvenAreasTest, AreDecidedByMostOfWhatStandsOnThem) {
    GrayPage page = withBox(255, 170);
    paint(page, Letters{{100, 60, 200, 27}}.on(page), 255);
    paint(page, Letters{{100, 120, 24, 27}}.on(page), 0);
    EXPECT_FALSE(areasOf(page).at(kInBox, kInBox)->isPaper) << "a line of white letters, and a black one";
    page = withBox(255, 100);
    paint(page, Letters{{100, 60, 200, 27}}.on(page), 0);
    paint(page, Letters{{100, 120, 24, 27}}.on(page), 255);
    EXPECT_TRUE(areasOf(page).at(kInBox, kInBox)->isPaper) << "the other way round";
}

TEST(EvenAreasTest, TakePagesOfAnySize) {
    for (int width = 1; width <= 70; width += 3) {
        for (const int height : {1, 8, 9, 30}) {
            const EvenAreas areas = areasOf(filled(width, height, 100));
            const std::size_t tiles =
                (static_cast<std::size_t>(width) + 15) / 16 * ((static_cast<std::size_t>(height) + 7) / 8);
            EXPECT_EQ(areas.at(0, 0) != nullptr, tiles >= 4) << width << " x " << height;
        }
    }
}

}  // namespace
}  // namespace voipnow
