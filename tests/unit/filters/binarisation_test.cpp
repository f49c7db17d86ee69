// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/binarisation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "filters/fax_paper.hpp"
#include "tests/unit/filters/drawn_gray.hpp"

namespace voipnow {
namespace {

BitPage binarise(const GrayPage& page, const LocalContrast& rule = {}) {
    return voipnow::binarise(page, grayTilesOf(page, rule.tileHeight), rule);
}

BitPage inverted(const BitPage& page, const PixelBox& box) {
    return drawnPage(page.width(), page.height(),
                     [&](auto x, auto y) { return page.isBlack(x, y) != box.contains(x, y); });
}

BitPage blackBoxes(const GrayPage& page, const std::vector<PixelBox>& boxes) {
    return drawnPage(page.width(), page.height(), [&boxes](auto x, auto y) {
        return std::any_of(boxes.begin(), boxes.end(),
                           [&](const PixelBox& box) { return box.contains(x, y); });
    });
}

BitPage united(const BitPage& left, const BitPage& right) {
    return drawnPage(left.width(), left.height(),
                     [&](auto x, auto y) { return left.isBlack(x, y) || right.isBlack(x, y); });
}

// A stroke three pixels wide in the middle of the page, as of a letter.
constexpr PixelBox kStroke{50, 20, 3, 20};

GrayPage withStroke(int ground, int ink) {
    GrayPage page = filled(100, 60, ground);
    fill(page, kStroke, ink);
    return page;
}

struct StrokeCase {
    int ground;
    int ink;
};

std::ostream& operator<<(std::ostream& out, const StrokeCase& each) {
    return out << each.ink << " on " << each.ground;
}

class StrokeTest : public ::testing::TestWithParam<StrokeCase> {};

TEST_P(StrokeTest, IsBlackOnWhiteWhateverItsColours) {
    const GrayPage page = withStroke(GetParam().ground, GetParam().ink);
    EXPECT_TRUE(isSame(binarise(page), blackBoxes(page, {kStroke})));
}

INSTANTIATE_TEST_SUITE_P(Every, StrokeTest,
                         ::testing::Values(StrokeCase{255, 0}, StrokeCase{255, 119}, StrokeCase{255, 170},
                                           StrokeCase{255, 200}, StrokeCase{211, 76}, StrokeCase{226, 29},
                                           StrokeCase{180, 120}));

TEST(BinarisationTest, KeepsWhiteTextReadableOnAnyGroundThatIsNotNearlyWhite) {
    for (const int ground : {0, 30, 128, 170, 200}) {
        const GrayPage page = withStroke(ground, 255);
        EXPECT_TRUE(isSame(binarise(page), inverted(blackBoxes(page, {kStroke}), {0, 0, 100, 60}))) << ground;
    }
}

TEST(BinarisationTest, DecidesFlatAreasByOneThreshold) {
    for (const int gray : {255, 241, 240, 239, 200, 150, 149, 140, 60, 0}) {
        EXPECT_EQ(blackPixels(binarise(filled(70, 50, gray))), gray >= 150 ? 0U : 3500U) << gray;
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

// A square of a gray that alone counts as ink, on white paper: a black one in its own tile or in one of the eight about
// it makes the gray too light for ink, and none further away does.
TEST(BinarisationTest, TakesTheTilesAboutATileForItsSurroundings) {
    const LocalContrast rule;
    for (std::size_t row = 0; row < 5; ++row) {
        for (std::size_t column = 0; column < 5; ++column) {
            GrayPage page = filled(80, 40, 255);
            fill(page, {38, 17, 6, 6}, 180);
            fill(page, {column * kTileWidth + 1, row * rule.tileHeight, 2, 1}, 0);
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
            EXPECT_EQ(blackPixels(binarise(filled(width, height, 255))), 0U);
            GrayPage line = filled(width, height, 255);
            fill(line, {static_cast<std::size_t>(width - 1), 0, 1, static_cast<std::size_t>(height)}, 0);
            EXPECT_EQ(blackPixels(binarise(line)), static_cast<std::size_t>(height))
                << width << " x " << height;
        }
    }
}

// The rules of all resolutions, with letters of ten points as they come out there.
class RuleTest : public ::testing::TestWithParam<Resolution> {
  protected:
    RuleTest() : rule_(localContrastFor(GetParam().down)) {}

    Letters letters(const PixelBox& box) const {
        return {box, static_cast<std::size_t>(GetParam().down) / 11};
    }

    LocalContrast rule_;
};

INSTANTIATE_TEST_SUITE_P(Every, RuleTest, ::testing::ValuesIn(kResolutions),
                         [](const auto& each) { return std::string(each.param.name); });

// Not on whole tiles, as boxes are.
constexpr PixelBox kBox{53, 61, 500, 235};
constexpr PixelBox kTextInBox{83, 87, 440, 180};

GrayPage withBox(int gray) {
    GrayPage page = filled(617, 351, 255);
    fill(page, kBox, gray);
    return page;
}

TEST_P(RuleTest, MakesDarkTextOnABoxOfAnyColourBlackOnWhiteWithoutAFrame) {
    for (const int gray : {250, 230, 200, 170, 149, 130, 100, 80}) {
        GrayPage page = withBox(gray);
        const BitPage text = letters(kTextInBox).on(page);
        paint(page, text, 0);
        EXPECT_TRUE(isSame(binarise(page, rule_), text)) << gray;
    }
}

TEST_P(RuleTest, MakesWhiteTextOnADarkBoxWhiteOnBlackWithoutAHalo) {
    for (const int gray : {0, 30, 60, 100, 130, 149, 160, 190}) {
        GrayPage page = withBox(gray);
        const BitPage text = letters(kTextInBox).on(page);
        paint(page, text, 255);
        EXPECT_TRUE(isSame(binarise(page, rule_), inverted(text, kBox))) << gray;
    }
}

TEST_P(RuleTest, MakesABoxWithoutTextWhiteOrBlackAndNeverAFrame) {
    for (const int gray : {0, 50, 100, 140, 149, 150, 160, 180, 200, 210, 220, 230, 239, 240, 250}) {
        const GrayPage page = withBox(gray);
        EXPECT_TRUE(
            isSame(binarise(page, rule_), gray >= 150 ? blackBoxes(page, {}) : blackBoxes(page, {kBox})))
            << gray;
    }
}

TEST_P(RuleTest, DrawsABarAsItDrawsABox) {
    for (const int gray : {60, 140, 160, 200}) {
        for (const PixelBox& bar : {PixelBox{53, 101, 500, 40}, PixelBox{201, 37, 60, 270}}) {
            GrayPage page = filled(617, 351, 255);
            fill(page, bar, gray);
            EXPECT_TRUE(
                isSame(binarise(page, rule_), gray >= 150 ? blackBoxes(page, {}) : blackBoxes(page, {bar})))
                << gray << ", " << bar.width << " x " << bar.height;
        }
    }
}

TEST_P(RuleTest, DrawsLettersWithStrokesWiderThanATile) {
    for (const int gray : {255, 220, 180, 130}) {
        GrayPage page = withBox(gray);
        const BitPage text = Letters{{85, 90, 400, 190}, 120, 40}.on(page);
        ASSERT_GT(blackPixels(text), 0U);
        paint(page, text, 0);
        EXPECT_TRUE(isSame(binarise(page, rule_), text)) << "on " << gray;
    }
    for (const int gray : {0, 60, 130}) {
        GrayPage page = withBox(gray);
        const BitPage text = Letters{{85, 90, 400, 190}, 120, 40}.on(page);
        paint(page, text, 255);
        EXPECT_TRUE(isSame(binarise(page, rule_), inverted(text, kBox))) << "white on " << gray;
    }
}

TEST_P(RuleTest, KeepsAPaleBoxWhiteBesideADarkOne) {
    const PixelBox dark{300, kBox.top, 253, kBox.height};
    for (const int darkGray : {0, 60, 120}) {
        for (const int paleGray : {170, 200, 230}) {
            GrayPage page = withBox(paleGray);
            fill(page, dark, darkGray);
            EXPECT_TRUE(isSame(binarise(page, rule_), blackBoxes(page, {dark})))
                << paleGray << " beside " << darkGray;
        }
    }
}

TEST_P(RuleTest, MakesTextOfAPaleAndOfADarkBoxThatTouchReadable) {
    const PixelBox dark{53, 61, 500, 100};
    GrayPage page = withBox(210);
    fill(page, dark, 70);
    const BitPage title = letters({83, 87, 440, 60}).on(page);
    const BitPage text = letters({83, 187, 440, 90}).on(page);
    paint(page, title, 255);
    paint(page, text, 0);
    const BitPage expected = drawnPage(page.width(), page.height(), [&](auto x, auto y) {
        return text.isBlack(x, y) || (dark.contains(x, y) && !title.isBlack(x, y));
    });
    EXPECT_TRUE(isSame(binarise(page, rule_), expected));
}

TEST_P(RuleTest, MakesGrayTextOnWhiteBlack) {
    for (int ink = 0; ink <= 210; ink += 10) {
        GrayPage page = filled(617, 351, 255);
        const BitPage text = letters(kTextInBox).on(page);
        paint(page, text, ink);
        EXPECT_TRUE(isSame(binarise(page, rule_), text)) << ink;
    }
}

// Letters of a form in black, and its lines in light gray.
TEST_P(RuleTest, KeepsFaintLinesUnbrokenBesideBlackText) {
    for (std::size_t place = 0; place < 16; ++place) {
        GrayPage page = filled(617, 351, 255);
        BitPage expected = letters({101, 103, 440, 200}).on(page);
        paint(page, expected, 0);
        const PixelBox down{90 + place % 8, 20, 1, 300};
        const PixelBox across{150, 80 + place, 300, 1};
        for (const PixelBox& line : {down, across}) {
            fill(page, line, 190);
        }
        const BitPage lines = blackBoxes(page, {down, across});
        const BitPage bits = binarise(page, rule_);
        EXPECT_TRUE(isSame(
            bits, drawnPage(page.width(), page.height(),
                            [&](auto x, auto y) { return expected.isBlack(x, y) || lines.isBlack(x, y); })))
            << place;
    }
}

// What is as light as the rest of the edge is never above the plain threshold.
TEST_P(RuleTest, GivesTheSoftSidesOfAStrokeNoPixelsBeyondTheThreshold) {
    for (std::size_t wide = 1; wide <= 4; ++wide) {
        for (int soft = 10; soft < 255; soft += 5) {
            GrayPage page = filled(100, 60, 255);
            const PixelBox stroke{50, 10, wide, 40};
            fill(page, {49, 10, wide + 2, 40}, soft);
            fill(page, stroke, 0);
            const BitPage bits = binarise(page, rule_);
            const PixelBox expected = soft < 165 ? PixelBox{49, 10, wide + 2, 40} : stroke;
            EXPECT_TRUE(isSame(bits, blackBoxes(page, {expected}))) << wide << " wide, soft " << soft;
        }
    }
}

// Between the cells there is nothing but white lines, and no paper far and wide.
TEST_P(RuleTest, KeepsTheTextOfAGrayTableWithWhiteLines) {
    const auto down = static_cast<std::size_t>(GetParam().down / 5);  // of a cell, as high at each resolution
    for (const int gray : {170, 180, 192, 204}) {
        for (const std::size_t line : {2U, 4U}) {
            GrayPage page = filled(1000, static_cast<int>(12 * down), 255);
            fill(page, {100, down, 800, 10 * down}, gray);
            BitPage text(page.width(), page.height());
            for (std::size_t row = 0; row < 10; ++row) {
                fill(page, {100, (row + 1) * down, 800, line}, 255);
            }
            for (std::size_t column = 0; column < 5; ++column) {
                fill(page, {100 + 160 * column, down, line, 10 * down}, 255);
            }
            for (std::size_t cell = 0; cell < 40; ++cell) {  // those of the last column are empty
                const Letters written =
                    letters({112 + 160 * (cell % 4), (cell / 4 + 1) * down + down / 4, 100, down * 2 / 3});
                paint(page, written.on(page), 0);
                text = united(text, written.on(page));
            }
            EXPECT_TRUE(isSame(binarise(page, rule_), text)) << gray << ", lines of " << line;
        }
    }
}

TEST_P(RuleTest, DrawsABarNextToThePagesEdgeAsAnyOther) {
    for (const int gray : {160, 200}) {
        GrayPage page = filled(617, 351, 255);
        fill(page, {5, 101, 600, 40}, gray);
        EXPECT_EQ(blackPixels(binarise(page, rule_)), 0U) << gray;
    }
}

TEST_P(RuleTest, TakesASoftEdgeForAPartOfItsBox) {
    for (const int gray : {70, 90, 110, 130}) {
        GrayPage page = filled(640, 352, 255);
        fill(page, {48, 64, 512, 231}, gray);
        fill(page, {48, 295, 512, 1}, gray + 20);
        const Letters letters{{80, 96, 400, 160}};
        paint(page, letters.on(page), 0);
        EXPECT_TRUE(isSame(binarise(page, rule_), letters.on(page))) << gray;
    }
}

TEST_P(RuleTest, LeavesNoisyPaperWhite) {
    for (const int paper : {245, 235, 220, 200}) {
        GrayPage page = filled(617, 351, paper);
        addNoise(page, 10);
        EXPECT_EQ(blackPixels(binarise(page, rule_)), 0U) << paper;
        page = filled(617, 351, paper);
        const BitPage text = letters(kTextInBox).on(page);
        paint(page, text, 40);
        addNoise(page, 10);
        EXPECT_TRUE(isSame(binarise(page, rule_), text)) << "text on " << paper;
    }
}

TEST_P(RuleTest, TakesNoisyPagesOfAnySize) {
    for (int width = 1; width <= 40; ++width) {
        for (const int height : {1, 2, 4, 5, 16, 17}) {
            GrayPage page = filled(width, height, 128);
            addNoise(page, 128);
            const BitPage bits = binarise(page, rule_);
            for (std::size_t y = 0; y < bits.height(); ++y) {
                const unsigned padding = 0xFFU >> ((width - 1) % 8 + 1);
                ASSERT_EQ(bits.scanLine(y).back() & padding, 0U) << width << " x " << height;
                for (std::size_t x = 0; x < bits.width(); ++x) {
                    if (page.scanLine(y)[x] < 40) {
                        EXPECT_TRUE(bits.isBlack(x, y)) << width << " x " << height << ": " << x << ',' << y;
                    }
                }
            }
        }
    }
}

}  // namespace
}  // namespace voipnow
