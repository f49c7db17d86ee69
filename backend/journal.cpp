// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/journal.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iterator>
#include <sstream>
#include <type_traits>
#include <utility>

#include "backend/job_error.hpp"
#include "backend/job_lock.hpp"
#include "backend/journal_schema.hpp"

namespace voipnow {
namespace {

std::int64_t now() {
    return std::time(nullptr);
}

std::int64_t nowInMilliseconds() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

// Administrators of the printers may read it: the group of the folder, where that may look into the folder
// (backend/privileges.hpp). What SQLite puts beside the file gets its mode.
void letReadersOfFolderRead(const std::filesystem::path& file) {
    struct stat folder {};
    const bool hasReaders =
        ::stat(file.parent_path().c_str(), &folder) == 0 && (folder.st_mode & S_IRGRP) != 0;
    ::chmod(file.c_str(), hasReaders ? S_IRUSR | S_IWUSR | S_IRGRP : S_IRUSR | S_IWUSR);
}

// Or not there.
bool isEmpty(const std::filesystem::path& file) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    return error || size == 0;
}

// SQLite would begin anew, and jobs that wait would be sent again to those who have them.
void requireNotLost(const std::filesystem::path& file) {
    if (!isEmpty(file.string() + "-wal")) {
        throw JobError(
            JobEnd::kHeld,
            "The journal of sent faxes is lost: " + file.string() +
                " is empty or gone, and its file -wal is still there. Nothing more is sent, as this "
                "job may have been sent before. Bring the file back, or to begin a new journal "
                "remove the other too; then release the job.");
    }
}

SqliteDatabase opened(const std::filesystem::path& stateDir) {
    return journaled([&] {
        const std::filesystem::path file = stateDir / kJournalFile;
        if (!isEmpty(file)) {
            return openJournal(file, SqliteDatabase::Access::kWrite);
        }
        // One after the other: of processes that make a database at once, SQLite tells some that it is locked.
        const JobLock turn(stateDir, kJournalFile, [] {});
        if (isEmpty(file)) {
            requireNotLost(file);
            const SqliteDatabase made(file, SqliteDatabase::Access::kWrite);
            letReadersOfFolderRead(file);
        }
        return openJournal(file, SqliteDatabase::Access::kWrite);
    });
}

// Header lines and doubts have no line feed in them.
std::string joinedLines(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) {
        text += line + '\n';
    }
    return text;
}

std::vector<std::string> splitLines(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}

// What Journal::resend was told before.
std::vector<std::string> honouredTokens(SqliteDatabase& database, const std::string& uuid) {
    SqliteStatement row(database, "SELECT resends FROM job WHERE uuid = ?", uuid);
    return splitLines(row.step() ? row.text(0) : "");
}

// Writes a fax that is to be, and gives its key.
std::int64_t insertFax(SqliteDatabase& database, const std::string& uuid, const PreparedFax& fax) {
    database.run(
        "INSERT INTO fax (job, state, changed, first_page, pages, digest, prefix) VALUES (?, ?, ?, ?, ?, ?, "
        "?)",
        uuid, nameOf(FaxState::kPrepared), now(), static_cast<std::int64_t>(fax.firstPage),
        static_cast<std::int64_t>(fax.pages), fax.digest, fax.prefix);
    const std::int64_t key = sqlite3_last_insert_rowid(database.get());
    std::int64_t position = 0;
    for (const Recipient& recipient : fax.recipients) {
        database.run("INSERT INTO recipient (fax, position, number, name) VALUES (?, ?, ?, ?)", key,
                     position++, recipient.number, recipient.name);
    }
    return key;
}

void insertUpload(SqliteDatabase& database, std::int64_t fax, std::size_t file, const UploadEntry& upload) {
    database.run(
        "INSERT INTO upload (fax, file, url, headers, ends, sha256, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)", fax,
        static_cast<std::int64_t>(file), upload.target.url, joinedLines(upload.target.headers), upload.ends,
        upload.sha256, static_cast<std::int64_t>(upload.bytes));
}

}  // namespace

Journal::Journal(const std::filesystem::path& stateDir) : database_(opened(stateDir)) {}

