// Numbers of the fax printers for Prometheus, in its text format 0.0.4.
// SPDX-License-Identifier: GPL-3.0-or-later
//
//   voipnow_jobs{printer,state}                  gauge: jobs that the journal knows, each state also where it is 0
//   voipnow_sent_faxes_total{printer}            counters of all faxes that the store acknowledged, also of jobs that the
//   voipnow_sent_recipients_total{printer}       journal has forgotten since: faxes, their recipients, pages as often as
//   voipnow_sent_pages_total{printer}            there are recipients (without cover pages), bytes of the files, and
//   voipnow_sent_bytes_total{printer}            seconds from the begin of the last upload of each
//   voipnow_sent_seconds_total{printer}
//   voipnow_last_sent_timestamp_seconds{printer}        gauge, where a fax was sent
//   voipnow_oldest_held_job_timestamp_seconds{printer}  gauge: when the oldest job was received that waits for a person
//                                                       (held, in-doubt, stopped); missing when none does
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "backend/journal_reader.hpp"

namespace voipnow {

// Where several journals tell of one printer, it is all of them.
std::string metricsText(const std::vector<Tally>& tallies);

// Gives the file the metrics in one step, for everybody to read. JobError kHeld when it cannot be written.
void writeMetricsFile(const std::filesystem::path& file, const std::vector<Tally>& tallies);

}  // namespace voipnow
