// Asks cupsd about the job that is being printed.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A backend sees the end of its input after the last document, but also when a filter failed or cupsd itself
// died in the middle of the job. Only cupsd knows how many documents a job has.
#pragma once

#include <string>
#include <vector>

#include "backend/print_job.hpp"

namespace voipnow {

struct JobAttributes {
    int documents = 0;  // IPP number-of-documents: banner pages included
    std::vector<std::string>
        destinationUris;  // IPP destination-uris: "tel:+15550100"; clients of IPP FaxOut set them
};

// Asks the server in $CUPS_SERVER. JobError kRetriedLater when it does not answer; kHeld when its answer is about another
// job (another job-uuid: cupsd was restarted and gave the number again).
JobAttributes attributesOf(const PrintJob& job);

}  // namespace voipnow
