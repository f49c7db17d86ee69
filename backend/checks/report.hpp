// What `voipnow-fax check` says: for people, for monitoring, for programs.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The first line is a summary as monitoring plugins print it; then a line for each check, with its cure. The JSON:
//   "verdict" one of fine, unknown, warning, failed: the weightiest of all checks,
//   "checks" an array of objects with "printer" (empty for what all printers of this machine share), "check" its name,
//   "verdict", "text" what was found, "cure" what to do about it, empty where there is nothing to do.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "backend/checks/finding.hpp"

namespace voipnow {

// The checks of a printer, or of the machine.
struct CheckedPart {
    std::string printer;  // empty: the machine
    std::vector<Finding> findings;
};

Verdict weightiest(const std::vector<CheckedPart>& parts);

// 0 fine, 1 warning, 2 failed, 3 unknown: as monitoring plugins end.
int exitCodeFor(Verdict verdict);

void printReport(const std::vector<CheckedPart>& parts, std::ostream& out);
void printReportAsJson(const std::vector<CheckedPart>& parts, std::ostream& out);

}  // namespace voipnow
