// FaxPageMaker: from a document to fax pages. Whoever wants fax pages gets them here.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pages are made by worker processes (filters/page_team.hpp), several at a time when there is work for several, and
// come out in order while later ones are still being made. Memory does not grow with the number of pages, but for a few
// kilobytes in which Poppler notes each page.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "filters/fax_limits.hpp"
#include "filters/fax_settings.hpp"
#include "filters/page_team.hpp"
#include "filters/page_worker.hpp"
#include "filters/pdf_input.hpp"

namespace voipnow {

// What there is to say of a page of vectors.
struct VectorPage {
    int number = 0;  // from 1
    std::string complaint = {};
    std::vector<FaxMark> marks = {};  // both as of a FaxPage
};

class FaxPageMaker {
  public:
    // Begins to open the document, and does not wait for it. `input` must outlive the maker. Throws JobError
    // kRetriedLater when the system does not let us work.
    explicit FaxPageMaker(const PdfInput& input, const FaxLimits& limits = {});

    // Waits until the document is open; gives its number of pages. Throws JobError: kHeld when the document asks for a
    // password or has too many pages; kCanceled when it is no PDF, is broken, or has no pages. Call it before the others.
    int open();

    // Makes every page and hands them to `take`, in order. Throws JobError kCanceled at the first page that cannot be
    // made within the limits, after all pages before it were handed over; what `take` throws passes through.
    void make(const FaxSettings& settings, const std::function<void(const FaxPage&)>& take);

    // Instead of fax pages: the document as vectors (filters/vector_document.hpp), its bytes in order to `take`.
    // `drawn` is told of each page that is drawn. Throws as make does.
    void makeVectorPdf(const FaxSettings& settings,
                       const std::function<void(std::span<const std::byte>)>& take,
                       const std::function<void(const VectorPage&)>& drawn);

    // Which fonts of the first pages are replaced (filters/replaced_fonts.hpp), a line for each. Nothing when that cannot
    // be found out: it is for information only. Poppler reads the fonts of a page once more for it, which takes as long
    // as drawing it; so not all pages are looked at.
    std::vector<std::string> replacedFonts();

  private:
    const PdfInput& input_;
    FaxLimits limits_;
    std::unique_ptr<PageWorker> worker_;
    int pages_ = 0;
};

}  // namespace voipnow
