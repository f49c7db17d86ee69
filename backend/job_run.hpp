// One run of a print job, in the worker process, with its journal.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "backend/cups_messages.hpp"
#include "backend/fax_job.hpp"
#include "backend/job_error.hpp"
#include "backend/journal.hpp"
#include "backend/print_job.hpp"
#include "backend/worker.hpp"

namespace voipnow {

// Sends the job whose documents come on `in`, writes its end into the journal and says it on `messages`. Gives the exit
// code for cupsd (backend/backend_run.hpp), and has read `in` to its end before any other than 0. `schedulerStart`:
// when cupsd was started, milliseconds since 1970, 0 where that is not known. When nobody waits for the exit code any
// more, cupsd takes the job for completed: where it is not, cupsd is asked to run it again.
int runJob(const PrintJob& job, const FaxQueue& queue, int in, std::int64_t schedulerStart,
           const Watcher& watcher, CupsMessages& messages);

// Writes the end of a run down. Gives the end that the job has to take: a job is not tried again for ever, and one of
// which a part was sent is not over with an error.
// `remarks` are written down with it.
JobError settled(const JobError& error, const PrintJob& job, Journal& journal,
                 const std::string& remarks = "");

}  // namespace voipnow
