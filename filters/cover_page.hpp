// Makes a cover page: from what it is to say to a fax page in a PDF.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "filters/cover_request.hpp"
#include "filters/fax_paper.hpp"
#include "filters/page_pixels.hpp"

namespace voipnow {

struct CoverPage {
    FaxGrid grid;
    BitPage bits;
    std::vector<std::string> warnings;  // sentences: what the reader may miss
};

// Typesets it on the grid of the fax, then makes it black and white as filters/binarisation.hpp does with pages; a
// photograph as the logo becomes dots. JobError kHeld for what is wrong with the template, its logo, paper or
// resolution.
CoverPage makeCoverPage(const CoverFields& fields);

// The page as a PDF of filters/fax_pdf_writer.hpp.
std::string coverPdf(const CoverPage& page);

}  // namespace voipnow
