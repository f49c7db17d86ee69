// PrintJob: the job as cupsd hands it to a backend, in arguments and environment.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "backend/job_options.hpp"
#include "backend/recipients.hpp"

namespace voipnow {

struct PrintJob {
    int number = 0;    // argv[1], the job's id: for messages and commands, never a key, as cupsd may reuse it
    std::string user;  // argv[2], who printed it, as the client said it
    std::string title;               // argv[3]
    std::vector<JobOption> options;  // argv[5]
    std::string uuid;                // option job-uuid: stays the same when the job runs again
    std::string printer;             // $PRINTER
    std::string optionsText;         // argv[5] as it came

    // Takes the arguments of a backend: URI JOB USER TITLE COPIES OPTIONS [FILE]. JobError kQueueStopped when
    // there are more or fewer, or the job's id is no number. A job without a job-uuid (no cupsd gave it) gets
    // one of its own, so that it is never taken for another.
    static PrintJob fromArguments(std::span<char* const> arguments, const char* printer);

    // "lp -i 12 -o phone=NUMBER -H resume": what mends a job held for want of a number.
    std::string resumeCommand() const;
    // The same with these numbers in place of NUMBER, without the prefix that the next run puts before them again.
    std::string resumeCommand(const std::vector<Recipient>& recipients, const std::string& prefix) const;

    // "lp -i 12 -H resume": what sends a job that is held for somebody's consent.
    std::string releaseCommand() const;
};

}  // namespace voipnow
