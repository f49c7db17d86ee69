// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_drawing.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

#include "filters/pdf_document.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"
#include "tests/unit/filters/text_pages.hpp"
#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

// A paper of 60 x 80 points on which a point is a pixel.
constexpr FaxGrid kSmall{{"Small", 60, 80}, {"72x72dpi", 72, 72}, 60, 80};

// The page on a surface that was red before.
DrawingSurface drawn(const HandMadePage& page, int number = 1) {
    DrawingSurface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, kSmall.width, kSmall.height));
    const DrawingContext context(cairo_create(surface.get()));
    cairo_set_source_rgb(context.get(), 1, 0, 0);
    cairo_paint(context.get());
    const PdfInput input = inputOf(HandMadePdf{.pages = {page}}.bytes());
    drawPage(PdfDocument(input).page(1).get(), number, kSmall, surface.get());
    cairo_surface_flush(surface.get());
    return surface;
}

std::uint32_t colourAt(const DrawingSurface& surface, int x, int y) {
    std::uint32_t colour = 0;
    const std::ptrdiff_t line = y * std::ptrdiff_t{cairo_image_surface_get_stride(surface.get())};
    std::memcpy(&colour, cairo_image_surface_get_data(surface.get()) + line + std::ptrdiff_t{4} * x,
                sizeof colour);
    return colour & 0xFFFFFF;
}

TEST(PageDrawingTest, BeginsWithAWhiteSheet) {
    const DrawingSurface surface = drawn({"", "0 0 20 30"});
    for (int y = 0; y < kSmall.height; ++y) {
        for (int x = 0; x < kSmall.width; ++x) {
            ASSERT_EQ(colourAt(surface, x, y), 0xFFFFFFU) << x << ',' << y;
        }
    }
}

TEST(PageDrawingTest, DrawsInColourWhereThePageBelongs) {
    const DrawingSurface surface = drawn({"0 1 0 rg 0 0 20 15 re f 0 0 1 rg 0 15 20 15 re f", "0 0 20 30"});
    EXPECT_EQ(colourAt(surface, 20, 25), 0x0000FFU) << "top left of the page, in the middle of the sheet";
    EXPECT_EQ(colourAt(surface, 39, 54), 0x00FF00U);
    EXPECT_EQ(colourAt(surface, 19, 25), 0xFFFFFFU);
    EXPECT_EQ(colourAt(surface, 40, 54), 0xFFFFFFU);
}

TEST(PageDrawingTest, TurnsALandscapePage) {
    const DrawingSurface surface = drawn({"0 1 0 rg 0 0 10 60 re f", "0 0 80 60"});
    EXPECT_EQ(colourAt(surface, 30, 79), 0x00FF00U) << "what was on the left is below";
    EXPECT_EQ(colourAt(surface, 30, 69), 0xFFFFFFU);
}

TEST(PageDrawingTest, RefusesAPageOfImpossibleSize) {
    const JobError error = thrownBy([] { drawn({"", "0 0 1000000 1000000"}, 7); });
    EXPECT_EQ(error.end(), JobEnd::kCanceled);
    EXPECT_TRUE(mentions(error, "Page 7 ")) << error.what();
}

TEST(PageDrawingTest, SaysThatThereIsNotEnoughMemoryInAWayOfItsOwn) {
    EXPECT_NO_THROW(requireDrawn(CAIRO_STATUS_SUCCESS, 1));
    EXPECT_THROW(requireDrawn(CAIRO_STATUS_NO_MEMORY, 1), std::bad_alloc);
    const JobError error = thrownBy([] { requireDrawn(CAIRO_STATUS_INVALID_MATRIX, 3); });
    EXPECT_EQ(error.end(), JobEnd::kCanceled);
    EXPECT_TRUE(mentions(error, "Page 3 could not be drawn whole (invalid matrix")) << error.what();
}

TEST(PageDrawingTest, SaysWhenTheSurfaceFailed) {
    const DrawingSurface broken(cairo_image_surface_create(CAIRO_FORMAT_RGB24, -1, -1));
    const PdfInput input = inputOf(HandMadePdf{.pages = {{""}}}.bytes());
    const PdfDocument document(input);
    const JobError error = thrownBy([&] { drawPage(document.page(1).get(), 2, kSmall, broken.get()); });
    EXPECT_TRUE(mentions(error, "Page 2 could not be drawn whole")) << error.what();
}

int darkPixels(cairo_surface_t* sheet) {
    cairo_surface_flush(sheet);
    const unsigned char* pixels = cairo_image_surface_get_data(sheet);
    const auto bytes = static_cast<std::size_t>(cairo_image_surface_get_stride(sheet)) *
                       static_cast<std::size_t>(cairo_image_surface_get_height(sheet));
    return static_cast<int>(
        std::count_if(pixels, pixels + bytes, [](unsigned char each) { return each < 0x20; }));
}

// A scan is a picture with invisible text: there is no glyph to be left out.
TEST(PageDrawingTest, PaintsOverABoxInWhichNoTextIsDrawn) {
    const PdfInput input = inputOf(textPages({blackBox(100, 600, 50, 20)}));
    const PdfDocument document(input);
    const FaxGrid grid{{"Points", 612, 792}, {"72x72dpi", 72, 72}, 612, 792};
    const DrawingSurface sheet(cairo_image_surface_create(CAIRO_FORMAT_RGB24, grid.width, grid.height));
    drawPage(document.page(1).get(), 1, grid, sheet.get());
    EXPECT_EQ(darkPixels(sheet.get()), 3 * 50 * 20) << "three bytes of colour for each";
    DrawnText text(std::vector<TextBox>{{100, 792 - 620, 140, 792 - 600}});
    drawPage(document.page(1).get(), 1, grid, sheet.get(), &text);
    EXPECT_EQ(darkPixels(sheet.get()), 3 * 10 * 20);
}

}  // namespace
}  // namespace voipnow
