// All checks of this machine and of a fax printer, in the order in which they stand on one another.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/checks/report.hpp"
#include "backend/fax_queues.hpp"

namespace voipnow {

// What all fax printers share: configuration, programs, the scheduler and its settings, the disk of its jobs.
CheckedPart checkMachine();

// What is the printer's own.
CheckedPart checkPrinter(const CupsQueue& queue);

}  // namespace voipnow
