// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/binarisation.hpp"

#include <gtest/gtest.h>

#include <array>

namespace voipnow {
namespace {

BitPage binarise(const GrayPage& page, const LocalContrast& rule = {}) {
    return voipnow::binarise(page, grayTilesOf(page, rule.tileHeight), rule);
}

GrayPage filled(int width, int height, std::uint8_t gray) {
    GrayPage page(width, height);
    for (std::size_t y = 0; y < page.height(); ++y) {
        for (std::uint8_t& pixel : page.scanLine(y)) {
            pixel = gray;
        }
    }
    return page;
}

// A stroke three pixels wide down the middle of the page, as of a letter.
GrayPage withStroke(std::uint8_t ground, std::uint8_t ink) {
    GrayPage page = filled(100, 60, ground);
    for (std::size_t y = 0; y < page.height(); ++y) {
        for (std::size_t x = 50; x < 53; ++x) {
            page.scanLine(y)[x] = ink;
        }
    }
    return page;
}

std::size_t blackPixels(const BitPage& bits) {
    std::size_t black = 0;
    for (std::size_t y = 0; y < bits.height(); ++y) {
        for (std::size_t x = 0; x < bits.width(); ++x) {
            black += bits.isBlack(x, y) ? 1U : 0U;
        }
    }
    return black;
}

struct StrokeCase {
    std::uint8_t ground;
    std::uint8_t ink;
};

std::ostream& operator<<(std::ostream& out, const StrokeCase& each) {
    return out << int{each.ink} << " on " << int{each.ground};
}

class StrokeTest : public ::testing::TestWithParam<StrokeCase> {};

TEST_P(StrokeTest, IsBlackOnWhiteWhateverItsColours) {
    const BitPage bits = binarise(withStroke(GetParam().ground, GetParam().ink));
    EXPECT_TRUE(bits.isBlack(50, 30));
    EXPECT_TRUE(bits.isBlack(52, 30));
    EXPECT_FALSE(bits.isBlack(49, 30));
    EXPECT_FALSE(bits.isBlack(53, 30));
    EXPECT_EQ(blackPixels(binarise(withStroke(255, 0))), 180U);
}

INSTANTIATE_TEST_SUITE_P(Every, StrokeTest,
                         ::testing::Values(StrokeCase{255, 0}, StrokeCase{255, 119}, StrokeCase{255, 170},
                                           StrokeCase{255, 200}, StrokeCase{211, 76}, StrokeCase{226, 29},
                                           StrokeCase{180, 120}));

TEST(BinarisationTest, KeepsWhiteTextReadableOnAnyGroundThatIsNotNearlyWhite) {
    for (const std::uint8_t ground : std::array<std::uint8_t, 5>{0, 30, 128, 170, 200}) {
        const BitPage bits = binarise(withStroke(ground, 255));
        EXPECT_TRUE(bits.isBlack(49, 30)) << int{ground};
        EXPECT_FALSE(bits.isBlack(51, 30)) << int{ground};
        EXPECT_TRUE(bits.isBlack(53, 30)) << int{ground};
    }
}

struct FlatCase {
    std::uint8_t gray;
    bool black;
};

TEST(BinarisationTest, DecidesFlatAreasByOneThreshold) {
    for (const FlatCase& each : {FlatCase{255, false}, FlatCase{200, false}, FlatCase{140, false},
                                 FlatCase{139, true}, FlatCase{60, true}, FlatCase{0, true}}) {
        const BitPage bits = binarise(filled(70, 50, each.gray));
        EXPECT_EQ(blackPixels(bits), each.black ? 3500U : 0U) << int{each.gray};
    }
}

TEST(BinarisationTest, DoesNotTakeFaintSpecksOnPaperForText) {
    EXPECT_EQ(blackPixels(binarise(withStroke(255, 220))), 0U);
}

TEST(BinarisationTest, LooksOnlyAtTheSurroundings) {
    // Gray text in one corner, black in the other: both are text.
    GrayPage page = filled(400, 200, 255);
    page.scanLine(10)[10] = 170;
    page.scanLine(190)[390] = 0;
    const BitPage bits = binarise(page);
    EXPECT_TRUE(bits.isBlack(10, 10));
    EXPECT_TRUE(bits.isBlack(390, 190));
    EXPECT_EQ(blackPixels(bits), 2U);
}

// On five by five tiles of a gray that alone counts as ink, a black pixel makes the gray of its own tile and
// of the eight about it a ground, and no other.
TEST(BinarisationTest, TakesTheTilesAboutATileForItsSurroundings) {
    const LocalContrast rule;
    for (std::size_t row = 0; row < 5; ++row) {
        for (std::size_t column = 0; column < 5; ++column) {
            GrayPage page = filled(80, 40, 120);
            page.scanLine(row * rule.tileHeight + 4)[column * kTileWidth + 8] = 0;
            const bool isNear = row >= 1 && row <= 3 && column >= 1 && column <= 3;
            EXPECT_EQ(binarise(page, rule).isBlack(41, 20), !isNear)
                << "row " << row << ", column " << column;
        }
    }
}

TEST(BinarisationTest, TakesPagesOfAnySize) {
    for (int width = 1; width <= 50; ++width) {
        for (const int height : {1, 7, 8, 9, 20}) {
            const BitPage black = binarise(filled(width, height, 0));
            EXPECT_EQ(blackPixels(black), static_cast<std::size_t>(width * height));
            const unsigned padding = 0xFFU >> ((width - 1) % 8 + 1);
            for (std::size_t y = 0; y < black.height(); ++y) {
                EXPECT_EQ(black.scanLine(y).back() & padding, 0U) << "bits behind the last pixel";
            }
        }
    }
}

}  // namespace
}  // namespace voipnow
