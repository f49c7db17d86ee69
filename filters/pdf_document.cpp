// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/pdf_document.hpp"

#include <sys/mman.h>

#include <string>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

using Mapping = std::unique_ptr<GMappedFile, decltype(&g_mapped_file_unref)>;

// Mapped, not read: a large scan needs no memory of ours.
GBytes* bytesOf(const PdfInput& input) {
    const Mapping mapped(g_mapped_file_new_from_fd(input.descriptor(), FALSE, nullptr), &g_mapped_file_unref);
    if (!mapped) {
        throw JobError(JobEnd::kRetriedLater, "The print data cannot be read.");
    }
    return g_mapped_file_get_bytes(mapped.get());
}

PopplerDocument* open(GBytes* bytes) {
    GError* error = nullptr;
    PopplerDocument* document = poppler_document_new_from_bytes(bytes, nullptr, &error);
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
    : bytes_(bytesOf(input)),
      document_(open(bytes_.get())),
      pages_(poppler_document_get_n_pages(document_.get())) {
    if (pages_ <= 0) {
        throw JobError(
            JobEnd::kCanceled,
            "The document has no pages, or they cannot be read, so there is nothing to fax. Check the "
            "document and the page range.");
    }
}

void PdfDocument::forgetFile() const {
    gsize size = 0;
    // The bytes begin where the mapping does, at a page of memory.
    auto* first = const_cast<void*>(g_bytes_get_data(bytes_.get(), &size));
    ::madvise(first, size, MADV_DONTNEED);
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
