// JournalReader: the journal for those who only look.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads while backends write, and needs no right to write: neither to the file nor to its folder. A journal that an
// older version of this program wrote is read as it is. JobError kHeld when it cannot be read, or when a newer version
// wrote it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "backend/job_name.hpp"
#include "backend/journal_rows.hpp"

namespace voipnow {

// Which jobs are to be listed.
struct JobChoice {
    std::int64_t since = 0;  // received then or later, seconds since 1970-01-01 UTC
    int last = 0;            // only so many, those received last; 0: all
};

// The jobs of a journal one after the other, the oldest first: one statement for all of them, one job in memory.
class JobRows {
  public:
    JobRows(SqliteDatabase& database, const JobChoice& choice, std::filesystem::path file);

    // The next job, without the files of its faxes; nothing after the last.
    std::optional<JobEntry> next();

  private:
    void addFax(JobEntry& job);

    std::filesystem::path file_;
    SqliteStatement rows_;  // one for each recipient of each fax of each job
    bool isAtRow_;
};

// A number of what there is at a printer, or a time there.
struct Tally {
    std::string printer;
    std::string name;  // as in the table (backend/journal_schema.cpp), or kWaitingSince
    std::int64_t value = 0;
};

// When the oldest job was received that waits for a person: held, in doubt, or stopped with its queue.
inline constexpr const char* kWaitingSince = "waiting since";

class JournalReader {
  public:
    explicit JournalReader(const std::filesystem::path& stateDir);

    // Whether there is a journal in `stateDir` that this process may read.
    static bool isIn(const std::filesystem::path& stateDir);

    // From here on until this reader goes, it sees the journal as it is now.
    void holdStill();

    JobRows rows(const JobChoice& choice);
    std::int64_t count(const JobChoice& choice);

    // All jobs, the oldest first, without the files of their faxes.
    std::vector<JobEntry> jobs();

    // With everything that is known; of several jobs with that number the one received last.
    std::optional<JobEntry> find(const JobName& name);

    // PNG, of the job's first page.
    std::optional<std::string> pictureOf(const std::string& uuid);

    // Those of all printers. Quick, however many jobs there are.
    std::vector<Tally> tallies();

    // A number that is another one after each change that others made to the journal. Costs next to nothing.
    std::int64_t version();

    // The jobs that changed then or later, or a fax of theirs did, without the files of their faxes.
    std::vector<JobEntry> changedSince(std::int64_t time);

    // How many faxes were sent to each number.
    std::map<std::string, int> timesFaxed();

  private:
    std::filesystem::path file_;
    SqliteDatabase database_;
};

}  // namespace voipnow
