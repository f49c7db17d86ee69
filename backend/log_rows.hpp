// The lines of `voipnow-fax log` for one job.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "backend/journal_rows.hpp"
#include "backend/text_table.hpp"

namespace voipnow {

// Number, when it was received, printer, state, pages, recipients, the service's ids of its faxes, and title; `state` is the
// job's own, or what stands for it.
TextTable::Row logHeads();
TextTable::Row logRow(const JobEntry& job, const std::string& state);

// What stands under the job's line: lines of their own, or nothing. Why it is in its state, to whom it is charged, and
// which of its faxes fared how.
std::string logRemarks(const JobEntry& job);

}  // namespace voipnow
