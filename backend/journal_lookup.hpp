// What the journal knows of a job, for commands that can do without.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "backend/journal_rows.hpp"

namespace voipnow {

struct JournalLookup {
    bool isReadable = false;      // this user may read the journals
    std::optional<JobEntry> job;  // nothing when it is not in them
};

// In the journals that this user may read (backend/readable_journals.hpp). Never fails: a journal that cannot be read is
// as good as none. `stateDir` may be empty.
JournalLookup lookUp(const std::string& uuid, const std::filesystem::path& stateDir = {});

}  // namespace voipnow
