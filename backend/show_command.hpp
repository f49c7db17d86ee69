// `voipnow-fax show`: everything about one job.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace voipnow {

// Runs the command with the arguments behind "show". Who may not read the journals sees what CUPS tells them of their own
// job (backend/own_jobs.hpp), and on `errors` that it is so. Gives its exit code: 0, 1 when there is no such job, 2 for
// wrong arguments. JobError when configuration or journal cannot be read, CupsRefusal when CUPS does not tell.
int runShowCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors);

}  // namespace voipnow
