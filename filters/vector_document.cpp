// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/vector_document.hpp"

#include <cairo-pdf.h>

#include <utility>

namespace voipnow {
namespace {

// A grid on which a pixel is a point, which is the unit of a PDF.
FaxGrid pointsOf(const PageSize& paper) {
    return {paper, {"points", 72, 72}, paper.width, paper.height};
}

// For the little that cairo cannot keep as vectors, fine enough for every fax.
constexpr double kFallbackDpi = 408;

}  // namespace

VectorDocument::VectorDocument(const PageSize& paper, std::function<void(std::span<const std::byte>)> sink)
    : grid_(pointsOf(paper)),
      sink_(std::move(sink)),
      surface_(cairo_pdf_surface_create_for_stream(&write, this, paper.width, paper.height)) {
    cairo_pdf_surface_restrict_to_version(surface_.get(), CAIRO_PDF_VERSION_1_4);
    // An empty date is left out: the same document gives the same bytes.
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE, "");
    cairo_surface_set_fallback_resolution(surface_.get(), kFallbackDpi, kFallbackDpi);
    requireWritten(1);
}

void VectorDocument::addPage(PopplerPage* page, int number, DrawnText* text) {
    pages_ = number;
    drawPage(page, number, grid_, surface_.get(), text);
    cairo_surface_show_page(surface_.get());
    requireWritten(number);
}

void VectorDocument::finish() {
    cairo_surface_finish(surface_.get());
    requireWritten(pages_);
}

cairo_status_t VectorDocument::write(void* self, const unsigned char* bytes, unsigned length) {
    auto& document = *static_cast<VectorDocument*>(self);
    try {
        document.sink_(std::as_bytes(std::span(bytes, length)));
        return CAIRO_STATUS_SUCCESS;
    } catch (...) {
        document.thrown_ = std::current_exception();
        return CAIRO_STATUS_WRITE_ERROR;
    }
}

void VectorDocument::requireWritten(int number) {
    if (thrown_) {
        std::rethrow_exception(thrown_);
    }
    requireDrawn(cairo_surface_status(surface_.get()), number);
}

}  // namespace voipnow
