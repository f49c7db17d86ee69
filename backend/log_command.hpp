// `voipnow-fax log`: the journal for people and, with --json, for programs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "backend/journal_reader.hpp"

namespace voipnow {

// A line for each job, the oldest first, in columns; under it, where there are such, the reason of its state, to whom
// it is charged, and its faxes when they have not all the same pages.
// Text of users and servers is made printable. Times are local.
void printLog(const std::vector<JobEntry>& jobs, std::ostream& out);

// A JSON array with an object for each job:
//   "job" number, "uuid", "printer", "user", "title", "service", "extension" texts,
//   "state" one of receiving, sending, sent, held, retrying, stopped, in-doubt, failed,
//   "reason" text, empty when there is none, "pages" number, 0 while it is not known,
//   "received" and "changed" times as 2026-11-23T22:55:00Z, "billing" text, empty when there is none,
//   "recipients" the numbers of all faxes in order, "fax-ids" the service's ids of all faxes in order,
//   "faxes" an array of objects with "id", "uid" (empty until the service gave them), "recipients", "names" of
//   the recipients in the same order, empty where a number was written by hand, "firstPage" and "pages" (0 when not
//   known): which of the job's pages it has, and "state" one of prepared, created, uploading, sent, in-doubt.
void printLogAsJson(const std::vector<JobEntry>& jobs, std::ostream& out);

// Runs the command with the arguments behind "log". Gives its exit code: 0, or 2 for unknown arguments.
// JobError when configuration or journal cannot be read.
int runLogCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors);

}  // namespace voipnow
