// `voipnow-fax release`: sends a held job on its way, with another number where one is wanted.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks the scheduler in $CUPS_SERVER, as the user who runs it; whose job may be released is the scheduler's to say. With
// changes, one request changes the job and releases it, as `lp -i JOB -o … -H resume` does. A job that CUPS takes for
// over while the journal says that it was interrupted runs again; only those who may read the journal can have that.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace voipnow {

// Runs the command with the arguments behind "release". Gives its exit code: 0 when the job is released, 1 when CUPS
// does not do it (the reason is on `errors`), 2 for wrong arguments. Whether the fax is sent then, the log tells.
int runReleaseCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors);

}  // namespace voipnow
