// FaxCreates: makes the service know the faxes of a job. Nothing is sent by that.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// When the service refuses the recipients of a fax, halves of them are tried until it is known which it refuses. Where it
// takes all halves it only took fewer at once than max-recipients says, and the fax becomes several.
//
// Two files that go to one URL would be one, and the other lost: a service that answers so holds the job (JobError kHeld).
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "backend/fax_batch.hpp"
#include "backend/fax_service.hpp"
#include "backend/journal.hpp"
#include "backend/print_job.hpp"
#include "backend/retries.hpp"

namespace voipnow {

class FaxCreates {
  public:
    // All must outlive this object.
    FaxCreates(Journal& journal, FaxService& service, const Retries& retries, CupsMessages& messages)
        : journal_(journal), service_(service), retries_(retries), messages_(messages) {}

    // Creates all faxes, one after the other, and gives those that came of them, in order. `prefix` is the one that the
    // job's numbers have got. JobError kHeld, with all numbers that the service refuses and the way on, when there are
    // some; else as the service says, once its retries are used up.
    std::vector<FaxBatch> all(const PrintJob& job, const std::string& prefix,
                              const std::vector<FaxBatch>& faxes, const std::vector<FaxPart>& parts);

    // Creates one fax anew, whose upload URLs have ended. JobError likewise. Threads may do so at the same time.
    void again(const FaxBatch& fax, const FaxPart& part) { create(fax, part); }

  private:
    struct Outcome {
        std::vector<FaxBatch> created;
        std::vector<Recipient> refused;
        std::string words;  // of the last refusal
    };

    void create(const FaxBatch& fax, const FaxPart& part);
    void requireOwnPlaces(std::int64_t fax, const CreatedFax& created);
    void createOrSplit(const std::string& uuid, const std::string& prefix, const FaxBatch& fax,
                       const FaxPart& part, Outcome& outcome);

    Journal& journal_;
    FaxService& service_;
    const Retries& retries_;
    CupsMessages& messages_;
    std::mutex turn_;
    std::unordered_map<std::string, std::int64_t> places_;  // URLs of files, with the key of the fax
};

}  // namespace voipnow
