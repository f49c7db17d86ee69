// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/interrupted_jobs.hpp"

#include <cups/ipp.h>

#include "backend/job_attributes.hpp"
#include "backend/job_lock.hpp"
#include "backend/journal.hpp"

namespace voipnow {
namespace {

void goOn(const OpenJob& job, Journal& journal, CupsMessages& messages) {
    const SchedulerJob known{job.number, job.uuid, job.user};
    const int state = stateInScheduler(known);
    if (state == IPP_JSTATE_CANCELED || state == IPP_JSTATE_ABORTED) {
        journal.endFaxes(job.uuid, FaxState::kCanceled);
        journal.setState(job.uuid, JobState::kCanceled, "The job was interrupted, and then canceled.");
    } else if (state == IPP_JSTATE_COMPLETED && restartInScheduler(known)) {
        messages.debug("Job " + std::to_string(job.number) + " was interrupted, and goes on.");
    } else if (state == IPP_JSTATE_COMPLETED) {
        journal.setState(job.uuid, JobState::kFailed,
                         "The job was interrupted, and CUPS does not have its document any more. Who is not "
                         "marked as sent has not got it: print it again for them.");
    }
}

}  // namespace

void goOnWithInterrupted(const std::filesystem::path& stateDir, const std::string& exceptUuid,
                         CupsMessages& messages) {
    Journal journal(stateDir);
    for (const OpenJob& job : journal.openJobs()) {
        if (job.uuid != exceptUuid && !JobLock::isHeld(stateDir, job.uuid)) {
            goOn(job, journal, messages);
        }
    }
}

}  // namespace voipnow
