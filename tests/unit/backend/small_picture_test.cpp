// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/small_picture.hpp"

#include <cairo.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <memory>
#include <span>

#include "filters/fax_pdf_writer.hpp"
#include "filters/g4_encoder.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

struct Reading {
    std::span<const char> left;

    static cairo_status_t read(void* closure, unsigned char* to, unsigned length) {
        auto& left = static_cast<Reading*>(closure)->left;
        if (left.size() < length) {
            return CAIRO_STATUS_READ_ERROR;
        }
        std::memcpy(to, left.data(), length);
        left = left.subspan(length);
        return CAIRO_STATUS_SUCCESS;
    }
};

// The picture as another reader of PNG sees it.
class Seen {
  public:
    explicit Seen(const std::string& png) {
        Reading reading{png};
        picture_.reset(cairo_image_surface_create_from_png_stream(&Reading::read, &reading));
        EXPECT_EQ(cairo_surface_status(picture_.get()), CAIRO_STATUS_SUCCESS);
    }
    int width() const { return cairo_image_surface_get_width(picture_.get()); }
    int height() const { return cairo_image_surface_get_height(picture_.get()); }
    // 0 black to 255 white.
    int gray(std::ptrdiff_t x, std::ptrdiff_t y) const {
        std::uint32_t pixel = 0;
        std::memcpy(&pixel,
                    cairo_image_surface_get_data(picture_.get()) +
                        y * cairo_image_surface_get_stride(picture_.get()) + x * 4,
                    sizeof pixel);
        return static_cast<int>(pixel & 0xFFU);
    }

  private:
    struct Destroy {
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    };
    std::unique_ptr<cairo_surface_t, Destroy> picture_;
};

// Black in its upper half, and every fourth pixel in the right part of the lower one.
BitPage drawing(const FaxGrid& grid) {
    BitPage page(static_cast<std::size_t>(grid.width), static_cast<std::size_t>(grid.height));
    for (std::size_t y = 0; y < page.height(); ++y) {
        const auto line = page.scanLine(y);
        for (std::size_t x = 0; x < line.size(); ++x) {
            const bool isRight = x >= line.size() / 2;
            line[x] = y < page.height() / 2 ? 0xFF : isRight ? 0x88 : 0;
        }
    }
    return page;
}

TEST(SmallPicture, IsUprightAtEveryResolution) {
    for (const PageSize& paper : kPageSizes) {
        for (const Resolution& resolution : kResolutions) {
            const FaxGrid grid = faxGrid(paper, resolution);
            const Seen seen(smallPicture(drawing(grid), resolution));
            EXPECT_EQ(seen.width(), static_cast<int>(kPictureWidth));
            const double shape = static_cast<double>(seen.height()) / seen.width();
            EXPECT_NEAR(shape, static_cast<double>(paper.height) / paper.width, 0.03)
                << paper.name << resolution.name;
        }
    }
}

TEST(SmallPicture, IsAsGrayAsThePage) {
    const FaxGrid grid = faxGrid(kDefaultPageSize, kDefaultResolution);
    const Seen seen(smallPicture(drawing(grid), grid.resolution));
    EXPECT_EQ(seen.gray(0, 0), 0);
    EXPECT_EQ(seen.gray(seen.width() - 2, 10), 0);
    EXPECT_EQ(seen.gray(10, seen.height() - 10), 255);
    // A quarter black: in the middle between black and white.
    EXPECT_NEAR(seen.gray(seen.width() - 20, seen.height() - 10), 128, 40);
}

class SmallPictureOfPdf : public ::testing::Test {
  protected:
    TemporaryFile fileOf(const std::string& bytes) const {
        TemporaryFile file(scratch_.path());
        file.write(std::as_bytes(std::span(bytes)));
        file.rewind();
        return file;
    }
    const ScratchFolder scratch_;
};

TEST_F(SmallPictureOfPdf, ShowsTheFirstPage) {
    const FaxGrid grid = faxGrid(kDefaultPageSize, kDefaultResolution);
    std::string pdf;
    FaxPdfWriter writer([&pdf](std::span<const std::byte> bytes) {
        pdf.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    });
    writer.addPage(grid, encodeG4(drawing(grid)));
    writer.addPage(
        grid, encodeG4(BitPage(static_cast<std::size_t>(grid.width), static_cast<std::size_t>(grid.height))));
    writer.finish();
    const std::optional<std::string> picture = firstPagePicture(fileOf(pdf));
    ASSERT_TRUE(picture);
    EXPECT_EQ(*picture, smallPicture(drawing(grid), grid.resolution));
    EXPECT_LT(picture->size(), 8U << 10U);
}

TEST_F(SmallPictureOfPdf, IsNoneOfWhatIsNoFaxPage) {
    EXPECT_FALSE(firstPagePicture(fileOf("")));
    EXPECT_FALSE(firstPagePicture(fileOf("no PDF")));
    const FaxGrid grid = faxGrid(kDefaultPageSize, kDefaultResolution);
    std::string pdf;
    FaxPdfWriter writer([&pdf](std::span<const std::byte> bytes) {
        pdf.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    });
    const std::string noCode = "no T.6 code";
    writer.addPage(grid, std::as_bytes(std::span(noCode)));
    writer.finish();
    EXPECT_FALSE(firstPagePicture(fileOf(pdf)));
}

}  // namespace
}  // namespace voipnow
