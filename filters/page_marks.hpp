// The marks on a page of a document (backend/fax_marks.hpp), and where they stand on it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <poppler.h>

#include <vector>

#include "backend/fax_marks.hpp"
#include "filters/drawn_text.hpp"
#include "filters/text_box.hpp"

namespace voipnow {

struct PageMark {
    FaxMark mark;
    std::vector<TextBox> boxes;  // one for each piece of a line
};

// Reads the text in the order in which it was drawn, which `drawn` saw, and where that is not enough as Poppler puts it
// together. `drawn` keeps glyphs and has seen the whole page. Throws JobError kHeld, with the page's number (from 1) and the
// mark, when the page has one that cannot be read; `job` is the print job's number, for the command that mends it.
std::vector<PageMark> marksOn(PopplerPage* page, const DrawnText& drawn, int number, int job);

// The boxes of all marks, one mark behind the other.
std::vector<TextBox> boxesOf(const std::vector<PageMark>& marks);

}  // namespace voipnow
