// Asks cupsd about a job that is being printed, or was.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A backend sees the end of its input after the last document, but also when a filter failed or cupsd itself
// died in the middle of the job. Only cupsd knows how many documents a job has.
#pragma once

#include <optional>
#include <set>
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

// A job as cupsd knows it.
struct SchedulerJob {
    int number = 0;
    std::string uuid;
    std::string user;  // who printed it: asked in her name, since root has been given up
};

// Of a job that cupsd does not know: it was purged, or cupsd was killed before it had written the job down. Its number may
// be another job's by now.
inline constexpr int kForgottenByScheduler = -1;

// Its job-state (IPP_JSTATE_…), or kForgottenByScheduler; 0 when the server in $CUPS_SERVER does not answer soon.
int stateInScheduler(const SchedulerJob& job);

// The job-uuids of all jobs that the server in $CUPS_SERVER is at or is still going to run, by itself or once a person
// releases them; nothing when it does not answer soon.
std::optional<std::set<std::string>> comingInScheduler();

// Has cupsd run a job again that it takes for completed, or has stopped. Whether it does.
bool restartInScheduler(const SchedulerJob& job);

}  // namespace voipnow
