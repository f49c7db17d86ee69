// `voipnow-fax metrics`: the numbers of the fax printers, for Prometheus.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace voipnow {

// As runCommand (backend/command.hpp); throws JobError when the journals, or the file, cannot be used.
int runMetricsCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors);

}  // namespace voipnow
