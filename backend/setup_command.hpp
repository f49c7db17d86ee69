// The subcommand `setup` of voipnow-fax: adds a fax printer, or changes it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace voipnow {

// 0 the printer is there; 1 it is not, or not changed, with the reason on `errors`; 2 wrong or too few arguments.
int runSetupCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors);

}  // namespace voipnow
