// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/interrupted_jobs.hpp"

#include <cups/ipp.h>

#include <string>

#include "backend/fax_words.hpp"
#include "backend/job_attributes.hpp"
#include "backend/job_lock.hpp"
#include "backend/journal.hpp"

namespace voipnow {
namespace {

bool isCanceled(int state) {
    return state == IPP_JSTATE_CANCELED || state == IPP_JSTATE_ABORTED;
}

void setCanceled(const OpenJob& job, Journal& journal) {
    journal.endFaxes(job.uuid, FaxState::kCanceled);
    journal.setState(job.uuid, JobState::kCanceled, canceledInWords(journal.faxesOf(job.uuid), job.number));
}

void goOn(const OpenJob& job, Journal& journal, CupsMessages& messages) {
    constexpr const char* kPrintAgain = "Who is not marked as sent has not got it: print it again for them.";
    const SchedulerJob known{job.number, job.uuid, job.user};
    const int state = stateInScheduler(known);
    // Stopped: its filter could not go on without a backend.
    const bool isOver = state == IPP_JSTATE_COMPLETED || state == IPP_JSTATE_STOPPED;
    if (isCanceled(state)) {
        setCanceled(job, journal);
    } else if (state == kForgottenByScheduler) {
        journal.endFaxes(job.uuid, FaxState::kFailed);
        journal.setState(
            job.uuid, JobState::kFailed,
            std::string("The job was interrupted, and CUPS does not know it any more. ") + kPrintAgain);
    } else if (isOver && restartInScheduler(known)) {
        messages.debug("Job " + std::to_string(job.number) + " was interrupted, and goes on.");
    } else if (isOver) {
        journal.setState(
            job.uuid, JobState::kFailed,
            std::string("The job was interrupted, and CUPS does not have its document any more. ") +
                kPrintAgain);
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

void noteCanceled(const std::filesystem::path& stateDir, const std::string& exceptUuid) {
    Journal journal(stateDir);
    for (const OpenJob& job : journal.someWaitingJobs()) {
        if (job.uuid != exceptUuid && !JobLock::isHeld(stateDir, job.uuid) &&
            isCanceled(stateInScheduler({job.number, job.uuid, job.user}))) {
            setCanceled(job, journal);
        }
    }
}

}  // namespace voipnow
