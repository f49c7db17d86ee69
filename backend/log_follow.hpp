// `voipnow-fax log --follow`: the list of print jobs, and then what happens to them, as it happens.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "backend/log_arguments.hpp"
#include "backend/own_jobs.hpp"
#include "backend/readable_journals.hpp"

namespace voipnow {

// Tells which jobs are not what they were when it was asked before. Of what happens to a job between two times it is asked,
// the last counts.
class JobChanges {
  public:
    // Of what was before `now` (seconds since 1970) nothing is told.
    explicit JobChanges(std::int64_t now) : since_(now) {}

    // `jobs` gives those that changed at a time or later, the oldest change first.
    std::vector<JobEntry> next(const std::function<std::vector<JobEntry>(std::int64_t)>& jobs);

  private:
    std::int64_t since_;
    std::map<std::string, std::string> seen_;  // by job-uuid: what was told of it
};

// The same for a user's jobs by CUPS's account: those that are new, or in another state, or have another message. The
// first time that is all of them. CupsRefusal as ownJobs().
class OwnJobChanges {
  public:
    std::vector<OwnJob> next();

  private:
    std::map<std::string, std::string> seen_;
};

// Writes the jobs that are chosen, the last ten where nothing is, and then goes on until a signal ends the process, or
// nobody reads the output any more: then it gives 0. Every line, or job, is written at once. JobError when the journals
// cannot be read; CupsRefusal, for those who may not read them, when CUPS does not answer at the beginning.
int followLog(const LogArguments& arguments, std::ostream& out, std::ostream& errors);

}  // namespace voipnow
