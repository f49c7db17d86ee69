// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/continuous_tones.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "tests/unit/filters/drawn_gray.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kTileHeight = 8;
constexpr int kWidth = 800;
constexpr int kHeight = 640;

using Tones = std::optional<TileTable<bool>>;

ImageTiles wholePage(const GrayPage& page) {
    return {0, 0, (page.width() + kTileWidth - 1) / kTileWidth,
            (page.height() + kTileHeight - 1) / kTileHeight};
}

Tones tonesOf(const GrayPage& page, const std::vector<ImageTiles>& images) {
    return continuousTones(grayTilesOf(page, kTileHeight), images);
}

Tones tonesOf(const GrayPage& page) {
    return tonesOf(page, {wholePage(page)});
}

// The part of the box's tiles that is marked; of tiles that are only partly in it, too.
double markedPart(const Tones& tones, const PixelBox& box) {
    if (!tones) {
        return 0;
    }
    double marked = 0;
    double all = 0;
    for (std::size_t row = box.top / kTileHeight; row * kTileHeight < box.top + box.height; ++row) {
        for (std::size_t column = box.left / kTileWidth; column * kTileWidth < box.left + box.width;
             ++column) {
            marked += tones->at(column, row) ? 1 : 0;
            all += 1;
        }
    }
    return marked / all;
}

constexpr PixelBox kPage{0, 0, kWidth, kHeight};

// Hills and valleys of light, as out of doors, from black to white.
int photographAt(std::size_t x, std::size_t y) {
    const auto across = static_cast<double>(x);
    const auto down = static_cast<double>(y);
    const double gray = 120 + 90 * std::sin(across / 61) * std::cos(down / 43) +
                        60 * std::sin((across + 2 * down) / 97) +
                        30 * std::sin(across / 7) * std::sin(down / 5);
    return static_cast<int>(std::clamp(gray, 0.0, 255.0));
}

void addPhotograph(GrayPage& page, const PixelBox& box) {
    for (std::size_t y = box.top; y < box.top + box.height; ++y) {
        for (std::size_t x = box.left; x < box.left + box.width; ++x) {
            page.scanLine(y)[x] = static_cast<std::uint8_t>(photographAt(x, y));
        }
    }
}

GrayPage photograph(int width = kWidth, int height = kHeight) {
    GrayPage page = filled(width, height, 255);
    addPhotograph(page, {0, 0, page.width(), page.height()});
    addNoise(page, 6);
    return page;
}

// A letter on paper of this gray, as a scanner gives it.
GrayPage scannedLetter(int paper) {
    GrayPage page = filled(kWidth, kHeight, paper);
    paint(page, Letters{{60, 60, 680, 520}}.on(page), 40);
    page = softened(page);
    addNoise(page, 6);
    return page;
}

TEST(ContinuousTonesTest, AreAWholePhotograph) {
    EXPECT_EQ(markedPart(tonesOf(photograph()), kPage), 1);
}

TEST(ContinuousTonesTest, AreNotOnAScannedLetter) {
    for (const int paper : {255, 245, 230, 210}) {
        EXPECT_FALSE(tonesOf(scannedLetter(paper))) << paper;
    }
}

TEST(ContinuousTonesTest, AreNotInALogo) {
    GrayPage page = filled(kWidth, kHeight, 255);
    fill(page, {60, 60, 300, 300}, 110);
    for (std::size_t i = 0; i < 300; ++i) {
        fill(page, {400, 60 + i, i + 1, 1}, 180);
    }
    paint(page, Letters{{60, 420, 600, 180}, 120, 20}.on(page), 60);
    EXPECT_FALSE(tonesOf(softened(page)));
}

TEST(ContinuousTonesTest, AreNotInAScreenshot) {
    GrayPage page = filled(kWidth, kHeight, 240);
    fill(page, {0, 0, kWidth, 40}, 90);
    fill(page, {0, 40, 200, kHeight - 40}, 215);
    fill(page, {240, 80, 500, 200}, 255);
    fill(page, {240, 320, 120, 40}, 130);
    paint(page, Letters{{20, 6, 400, 27}}.on(page), 255);
    paint(page, Letters{{20, 80, 160, 500}}.on(page), 50);
    paint(page, Letters{{260, 100, 460, 160}}.on(page), 0);
    EXPECT_FALSE(tonesOf(page));
    EXPECT_FALSE(tonesOf(softened(page)));
}

