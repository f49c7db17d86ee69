// What the journal knows of jobs and faxes, as it is read from its database.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shared by the backend's Journal, which writes, and the JournalReader of `voipnow-fax`. All times are seconds since
// 1970-01-01 UTC, 0 for what has not happened.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "backend/job_error.hpp"
#include "backend/journal_states.hpp"
#include "backend/recipients.hpp"
#include "backend/sqlite.hpp"

namespace voipnow {

// A file of a fax, as the service was told of it.
struct FaxFile {
    std::uint64_t bytes = 0;  // 0 where the journal is too old to tell
    std::string sha256;       // hexadecimal
};

struct FaxEntry {
    std::int64_t key = 0;
    FaxState state = FaxState::kPrepared;
    std::string serviceId;  // `id` and `uid` of the service's answer, empty before
    std::string serviceUid;
    std::int64_t changed = 0;  // when it came into its state
    std::vector<Recipient> recipients;
    int firstPage = 1;         // of the job's pages, the first that this fax has
    int pages = 0;             // 0 while they are not known, or the journal is too old to tell
    std::string digest;        // of these pages; empty likewise
    std::int64_t created = 0;  // the service knew it
    std::int64_t started = 0;  // the last upload began
    int attempts = 0;          // uploads that began, all files and repetitions counted
    std::string words = {};    // what the service, or the way to it, said last when something went wrong
    std::vector<FaxFile> files = {};
    std::string prefix =
        {};  // that the numbers have got, in dialling form; empty where the journal is too old to tell
};

struct JobEntry {
    std::string uuid;
    int number = 0;
    std::string printer;
    std::string user;
    std::string title;
    std::string service;  // host, with its port when that is not 443
    std::string extension;
    JobState state = JobState::kReceiving;
    std::string reason;         // why it is in this state; empty when there is nothing to say
    int pages = 0;              // 0 while they are not known
    std::int64_t received = 0;  // its first run began
    std::int64_t changed = 0;
    std::vector<FaxEntry> faxes;
    std::string billing;  // what the job said to whom it is charged; empty when it said nothing
};

// The faxes of a job, in the order in which they were prepared. SqliteError.
std::vector<FaxEntry> faxRows(SqliteDatabase& database, const std::string& uuid);

// Runs `work` and says of every failure of SQLite what it means here: JobError kHeld.
template <typename Work>
auto journaled(const Work& work) {
    try {
        return work();
    } catch (const SqliteError& error) {
        throw JobError(JobEnd::kHeld,
                       std::string("The journal of sent faxes cannot be used (") + error.what() +
                           "), so nothing more is sent. Check the folder state-dir of voipnow.conf and "
                           "its disk, then release the job.");
    }
}

}  // namespace voipnow
