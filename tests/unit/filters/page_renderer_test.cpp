// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_renderer.hpp"

#include <gtest/gtest.h>

#include <random>

#include "filters/fax_pdf_writer.hpp"
#include "filters/g4_encoder.hpp"
#include "filters/pdf_document.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"
#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

// A paper of 60 x 80 points on which a point is a pixel.
constexpr FaxGrid kSmall{{"Small", 60, 80}, {"72x72dpi", 72, 72}, 60, 80};

GrayPage rendered(const std::string& pdf, const FaxGrid& grid = kSmall, int number = 1) {
    const PdfInput input = inputOf(pdf);
    return PageRenderer(grid).render(PdfDocument(input).page(number).get(), number);
}

GrayPage rendered(const HandMadePage& page) {
    return rendered(HandMadePdf{.pages = {page}}.bytes());
}

struct Box {
    std::size_t left;
    std::size_t top;
    std::size_t width;
    std::size_t height;
    bool operator==(const Box& other) const = default;
};

std::ostream& operator<<(std::ostream& out, const Box& box) {
    return out << box.left << ',' << box.top << ' ' << box.width << 'x' << box.height;
}

// The smallest box about everything that is not white; it is expected to be black all over.
Box blackBoxOf(const GrayPage& page) {
    Box box{page.width(), page.height(), 0, 0};
    std::size_t black = 0;
    for (std::size_t y = 0; y < page.height(); ++y) {
        for (std::size_t x = 0; x < page.width(); ++x) {
            if (page.scanLine(y)[x] == 255) {
                continue;
            }
            EXPECT_EQ(page.scanLine(y)[x], 0) << x << ',' << y;
            box.left = std::min(box.left, x);
            box.top = std::min(box.top, y);
            box.width = std::max(box.width, x + 1 - box.left);
            box.height = std::max(box.height, y + 1 - box.top);
            ++black;
        }
    }
    EXPECT_EQ(black, box.width * box.height);
    return box;
}

TEST(PageRendererTest, DrawsWhereThePageSays) {
    EXPECT_EQ(blackBoxOf(rendered({blackBox(10, 60, 5, 8), "0 0 60 80"})), (Box{10, 12, 5, 8}));
}

TEST(PageRendererTest, MakesColoursGrayByTheirLightness) {
    const HandMadePage page{"1 0 0 rg 0 0 20 80 re f 0 1 0 rg 20 0 20 80 re f 0 0 1 rg 40 0 20 80 re f",
                            "0 0 60 80"};
    const GrayPage gray = rendered(page);
    EXPECT_NEAR(gray.scanLine(40)[10], 76, 1);
    EXPECT_NEAR(gray.scanLine(40)[30], 150, 1);
    EXPECT_NEAR(gray.scanLine(40)[50], 29, 1);
}

TEST(PageRendererTest, BeginsEachPageWithWhitePaper) {
    const std::string pdf =
        HandMadePdf{.pages = {{blackBox(0, 0, 60, 80), "0 0 60 80"}, {"", "0 0 60 80"}}}.bytes();
    const PdfInput input = inputOf(pdf);
    const PdfDocument document(input);
    PageRenderer renderer(kSmall);
    EXPECT_EQ(blackBoxOf(renderer.render(document.page(1).get(), 1)), (Box{0, 0, 60, 80}));
    EXPECT_EQ(blackBoxOf(renderer.render(document.page(2).get(), 2)), (Box{60, 80, 0, 0}));
}

TEST(PageRendererTest, TurnsALandscapePageCounterclockwise) {
    // Its top left corner comes to the bottom left of the sheet.
    EXPECT_EQ(blackBoxOf(rendered({blackBox(0, 50, 20, 10), "0 0 80 60"})), (Box{0, 60, 10, 20}));
}

TEST(PageRendererTest, ObeysTheRotationOfAPage) {
    // A page that is stored as landscape and shown turned clockwise is a portrait page.
    const HandMadePage page{blackBox(0, 50, 20, 10), "0 0 80 60", "/Rotate 90"};
    EXPECT_EQ(blackBoxOf(rendered(page)), (Box{50, 0, 10, 20}));
}

TEST(PageRendererTest, FitsALargePage) {
    EXPECT_EQ(blackBoxOf(rendered({blackBox(0, 0, 120, 160), "0 0 120 160"})), (Box{0, 0, 60, 80}));
    EXPECT_EQ(blackBoxOf(rendered({blackBox(0, 0, 120, 120), "0 0 120 120"})), (Box{0, 10, 60, 60}));
}

TEST(PageRendererTest, CentresASmallPage) {
    EXPECT_EQ(blackBoxOf(rendered({blackBox(0, 0, 20, 30), "0 0 20 30"})), (Box{20, 25, 20, 30}));
}

