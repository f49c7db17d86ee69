// The command `voipnow-fax`: its subcommands.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace voipnow {

// Runs the subcommand that the first argument names. Gives the exit code: 0 when it did its work, 1 when it
// could not (the reason is on `errors`), 2 when the arguments are wrong.
int runCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors);

}  // namespace voipnow
