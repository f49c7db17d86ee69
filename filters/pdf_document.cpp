// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/pdf_document.hpp"

#include <string>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

PopplerDocument* open(const PdfInput& input) {
    GError* error = nullptr;
    PopplerDocument* document = poppler_document_new_from_bytes(input.bytes(), nullptr, &error);
    if (document != nullptr) {
        return document;
    }
    const std::unique_ptr<GError, decltype(&g_error_free)> reason(error, &g_error_free);
    if (g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) != FALSE) {
        throw JobError(
            JobEnd::kHeld,
            "The document is protected by a password, so it cannot be faxed. Save it without a password "
            "and print it again.");
    }
    throw JobError(JobEnd::kCanceled,
                   "The document is not a PDF that can be read (" +
                       (error == nullptr ? std::string("unknown reason") : std::string(error->message)) +
                       "). Open it in a viewer, print it from there, and check the pages.");
}

}  // namespace

PdfDocument::PdfDocument(const PdfInput& input)
    : document_(open(input)), pages_(poppler_document_get_n_pages(document_.get())) {
    if (pages_ <= 0) {
        throw JobError(
            JobEnd::kCanceled,
            "The document has no pages, or they cannot be read, so there is nothing to fax. Check the "
            "document and the page range.");
    }
}

PdfPage PdfDocument::page(int number) const {
    PdfPage page(poppler_document_get_page(document_.get(), number - 1));
    if (!page) {
        throw JobError(
            JobEnd::kCanceled,
            "Page " + std::to_string(number) + " of " + std::to_string(pages_) +
                " is broken and cannot be read, so nothing was sent. Save the document anew, or print a "
                "page range without it.");
    }
    return page;
}

}  // namespace voipnow
