// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_renderer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <utility>

#include "filters/fax_pdf_writer.hpp"
#include "filters/g4_encoder.hpp"
#include "filters/pdf_document.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"
#include "tests/unit/filters/text_pages.hpp"
#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

// A paper of 60 x 80 points on which a point is a pixel.
constexpr FaxGrid kSmall{{"Small", 60, 80}, {"72x72dpi", 72, 72}, 60, 80};

GrayPage rendered(const std::string& pdf, const FaxGrid& grid = kSmall, int number = 1) {
    const PdfInput input = inputOf(pdf);
    return PageRenderer(grid).render(PdfDocument(input).page(number).get(), number);
}

bool isSameGray(const GrayPage& page, const GrayPage& other) {
    for (std::size_t y = 0; y < other.height(); ++y) {
        if (!std::equal(page.scanLine(y).begin(), page.scanLine(y).end(), other.scanLine(y).begin())) {
            return false;
        }
    }
    return page.height() == other.height();
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

// On a picture in gray, so that what a box of white would cover is seen.
TEST(PageRendererTest, LeavesOutGlyphsInBothWaysAndNothingElse) {
    const std::string ground = ".8 g 60 690 200 30 re f 0 g ";
    const std::string rest =
        textAt(190, 700, "and more") + textAt(72, 714, "gjpqy") + textAt(72, 686, "ABCDEF");
    const std::string pdf = textPages({ground + textAt(72, 700, "@@fax:1@@") + rest, ground + rest});
    const PdfInput input = inputOf(pdf);
    const PdfDocument document(input);
    const FaxGrid grid = faxGrid(requirePageSize("A5"), kDefaultResolution);
    PageRenderer renderer(grid);
    for (const DrawingWay way : {DrawingWay::kRecorded, DrawingWay::kPlain}) {
        const GrayPage expected = renderer.render(document.page(2).get(), 2, way);
        EXPECT_FALSE(isSameGray(renderer.render(document.page(1).get(), 1, way), expected));
        DrawnText boxes(std::vector<TextBox>{{70, 792 - 708, 150, 792 - 700}});
        renderer.draw(document.page(1).get(), 1, way, &boxes);
        EXPECT_TRUE(isSameGray(renderer.gray(), expected));
        DrawnText likely(DrawnText::Keeps::kGlyphs);
        renderer.draw(document.page(1).get(), 1, way, &likely);
        EXPECT_TRUE(isSameGray(renderer.gray(), expected));
        EXPECT_FALSE(likely.leftOutJust({}));
    }
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

TEST(PageRendererTest, ObeysEveryRotationOfAPage) {
    // The box is in the bottom left corner of what is stored.
    for (const auto& [rotation, box] : {std::pair{"0", Box{0, 70, 20, 10}},
                                        {"90", Box{0, 0, 10, 20}},
                                        {"180", Box{40, 0, 20, 10}},
                                        {"270", Box{50, 60, 10, 20}},
                                        {"-90", Box{50, 60, 10, 20}},
                                        {"360", Box{0, 70, 20, 10}}}) {
        const bool isUpright = std::string(rotation).find("90") == std::string::npos &&
                               std::string(rotation).find("270") == std::string::npos;
        const HandMadePage page{blackBox(0, 0, 20, 10), isUpright ? "0 0 60 80" : "0 0 80 60",
                                "/Rotate " + std::string(rotation)};
        EXPECT_EQ(blackBoxOf(rendered(page)), box) << rotation;
    }
}

struct FieldCase {
    std::string flags;
    bool prints;
};

TEST(PageRendererTest, DrawsTheFormFieldsThatPrintAndNoOthers) {
    for (const FieldCase& each : {FieldCase{"4", true}, FieldCase{"0", false}, FieldCase{"6", false},
                                  FieldCase{"36", true}, FieldCase{"32", false}}) {
        HandMadePdf pdf{.pages = {{"", "0 0 60 80", "/Annots [ 5 0 R ]"}}};
        const std::string drawing = blackBox(0, 0, 5, 10);
        pdf.objects = {
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (b) /Rect [ 10 50 15 60 ] "
            "/AP << /N 6 0 R >> /F " +
                each.flags + " >>",
            "<< /Type /XObject /Subtype /Form /BBox [ 0 0 5 10 ] /Length " + std::to_string(drawing.size()) +
                " >>\nstream\n" + drawing + "\nendstream"};
        pdf.catalog = "/AcroForm << /Fields [ 5 0 R ] >>";
        EXPECT_EQ(blackBoxOf(rendered(pdf.bytes())), each.prints ? (Box{10, 20, 5, 10}) : (Box{60, 80, 0, 0}))
            << "flags " << each.flags;
    }
}

TEST(PageRendererTest, LetsPaperThroughWhatIsTransparent) {
    const HandMadePage page{"/Half gs " + blackBox(0, 40, 60, 40) + "/Soft gs " + blackBox(0, 0, 60, 40),
                            "0 0 60 80",
                            "/Resources << /ExtGState << /Half << /ca 0.5 >> /Soft << /ca 0.2 >> >> >>"};
    const GrayPage gray = rendered(page);
    EXPECT_NEAR(gray.scanLine(20)[30], 127, 2);
    EXPECT_NEAR(gray.scanLine(60)[30], 204, 2);
}

// A page of A4 with this drawing, which may name fonts, images, states, groups, patterns and shades.
std::string withResources(const std::string& drawing) {
    HandMadePdf pdf{
        .pages = {{drawing, "0 0 595 842",
                   "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> "
                   "/XObject << /Im 5 0 R /Group 6 0 R >> /Pattern << /Tiles 8 0 R >> "
                   "/Shading << /Shade << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [ 30 0 280 0 ] "
                   "/Function << /FunctionType 2 /Domain [ 0 1 ] /C0 [ 1 0 0 ] /C1 [ 0 1 1 ] /N 1 >> >> >> "
                   "/ExtGState << /Multiply << /BM /Multiply >> /Half << /ca 0.5 /CA 0.5 >> "
                   "/Masked << /SMask << /S /Luminosity /G 7 0 R >> >> >> >>"}}};
    const auto stream = [](const std::string& entries, const std::string& bytes) {
        return "<< " + entries + " /Length " + std::to_string(bytes.size()) + " >>\nstream\n" + bytes +
               "\nendstream";
    };
    const std::string group =
        "/Type /XObject /Subtype /Form /BBox [ 0 0 595 842 ] "
        "/Group << /S /Transparency /CS /DeviceGray >>";
    pdf.objects = {
        stream("/Type /XObject /Subtype /Image /Width 4 /Height 2 /ColorSpace /DeviceGray "
               "/BitsPerComponent 8 /Interpolate true",
               "\x01\x60\xA0\xFF\x80\x20\xE0\x40"),
        stream(group, "0.8 0 0 rg 200 420 260 160 re f 0 0 0.8 rg 330 350 260 160 re f"),
        stream(group, "0 g 30 200 250 150 re f 0.3 g 60 220 150 100 re f 1 g 100 240 80 50 re f"),
        stream("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [ 0 0 8 8 ] /XStep 8 "
               "/YStep 8 /Resources << >>",
               "0 g 1 1 3 3 re f 0.6 g 5 5 2 2 re f")};
    return pdf.bytes();
}

struct DrawingCase {
    const char* what;
    const char* drawing;
    int mostDifferent;  // levels of gray that a pixel may differ by: cairo computes positions within images in fractions
};

class DrawingWayTest : public ::testing::TestWithParam<DrawingCase> {};

TEST_P(DrawingWayTest, DoesNotChangeTheGray) {
    const PdfInput input = inputOf(withResources(GetParam().drawing));
    const PdfDocument document(input);
    for (const PageSize& paper : {requirePageSize("A4"), requirePageSize("Letter")}) {
        for (const Resolution& resolution : kResolutions) {
            PageRenderer renderer(faxGrid(paper, resolution));
            const GrayPage plain = renderer.render(document.page(1).get(), 1, DrawingWay::kPlain);
            const GrayPage& recorded = renderer.render(document.page(1).get(), 1, DrawingWay::kRecorded);
            std::size_t notWhite = 0;
            int most = 0;
            for (std::size_t y = 0; y < plain.height(); ++y) {
                for (std::size_t x = 0; x < plain.width(); ++x) {
                    notWhite += plain.scanLine(y)[x] != 255 ? 1U : 0U;
                    most = std::max(most, std::abs(plain.scanLine(y)[x] - recorded.scanLine(y)[x]));
                }
            }
            EXPECT_GT(notWhite, 1000U) << "something is drawn";
            EXPECT_LE(most, GetParam().mostDifferent) << paper.name << " at " << resolution.name;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    Every, DrawingWayTest,
    ::testing::Values(
        DrawingCase{"text",
                    "BT /F 24 Tf 30 760 Td (24 points) Tj /F 7 Tf 0 -30 Td (and 7) Tj /F 300 Tf 0 -400 Td "
                    "(and 300) Tj ET",
                    0},
        DrawingCase{"lines", "0 0 1 RG 0.3 w 30 600 m 560 90 l S 5 w [ 9 4 ] 0 d 30 580 m 560 570 l S", 0},
        DrawingCase{"image", "q 200 0 0 100 150 610 cm /Im Do Q q 300 140 -140 300 220 200 cm /Im Do Q", 4},
        DrawingCase{"group", "/Half gs /Group Do", 0},
        DrawingCase{"transparency", "/Half gs 0 0.5 0 rg 320 420 100 300 re f 380 460 100 100 re f", 0},
        DrawingCase{"blend",
                    "0.9 0.6 0.1 rg 30 420 200 140 re f /Multiply gs 0.2 0.5 0.9 rg 100 380 200 140 re f", 0},
        DrawingCase{"mask", "/Masked gs 0 g 30 200 250 150 re f", 0},
        DrawingCase{"shade", "30 30 250 740 re W n /Shade sh", 0},
        DrawingCase{"clip", "0 0 m 200 0 100 640 0 740 c h W n 0.4 g 0 0 300 740 re f", 0}),
    [](const auto& each) { return std::string(each.param.what); });

// cairo fits the tiles of a pattern to pixels, and not always to the same; the gray of an area is the same.
TEST_F(DrawingWayTest, DoesNotChangeTheGrayOfAPattern) {
    const PdfInput input = inputOf(withResources("/Pattern cs /Tiles scn 100 100 300 600 re f"));
    const PdfDocument document(input);
    PageRenderer renderer(faxGrid(requirePageSize("A4"), kDefaultResolution));
    const auto meanOf = [&](DrawingWay way) {
        const GrayPage& page = renderer.render(document.page(1).get(), 1, way);
        double sum = 0;
        for (std::size_t y = 500; y < 1800; ++y) {
            for (std::size_t x = 300; x < 1100; ++x) {
                sum += page.scanLine(y)[x];
            }
        }
        return sum / (1300 * 800);
    };
    const double plain = meanOf(DrawingWay::kPlain);
    EXPECT_NEAR(plain, 255 * (1 - (9 + 4 * 0.4) / 64), 4);
    EXPECT_NEAR(meanOf(DrawingWay::kRecorded), plain, 1);
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
