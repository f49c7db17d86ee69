// Takes the fax PDF apart that the filter made (filters/fax_pdf_writer.hpp).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <functional>
#include <optional>
#include <string>

#include "filters/fax_paper.hpp"

namespace voipnow {

struct FaxPdfPage {
    int number = 0;  // from 1
    std::size_t width = 0;
    std::size_t height = 0;
    Resolution resolution = kDefaultResolution;
    std::string g4;  // the T.6 code as it is in the PDF
};

// Hands each page of `pdf` to `take`, in order. False, and nothing is handed over, when the pages are drawings instead
// of pixels (FaxContent=Vector). JobError kHeld when it is no PDF, or a page is something else than the first. What
// `take` throws passes through.
bool readFaxPdf(std::FILE* pdf, const std::function<void(const FaxPdfPage&)>& take);

// The first page alone; nothing when it is a drawing, or there is none. JobError kHeld when it is no PDF.
std::optional<FaxPdfPage> firstFaxPdfPage(std::FILE* pdf);

}  // namespace voipnow
