// JournalReader: the journal for those who only look.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads while backends write, and needs no right to write: neither to the file nor to its folder. A journal that an
// older version of this program wrote is read as it is. JobError kHeld when it cannot be read, or when a newer version
// wrote it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "backend/journal_rows.hpp"

namespace voipnow {

class JournalReader {
  public:
    explicit JournalReader(const std::filesystem::path& stateDir);

    // Whether there is a journal in `stateDir`.
    static bool isIn(const std::filesystem::path& stateDir);

    // All jobs, the oldest first.
    std::vector<JobEntry> jobs();

    // How many faxes were sent to each number.
    std::map<std::string, int> timesFaxed();

  private:
    SqliteDatabase database_;
};

}  // namespace voipnow
