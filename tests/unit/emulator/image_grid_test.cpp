// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/image_grid.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "tests/unit/emulator/mask_pdf.hpp"

namespace voipnow::emulator {
namespace {

TEST(ImageGrid, IsTheOneOfTheImageThatFillsThePage) {
    const auto grid = imageGrid(maskPdf({MaskPage(), {1728, 1078, 612, 792}}), 1);
    ASSERT_TRUE(grid);
    EXPECT_EQ(grid->width, 1728);
    EXPECT_EQ(grid->height, 1078);
    EXPECT_DOUBLE_EQ(grid->left, 0);
    EXPECT_DOUBLE_EQ(grid->top, 0);
    EXPECT_DOUBLE_EQ(grid->widthPoints, 612);
    EXPECT_DOUBLE_EQ(grid->heightPoints, 792);
}

TEST(ImageGrid, KnowsWhereASmallerImageLies) {
    MaskPage page{16, 8, 100, 50};
    page.content = "q 1 0 0 1 10 0 cm 32 0 0 8 0 5 cm /Fax Do Q";
    const auto grid = imageGrid(maskPdf({page}), 0);
    ASSERT_TRUE(grid);
    EXPECT_DOUBLE_EQ(grid->left, 10);
    EXPECT_DOUBLE_EQ(grid->top, 50 - 8 - 5);
    EXPECT_DOUBLE_EQ(grid->widthPoints, 32);
    EXPECT_DOUBLE_EQ(grid->heightPoints, 8);
}

TEST(ImageGrid, IsMeasuredFromTheCropBox) {
    MaskPage page{16, 8, 100, 50};
    page.content = "q 16 0 0 8 10 20 cm /Fax Do Q";
    page.entries = "/CropBox [10 20 26 28]";
    const auto grid = imageGrid(maskPdf({page}), 0);
    ASSERT_TRUE(grid);
    EXPECT_DOUBLE_EQ(grid->left, 0);
    EXPECT_DOUBLE_EQ(grid->top, 0);
}

TEST(ImageGrid, DoesNotExistWhereThePageIsAnythingElse) {
    struct Row {
        const char* what;
        const char* content;
        const char* entries;
    };
    const std::vector<Row> kOthers = {
        {"two images", "q 16 0 0 8 0 0 cm /Fax Do Q q 16 0 0 8 0 0 cm /Fax Do Q", ""},
        {"a line too", "q 16 0 0 8 0 0 cm /Fax Do Q 0 0 m 5 5 l S", ""},
        {"text only", "BT (a) Tj ET", ""},
        {"nothing", " ", ""},
        {"another image", "q 16 0 0 8 0 0 cm /Other Do Q", ""},
        {"mirrored", "q -16 0 0 8 16 0 cm /Fax Do Q", ""},
        {"turned", "q 0 8 -16 0 16 0 cm /Fax Do Q", ""},
        {"rotated page", "q 16 0 0 8 0 0 cm /Fax Do Q", "/Rotate 90"},
        {"other unit", "q 16 0 0 8 0 0 cm /Fax Do Q", "/UserUnit 2"},
    };
    for (const auto& other : kOthers) {
        MaskPage page;
        page.content = other.content;
        page.entries = other.entries;
        EXPECT_FALSE(imageGrid(maskPdf({page}), 0)) << other.what;
    }
    EXPECT_FALSE(imageGrid("no PDF", 0));
    EXPECT_FALSE(imageGrid(maskPdf({MaskPage()}), 1));
}

}  // namespace
}  // namespace voipnow::emulator
