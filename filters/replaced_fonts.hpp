// Which fonts of a document are not in it, and are replaced by fonts of this machine.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "filters/pdf_document.hpp"

namespace voipnow {

// A line for each font on the first `pages` pages, "Arial by Liberation Sans"; empty when all fonts are in the document.
// The text comes from the document: make it printable before it is shown. The widths of the letters are always the document's own, so
// a line of text is as long as it was.
std::string replacedFonts(const PdfDocument& document, int pages);

}  // namespace voipnow
