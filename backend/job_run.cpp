// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_run.hpp"

#include <cups/ipp.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "backend/fax_sender.hpp"
#include "backend/fax_words.hpp"
#include "backend/guards.hpp"
#include "backend/job_attributes.hpp"
#include "backend/job_words.hpp"
#include "backend/journal_reader.hpp"
#include "backend/last_words.hpp"
#include "backend/received_documents.hpp"

namespace voipnow {
namespace {

// cupsd aborts a job that ends with "try again later" more often than JobRetryLimit says, which is 5 unless
// set lower.
constexpr int kMostRetries = 4;

constexpr std::int64_t kForgottenLater = 86'400;  // seconds: once a day
constexpr int kForgottenAtOnce = 300;             // jobs

JobState stateFor(JobEnd end) {
    switch (end) {
        case JobEnd::kHeld:
            return JobState::kHeld;
        case JobEnd::kQueueStopped:
            return JobState::kStopped;
        case JobEnd::kCanceled:
            return JobState::kFailed;
        case JobEnd::kRetriedLater:
            return JobState::kRetrying;
    }
    return JobState::kHeld;
}

// "Nothing was sent" is not true of a job that some of its recipients have already, or may have; and such a job is not
// over as long as others wait, or a person has to look.
JobError withWhatWasSent(const JobError& error, const PrintJob& job, Journal& journal) {
    const std::vector<FaxEntry> faxes = journal.faxesOf(job.uuid);
    const auto count = [&faxes](FaxState state) {
        return std::count_if(faxes.begin(), faxes.end(),
                             [state](const FaxEntry& fax) { return fax.state == state; });
    };
    const auto sent = count(FaxState::kSent);
    if (sent + count(FaxState::kInDoubt) + count(FaxState::kUploading) == 0) {
        return error;
    }
    std::string sentence = error.what();
    for (const std::string_view nothing : {"othing was sent", "othing was faxed"}) {
        if (const std::size_t at = sentence.find(nothing); at != std::string::npos) {
            sentence.insert(at + std::string_view("othing").size(), " more");
        }
    }
    if (sent > 0) {
        sentence += " Before, " + std::to_string(sent) + (sent == 1 ? " fax" : " faxes") +
                    " of this job had been sent (voipnow-fax log).";
    }
    // An InDoubt says it already.
    const std::string doubt = doubtInWords(faxes, job.number);
    if (!doubt.empty() && sentence.find(doubt) == std::string::npos) {
        sentence += ' ' + doubt;
    }
    // Of what is in doubt somebody has to look after the job first.
    return {error.end() == JobEnd::kCanceled ? JobEnd::kHeld : error.end(), sentence,
            doubt.empty() ? error.waits() : Waits::kForItsOwner};
}

// Counts the end where it is one that cupsd tries again after.
JobError notForEver(const JobError& error, const PrintJob& job, Journal& journal) {
    if (error.end() != JobEnd::kRetriedLater) {
        return error;
    }
    const int tries = journal.countRetry(job.uuid);
    if (tries <= kMostRetries) {
        return {error.end(), std::string(error.what()) + " It is tried again by itself.", error.waits()};
    }
    const bool isForItsOwner = error.waits() == Waits::kForItsOwner;
    return {JobEnd::kHeld,
            std::string(error.what()) + " It was tried " + std::to_string(tries) +
                (isForItsOwner ? " times; release the job when it is mended." : " times."),
            error.waits()};
}

bool mayBeWithTheService(const FaxEntry& fax) {
    return fax.state == FaxState::kSent || fax.state == FaxState::kInDoubt ||
           fax.state == FaxState::kUploading;
}

// The journal knows jobs by their job-uuid, which a client can choose; cupsd alone says when a job was made, and which
// number it has as long as it lives.
void requireSameJob(const PrintJob& job, const std::optional<LastRun>& last) {
    const std::string before = last ? creationOf(last->options) : "";
    const std::string now = creationOf(job.optionsText);
    const bool isOtherNumber = last && !now.empty() && last->number != job.number;
    if ((!before.empty() && !now.empty() && before != now) || isOtherNumber) {
        throw JobError(
            JobEnd::kHeld,
            "Nothing was faxed: another print job has had this job's job-uuid, so it cannot be told what "
            "was sent of which. A queue of another computer gives it to that job's other documents too, and "
            "to "
            "that job when it is printed there once more. Cancel this job, and print again what was not "
            "faxed.");
    }
}

// A job can be moved (lpmove) to a printer whose journal does not know it.
void requireNotBegunElsewhere(const PrintJob& job, const FaxQueue& queue) {
    for (const std::filesystem::path& each : queue.stateDirs) {
        if (each == queue.settings.stateDir || !JournalReader::isIn(each)) {
            continue;
        }
        const std::optional<JobEntry> there = JournalReader(each).find({0, "", job.uuid});
        if (there && std::any_of(there->faxes.begin(), there->faxes.end(), mayBeWithTheService)) {
            throw JobError(
                JobEnd::kHeld,
                "Nothing was faxed: the printer " + there->printer +
                    " has sent a part of this job already, and its journal is in another state-dir. "
                    "Move the job back: lpmove " +
                    job.printer + '-' + std::to_string(job.number) + ' ' + there->printer +
                    ". Then release it: " + job.releaseCommand());
        }
    }
}

std::int64_t nowInMilliseconds() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

// Whether somebody released the job that was held for its doubts. It can also run again by itself: cupsd was killed before
// it had noted that the job is held, and a new one runs it right after its start.
bool isAnswered(const LastRun& last, std::int64_t schedulerStart) {
    constexpr std::int64_t kRightAfter = 10'000;
    if (last.asked == kAnswered) {
        return true;
    }
    const bool isRestart = schedulerStart > last.asked && nowInMilliseconds() - schedulerStart < kRightAfter;
    return last.asked > 0 && !isRestart;
}

std::optional<LastRun> lastRunOf(const PrintJob& job, std::int64_t schedulerStart, Journal& journal) {
    std::optional<LastRun> last = journal.lastRunOf(job.uuid);
    requireSameJob(job, last);
    if (!last || last->doubts.empty()) {
        return last;
    }
    // The doubts stay settled when this run is killed, or fails for another reason.
    if (isAnswered(*last, schedulerStart)) {
        journal.setAnswered(job.uuid);
    } else {
        last->doubts.clear();
    }
    return last;
}

// A job that is sent does not become another one because the journal cannot be tidied up; the next one tries again.
void forgetOldJobs(const Settings& settings, Journal& journal) {
    if (settings.keepLog.count() == 0) {
        return;
    }
    try {
        journal.forgetBefore(nowInMilliseconds() / 1000 - settings.keepLog.count(), kForgottenLater,
                             kForgottenAtOnce);
    } catch (const JobError&) {
        return;
    }
}

std::string runJournaled(const PrintJob& job, const FaxQueue& queue, int in, std::int64_t schedulerStart,
                         CupsMessages& messages) {
    Journal journal(queue.settings.stateDir);
    const std::optional<LastRun> last = lastRunOf(job, schedulerStart, journal);
    if (!last) {
        requireNotBegunElsewhere(job, queue);
    }
    journal.begin(job, queue.device);
    try {
        std::string summary = sendFaxJob(job, queue, in, journal, last, messages);
        journal.setState(job.uuid, JobState::kSent, messages.remarks());
        forgetOldJobs(queue.settings, journal);
        return summary;
    } catch (const JobError& error) {
        throw settled(error, job, journal, messages.remarks());
    } catch (const std::exception& error) {
        throw settled(JobError(JobEnd::kHeld,
                               std::string("The fax printer has a fault of its own (") + error.what() +
                                   "); nothing more is sent. Tell the administrator, then release the job."),
                      job, journal, messages.remarks());
    }
}

void noteThatNothingMoreComes(const PrintJob& job, Journal& journal) {
    const std::optional<LastRun> last = journal.lastRunOf(job.uuid);
    if (!last || last->state == JobState::kFailed) {
        return;
    }
    journal.setState(
        job.uuid, last->state == JobState::kInDoubt ? last->state : JobState::kFailed,
        last->reason +
            " CUPS does not have its document any more: who is not marked as sent or in doubt has "
            "not got it; print it again for them.");
}

// Nobody gets the exit code: to cupsd the job will be completed, as soon as nobody can tell it anything any more.
void runAgain(const PrintJob& job, Journal& journal) {
    constexpr int kTurns = 50;
    constexpr std::chrono::milliseconds kTurn{100};
    const SchedulerJob known{job.number, job.uuid, job.user};
    ::close(STDIN_FILENO);
    ::close(STDERR_FILENO);
    for (int turn = 0; turn < kTurns; ++turn) {
        const int state = stateInScheduler(known);
        const bool isOver = state == IPP_JSTATE_COMPLETED || state == IPP_JSTATE_STOPPED;
        if (state == kForgottenByScheduler || (isOver && !restartInScheduler(known))) {
            noteThatNothingMoreComes(job, journal);
        }
        if (state != IPP_JSTATE_PROCESSING) {
            return;
        }
        std::this_thread::sleep_for(kTurn);
    }
}

// What went wrong here is in the journal already, or the journal cannot be used.
void goOnWithoutWatcher(const PrintJob& job, const FaxQueue& queue) {
    try {
        Journal journal(queue.settings.stateDir);
        runAgain(job, journal);
    } catch (const JobError&) {
        return;
    }
}

}  // namespace

JobError settled(const JobError& error, const PrintJob& job, Journal& journal, const std::string& remarks) {
    if (const auto* doubtful = dynamic_cast<const Doubtful*>(&error)) {
        journal.setState(job.uuid, JobState::kHeld, joined(error.what(), remarks), doubtful->doubts());
        return error;
    }
    JobError told = notForEver(withWhatWasSent(error, job, journal), job, journal);
    if (told.end() == JobEnd::kCanceled) {
        journal.endFaxes(job.uuid, FaxState::kFailed);
    }
    const bool isInDoubt = dynamic_cast<const InDoubt*>(&error) != nullptr;
    journal.setState(job.uuid, isInDoubt ? JobState::kInDoubt : stateFor(told.end()),
                     joined(told.what(), remarks));
    return told;
}

int runJob(const PrintJob& job, const FaxQueue& queue, int in, std::int64_t schedulerStart,
           const Watcher& watcher, CupsMessages& messages) {
    int code = 0;
    try {
        const std::string summary = runJournaled(job, queue, in, schedulerStart, messages);
        messages.warning(joined(summary, messages.remarks()));
    } catch (const JobError& error) {
        // What a filter says later would take the place of the last words.
        drain(in);
        tellEnd(error, messages);
        code = exitCode(error.end());
    } catch (const std::exception& error) {
        messages.error(std::string("The fax printer has a fault of its own (") + error.what() +
                       "); nothing was sent. Tell the administrator.");
        code = exitCode(JobEnd::kHeld);
    }
    if (code != 0) {
        drain(in);
    }
    if (code != 0 && !watcher.isThere() && queue.hasScheduler) {
        goOnWithoutWatcher(job, queue);
    }
    return code;
}

}  // namespace voipnow
