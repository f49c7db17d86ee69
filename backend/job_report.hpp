// Everything that the journal knows of one job, for people: `voipnow-fax show`.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "backend/journal_rows.hpp"

namespace voipnow {

// The job's own facts, then each of its faxes with its recipients, its times, its files and the service's last words, and
// at the end what can be done about it. Text of users and servers is made printable, times are local.
void printJobReport(const JobEntry& job, const std::vector<std::string>& waysOn, std::ostream& out);

// What a person can do about a job that is not over and well, with the command, a sentence each. `cups` is CUPS's word
// for its state (pending, completed, …), empty when CUPS does not have the job; nothing when CUPS cannot be asked.
std::vector<std::string> waysOnFor(const JobEntry& job, const std::optional<std::string>& cups);

// Whether the job's process has ended without writing down how: the journal takes it for running, CUPS does not.
bool isInterrupted(const JobEntry& job, const std::string& cupsState);

// "pages 2-3", "page 1"; empty while they are not known.
std::string pagesOf(const FaxEntry& fax);

// "First Bank +15550100, 5550101" of the faxes in doubt, with `alsoSent` also of those that were sent; empty when there
// is none.
std::string toBeSentAgain(const JobEntry& job, bool alsoSent);

}  // namespace voipnow
