// FaxFiles: the files that each fax of a job consists of.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// As a rule one PDF with the pages of the fax, and its cover page before them. A job of one fax whose documents are not
// to be joined has a file for each document.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "backend/fax_plan.hpp"
#include "backend/pdf_pages.hpp"
#include "backend/received_documents.hpp"

namespace voipnow {

struct FaxFileSet {
    std::vector<ReceivedDocument> documents;
    std::vector<std::string> sha256;  // of each PDF
};

class FaxFiles {
  public:
    // Makes the cover page of a fax; nothing for a fax without one.
    using MakeCover = std::function<std::optional<ReceivedDocument>(const PlannedFax&)>;

    // `folder` is for temporary files.
    FaxFiles(std::vector<ReceivedDocument> documents, bool join, std::filesystem::path folder,
             MakeCover makeCover);

    // What tells the pages of a fax from others: the same pages give the same text. The cover page does not count. To be
    // asked before of().
    std::string digestOf(const PlannedFax& fax);

    // The files of a fax, kept as long as somebody has them. The same fax gives the same bytes each time. Threads may ask
    // at the same time.
    std::shared_ptr<const FaxFileSet> of(const PlannedFax& fax);

  private:
    bool isWhole(const PlannedFax& fax) const { return fax.firstPage == 1 && fax.pages == pages_; }
    ReceivedDocument copyOf(const PlannedFax& fax);
    std::optional<ReceivedDocument> coverOf(const PlannedFax& fax);
    std::vector<ReceivedDocument> made(const PlannedFax& fax);

    std::vector<ReceivedDocument> documents_;  // taken for the files when one fax has all of them
    bool join_;
    std::filesystem::path folder_;
    MakeCover makeCover_;
    // By the first page of their fax: the bytes of covers that were made, for a merge asks for its files twice.
    std::map<int, std::optional<std::string>> covers_;
    int pages_ = 0;
    std::unique_ptr<PdfPages> source_;  // of documents_, made when it is needed
    std::mutex turn_;
    int madeFor_ = 0;  // first page of the fax whose files these are; 0: none
    std::shared_ptr<const FaxFileSet> files_;
};

}  // namespace voipnow
