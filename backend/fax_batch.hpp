// FaxBatch: one fax as the service knows it: some recipients of a planned fax, at most max-recipients.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "backend/fax_plan.hpp"
#include "backend/fax_service.hpp"

namespace voipnow {

// A planned fax with its files as the service is told of them.
struct FaxPart {
    const PlannedFax* planned = nullptr;
    std::vector<FileToSend> announced;
    std::vector<std::string> sha256;  // of each file
    int pages = 0;                    // of all files: with the cover page
};

struct FaxBatch {
    std::int64_t key = 0;  // in the journal
    std::size_t part = 0;  // place among the job's FaxParts
    std::vector<Recipient> recipients;
    bool mayHaveArrived = false;  // an upload of it began in an earlier run
};

}  // namespace voipnow