template <typename Work>
auto Journal::written(Durability durability, const Work& work) {
    return journaled([&] {
        const std::lock_guard<std::mutex> turn(turn_);
        if (isOnDisk_ != (durability == Durability::kDisk)) {
            isOnDisk_ = !isOnDisk_;
            // In WAL mode NORMAL leaves out the fsync of a commit, and a later FULL one makes up for it.
            database_.run(isOnDisk_ ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        }
        SqliteTransaction transaction(database_);
        if constexpr (std::is_void_v<decltype(work())>) {
            work();
            transaction.commit();
        } else {
            auto result = work();
            transaction.commit();
            return result;
        }
    });
}

std::optional<LastRun> Journal::lastRunOf(const std::string& uuid) {
    return journaled([&]() -> std::optional<LastRun> {
        const std::lock_guard<std::mutex> turn(turn_);
        SqliteStatement row(
            database_,
            "SELECT state, reason, options, doubts, received, asked, number FROM job WHERE uuid = ?", uuid);
        if (!row.step()) {
            return std::nullopt;
        }
        return LastRun{jobStateNamed(row.text(0)),     row.text(1),   row.text(2),
                       splitLines(row.text(3)),        row.number(4), row.number(5),
                       static_cast<int>(row.number(6))};
    });
}

std::int64_t Journal::receivedAt(const std::string& uuid) {
    return journaled([&] {
        const std::lock_guard<std::mutex> turn(turn_);
        SqliteStatement row(database_, "SELECT received FROM job WHERE uuid = ?", uuid);
        return row.step() ? row.number(0) : now();
    });
}

void Journal::begin(const PrintJob& job, const DeviceUri& device) {
    written(Durability::kProcess, [&] {
        database_.run(
            "INSERT INTO job (uuid, number, printer, user, title, service, extension, state, received, "
            "changed, options) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10) "
            "ON CONFLICT (uuid) DO UPDATE SET number = ?2, printer = ?3, service = ?6, extension = ?7, state "
            "= ?8, "
            "reason = '', changed = ?9, options = ?10",
            job.uuid, static_cast<std::int64_t>(job.number), job.printer, job.user, job.title,
            device.authority(), device.extension, nameOf(JobState::kReceiving), now(), job.optionsText);
    });
}

void Journal::setPages(const std::string& uuid, int pages) {
    written(Durability::kProcess, [&] {
        database_.run("UPDATE job SET pages = ?, changed = ? WHERE uuid = ?",
                      static_cast<std::int64_t>(pages), now(), uuid);
    });
}

void Journal::setBilling(const std::string& uuid, const std::string& billing) {
    written(Durability::kProcess,
            [&] { database_.run("UPDATE job SET billing = ? WHERE uuid = ?", billing, uuid); });
}

void Journal::setPicture(const std::string& uuid, const std::string& png) {
    written(Durability::kProcess, [&] {
        database_.run("INSERT OR REPLACE INTO picture (job, png) VALUES (?, CAST(? AS BLOB))", uuid, png);
    });
}

std::vector<FaxEntry> Journal::faxesOf(const std::string& uuid) {
    return journaled([&] {
        const std::lock_guard<std::mutex> turn(turn_);
        return faxRows(database_, uuid);
    });
}

std::vector<std::int64_t> Journal::prepare(const std::string& uuid,
                                           const std::vector<std::int64_t>& forgotten,
                                           const std::vector<PreparedFax>& faxes) {
    return written(Durability::kDisk, [&] {
        std::vector<std::int64_t> keys;
        keys.reserve(faxes.size());
        for (const std::int64_t key : forgotten) {
            database_.run("DELETE FROM fax WHERE key = ?", key);
        }
        for (const PreparedFax& fax : faxes) {
            keys.push_back(insertFax(database_, uuid, fax));
        }
        return keys;
    });
}

void Journal::setCreated(std::int64_t fax, const CreatedFax& created,
                         const std::vector<UploadEntry>& uploads) {
    written(Durability::kProcess, [&] {
        database_.run(
            "UPDATE fax SET state = ?1, service_id = ?2, service_uid = ?3, changed = ?4, created = ?4 "
            "WHERE key = ?5",
            nameOf(FaxState::kCreated), created.id, created.uid, now(), fax);
        database_.run("DELETE FROM upload WHERE fax = ?", fax);
        for (std::size_t i = 0; i < uploads.size(); ++i) {
            insertUpload(database_, fax, i, uploads[i]);
        }
    });
}

std::vector<UploadEntry> Journal::uploadsOf(std::int64_t fax) {
    return journaled([&] {
        const std::lock_guard<std::mutex> turn(turn_);
        std::vector<UploadEntry> uploads;
        SqliteStatement rows(
            database_,
            "SELECT url, headers, ends, sha256, bytes, done FROM upload WHERE fax = ? ORDER BY file", fax);
        while (rows.step()) {
            uploads.push_back({{rows.text(0), splitLines(rows.text(1))},
                               rows.number(2),
                               rows.text(3),
                               static_cast<std::uint64_t>(rows.number(4)),
                               rows.number(5) != 0});
        }
        return uploads;
    });
}

void Journal::setUploading(std::int64_t fax) {
    written(Durability::kDisk, [&] {
        database_.run(
            "UPDATE fax SET state = ?1, changed = ?2, started = ?2, attempts = attempts + 1 WHERE key = ?3",
            nameOf(FaxState::kUploading), now(), fax);
    });
}

void Journal::setUploaded(std::int64_t fax, std::size_t file) {
    written(Durability::kDisk, [&] {
        database_.run("UPDATE upload SET done = 1 WHERE fax = ? AND file = ?", fax,
                      static_cast<std::int64_t>(file));
    });
}

void Journal::setState(std::int64_t fax, FaxState state) {
    written(Durability::kDisk, [&] {
        database_.run("UPDATE fax SET state = ?, changed = ? WHERE key = ?", nameOf(state), now(), fax);
        if (state != FaxState::kCreated && state != FaxState::kUploading) {
            database_.run("UPDATE upload SET url = '', headers = '' WHERE fax = ?", fax);
        }
    });
}

void Journal::setWords(std::int64_t fax, const std::string& words) {
    written(Durability::kProcess,
            [&] { database_.run("UPDATE fax SET words = ? WHERE key = ?", words, fax); });
}

void Journal::setState(const std::string& uuid, JobState state, const std::string& reason) {
    written(Durability::kProcess, [&] {
        database_.run("UPDATE job SET state = ?, reason = ?, changed = ? WHERE uuid = ?", nameOf(state),
                      reason, now(), uuid);
    });
}

void Journal::setState(const std::string& uuid, JobState state, const std::string& reason,
                       const std::vector<std::string>& doubts) {
    written(Durability::kProcess, [&] {
        database_.run(
            "UPDATE job SET state = ?, reason = ?, doubts = ?, asked = 0, changed = ? WHERE uuid = ?",
            nameOf(state), reason, joinedLines(doubts), now(), uuid);
    });
}

void Journal::setAsked(const std::string& uuid) {
    written(Durability::kProcess,
            [&] { database_.run("UPDATE job SET asked = ? WHERE uuid = ?", nowInMilliseconds(), uuid); });
}

void Journal::setNotAsked(const std::string& uuid) {
    written(Durability::kProcess,
            [&] { database_.run("UPDATE job SET asked = 0 WHERE uuid = ? AND asked > 0", uuid); });
}

void Journal::setAnswered(const std::string& uuid) {
    written(Durability::kProcess,
            [&] { database_.run("UPDATE job SET asked = ? WHERE uuid = ?", kAnswered, uuid); });
}

std::vector<FaxEntry> Journal::askedAgain(const std::string& uuid, const std::string& token, bool alsoSent) {
    return journaled([&] {
        const std::lock_guard<std::mutex> turn(turn_);
        const std::vector<std::string> honoured = honouredTokens(database_, uuid);
        std::vector<FaxEntry> asked;
        if (std::find(honoured.begin(), honoured.end(), token) != honoured.end()) {
            return asked;
        }
        const std::vector<FaxEntry> faxes = faxRows(database_, uuid);
        std::copy_if(faxes.begin(), faxes.end(), std::back_inserter(asked), [alsoSent](const FaxEntry& fax) {
            return fax.state == FaxState::kInDoubt || (alsoSent && fax.state == FaxState::kSent);
        });
        return asked;
    });
}

bool Journal::resend(const std::string& uuid, const std::string& token, bool alsoSent) {
    return written(Durability::kDisk, [&] {
        std::vector<std::string> honoured = honouredTokens(database_, uuid);
        if (std::find(honoured.begin(), honoured.end(), token) != honoured.end()) {
            return false;
        }
        honoured.push_back(token);
        database_.run("UPDATE job SET resends = ? WHERE uuid = ?", joinedLines(honoured), uuid);
        database_.run("UPDATE fax SET state = ?, changed = ? WHERE job = ? AND (state = ? OR state = ?)",
                      nameOf(FaxState::kResent), now(), uuid, nameOf(FaxState::kInDoubt),
                      nameOf(alsoSent ? FaxState::kSent : FaxState::kInDoubt));
        return true;
    });
}

void Journal::endFaxes(const std::string& uuid, FaxState state) {
    written(Durability::kDisk, [&] {
        database_.run(
            "UPDATE upload SET url = '', headers = '' WHERE fax IN (SELECT key FROM fax WHERE job = ?)",
            uuid);
        database_.run("UPDATE fax SET state = ?, changed = ? WHERE job = ? AND state = ?",
                      nameOf(FaxState::kInDoubt), now(), uuid, nameOf(FaxState::kUploading));
        database_.run("UPDATE fax SET state = ?, changed = ? WHERE job = ? AND state IN (?, ?, ?)",
                      nameOf(state), now(), uuid, nameOf(FaxState::kPrepared), nameOf(FaxState::kCreated),
                      nameOf(FaxState::kHeld));
    });
}

int Journal::countRetry(const std::string& uuid) {
    return written(Durability::kProcess, [&] {
        database_.run("UPDATE job SET retries = retries + 1 WHERE uuid = ?", uuid);
        SqliteStatement row(database_, "SELECT retries FROM job WHERE uuid = ?", uuid);
        row.step();
        return static_cast<int>(row.number(0));
    });
}

std::vector<OpenJob> Journal::openJobs() {
    return journaled([&] {
        const std::lock_guard<std::mutex> turn(turn_);
        std::vector<OpenJob> jobs;
        // Written out, so that SQLite sees that the index job_open is meant.
        SqliteStatement rows(database_,
                             "SELECT uuid, number, printer, user, title, state, reason FROM job "
                             "WHERE state NOT IN ('sent', 'failed', 'canceled')");
        while (rows.step()) {
            jobs.push_back({rows.text(0), jobStateNamed(rows.text(5)), rows.text(6),
                            static_cast<int>(rows.number(1)), rows.text(2), rows.text(3), rows.text(4)});
        }
        return jobs;
    });
}

void Journal::forgetBefore(std::int64_t time, int most) {
    written(Durability::kProcess, [&] {
        database_.run(
            // By the index of `received`, which is never later.
            "DELETE FROM job WHERE uuid IN (SELECT uuid FROM job WHERE received < ?1 AND changed < ?1 "
            "AND state IN (?2, ?3, ?4) ORDER BY received LIMIT ?5)",
            time, nameOf(JobState::kSent), nameOf(JobState::kFailed), nameOf(JobState::kCanceled),
            static_cast<std::int64_t>(most));
    });
}

bool Journal::isKnown(const std::string& number) {
    return journaled([&] {
        const std::lock_guard<std::mutex> turn(turn_);
        SqliteStatement row(database_,
                            "SELECT 1 FROM recipient JOIN fax ON fax.key = recipient.fax "
                            "WHERE recipient.number = ? AND fax.state = ? LIMIT 1",
                            number, nameOf(FaxState::kSent));
        return row.step();
    });
}

std::optional<Repeat> Journal::faxedSince(const std::string& digest, const std::string& number,
                                          std::int64_t since, const std::string& exceptJob) {
    return journaled([&]() -> std::optional<Repeat> {
        const std::lock_guard<std::mutex> turn(turn_);
        SqliteStatement row(database_,
                            "SELECT fax.changed, fax.service_id, job.number FROM recipient JOIN fax ON "
                            "fax.key = recipient.fax "
                            "JOIN job ON job.uuid = fax.job WHERE recipient.number = ? AND fax.digest = ? "
                            "AND fax.digest <> '' "
                            "AND fax.changed >= ? AND fax.job <> ? AND fax.state IN (?, ?, ?) ORDER BY "
                            "fax.changed DESC LIMIT 1",
                            number, digest, since, exceptJob, nameOf(FaxState::kSent),
                            nameOf(FaxState::kUploading), nameOf(FaxState::kInDoubt));
        if (!row.step()) {
            return std::nullopt;
        }
        return Repeat{row.number(0), row.text(1), static_cast<int>(row.number(2))};
    });
}

}  // namespace voipnow
