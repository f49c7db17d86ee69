// VectorDocument: a document as vectors, for a service that makes fax pages itself (FaxContent=Vector).
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every page is drawn anew on a sheet of the job's paper: with its fonts embedded, form fields and annotations as they
// print, and nothing of what a PDF can hold beside its pages: no scripts, actions, attachments, names or dates.
#pragma once

#include <exception>
#include <functional>
#include <span>

#include "filters/fax_paper.hpp"
#include "filters/page_drawing.hpp"

namespace voipnow {

class VectorDocument {
  public:
    // The bytes of the PDF go to `sink`, in order, as the document grows. What `sink` throws comes out of the call that
    // made it write.
    VectorDocument(const PageSize& paper, std::function<void(std::span<const std::byte>)> sink);

    // `text` may leave something out. Throws as drawPage does.
    void addPage(PopplerPage* page, int number, DrawnText* text = nullptr);

    // Writes the end of the file. Call once, after the last page.
    void finish();

  private:
    static cairo_status_t write(void* self, const unsigned char* bytes, unsigned length);
    void requireWritten(int number);

    FaxGrid grid_;
    std::function<void(std::span<const std::byte>)> sink_;
    std::exception_ptr thrown_;  // by the sink: it may not pass through cairo
    int pages_ = 0;
    DrawingSurface surface_;
};

}  // namespace voipnow
