// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/fax_document.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "tests/emulator/image_grid.hpp"

namespace voipnow::emulator {

namespace {

constexpr double kPointsPerInch = 72;
constexpr double kUsualHorizontalDpi = 204;
constexpr double kUsualVerticalDpi = 196;
constexpr double kMostPixels = 60e6;
constexpr double kLongestSide = 30000;

struct FreeError {
    void operator()(GError* error) const { g_error_free(error); }
};
struct FreeBytes {
    void operator()(GBytes* bytes) const { g_bytes_unref(bytes); }
};
struct FreePage {
    void operator()(PopplerPage* page) const { g_object_unref(page); }
};
struct FreeCairo {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};

// The whole page at the usual resolution.
ImageGrid usualGrid(PopplerPage* page) {
    ImageGrid grid;
    poppler_page_get_size(page, &grid.widthPoints, &grid.heightPoints);
    const double width = std::round(grid.widthPoints / kPointsPerInch * kUsualHorizontalDpi);
    const double height = std::round(grid.heightPoints / kPointsPerInch * kUsualVerticalDpi);
    if (!(width >= 1 && height >= 1 && width <= kLongestSide && height <= kLongestSide)) {
        throw std::runtime_error("A page is too large or too small to be drawn.");
    }
    grid.width = static_cast<int>(width);
    grid.height = static_cast<int>(height);
    return grid;
}

bool canBeDrawn(const ImageGrid& grid) {
    return grid.width >= 1 && grid.height >= 1 && grid.width <= kLongestSide && grid.height <= kLongestSide &&
           static_cast<double>(grid.width) * grid.height <= kMostPixels;
}

void draw(PopplerPage* page, const ImageGrid& grid, cairo_surface_t* surface) {
    const std::unique_ptr<cairo_t, FreeCairo> cairo(cairo_create(surface));
    cairo_set_source_rgb(cairo.get(), 1, 1, 1);
    cairo_paint(cairo.get());
    cairo_scale(cairo.get(), grid.width / grid.widthPoints, grid.height / grid.heightPoints);
    cairo_translate(cairo.get(), -grid.left, -grid.top);
    poppler_page_render(page, cairo.get());
    cairo_surface_flush(surface);
    if (cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS) {
        throw std::runtime_error("A page cannot be drawn.");
    }
}

}  // namespace

PagePicture::PagePicture(int width, int height, double widthPoints, double heightPoints)
    : surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)),
      widthPoints_(widthPoints),
      heightPoints_(heightPoints) {
    if (cairo_surface_status(surface_.get()) != CAIRO_STATUS_SUCCESS) {
        throw std::runtime_error("There is no memory for the picture of a page.");
    }
}

Bitmap PagePicture::bitmap() const {
    Bitmap bitmap{width(), height(), {}};
    bitmap.bits.resize(bitmap.bytesPerRow() * static_cast<std::size_t>(bitmap.height));
    const unsigned char* data = cairo_image_surface_get_data(surface_.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface_.get()));
    for (std::size_t y = 0; y < static_cast<std::size_t>(bitmap.height); ++y) {
        const unsigned char* row = data + y * stride;
        std::uint8_t* bits = bitmap.bits.data() + y * bitmap.bytesPerRow();
        for (std::size_t x = 0; x < static_cast<std::size_t>(bitmap.width); ++x) {
            // Fax pages have no colours; green is the middle byte of a pixel in either byte order of RGB24.
            const unsigned char green = row[x * 4 + (G_BYTE_ORDER == G_LITTLE_ENDIAN ? 1 : 2)];
            if (green < 128) {
                bits[x / 8] = static_cast<std::uint8_t>(bits[x / 8] | (0x80U >> (x % 8)));
            }
        }
    }
    return bitmap;
}

void PagePicture::savePng(const std::filesystem::path& path) const {
    if (cairo_surface_write_to_png(surface_.get(), path.c_str()) != CAIRO_STATUS_SUCCESS) {
        throw std::runtime_error("The picture " + path.string() + " cannot be written.");
    }
}

PagePicture PagePicture::thumbnail(int height) const {
    const double proportion = widthPoints_ / heightPoints_;
    const int width = std::clamp(static_cast<int>(std::lround(height * proportion)), 1, 4 * height);
    PagePicture small(width, height, widthPoints_, heightPoints_);
    const std::unique_ptr<cairo_t, FreeCairo> cairo(cairo_create(small.surface()));
    cairo_scale(cairo.get(), static_cast<double>(width) / this->width(),
                static_cast<double>(height) / this->height());
    cairo_set_source_surface(cairo.get(), surface_.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cairo.get()), CAIRO_FILTER_GOOD);
    cairo_pattern_set_extend(cairo_get_source(cairo.get()), CAIRO_EXTEND_PAD);
    cairo_paint(cairo.get());
    cairo_surface_flush(small.surface());
    return small;
}

FaxDocument FaxDocument::fromBytes(std::string bytes) {
    return FaxDocument(std::move(bytes));
}

FaxDocument FaxDocument::fromFile(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in) {
        throw std::runtime_error("The file " + path.string() + " cannot be read.");
    }
    return FaxDocument(std::move(bytes));
}

FaxDocument::FaxDocument(std::string bytes) : bytes_(std::move(bytes)) {
    const std::unique_ptr<GBytes, FreeBytes> data(g_bytes_new(bytes_.data(), bytes_.size()));
    GError* failure = nullptr;
    document_.reset(poppler_document_new_from_bytes(data.get(), nullptr, &failure));
    const std::unique_ptr<GError, FreeError> error(failure);
    if (document_ == nullptr) {
        throw std::runtime_error(std::string("The file is no PDF that can be read: ") +
                                 (error != nullptr ? error->message : "no reason given"));
    }
    if (pages() < 1) {
        throw std::runtime_error("The PDF has no pages.");
    }
}

int FaxDocument::pages() const {
    return poppler_document_get_n_pages(document_.get());
}

PagePicture FaxDocument::page(int number) const {
    const bool exists = number >= 1 && number <= pages();
    const std::unique_ptr<PopplerPage, FreePage> page(
        exists ? poppler_document_get_page(document_.get(), number - 1) : nullptr);
    if (page == nullptr) {
        throw std::runtime_error("The PDF has no page " + std::to_string(number) + ".");
    }
    auto grid = imageGrid(bytes_, number - 1);
    if (!grid || !canBeDrawn(*grid)) {
        grid = usualGrid(page.get());
    }
    if (!canBeDrawn(*grid)) {
        throw std::runtime_error("A page is too large to be drawn.");
    }
    PagePicture picture(grid->width, grid->height, grid->widthPoints, grid->heightPoints);
    draw(page.get(), *grid, picture.surface());
    return picture;
}

}  // namespace voipnow::emulator
