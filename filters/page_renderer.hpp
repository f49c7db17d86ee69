// PageRenderer: draws pages of a document in gray on the grid of the fax.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text and lines are anti-aliased. Colours become gray by their lightness (ITU-R BT.601).
//
// The usual way is to record what Poppler draws, and to play the record band by band on one small surface:
// a band stays in the processor's cache, and no page of 32-bit colour is ever in memory. A record grows with
// what is drawn, though; the plain way draws straight on a surface of the whole page. Both give the same gray, but for
// a few levels in pictures, and at the seams of tiled patterns.
#pragma once

#include "filters/fax_paper.hpp"
#include "filters/page_drawing.hpp"
#include "filters/page_pixels.hpp"

namespace voipnow {

enum class DrawingWay { kRecorded, kPlain };

class PageRenderer {
  public:
    explicit PageRenderer(const FaxGrid& grid);

    // Draws the page; `text`, where given, sees its text and may leave some out (filters/page_drawing.hpp). Throws as
    // drawPage does; std::bad_alloc when there is not enough memory to draw it this way.
    void draw(PopplerPage* page, int number, DrawingWay way = DrawingWay::kRecorded,
              DrawnText* text = nullptr);

    // The gray of the page that was drawn last; holds until the next call of either. Throws as draw does.
    const GrayPage& gray();

    // Both at once.
    const GrayPage& render(PopplerPage* page, int number, DrawingWay way = DrawingWay::kRecorded) {
        draw(page, number, way);
        return gray();
    }

  private:
    void play();
    void takeGray(cairo_surface_t* from, int firstScanLine, int scanLines);

    FaxGrid grid_;
    DrawingSurface band_;
    GrayPage gray_;
    DrawingSurface drawn_;
    DrawingWay way_ = DrawingWay::kRecorded;
    int number_ = 0;
};

}  // namespace voipnow
