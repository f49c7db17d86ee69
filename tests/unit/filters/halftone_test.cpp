// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/halftone.hpp"

#include <gtest/gtest.h>

#include "tests/unit/filters/drawn_gray.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kTileHeight = 8;

TileTable<bool> tilesOf(const GrayPage& page, bool areTones) {
    return {(page.width() + kTileWidth - 1) / kTileWidth, (page.height() + kTileHeight - 1) / kTileHeight,
            areTones};
}

BitPage allHalftone(const GrayPage& page, const Resolution& resolution) {
    BitPage bits(page.width(), page.height());
    halftone(page, tilesOf(page, true), kTileHeight, HalftoneScreen(resolution), bits);
    return bits;
}

double shareOfBlack(const BitPage& bits) {
    return static_cast<double>(blackPixels(bits)) / static_cast<double>(bits.width() * bits.height());
}

// How often the line changes between black and white.
std::size_t changesIn(const BitPage& bits, std::size_t y) {
    std::size_t changes = 0;
    for (std::size_t x = 1; x < bits.width(); ++x) {
        changes += bits.isBlack(x, y) != bits.isBlack(x - 1, y) ? 1U : 0U;
    }
    return changes;
}

class HalftoneTest : public ::testing::TestWithParam<Resolution> {};

INSTANTIATE_TEST_SUITE_P(Every, HalftoneTest, ::testing::ValuesIn(kResolutions),
                         [](const auto& each) { return std::string(each.param.name); });

TEST_P(HalftoneTest, BlackensAsMuchAsTheGrayIsDark) {
    for (int gray = 0; gray < 256; ++gray) {
        EXPECT_NEAR(shareOfBlack(allHalftone(filled(240, 120, gray), GetParam())), (255 - gray) / 255.0,
                    0.065)
            << gray;
    }
}

TEST_P(HalftoneTest, IsNeverLighterForADarkerGray) {
    double last = 1;
    for (int gray = 0; gray < 256; ++gray) {
        const double share = shareOfBlack(allHalftone(filled(240, 120, gray), GetParam()));
        EXPECT_LE(share, last) << gray;
        last = share;
    }
}

TEST_P(HalftoneTest, LeavesNoSpecksInWhatIsNearlyWhiteOrBlack) {
    for (const int gray : {244, 250, 255}) {
        EXPECT_EQ(shareOfBlack(allHalftone(filled(96, 96, gray), GetParam())), 0) << gray;
    }
    for (const int gray : {0, 6, 11}) {
        EXPECT_EQ(shareOfBlack(allHalftone(filled(96, 96, gray), GetParam())), 1) << gray;
    }
    EXPECT_GT(shareOfBlack(allHalftone(filled(96, 96, 235), GetParam())), 0);
    EXPECT_LT(shareOfBlack(allHalftone(filled(96, 96, 20), GetParam())), 1);
}

TEST_P(HalftoneTest, DrawsDotsInsteadOfScatteredPixels) {
    for (int gray = 20; gray < 240; gray += 20) {
        const BitPage bits = allHalftone(filled(480, 48, gray), GetParam());
        for (std::size_t y = 0; y < bits.height(); ++y) {
            EXPECT_LE(changesIn(bits, y), 480U / 8 * 2) << gray << ", scan line " << y;
        }
    }
}

TEST_P(HalftoneTest, FollowsTheGrayAcrossThePage) {
    const GrayPage page = drawnGray(512, 512, [](auto x, auto) { return static_cast<int>(x / 2); });
    const BitPage bits = allHalftone(page, GetParam());
    for (std::size_t left = 0; left < 512; left += 64) {
        std::size_t black = 0;
        for (std::size_t y = 0; y < 512; ++y) {
            for (std::size_t x = left; x < left + 64; ++x) {
                black += bits.isBlack(x, y) ? 1U : 0U;
            }
        }
        const double darkness = 1 - (static_cast<double>(left) + 32) / 512;
        EXPECT_NEAR(static_cast<double>(black) / (64 * 512), darkness, 0.06) << left;
    }
}

TEST_P(HalftoneTest, TakesPagesOfAnyWidth) {
    const HalftoneScreen screen(GetParam());
    for (int width = 1; width <= 40; ++width) {
        GrayPage page = filled(width, 11, 128);
        addNoise(page, 128);
        const BitPage bits = allHalftone(page, GetParam());
        for (std::size_t y = 0; y < page.height(); ++y) {
            std::array<std::uint8_t, 8> thresholds;
            const EightLevels eight = screen.thresholdsOf(y);
            std::memcpy(thresholds.data(), &eight, sizeof eight);
            for (std::size_t x = 0; x < page.width(); ++x) {
                ASSERT_EQ(bits.isBlack(x, y), page.scanLine(y)[x] < thresholds[x % 8])
                    << width << ": " << x << ',' << y;
            }
            const unsigned padding = 0xFFU >> ((width - 1) % 8 + 1);
            EXPECT_EQ(bits.scanLine(y).back() & padding, 0U) << "bits behind the last pixel";
        }
    }
}

TEST_P(HalftoneTest, TouchesNoTileThatIsNotMarked) {
    const GrayPage page = filled(100, 44, 128);  // the last tiles are cut off
    const TileTable<bool> none = tilesOf(page, false);
    const BitPage dots = allHalftone(page, GetParam());
    for (const bool wasBlack : {false, true}) {
        const BitPage before = drawnPage(100, 44, [wasBlack](auto, auto) { return wasBlack; });
        for (std::size_t row = 0; row < none.rows(); ++row) {
            for (std::size_t column = 0; column < none.columns(); ++column) {
                TileTable<bool> isTone = none;
                isTone.at(column, row) = true;
                BitPage bits = before;
                halftone(page, isTone, kTileHeight, HalftoneScreen(GetParam()), bits);
                const BitPage expected = drawnPage(100, 44, [&](auto x, auto y) {
                    return isTone.at(x / kTileWidth, y / kTileHeight) ? dots.isBlack(x, y) : wasBlack;
                });
                EXPECT_TRUE(isSame(bits, expected)) << "tile " << column << ',' << row;
            }
        }
    }
}

// Printed on paper, the distance from a dot to the next is the same across and down.
TEST_P(HalftoneTest, RepeatsItsDotsAsOftenDownThePageAsAcross) {
    const HalftoneScreen screen(GetParam());
    std::size_t period = 1;
    while (screen.thresholdsOf(period) != screen.thresholdsOf(0) ||
           screen.thresholdsOf(period + 1) != screen.thresholdsOf(1)) {
        ++period;
    }
    const double across = 8.0 / GetParam().across;
    const double down = static_cast<double>(period) / GetParam().down;
    EXPECT_NEAR(down / across, 1, 0.07) << period << " scan lines";
}

}  // namespace
}  // namespace voipnow
