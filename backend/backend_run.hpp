// One run of the backend: from cupsd's arguments to an exit code.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <span>

namespace voipnow {

// The line that tells cupsd what this backend serves; it is started without arguments for that.
void printDiscovery(std::ostream& out);

// Runs the print job of `arguments` (URI JOB USER TITLE COPIES OPTIONS [FILE]) and of the environment, whose
// pages come on stdin. Talks to cupsd on `log`. Gives an exit code of cups/backend.h, never 1 or 7:
//   0  every recipient's fax was acknowledged by the service, now or in an earlier run of this job
//   3  held, 4 queue stopped, 5 canceled, 6 tried again later; the last ERROR line says why
// A job whose runs ended with 6 four times is held instead of being tried again: cupsd would
// abort it soon (JobRetryLimit, 5 unless set lower). Reads stdin to its end before it gives anything but 0.
int runBackend(std::span<char* const> arguments, std::ostream& log);

}  // namespace voipnow