TEST(PageRendererTest, ShowsWhatTheCropBoxShowsAndNoMore) {
    const HandMadePage page{blackBox(0, 0, 600, 800), "0 0 600 800", "/CropBox [ 100 100 120 130 ]"};
    EXPECT_EQ(blackBoxOf(rendered(page)), (Box{20, 25, 20, 30}));
}

TEST(PageRendererTest, TakesBoxesThatDoNotBeginAtZero) {
    EXPECT_EQ(blackBoxOf(rendered({blackBox(-90, 560, 5, 8), "-100 500 -40 580"})), (Box{10, 12, 5, 8}));
}

struct AnnotationCase {
    std::string flags;
    Box expected;
};

// An annotation prints when its flag 4 is set and its flag 2 (hidden) is not.
TEST(PageRendererTest, DrawsTheAnnotationsThatPrintAndNoOthers) {
    for (const AnnotationCase& each :
         {AnnotationCase{"4", {10, 20, 5, 10}}, AnnotationCase{"0", {60, 80, 0, 0}},
          AnnotationCase{"6", {60, 80, 0, 0}}}) {
        HandMadePdf pdf{.pages = {{"", "0 0 60 80", "/Annots [ 5 0 R ]"}}};
        ASSERT_EQ(pdf.firstObject(), 5);
        const std::string drawing = blackBox(0, 0, 5, 10);
        pdf.objects = {"<< /Type /Annot /Subtype /Stamp /Rect [ 10 50 15 60 ] /AP << /N 6 0 R >> /F " +
                           each.flags + " >>",
                       "<< /Type /XObject /Subtype /Form /BBox [ 0 0 5 10 ] /Length " +
                           std::to_string(drawing.size()) + " >>\nstream\n" + drawing + "\nendstream"};
        EXPECT_EQ(blackBoxOf(rendered(pdf.bytes())), each.expected) << "flags " << each.flags;
    }
}

TEST(PageRendererTest, LeavesOutLayersThatAreOff) {
    HandMadePdf pdf{.pages = {{"/OC /On BDC " + blackBox(10, 50, 5, 10) + "EMC /OC /Off BDC " +
                                   blackBox(30, 50, 5, 10) + "EMC",
                               "0 0 60 80", "/Resources << /Properties << /On 5 0 R /Off 6 0 R >> >>"}}};
    pdf.objects = {"<< /Type /OCG /Name (on) >>", "<< /Type /OCG /Name (off) >>"};
    pdf.catalog = "/OCProperties << /OCGs [ 5 0 R 6 0 R ] /D << /OFF [ 6 0 R ] >> >>";
    EXPECT_EQ(blackBoxOf(rendered(pdf.bytes())), (Box{10, 20, 5, 10}));
}

TEST(PageRendererTest, RefusesAPageOfImpossibleSizeBeforeDrawingIt) {
    const JobError error = thrownBy([] { rendered({blackBox(0, 0, 1, 1), "0 0 1000000 1000000"}); });
    EXPECT_EQ(error.end(), JobEnd::kCanceled);
    EXPECT_TRUE(mentions(error, "Page 1 has an impossible size")) << error.what();
}

// A fax page that is faxed again is the same to the pixel: geometry, polarity and code all fit. (Not for
// Letter and Legal, whose 1734 pixels are pressed into the 1728 of the scan line each time.)
TEST(PageRendererTest, GivesBackThePixelsOfAFaxPage) {
    for (const PageSize& paper : {requirePageSize("A4"), requirePageSize("A5")}) {
        for (const Resolution& resolution : kResolutions) {
            const FaxGrid grid = faxGrid(paper, resolution);
            BitPage bits(static_cast<std::size_t>(grid.width), static_cast<std::size_t>(grid.height));
            std::mt19937 random(1);
            for (std::size_t y = 0; y < bits.height(); ++y) {
                for (std::size_t x = 0; x + 8 <= bits.width(); x += 8) {
                    bits.scanLine(y)[x / 8] = static_cast<std::uint8_t>(random());
                }
            }
            std::string pdf;
            FaxPdfWriter writer([&pdf](std::span<const std::byte> bytes) {
                pdf.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            });
            writer.addPage(grid, encodeG4(bits));
            writer.finish();

            const GrayPage gray = rendered(pdf, grid);
            std::size_t different = 0;
            for (std::size_t y = 0; y < bits.height(); ++y) {
                for (std::size_t x = 0; x < bits.width(); ++x) {
                    different += (gray.scanLine(y)[x] < 128) != bits.isBlack(x, y) ? 1U : 0U;
                }
            }
            EXPECT_EQ(different, 0U) << paper.name << " at " << resolution.name;
        }
    }
}

}  // namespace
}  // namespace voipnow
