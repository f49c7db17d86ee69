// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/cover_page.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "filters/drawing_surface.hpp"
#include "filters/g4_decoder.hpp"
#include "tests/unit/backend/scratch.hpp"
#include "tests/unit/filters/drawn_gray.hpp"
#include "tests/unit/filters/qpdf_reader.hpp"
#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

CoverFields someFields() {
    return {.to = {{"+15550100", "First Bank"}},
            .from = "Anna Example",
            .subject = "Contract",
            .comment = "As agreed.\n\nAnna",
            .date = "25 November 2026",
            .pages = 3,
            .pageSize = "A4"};
}

// What is black, in pixels; of no width when nothing is.
PixelBox blackBox(const BitPage& page) {
    std::size_t left = page.width();
    std::size_t top = page.height();
    std::size_t right = 0;
    std::size_t bottom = 0;
    for (std::size_t y = 0; y < page.height(); ++y) {
        for (std::size_t x = 0; x < page.width(); ++x) {
            if (page.isBlack(x, y)) {
                left = std::min(left, x);
                right = std::max(right, x + 1);
                top = std::min(top, y);
                bottom = std::max(bottom, y + 1);
            }
        }
    }
    return right == 0 ? PixelBox{} : PixelBox{left, top, right - left, bottom - top};
}

TEST(CoverPageTest, IsAFaxPageOnEveryPaperAtEveryResolution) {
    for (const PageSize& paper : kPageSizes) {
        for (const Resolution& resolution : kResolutions) {
            CoverFields fields = someFields();
            fields.pageSize = paper.name;
            fields.resolution = resolution.name;
            const CoverPage page = makeCoverPage(fields);
            EXPECT_TRUE(page.warnings.empty());
            const FaxGrid grid = faxGrid(paper, resolution);
            ASSERT_EQ(page.bits.width(), static_cast<std::size_t>(grid.width));
            ASSERT_EQ(page.bits.height(), static_cast<std::size_t>(grid.height));
            // The rules reach from margin to margin, 22 mm on A4.
            const PixelBox box = blackBox(page.bits);
            const double margin = 22 / 25.4 * std::min(1.0, paper.width / 595.0);
            EXPECT_NEAR(static_cast<double>(box.left), margin * resolution.across, 2);
            EXPECT_NEAR(static_cast<double>(box.left + box.width), grid.width - margin * resolution.across,
                        8);
            EXPECT_GE(static_cast<double>(box.top), margin * resolution.down);

            QpdfReader read(coverPdf(page));
            EXPECT_TRUE(read.isSound());
            EXPECT_EQ(read.pages(), 1);
            EXPECT_EQ(read.imageEntry(0, "/Width"), std::to_string(grid.width));
            const std::string g4 = read.imageData(0);
            EXPECT_TRUE(isSame(decodeG4(std::as_bytes(std::span(g4)), page.bits.width(), page.bits.height()),
                               page.bits));
        }
    }
}

TEST(CoverPageTest, LooksTheSameAtEveryResolution) {
    CoverFields fields = someFields();
    fields.resolution = "204x98dpi";
    const PixelBox standard = blackBox(makeCoverPage(fields).bits);
    fields.resolution = "204x391dpi";
    const PixelBox superfine = blackBox(makeCoverPage(fields).bits);
    EXPECT_NEAR(static_cast<double>(standard.width), static_cast<double>(superfine.width), 2);
    EXPECT_NEAR(static_cast<double>(standard.height) * 391 / 98, static_cast<double>(superfine.height), 8);
}

TEST(CoverPageTest, HasTheSameBytesEachTime) {
    for (const char* file : {"", COVERS_FOLDER "/example.cover"}) {
        CoverFields fields = someFields();
        fields.templateFile = file;
        EXPECT_EQ(coverPdf(makeCoverPage(fields)), coverPdf(makeCoverPage(fields)));
        const std::string before = coverPdf(makeCoverPage(fields));
        fields.pages = 4;
        EXPECT_NE(coverPdf(makeCoverPage(fields)), before);
    }
}

// In the upper right corner of the page, where the logo stands and nothing else; without ink outside.
double blackShare(const BitPage& page, const PixelBox& box) {
    std::size_t black = 0;
    for (std::size_t y = box.top; y < box.top + box.height; ++y) {
        for (std::size_t x = box.left; x < box.left + box.width; ++x) {
            black += page.isBlack(x, y) ? 1U : 0U;
        }
    }
    return static_cast<double>(black) / static_cast<double>(box.width * box.height);
}

