// The rules of voipnow.conf about who may be faxed, and what has to be asked before.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes the faxes that a job would become, before anything of them is sent. Refuses (JobError kHeld, for which releasing
// the job is no answer): more different numbers than max-recipients-per-job, a number that `deny` describes with or
// without the job's prefix, one that `allow` does not describe. Asks (Doubtful): a number that no fax was ever sent to,
// with confirm-new-numbers; the same pages to the same number within repeat-window, faxes of the job itself left aside.
// A released job runs again, and the doubts with which it was held are settled by that, and only they: with another
// number or other pages come new ones. Patterns: backend/number_pattern.hpp.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "backend/configuration.hpp"
#include "backend/job_error.hpp"
#include "backend/journal.hpp"
#include "backend/print_job.hpp"
#include "backend/recipients.hpp"

namespace voipnow {

// One fax of a job: who would get which pages.
struct GuardedFax {
    std::vector<Recipient> recipients;
    std::string digest;
    int firstPage = 1;
};

// A job that its user has to release before it is sent.
class Doubtful : public JobError {
  public:
    Doubtful(const std::string& sentence, std::vector<std::string> doubts)
        : JobError(JobEnd::kHeld, sentence), doubts_(std::move(doubts)) {}

    // What is settled when the job is released: these doubts and those that were before. A line each, "new NUMBER" or
    // "repeat NUMBER DIGEST".
    const std::vector<std::string>& doubts() const { return doubts_; }

  private:
    std::vector<std::string> doubts_;
};

// `prefix` is the one that the job's numbers have got, in dialling form; `answered` are the doubts that were settled
// before.
void checkGuards(const Settings& settings, const PrintJob& job, const std::string& prefix,
                 const std::vector<GuardedFax>& faxes, Journal& journal,
                 const std::vector<std::string>& answered);

}  // namespace voipnow
