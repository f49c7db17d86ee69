// `voipnow-fax resend`: sends the faxes of a job that are in doubt once more.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The backend never does it by itself: it needs a person's word, which this command gives as the job option kResendOption
// (backend/fax_job.hpp).
// Its value is another for each call, and the backend honours each once, so that nothing that runs the job again later
// (a restart of CUPS, a release) sends anything twice. With kResendAll before it, it means the faxes that were sent, too.
// Asks the scheduler in $CUPS_SERVER, as the user who runs it; whose job may be sent again is the scheduler's to say.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace voipnow {

// Runs the command with the arguments behind "resend". Gives its exit code: 0 when the job runs again, 1 when it does not
// (the reason is on `errors`), 2 for wrong arguments. Whether the fax is sent then, the log tells.
int runResendCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors);

}  // namespace voipnow
