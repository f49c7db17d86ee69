// Draws a page of a document on a surface of cairo, where it belongs on the sheet.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>
#include <poppler.h>

#include "filters/drawing_surface.hpp"
#include "filters/drawn_text.hpp"
#include "filters/fax_paper.hpp"

namespace voipnow {

// Draws the page as it would be printed: with annotations and form fields that print, and the layers that the document
// shows when it is opened (Poppler knows no others), on a white sheet, in the units of `grid`, by the rules of
// filters/page_placement.hpp. `text`, where given, sees the text and leaves out what it wants; its boxes in which no text is
// drawn (a scan with invisible text behind it) are painted white. `number` (from 1) is for messages. Throws JobError
// kCanceled when the page has an impossible size or cannot be drawn whole, and std::bad_alloc when there is not enough
// memory for it.
void drawPage(PopplerPage* page, int number, const FaxGrid& grid, cairo_surface_t* on,
              DrawnText* text = nullptr);

// Draws the page without making pixels of it, for its text.
void drawNowhere(PopplerPage* page, DrawnText& text);

// Throws in these two ways when `status` is none of success.
void requireDrawn(cairo_status_t status, int number);

}  // namespace voipnow
