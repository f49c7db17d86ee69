// PdfPages: the pages of several fax documents in a row, to be copied into others.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "backend/received_documents.hpp"

namespace voipnow {

class PdfPages {
  public:
    // The documents must outlive this object, and are read when a page is copied. JobError kHeld when one is no PDF that
    // libqpdf can read (our own filter's is), or does not have the pages that it was announced with.
    explicit PdfPages(std::vector<ReceivedDocument*> documents);
    ~PdfPages();
    PdfPages(const PdfPages&) = delete;
    PdfPages& operator=(const PdfPages&) = delete;

    int count() const;

    // A PDF of `count` of the pages, from the page `first` on (from 1), each as it is, byte for byte. The same pages give
    // the same bytes. The title is that of the first document. JobError kHeld when it cannot be written into `folder`.
    ReceivedDocument copy(int first, int count, const std::filesystem::path& folder) const;

  private:
    struct Sources;
    std::unique_ptr<Sources> sources_;
};

}  // namespace voipnow