class CoverLogoOnPageTest : public ::testing::Test {
  protected:
    // A page with a square logo, 60 mm high, of which `lightness` says how light it is at x, y from 0 to 1.
    template <typename Lightness>
    CoverPage pageWithLogo(const Lightness& lightness) const {
        constexpr int kSide = 600;
        const DrawingSurface logo(cairo_image_surface_create(CAIRO_FORMAT_RGB24, kSide, kSide));
        const DrawingContext context(cairo_create(logo.get()));
        for (int y = 0; y < kSide; y += 3) {
            for (int x = 0; x < kSide; x += 3) {
                const double light =
                    lightness(x / static_cast<double>(kSide), y / static_cast<double>(kSide));
                cairo_set_source_rgb(context.get(), light, light, light);
                cairo_rectangle(context.get(), x, y, 3, 3);
                cairo_fill(context.get());
            }
        }
        cairo_surface_write_to_png(logo.get(), (scratch_.path() / "logo.png").c_str());
        CoverFields fields = someFields();
        fields.templateFile = scratch_.file("a.cover", "logo = logo.png\nlogo-height = 60\n\nFax\n");
        return makeCoverPage(fields);
    }

    // Inside of the logo: 22 mm margins, on A4 at 204 x 196.
    static PixelBox logoBox() { return {1050, 190, 430, 410}; }

    const ScratchFolder scratch_;
};

TEST_F(CoverLogoOnPageTest, IsBlackWhereItIsDark) {
    const CoverPage page = pageWithLogo([](double x, double) { return x < 0.5 ? 0.2 : 1.0; });
    EXPECT_NEAR(blackShare(page.bits, logoBox()), 0.5, 0.06);
}

TEST_F(CoverLogoOnPageTest, BecomesDotsWhereItIsAPhotograph) {
    const CoverPage page = pageWithLogo([](double x, double y) {
        return 0.5 + 0.2 * std::sin(x * 9 * std::numbers::pi) * std::cos(y * 11) +
               0.15 * std::sin(x * y * 60);
    });
    EXPECT_NEAR(blackShare(page.bits, logoBox()), 0.5, 0.12);
    std::size_t changes = 0;
    const PixelBox box = logoBox();
    for (std::size_t x = box.left + 1; x < box.left + box.width; ++x) {
        changes += page.bits.isBlack(x, box.top + 200) != page.bits.isBlack(x - 1, box.top + 200) ? 1U : 0U;
    }
    EXPECT_GT(changes, 60U);
}

TEST(CoverPageTest, WarnsOfWhatIsNotOnIt) {
    CoverFields fields = someFields();
    fields.subject = "\xF4\x8F\xBF\xBD";
    fields.comment = std::string(20'000, 'x');
    const std::vector<std::string> warnings = makeCoverPage(fields).warnings;
    ASSERT_EQ(warnings.size(), 2U);
    EXPECT_NE(warnings[0].find("no font"), std::string::npos);
    EXPECT_NE(warnings[1].find("of its 20000 characters"), std::string::npos) << warnings[1];
}

TEST(CoverPageTest, ShowsChineseOrSaysThatItCannot) {
    CoverFields fields = someFields();
    const std::size_t before = blackPixels(makeCoverPage(fields).bits);
    fields.from += " 株式会社山田商店";
    const CoverPage page = makeCoverPage(fields);
    EXPECT_LE(page.warnings.size(), 1U);
    EXPECT_GT(blackPixels(page.bits), before);
}

TEST(CoverPageTest, RefusesPaperAndResolutionThatThereAreNot) {
    CoverFields fields = someFields();
    fields.pageSize = "B5";
    EXPECT_TRUE(mentions(thrownBy([&] { makeCoverPage(fields); }), "PageSize=B5"));
    fields = someFields();
    fields.resolution = "600dpi";
    EXPECT_TRUE(mentions(thrownBy([&] { makeCoverPage(fields); }), "Resolution=600dpi"));
}

TEST(CoverPageTest, RefusesATemplateWhoseLogoIsNotThere) {
    const ScratchFolder scratch;
    CoverFields fields = someFields();
    fields.templateFile = scratch.file("a.cover", "logo = logo.png\nFax\n");
    EXPECT_TRUE(mentions(thrownBy([&] { makeCoverPage(fields); }), "logo.png"));
}

}  // namespace
}  // namespace voipnow
