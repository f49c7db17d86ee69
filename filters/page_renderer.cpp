// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_renderer.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

#include "filters/colour_to_gray.hpp"

namespace voipnow {
namespace {

constexpr int kBandHeight = 64;  // scan lines; a band of Letter takes 430 kB

}  // namespace

PageRenderer::PageRenderer(const FaxGrid& grid)
    : grid_(grid),
      band_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, grid.width, std::min(kBandHeight, grid.height))),
      gray_(grid.width, grid.height) {
    requireDrawn(cairo_surface_status(band_.get()), 1);
}

void PageRenderer::draw(PopplerPage* page, int number, DrawingWay way, DrawnText* text) {
    drawn_.reset();
    number_ = number;
    way_ = way;
    if (way == DrawingWay::kRecorded) {
        const cairo_rectangle_t sheet{0, 0, static_cast<double>(grid_.width),
                                      static_cast<double>(grid_.height)};
        drawn_.reset(cairo_recording_surface_create(CAIRO_CONTENT_COLOR, &sheet));
    } else {
        drawn_.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, grid_.width, grid_.height));
    }
    drawPage(page, number, grid_, drawn_.get(), text);
}

const GrayPage& PageRenderer::gray() {
    if (way_ == DrawingWay::kRecorded) {
        play();
    } else {
        takeGray(drawn_.get(), 0, grid_.height);
    }
    drawn_.reset();  // a record is large
    return gray_;
}

void PageRenderer::play() {
    for (int top = 0; top < grid_.height; top += kBandHeight) {
        const DrawingContext context(cairo_create(band_.get()));
        cairo_set_source_surface(context.get(), drawn_.get(), 0, -top);
        cairo_paint(context.get());
        requireDrawn(cairo_status(context.get()), number_);
        requireDrawn(cairo_surface_status(drawn_.get()), number_);
        takeGray(band_.get(), top, std::min(kBandHeight, grid_.height - top));
    }
}

void PageRenderer::takeGray(cairo_surface_t* from, int firstScanLine, int scanLines) {
    cairo_surface_flush(from);
    const unsigned char* pixels = cairo_image_surface_get_data(from);
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(from));
    for (int y = 0; y < scanLines; ++y) {
        // cairo's pixels are 32-bit numbers, and its scan lines are aligned for them.
        const auto* colours =
            reinterpret_cast<const std::uint32_t*>(pixels + static_cast<std::size_t>(y) * stride);
        const std::span<std::uint8_t> gray =
            gray_.scanLine(static_cast<std::size_t>(firstScanLine) + static_cast<std::size_t>(y));
        toGray({colours, gray.size()}, gray);
    }
}

}  // namespace voipnow
