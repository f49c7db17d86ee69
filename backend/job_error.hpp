// JobError: why a print job cannot become a fax, and what is to become of the job.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every step of the project that cannot go on throws a JobError; nothing else crosses from one step to
// another. Its text is one or two sentences for the person who printed or who looks after the queue: what
// happened, with which value, and what to do now. It may hold text of users or servers; whoever prints it
// makes it printable first (backend/printable.hpp), as CupsMessages does.
//
// The ends of a job are those of cupsd's backend exit codes (cups/backend.h). Exit codes 1 and 7 have no name
// here: what they do depends on the queue's error policy, and 7 runs the job again in a hot loop.
#pragma once

#include <stdexcept>
#include <string>

namespace voipnow {

enum class JobEnd {
    kHeld = 3,          // waits until its owner mends it and releases it
    kQueueStopped = 4,  // the job stays pending, the queue waits for its administrator
    kCanceled = 5,      // nobody can mend it; the job is over
    kRetriedLater = 6,  // cupsd runs it again after JobRetryInterval
};

// What a job waits for that is held.
enum class Waits {
    kForItsOwner,  // who mends the job, or says that it is meant, and releases it
    kUntilItIsMended  // for the printer's administrator, the service or the machine: not for anybody's word on this job
};

class JobError : public std::runtime_error {
  public:
    JobError(JobEnd end, const std::string& sentence, Waits waits = Waits::kForItsOwner)
        : std::runtime_error(sentence), end_(end), waits_(waits) {}

    JobEnd end() const { return end_; }
    Waits waits() const { return waits_; }

  private:
    JobEnd end_;
    Waits waits_;
};

// The exit code of the backend for this end: 3, 4, 5 or 6.
inline int exitCode(JobEnd end) {
    return static_cast<int>(end);
}

}  // namespace voipnow
