// The subcommand `check` of voipnow-fax: what can be wrong, and what to do about it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace voipnow {

// Ends as monitoring plugins do: 0 all is fine, 1 a warning, 2 something failed, 3 something could not be looked at, or the
// arguments are wrong. Never sends a fax.
int runCheckCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors);

}  // namespace voipnow
