// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_renderer.hpp"

#include <cstring>
#include <string>

#include "backend/job_error.hpp"
#include "filters/page_placement.hpp"

namespace voipnow {
namespace {

struct DestroyContext {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};

void requireSuccess(cairo_status_t status, int number) {
    if (status != CAIRO_STATUS_SUCCESS) {
        throw JobError(JobEnd::kCanceled,
                       "Page " + std::to_string(number) + " could not be drawn whole (" +
                           cairo_status_to_string(status) +
                           "), so nothing was sent. Print a page range without it, or save the "
                           "document anew in a simpler form.");
    }
}

cairo_matrix_t matrixOf(const PagePlacement& placement, double pageWidth) {
    if (placement.turned) {
        return {.xx = 0,
                .yx = -placement.down,
                .xy = placement.across,
                .yy = 0,
                .x0 = placement.left,
                .y0 = placement.top + pageWidth * placement.down};
    }
    return {.xx = placement.across,
            .yx = 0,
            .xy = 0,
            .yy = placement.down,
            .x0 = placement.left,
            .y0 = placement.top};
}

}  // namespace

PageRenderer::PageRenderer(const FaxGrid& grid)
    : grid_(grid),
      surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, grid.width, grid.height)),
      gray_(grid.width, grid.height) {
    requireSuccess(cairo_surface_status(surface_.get()), 1);
}

const GrayPage& PageRenderer::render(const PdfDocument& document, int number) {
    const PdfPage page = document.page(number);
    draw(page.get(), number);
    toGray();
    return gray_;
}

void PageRenderer::draw(PopplerPage* page, int number) {
    double width = 0;
    double height = 0;
    poppler_page_get_size(page, &width, &height);
    const cairo_matrix_t matrix = matrixOf(placePage(width, height, number, grid_), width);

    const std::unique_ptr<cairo_t, DestroyContext> context(cairo_create(surface_.get()));
    cairo_set_source_rgb(context.get(), 1, 1, 1);
    cairo_paint(context.get());
    cairo_transform(context.get(), &matrix);
    poppler_page_render_for_printing(page, context.get());
    requireSuccess(cairo_status(context.get()), number);
    requireSuccess(cairo_surface_status(surface_.get()), number);
}

void PageRenderer::toGray() {
    cairo_surface_flush(surface_.get());
    const unsigned char* pixels = cairo_image_surface_get_data(surface_.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface_.get()));
    for (std::size_t y = 0; y < gray_.height(); ++y) {
        const unsigned char* from = pixels + y * stride;
        for (std::uint8_t& gray : gray_.scanLine(y)) {
            std::uint32_t colour = 0;  // 0x00RRGGBB in the order of the machine
            std::memcpy(&colour, from, sizeof colour);
            from += sizeof colour;
            const std::uint32_t red = (colour >> 16) & 0xFF;
            const std::uint32_t green = (colour >> 8) & 0xFF;
            const std::uint32_t blue = colour & 0xFF;
            gray = static_cast<std::uint8_t>((77 * red + 150 * green + 29 * blue) >> 8);
        }
    }
}

}  // namespace voipnow
