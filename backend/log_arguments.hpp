// The words behind `voipnow-fax log`.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "backend/journal_reader.hpp"
#include "backend/wrong_arguments.hpp"

namespace voipnow {

struct LogArguments {
    bool json = false;
    bool follow = false;
    bool help = false;
    JobChoice choice;
    std::filesystem::path stateDir;  // empty: not named
};

// Understands --follow, --json, --last NUMBER, --since WHEN (2026-11-20, "2026-11-20 08:30", both local, or how long ago: 90m, 2h,
// 7d), --state-dir DIR and --help; a value may also stand behind a `=`. `now` in seconds since 1970. Throws
// WrongArguments.
LogArguments parseLogArguments(const std::vector<std::string>& arguments, std::int64_t now);

}  // namespace voipnow
