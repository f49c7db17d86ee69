// `voipnow-fax log`: the journal for people and, with --json, for programs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "backend/journal_rows.hpp"

namespace voipnow {

// Hands over each job that is to be listed, the oldest first, with its state or what stands for it. It is called more
// than once, and gives the same each time.
using TakeJob = std::function<void(const JobEntry& job, const std::string& state)>;
using EachJob = std::function<void(const TakeJob&)>;

// A line for each job, in columns; under it, where there are such, the reason of its state, to whom it is charged, and its
// faxes when they have not all the same pages, or not all the same state. Text of users and servers is made printable.
// Times are local. Holds one job in memory at a time. `none` is printed when there is no job.
void printLog(const EachJob& each, std::ostream& out,
              const char* none = "No print job has come to a fax printer yet.\n");

// A JSON array with an object for each job: backend/log_json.hpp.
void printLogAsJson(const EachJob& each, std::ostream& out);

// Runs the command with the arguments behind "log". Who may not read the journals sees the jobs that CUPS tells them of
// (backend/own_jobs.hpp), and on `errors` that it is so. Gives its exit code: 0, or 2 for wrong arguments. JobError when
// configuration or journal cannot be read, CupsRefusal when CUPS does not tell.
int runLogCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors);

}  // namespace voipnow