TEST(ContinuousTonesTest, AreThePhotographOnAScannedPageAndNotTheTextBesideIt) {
    const PixelBox photo{400, 80, 320, 400};
    GrayPage page = filled(kWidth, kHeight, 245);
    paint(page, Letters{{48, 48, 300, 540}}.on(page), 30);
    page = softened(page);
    addPhotograph(page, photo);
    addNoise(page, 5);
    const Tones tones = tonesOf(page);
    EXPECT_GE(markedPart(tones, photo), 0.9);
    EXPECT_EQ(markedPart(tones, {0, 0, 384, kHeight}), 0) << "on its left";
    EXPECT_EQ(markedPart(tones, {0, 496, kWidth, kHeight - 496}), 0) << "below it";
}

TEST(ContinuousTonesTest, AreOnlyWhereTheDocumentDrawsAnImage) {
    const GrayPage page = photograph();
    EXPECT_FALSE(tonesOf(page, {}));
    const Tones tones = tonesOf(page, {{5, 10, 25, 40}});
    ASSERT_TRUE(tones);
    for (std::size_t row = 0; row < tones->rows(); ++row) {
        for (std::size_t column = 0; column < tones->columns(); ++column) {
            EXPECT_EQ(tones->at(column, row), (PixelBox{5, 10, 20, 30}.contains(column, row)))
                << column << ',' << row;
        }
    }
}

TEST(ContinuousTonesTest, AreInEachOfSeveralImages) {
    GrayPage page = filled(kWidth, kHeight, 255);
    addPhotograph(page, {0, 0, 320, 240});
    paint(page, Letters{{400, 40, 300, 160}}.on(page), 0);
    addPhotograph(page, {400, 320, 320, 240});
    const Tones tones = tonesOf(page, {{0, 0, 20, 30}, {25, 0, 45, 30}, {25, 40, 45, 70}});
    EXPECT_EQ(markedPart(tones, {0, 0, 320, 240}), 1);
    EXPECT_EQ(markedPart(tones, {400, 0, 320, 240}), 0) << "the text";
    EXPECT_EQ(markedPart(tones, {400, 320, 320, 240}), 1);
}

TEST(ContinuousTonesTest, KeepWhatOneOfTwoImagesOnTopOfEachOtherMarks) {
    const GrayPage page = photograph();
    EXPECT_EQ(markedPart(tonesOf(page, {wholePage(page), {0, 0, 2, 2}}), kPage), 1);
    EXPECT_EQ(markedPart(tonesOf(page, {{0, 0, 2, 2}, wholePage(page)}), kPage), 1);
}

TEST(ContinuousTonesTest, AreNotInAnImageThatIsTooSmall) {
    EXPECT_FALSE(tonesOf(photograph(7 * 16, 8 * 8))) << "56 tiles";
    EXPECT_TRUE(tonesOf(photograph(16 * 16, 16 * 8)));
}

struct MayCase {
    const char* what;
    GrayPage page;
    bool may;
};

TEST(ContinuousTonesTest, AreLookedForOnlyWhereThereIsMiddleGray) {
    GrayPage text = filled(kWidth, kHeight, 255);
    paint(text, Letters{{60, 60, 680, 520}}.on(text), 0);
    for (const MayCase& each :
         {MayCase{"white", filled(kWidth, kHeight, 255), false},
          MayCase{"black", filled(kWidth, kHeight, 0), false}, MayCase{"text", softened(text), false},
          MayCase{"59 tiles of gray", filled(59 * 16, 8, 128), false},
          MayCase{"60 tiles of gray", filled(60 * 16, 8, 128), true},
          MayCase{"a photograph", photograph(), true}}) {
        EXPECT_EQ(mayHaveTones(grayTilesOf(each.page, kTileHeight)), each.may) << each.what;
    }
}

}  // namespace
}  // namespace voipnow
