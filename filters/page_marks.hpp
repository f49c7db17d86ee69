// The marks on a page of a document (backend/fax_marks.hpp), and where they stand on it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <poppler.h>

#include <string>
#include <vector>

#include "backend/fax_marks.hpp"
#include "filters/text_columns.hpp"

namespace voipnow {

struct PageMark {
    FaxMark mark;
    std::vector<TextBox> boxes;  // one for each piece of a line
};

// Reads the text of the page as Poppler puts it together, whatever the order in which it is drawn. Throws JobError kHeld,
// with the page's number (from 1) and the mark, when it has one that cannot be read; `job` is the print job's number, for
// the command that mends it.
std::vector<PageMark> marksOn(PopplerPage* page, int number, int job);

}  // namespace voipnow
