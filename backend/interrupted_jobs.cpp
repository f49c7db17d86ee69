// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/interrupted_jobs.hpp"

#include <cups/ipp.h>
#include <unistd.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "backend/fax_words.hpp"
#include "backend/job_attributes.hpp"
#include "backend/job_error.hpp"
#include "backend/job_lock.hpp"
#include "backend/journal.hpp"
#include "backend/journal_reader.hpp"
#include "backend/printable.hpp"
#include "backend/privileges.hpp"
#include "backend/worker.hpp"

namespace voipnow {
namespace {

constexpr int kMostAtOnce = 50;  // jobs that are asked for one by one; the next run goes on

void giveUp(const OpenJob& job, const std::string& why, Journal& journal) {
    const bool wasRunning = job.state == JobState::kReceiving || job.state == JobState::kSending;
    journal.endFaxes(job.uuid, FaxState::kFailed);
    journal.setState(job.uuid, JobState::kFailed,
                     std::string("The job was ") + (wasRunning ? "interrupted" : "waiting") + ", and " + why +
                         " Who is not marked as sent or in doubt has not got it: print it again for them." +
                         (job.reason.empty() ? "" : " Before: " + job.reason));
}

void goOn(const OpenJob& job, Journal& journal, const std::function<void(const std::string&)>& tell) {
    const SchedulerJob known{job.number, job.uuid, job.user};
    const int state = stateInScheduler(known);
    // Stopped: its filter could not go on without a backend.
    const bool isOver = state == IPP_JSTATE_COMPLETED || state == IPP_JSTATE_STOPPED;
    if (state == IPP_JSTATE_CANCELED || state == IPP_JSTATE_ABORTED) {
        journal.endFaxes(job.uuid, FaxState::kCanceled);
        journal.setState(job.uuid, JobState::kCanceled,
                         canceledInWords(journal.faxesOf(job.uuid), job.number));
    } else if (state == kForgottenByScheduler) {
        giveUp(job, "CUPS does not know it any more.", journal);
    } else if (isOver) {
        journal.setNotAsked(job.uuid);
        if (restartInScheduler(known)) {
            tell("Job " + std::to_string(job.number) + " was interrupted, and goes on.");
        } else {
            giveUp(job, "CUPS does not have its document any more.", journal);
        }
    }
}

// Jobs that nobody works on.
std::vector<OpenJob> leftJobs(const std::filesystem::path& stateDir, const std::string& exceptUuid,
                              Journal& journal) {
    std::vector<OpenJob> left;
    for (OpenJob& job : journal.openJobs()) {
        if (job.uuid != exceptUuid && JobLock::ifFree(stateDir, job.uuid)) {
            left.push_back(std::move(job));
        }
    }
    return left;
}

}  // namespace

void goOnWithInterrupted(const std::filesystem::path& stateDir, const std::string& exceptUuid,
                         const std::function<void(const std::string&)>& tell) {
    Journal journal(stateDir);
    const std::vector<OpenJob> left = leftJobs(stateDir, exceptUuid, journal);
    const std::optional<std::set<std::string>> coming = left.empty() ? std::nullopt : comingInScheduler();
    if (!coming) {
        return;
    }
    int asked = 0;
    for (const OpenJob& job : left) {
        if (coming->count(job.uuid) != 0) {
            continue;
        }
        if (++asked > kMostAtOnce) {
            return;
        }
        // Under its lock, and as it is by now: a run may have come to its end in the meantime.
        const std::optional<JobLock> lock = JobLock::ifFree(stateDir, job.uuid);
        const std::optional<LastRun> last = lock ? journal.lastRunOf(job.uuid) : std::nullopt;
        if (last && last->state == job.state) {
            goOn(job, journal, tell);
        }
    }
}

bool goOnWithInterruptedIn(const std::vector<std::filesystem::path>& stateDirs, std::ostream& out) {
    bool isDone = true;
    for (const std::filesystem::path& stateDir : stateDirs) {
        if (!JournalReader::isIn(stateDir) || ::access(stateDir.c_str(), W_OK) != 0) {
            continue;
        }
        const auto say = [&out](const std::string& sentence) { out << printable(sentence) << std::endl; };
        out.flush();
        const WorkerEnd end = runInWorker([&](const Watcher&) {
            try {
                settleIn(stateDir);
                goOnWithInterrupted(stateDir, {}, say);
                return 0;
            } catch (const JobError& error) {
                say("Interrupted jobs do not go on by themselves: " + std::string(error.what()));
                return 1;
            }
        });
        isDone = isDone && end.kind == WorkerEnd::Kind::kExited && end.value == 0;
    }
    return isDone;
}

}  // namespace voipnow
