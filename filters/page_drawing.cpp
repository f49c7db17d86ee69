// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_drawing.hpp"

#include <algorithm>
#include <iterator>
#include <new>
#include <string>

#include "backend/job_error.hpp"
#include "filters/drawn_text.hpp"
#include "filters/page_placement.hpp"

namespace voipnow {
namespace {

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

GlyphBox onSheet(const TextBox& box, const cairo_matrix_t& matrix) {
    double x1 = box.left;
    double y1 = box.top;
    double x2 = box.right;
    double y2 = box.bottom;
    cairo_matrix_transform_point(&matrix, &x1, &y1);
    cairo_matrix_transform_point(&matrix, &x2, &y2);
    return {std::min(x1, x2), std::min(y1, y2), std::max(x1, x2), std::max(y1, y2)};
}

// The boxes of all marks, one mark behind the other.
std::vector<GlyphBox> boxesOf(const std::vector<PageMark>& marks, const cairo_matrix_t& matrix) {
    std::vector<GlyphBox> boxes;
    for (const PageMark& mark : marks) {
        std::transform(mark.boxes.begin(), mark.boxes.end(), std::back_inserter(boxes),
                       [&matrix](const TextBox& box) { return onSheet(box, matrix); });
    }
    return boxes;
}

// Paints over the boxes in which no glyph was drawn.
void coverUndrawn(const DrawnText& text, const std::vector<GlyphBox>& boxes, cairo_t* context) {
    cairo_identity_matrix(context);
    cairo_set_source_rgb(context, 1, 1, 1);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        if (text.leftOutOf(i) == 0) {
            const GlyphBox& box = boxes[i];
            cairo_rectangle(context, box.left, box.top, box.right - box.left, box.bottom - box.top);
        }
    }
    cairo_fill(context);
}

}  // namespace

void drawPage(PopplerPage* page, int number, const FaxGrid& grid, cairo_surface_t* on,
              const std::vector<PageMark>& without) {
    double width = 0;
    double height = 0;
    poppler_page_get_size(page, &width, &height);
    const cairo_matrix_t matrix = matrixOf(placePage(width, height, number, grid), width);

    const DrawingContext context(cairo_create(on));
    cairo_set_source_rgb(context.get(), 1, 1, 1);
    cairo_paint(context.get());
    cairo_transform(context.get(), &matrix);
    if (without.empty()) {
        poppler_page_render_for_printing(page, context.get());
    } else {
        const std::vector<GlyphBox> boxes = boxesOf(without, matrix);
        const DrawnText text(context.get(), boxes);
        poppler_page_render_for_printing(page, context.get());
        coverUndrawn(text, boxes, context.get());
    }
    requireDrawn(cairo_status(context.get()), number);
    requireDrawn(cairo_surface_status(on), number);
}

void requireDrawn(cairo_status_t status, int number) {
    if (status == CAIRO_STATUS_NO_MEMORY) {
        throw std::bad_alloc();
    }
    if (status != CAIRO_STATUS_SUCCESS) {
        throw JobError(JobEnd::kCanceled,
                       "Page " + std::to_string(number) + " could not be drawn whole (" +
                           cairo_status_to_string(status) +
                           "), so nothing was sent. Print a page range without it, or save the "
                           "document anew in a simpler form.");
    }
}

}  // namespace voipnow
