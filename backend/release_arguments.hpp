// The words behind `voipnow-fax release`.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backend/job_name.hpp"
#include "backend/job_options.hpp"

namespace voipnow {

struct ReleaseArguments {
    JobName job;
    std::optional<std::string> recipients;  // for the option phone, as they were written
    std::vector<JobOption> options;         // the others
    bool help = false;
};

// Understands JOB (backend/job_name.hpp), --to RECIPIENTS, -o NAME=VALUE and --help.
// A value is all that stands behind its `=`, blanks and quotes too. Numbers are looked at, so that a mistake is seen here
// and not in the next message of the job; what has a letter or an @ in it may be a name of the phone book, and is taken
// as it is. Throws WrongArguments.
ReleaseArguments parseReleaseArguments(const std::vector<std::string>& arguments);

}  // namespace voipnow
