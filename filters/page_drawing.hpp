// Draws a page of a document on a surface of cairo, where it belongs on the sheet.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>
#include <poppler.h>

#include <vector>

#include "filters/drawing_surface.hpp"
#include "filters/fax_paper.hpp"
#include "filters/page_marks.hpp"

namespace voipnow {

// Draws the page as it would be printed: with annotations and form fields that print, and the layers that the document
// shows when it is opened (Poppler knows no others), on a white sheet, in the units of `grid`, by the rules of
// filters/page_placement.hpp. The glyphs of the marks `without` are left out; a mark that is not drawn as text (a scan
// with invisible text behind it) is painted white. `number` (from 1) is for messages. Throws JobError kCanceled when the
// page has an impossible size or cannot be drawn whole, and std::bad_alloc when there is not enough memory for it.
void drawPage(PopplerPage* page, int number, const FaxGrid& grid, cairo_surface_t* on,
              const std::vector<PageMark>& without = {});

// Throws in these two ways when `status` is none of success.
void requireDrawn(cairo_status_t status, int number);

}  // namespace voipnow
