// `voipnow-fax notify`: tells the user's desktop what became of the user's faxes, as long as the session lasts.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace voipnow {

// As runCommand (backend/command.hpp). Goes on until a signal ends the process or the session ends; ends at once with 0 when
// another process of the session does the same. Of what was before nothing is told. A scheduler that does not answer is
// waited for. DesktopError when there is no session.
int runNotifyCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors);

}  // namespace voipnow
