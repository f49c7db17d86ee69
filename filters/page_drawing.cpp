// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_drawing.hpp"

#include <new>
#include <string>

#include "backend/job_error.hpp"
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

// Paints over the boxes in which no glyph was drawn that could be left out.
void coverUntouched(const DrawnText& text, const cairo_matrix_t& matrix, cairo_t* context) {
    cairo_set_matrix(context, &matrix);
    cairo_set_source_rgb(context, 1, 1, 1);
    for (const TextBox& box : text.untouched()) {
        cairo_rectangle(context, box.left, box.top, box.right - box.left, box.bottom - box.top);
    }
    cairo_fill(context);
}

void drawWatched(PopplerPage* page, cairo_t* context, DrawnText& text) {
    text.begin(context);
    const TextWatch watch(text);
    poppler_page_render_for_printing(page, context);
}

}  // namespace

void drawPage(PopplerPage* page, int number, const FaxGrid& grid, cairo_surface_t* on, DrawnText* text) {
    double width = 0;
    double height = 0;
    poppler_page_get_size(page, &width, &height);
    const cairo_matrix_t matrix = matrixOf(placePage(width, height, number, grid), width);

    const DrawingContext context(cairo_create(on));
    cairo_set_source_rgb(context.get(), 1, 1, 1);
    cairo_paint(context.get());
    cairo_transform(context.get(), &matrix);
    if (text == nullptr) {
        poppler_page_render_for_printing(page, context.get());
    } else {
        drawWatched(page, context.get(), *text);
        coverUntouched(*text, matrix, context.get());
    }
    requireDrawn(cairo_status(context.get()), number);
    requireDrawn(cairo_surface_status(on), number);
}

void drawNowhere(PopplerPage* page, DrawnText& text) {
    const DrawingSurface nowhere(cairo_recording_surface_create(CAIRO_CONTENT_COLOR, nullptr));
    const DrawingContext context(cairo_create(nowhere.get()));
    drawWatched(page, context.get(), text);
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
