// PageRenderer: draws pages of a document in gray on the grid of the fax.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages look as they would in print: with annotations and form fields that print, and layers that do. Text
// and lines are anti-aliased. Colours become gray by their lightness (ITU-R BT.601). Where a page lies on the
// grid says filters/page_placement.hpp. One drawing surface is used for all pages.
#pragma once

#include <cairo.h>

#include <memory>

#include "filters/fax_paper.hpp"
#include "filters/page_pixels.hpp"
#include "filters/pdf_document.hpp"

namespace voipnow {

class PageRenderer {
  public:
    explicit PageRenderer(const FaxGrid& grid);

    // Draws the page `number` (from 1) of `document`; the result holds until the next call.
    // Throws JobError kCanceled when the page is broken, has an impossible size, or could not be drawn whole.
    const GrayPage& render(const PdfDocument& document, int number);

  private:
    struct Destroy {
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    };

    void draw(PopplerPage* page, int number);
    void toGray();

    FaxGrid grid_;
    std::unique_ptr<cairo_surface_t, Destroy> surface_;
    GrayPage gray_;
};

}  // namespace voipnow
