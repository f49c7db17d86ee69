// Handover: how much of a job is with the service, as cupsd is told while it goes there.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two measures. The progress bar of the job (job-media-progress), whose first half the filter had, follows the bytes of
// all files that are still to be uploaded. The pages (page_log, quotas) are counted fax by fax, once the service has a fax
// or may have it: each page, its cover page too, as often as there are recipients who get it. Those of earlier runs count
// along, so that whatever a run repeats counts once. Threads may tell at the same time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "backend/cups_messages.hpp"
#include "backend/fax_batch.hpp"
#include "backend/journal_rows.hpp"

namespace voipnow {

class Handover {
  public:
    // `faxes` are those still to be uploaded, `entries` all that the journal has of the job. `messages` must outlive this
    // object.
    Handover(const std::vector<FaxBatch>& faxes, const std::vector<FaxPart>& parts,
             const std::vector<FaxEntry>& entries, CupsMessages& messages);
    // Tells what was not told yet.
    ~Handover();
    Handover(const Handover&) = delete;
    Handover& operator=(const Handover&) = delete;

    // Of a file on its way there are so many bytes more there; fewer when it begins anew.
    void moved(std::int64_t bytes);

    // The service has a fax to so many recipients, or may have it.
    void done(const FaxPart& part, std::size_t recipients);

    // How far the bar is, in percent.
    int percent();

  private:
    int percentNow() const;
    void tellPages();

    CupsMessages& messages_;
    std::mutex turn_;
    std::int64_t bytes_ = 0;
    std::int64_t moved_ = 0;
    std::size_t faxes_ = 0;
    std::size_t done_ = 0;
    std::int64_t pages_ = 0;
    std::int64_t toldPages_ = 0;
    int toldAt_ = 0;  // percent
};

}  // namespace voipnow
