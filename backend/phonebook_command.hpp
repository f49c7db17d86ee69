// `voipnow-fax phonebook`: looks after the phone book and brings it into the print dialogs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace voipnow {

// Runs the command with the arguments behind "phonebook". Gives its exit code: 0, or 2 for wrong arguments; 0 too when
// the phone book was changed but CUPS did not take it, which is said on `errors`. JobError when the phone book could not be
// read or changed, or, for "refresh", when a queue did not get it.
int runPhonebookCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors);

}  // namespace voipnow
