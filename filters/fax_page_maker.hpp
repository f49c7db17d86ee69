// FaxPageMaker: from a document to fax pages. Whoever wants fax pages gets them here.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The way of a page: PdfDocument -> PageRenderer (gray) -> binarise (black and white) -> encodeG4.
// Memory does not grow with the number of pages.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "filters/fax_settings.hpp"
#include "filters/pdf_document.hpp"
#include "filters/pdf_input.hpp"

namespace voipnow {

struct FaxPage {
    int number;  // from 1
    FaxGrid grid;
    std::vector<std::byte> g4;
};

class FaxPageMaker {
  public:
    // Opens the document. Throws as PdfDocument does.
    FaxPageMaker(const PdfInput& input, const FaxSettings& settings);

    // How many pages there are going to be.
    int pages() const { return document_.pages(); }

    // Makes every page and hands them to `take`, in order. Throws JobError at the first page that cannot be
    // made, as PageRenderer does; what `take` throws passes through.
    void make(const std::function<void(const FaxPage&)>& take) const;

  private:
    FaxSettings settings_;
    PdfDocument document_;
};

}  // namespace voipnow
