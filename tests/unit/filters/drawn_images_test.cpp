// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/drawn_images.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "filters/pdf_document.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"
#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {

// For EXPECT_EQ.
static bool operator==(const ImageTiles& one, const ImageTiles& other) {
    return one.left == other.left && one.top == other.top && one.right == other.right &&
           one.bottom == other.bottom;
}

static std::ostream& operator<<(std::ostream& out, const ImageTiles& tiles) {
    return out << tiles.left << ',' << tiles.top << " to " << tiles.right << ',' << tiles.bottom;
}

namespace {

// A paper of 160 x 320 points on which a point is a pixel, in 10 by 40 tiles.
constexpr FaxGrid kSmall{{"Small", 160, 320}, {"72x72dpi", 72, 72}, 160, 320};
constexpr std::size_t kTileHeight = 8;
const std::string kUpright = "0 0 160 320";

// From the top; their order is nobody's business.
std::vector<ImageTiles> imagesOn(const HandMadePage& page, const FaxGrid& grid = kSmall) {
    HandMadePdf pdf{.pages = {page}};
    pdf.pages.front().entries += " /Resources << /XObject << /Wide 5 0 R /High 6 0 R /Mask 7 0 R >> >>";
    const std::string image = "<< /Type /XObject /Subtype /Image /BitsPerComponent ";
    pdf.objects = {image + "8 /ColorSpace /DeviceGray /Width 2 /Height 1 /Length 2 >>\nstream\nUU\nendstream",
                   image + "8 /ColorSpace /DeviceGray /Width 1 /Height 2 /Length 2 >>\nstream\nUU\nendstream",
                   image + "1 /ImageMask true /Width 2 /Height 1 /Length 1 >>\nstream\n\x01\nendstream"};
    const PdfInput input = inputOf(pdf.bytes());
    std::vector<ImageTiles> images = drawnImages(PdfDocument(input).page(1).get(), 1, grid, kTileHeight);
    std::sort(images.begin(), images.end(),
              [](const auto& one, const auto& other) { return one.top < other.top; });
    return images;
}

// Draws an image in the box with this left lower corner.
std::string image(int left, int bottom, int width, int height) {
    return "q " + std::to_string(width) + " 0 0 " + std::to_string(height) + ' ' + std::to_string(left) +
           ' ' + std::to_string(bottom) + (width > height ? " cm /Wide Do Q\n" : " cm /High Do Q\n");
}

struct ImageCase {
    const char* what;
    HandMadePage page;
    std::vector<ImageTiles> expected;
};

class DrawnImagesTest : public ::testing::TestWithParam<ImageCase> {};

TEST_P(DrawnImagesTest, GivesTheTilesOnTheFax) {
    EXPECT_EQ(imagesOn(GetParam().page), GetParam().expected) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(
    Every, DrawnImagesTest,
    ::testing::Values(
        ImageCase{"none", {blackBox(16, 240, 32, 16), kUpright}, {}},
        ImageCase{"whole tiles", {image(16, 240, 32, 16), kUpright}, {{1, 8, 3, 10}}},
        ImageCase{"parts of tiles", {image(10, 235, 20, 10), kUpright}, {{0, 9, 2, 11}}},
        ImageCase{"less than a tile", {image(18, 242, 1, 1), kUpright}, {{1, 9, 2, 10}}},
        ImageCase{
            "two", {image(0, 312, 16, 8) + image(144, 0, 16, 8), kUpright}, {{0, 0, 1, 1}, {9, 39, 10, 40}}},
        ImageCase{"the whole page", {image(0, 0, 160, 320), kUpright}, {{0, 0, 10, 40}}},
        ImageCase{"cut off by the paper", {image(-50, 304, 500, 400), kUpright}, {{0, 0, 10, 2}}},
        ImageCase{"cut off on the right and below", {image(144, -100, 50, 108), kUpright}, {{9, 39, 10, 40}}},
        ImageCase{"beside the paper",
                  {image(160, 0, 50, 50) + image(0, -50, 50, 50) + image(0, 320, 9, 9), kUpright},
                  {}},
        ImageCase{"a page of twice the size", {image(64, 512, 64, 64), "0 0 320 640"}, {{2, 4, 4, 8}}},
        ImageCase{"a smaller page in the middle", {image(0, 0, 80, 160), "0 0 80 160"}, {{2, 10, 8, 30}}},
        ImageCase{"a page that does not begin at zero",
                  {image(0, 160, 32, 16), "-16 -80 144 240"},
                  {{1, 8, 3, 10}}},
        ImageCase{"a page that is cut out of a larger one",
                  {image(116, 340, 32, 16), "0 0 600 800", "/CropBox [ 100 100 260 420 ]"},
                  {{1, 8, 3, 10}}},
        ImageCase{"upside down and cut out",
                  {image(116, 340, 32, 16), "0 0 600 800", "/Rotate 180 /CropBox [ 100 100 260 420 ]"},
                  {{7, 30, 9, 32}}},
        ImageCase{
            "a landscape page, which is turned", {image(16, 80, 32, 16), "0 0 320 160"}, {{4, 34, 5, 38}}},
        ImageCase{"upside down", {image(16, 240, 32, 16), kUpright, "/Rotate 180"}, {{7, 30, 9, 32}}}));

TEST_F(DrawnImagesTest, KnowsInlineImagesAndMasks) {
    EXPECT_EQ(imagesOn({"q 32 0 0 16 16 240 cm BI /W 2 /H 1 /CS /G /BPC 8 ID UU EI Q", kUpright}),
              (std::vector<ImageTiles>{{1, 8, 3, 10}}));
    EXPECT_EQ(imagesOn({"q 32 0 0 16 16 240 cm /Mask Do Q", kUpright}),
              (std::vector<ImageTiles>{{1, 8, 3, 10}}));
}

TEST_F(DrawnImagesTest, FollowsTheGridOfTheFax) {
    const FaxGrid fine{{"Small", 160, 320}, {"144x288dpi", 144, 288}, 320, 1280};
    EXPECT_EQ(imagesOn({image(16, 240, 32, 16), kUpright}, fine), (std::vector<ImageTiles>{{2, 32, 6, 40}}));
}

TEST_F(DrawnImagesTest, RefusesAPageOfImpossibleSize) {
    const JobError error = thrownBy([] { imagesOn({"", "0 0 1000000 1000000"}); });
    EXPECT_EQ(error.end(), JobEnd::kCanceled);
    EXPECT_TRUE(mentions(error, "Page 1 has an impossible size")) << error.what();
}

}  // namespace
}  // namespace voipnow
