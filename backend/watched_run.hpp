// A run of a print job, watched: what becomes of the job when its worker does not come to its end.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One process at a time works on a job (backend/job_lock.hpp), in a worker (backend/worker.hpp) that does all of it
// (backend/job_run.hpp). When the worker
//   ends by itself       its exit code is that of the backend
//   is killed, crashes   the job is tried again later, and held after the fourth time
//   is asked to end      (the job was canceled, its queue paused) it is killed at once, and the journal says how far the job
//                        had come; what it had on disk has no names and is gone with it
// Before, other jobs of this state-dir that CUPS wrongly takes for over are run again (backend/interrupted_jobs.hpp).
#pragma once

#include "backend/cups_messages.hpp"
#include "backend/fax_job.hpp"
#include "backend/print_job.hpp"

namespace voipnow {

// Gives the exit code for cupsd (backend/backend_run.hpp).
int runWatched(const PrintJob& job, const FaxQueue& queue, int in, CupsMessages& messages);

}  // namespace voipnow
