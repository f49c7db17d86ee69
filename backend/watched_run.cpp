// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/watched_run.hpp"

#include <cups/ipp.h>
#include <unistd.h>

#include <cstring>
#include <string>
#include <vector>

#include "backend/fax_words.hpp"
#include "backend/interrupted_jobs.hpp"
#include "backend/job_attributes.hpp"
#include "backend/job_lock.hpp"
#include "backend/job_run.hpp"
#include "backend/journal.hpp"
#include "backend/last_words.hpp"
#include "backend/process_start.hpp"
#include "backend/worker.hpp"

namespace voipnow {
namespace {

// The end that the worker wrote down before it was killed, or that its death is.
int endOfKilled(const PrintJob& job, const FaxQueue& queue, int signal, CupsMessages& messages) {
    Journal journal(queue.settings.stateDir);
    const std::optional<LastRun> last = journal.lastRunOf(job.uuid);
    JobEnd end = JobEnd::kRetriedLater;
    std::string sentence;
    switch (last ? last->state : JobState::kReceiving) {
        case JobState::kHeld:
        case JobState::kInDoubt:
            end = JobEnd::kHeld;
            break;
        case JobState::kStopped:
            end = JobEnd::kQueueStopped;
            break;
        case JobState::kFailed:
            end = JobEnd::kCanceled;
            break;
        // "Sent" may be of an earlier run, before a person asked for more; the next one will tell.
        case JobState::kSent:
        case JobState::kReceiving:
        case JobState::kSending:
        case JobState::kRetrying:
        case JobState::kCanceled: {
            const JobError told =
                settled(JobError(JobEnd::kRetriedLater, std::string("Sending was interrupted (") +
                                                            ::strsignal(signal) +
                                                            "). What was sent is not sent again."),
                        job, journal);
            end = told.end();
            sentence = told.what();
            break;
        }
    }
    tellEnd(JobError(end, sentence.empty() ? last->reason : sentence), messages);
    return exitCode(end);
}

// cupsd asks a backend to end when its job is canceled, but also when the job is put on hold or its queue is paused.
int endOfStopped(const PrintJob& job, const FaxQueue& queue, CupsMessages& messages) {
    const int state = queue.hasScheduler ? stateInScheduler({job.number, job.uuid, job.user}) : 0;
    Journal journal(queue.settings.stateDir);
    if (state == IPP_JSTATE_CANCELED || state == IPP_JSTATE_ABORTED || state == kForgottenByScheduler) {
        journal.endFaxes(job.uuid, FaxState::kCanceled);
        const std::string sentence = canceledInWords(journal.faxesOf(job.uuid), job.number);
        journal.setState(job.uuid, JobState::kCanceled, sentence);
        messages.warning(sentence);
    } else {
        const std::string sentence =
            "Sending was interrupted, and goes on when the job or its printer is released.";
        journal.setState(job.uuid, JobState::kRetrying, sentence);
        messages.warning(sentence);
    }
    return exitCode(JobEnd::kRetriedLater);
}

// A scheduler that did not start this process cannot ask it to end.
bool isCalledOff(const PrintJob& job) {
    const int state = stateInScheduler({job.number, job.uuid, job.user});
    return state == IPP_JSTATE_CANCELED || state == IPP_JSTATE_ABORTED || state == IPP_JSTATE_HELD;
}

}  // namespace

int runWatched(const PrintJob& job, const FaxQueue& queue, int in, CupsMessages& messages) {
    const pid_t scheduler = ::getppid();
    const std::int64_t schedulerStart = startOfProcess(scheduler);
    const JobLock lock(queue.settings.stateDir, job.uuid, [&messages] {
        messages.info("This job is still being sent by an earlier run; waiting for its end.");
    });
    if (queue.hasScheduler) {
        goOnWithInterrupted(queue.settings.stateDir, job.uuid,
                            [&messages](const std::string& sentence) { messages.debug(sentence); });
    }
    const WorkerEnd end = runInWorker(
        [&](const Watcher& watcher) { return runJob(job, queue, in, schedulerStart, watcher, messages); },
        [&] { return queue.hasScheduler && ::getppid() != scheduler && isCalledOff(job); });
    int code = end.value;
    if (end.kind == WorkerEnd::Kind::kKilled) {
        code = endOfKilled(job, queue, end.value, messages);
    } else if (end.kind == WorkerEnd::Kind::kStopped) {
        return endOfStopped(job, queue, messages);
    }
    // An exit code that nobody gets asks nobody.
    if (code == exitCode(JobEnd::kHeld) && ::getppid() == scheduler) {
        Journal(queue.settings.stateDir).setAsked(job.uuid);
    }
    return code;
}

}  // namespace voipnow
