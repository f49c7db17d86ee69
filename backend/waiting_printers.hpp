// Lets printers and jobs go on that wait until something is mended, where it is.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which those are: backend/last_words.hpp, and the jobs that were interrupted so that nothing goes on by itself
// (backend/interrupted_jobs.hpp). A printer that somebody else has stopped, and a job that somebody else holds or that
// waits for its owner, are left alone.
#pragma once

#include <ostream>
#include <string>

#include "backend/checks/report.hpp"
#include "backend/fax_queues.hpp"

namespace voipnow {

// Of all fax printers, or of `printer` alone when it is not empty; then without interrupted jobs. Checks those that something waits for, tells on `out`
// what goes on and what waits for which check, and gives the weightiest verdict of those that still wait; kFine when
// nothing does. CupsRefusal.
Verdict resumeWaiting(const std::string& printer, std::ostream& out);

}  // namespace voipnow
