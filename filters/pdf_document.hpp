// PdfDocument: a PDF opened by Poppler.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Poppler mends what can be mended (broken cross-reference tables, missing ends). A document that is
// encrypted but opens without a password is opened. Not for two threads at a time; several objects on one
// PdfInput are.
#pragma once

#include <poppler.h>

#include <memory>

#include "filters/pdf_input.hpp"

namespace voipnow {

struct UnrefObject {
    void operator()(gpointer object) const { g_object_unref(object); }
};

using PdfPage = std::unique_ptr<PopplerPage, UnrefObject>;

class PdfDocument {
  public:
    // JobError kHeld when it asks for a password; kCanceled when it is no PDF, is broken, or has no pages.
    explicit PdfDocument(const PdfInput& input);

    int pages() const { return pages_; }
    PopplerDocument* get() const { return document_.get(); }

    // The page with this number, from 1. JobError kCanceled when it is broken: a page is never left out.
    PdfPage page(int number) const;

    // Gives the memory back in which the kernel keeps what was read of the file; it is read again when it is needed.
    void forgetFile() const;

  private:
    struct UnrefBytes {
        void operator()(GBytes* bytes) const { g_bytes_unref(bytes); }
    };
    std::unique_ptr<GBytes, UnrefBytes> bytes_;
    std::unique_ptr<PopplerDocument, UnrefObject> document_;
    int pages_;
};

}  // namespace voipnow
