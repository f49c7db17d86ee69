// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/journal.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <sstream>
#include <string_view>
#include <utility>

#include "backend/job_error.hpp"
#include "backend/journal_schema.hpp"

namespace voipnow {
namespace {

constexpr const char* kFile = "journal.db";

constexpr std::array<std::pair<JobState, const char*>, 8> kJobStates{{
    {JobState::kReceiving, "receiving"},
    {JobState::kSending, "sending"},
    {JobState::kSent, "sent"},
    {JobState::kHeld, "held"},
    {JobState::kRetrying, "retrying"},
    {JobState::kStopped, "stopped"},
    {JobState::kInDoubt, "in-doubt"},
    {JobState::kFailed, "failed"},
}};

constexpr std::array<std::pair<FaxState, const char*>, 5> kFaxStates{{
    {FaxState::kPrepared, "prepared"},
    {FaxState::kCreated, "created"},
    {FaxState::kUploading, "uploading"},
    {FaxState::kSent, "sent"},
    {FaxState::kInDoubt, "in-doubt"},
}};

template <typename Table, typename State>
std::string lookUpName(const Table& table, State state) {
    return std::find_if(table.begin(), table.end(), [state](const auto& row) { return row.first == state; })
        ->second;
}

template <typename Table>
auto lookUpState(const Table& table, const std::string& name) {
    const auto* const row =
        std::find_if(table.begin(), table.end(), [&name](const auto& each) { return name == each.second; });
    if (row == table.end()) {
        throw SqliteError("unknown state \"" + name + '"');
    }
    return row->first;
}

std::int64_t now() {
    return std::time(nullptr);
}

// Runs `work` and says of every failure of SQLite what it means here.
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

SqliteDatabase opened(const std::filesystem::path& stateDir, Journal::Access access) {
    return journaled([&] { return openJournal(stateDir / kFile, access); });
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

std::vector<Recipient> recipientsOf(SqliteDatabase& database, std::int64_t fax) {
    std::vector<Recipient> recipients;
    SqliteStatement rows(database, "SELECT number, name FROM recipient WHERE fax = ? ORDER BY position", fax);
    while (rows.step()) {
        recipients.push_back({rows.text(0), rows.text(1)});
    }
    return recipients;
}

std::vector<FaxEntry> faxEntries(SqliteDatabase& database, const std::string& uuid) {
    std::vector<FaxEntry> faxes;
    SqliteStatement rows(database,
                         "SELECT key, state, service_id, service_uid, changed, first_page, pages, digest "
                         "FROM fax WHERE job = ? ORDER BY key",
                         uuid);
    while (rows.step()) {
        faxes.push_back({rows.number(0), lookUpState(kFaxStates, rows.text(1)), rows.text(2), rows.text(3),
                         rows.number(4), recipientsOf(database, rows.number(0)),
                         static_cast<int>(rows.number(5)), static_cast<int>(rows.number(6)), rows.text(7)});
    }
    return faxes;
}

// Writes a fax that is to be, and gives its key.
std::int64_t insertFax(SqliteDatabase& database, const std::string& uuid, const PreparedFax& fax) {
    database.run("INSERT INTO fax (job, state, changed, first_page, pages, digest) VALUES (?, ?, ?, ?, ?, ?)",
                 uuid, nameOf(FaxState::kPrepared), now(), static_cast<std::int64_t>(fax.firstPage),
                 static_cast<std::int64_t>(fax.pages), fax.digest);
    const std::int64_t key = sqlite3_last_insert_rowid(database.get());
    std::int64_t position = 0;
    for (const Recipient& recipient : fax.recipients) {
        database.run("INSERT INTO recipient (fax, position, number, name) VALUES (?, ?, ?, ?)", key,
                     position++, recipient.number, recipient.name);
    }
    return key;
}

}  // namespace

std::string nameOf(JobState state) {
    return lookUpName(kJobStates, state);
}

std::string nameOf(FaxState state) {
    return lookUpName(kFaxStates, state);
}

Journal::Journal(const std::filesystem::path& stateDir, Access access)
    : database_(opened(stateDir, access)) {}

bool Journal::isIn(const std::filesystem::path& stateDir) {
    return std::filesystem::exists(stateDir / kFile);
}

std::optional<LastRun> Journal::lastRunOf(const std::string& uuid) {
    return journaled([&]() -> std::optional<LastRun> {
        SqliteStatement row(database_,
                            "SELECT state, reason, options, doubts, received FROM job WHERE uuid = ?", uuid);
        if (!row.step()) {
            return std::nullopt;
        }
        return LastRun{lookUpState(kJobStates, row.text(0)), row.text(1), row.text(2),
                       splitLines(row.text(3)), row.number(4)};
    });
}

void Journal::begin(const PrintJob& job, const DeviceUri& device) {
    journaled([&] {
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

std::int64_t Journal::receivedAt(const std::string& uuid) {
    return journaled([&] {
        SqliteStatement row(database_, "SELECT received FROM job WHERE uuid = ?", uuid);
        return row.step() ? row.number(0) : now();
    });
}

void Journal::setPages(const std::string& uuid, int pages) {
    journaled([&] {
        database_.run("UPDATE job SET pages = ?, changed = ? WHERE uuid = ?",
                      static_cast<std::int64_t>(pages), now(), uuid);
    });
}

void Journal::setBilling(const std::string& uuid, const std::string& billing) {
    journaled([&] { database_.run("UPDATE job SET billing = ? WHERE uuid = ?", billing, uuid); });
}

std::vector<FaxEntry> Journal::faxesOf(const std::string& uuid) {
    return journaled([&] { return faxEntries(database_, uuid); });
}

std::vector<std::int64_t> Journal::prepare(const std::string& uuid, const std::vector<PreparedFax>& faxes) {
    return journaled([&] {
        std::vector<std::int64_t> keys;
        keys.reserve(faxes.size());
        SqliteTransaction transaction(database_);
        database_.run("DELETE FROM fax WHERE job = ? AND state IN (?, ?)", uuid, nameOf(FaxState::kPrepared),
                      nameOf(FaxState::kCreated));
        for (const PreparedFax& fax : faxes) {
            keys.push_back(insertFax(database_, uuid, fax));
        }
        transaction.commit();
        return keys;
    });
}

void Journal::setCreated(std::int64_t fax, const CreatedFax& created,
                         const std::vector<UploadEntry>& uploads) {
    journaled([&] {
        SqliteTransaction transaction(database_);
        database_.run("UPDATE fax SET state = ?, service_id = ?, service_uid = ?, changed = ? WHERE key = ?",
                      nameOf(FaxState::kCreated), created.id, created.uid, now(), fax);
        std::int64_t file = 0;
        for (const UploadEntry& upload : uploads) {
            database_.run(
                "INSERT INTO upload (fax, file, url, headers, ends, sha256) VALUES (?, ?, ?, ?, ?, ?)", fax,
                file++, upload.target.url, joinedLines(upload.target.headers), upload.ends, upload.sha256);
        }
        transaction.commit();
    });
}

std::vector<UploadEntry> Journal::uploadsOf(std::int64_t fax) {
    return journaled([&] {
        std::vector<UploadEntry> uploads;
        SqliteStatement rows(
            database_, "SELECT url, headers, ends, sha256, done FROM upload WHERE fax = ? ORDER BY file",
            fax);
        while (rows.step()) {
            uploads.push_back({{rows.text(0), splitLines(rows.text(1))},
                               rows.number(2),
                               rows.text(3),
                               rows.number(4) != 0});
        }
        return uploads;
    });
}

void Journal::setUploaded(std::int64_t fax, std::size_t file) {
    journaled([&] {
        database_.run("UPDATE upload SET done = 1 WHERE fax = ? AND file = ?", fax,
                      static_cast<std::int64_t>(file));
    });
}

void Journal::setState(std::int64_t fax, FaxState state) {
    journaled([&] {
        SqliteTransaction transaction(database_);
        database_.run("UPDATE fax SET state = ?, changed = ? WHERE key = ?", nameOf(state), now(), fax);
        if (state == FaxState::kSent || state == FaxState::kInDoubt) {
            database_.run("DELETE FROM upload WHERE fax = ?", fax);
        }
        transaction.commit();
    });
}

void Journal::setState(const std::string& uuid, JobState state, const std::string& reason) {
    journaled([&] {
        database_.run("UPDATE job SET state = ?, reason = ?, changed = ? WHERE uuid = ?", nameOf(state),
                      reason, now(), uuid);
    });
}

void Journal::setState(const std::string& uuid, JobState state, const std::string& reason,
                       const std::vector<std::string>& doubts) {
    journaled([&] {
        database_.run("UPDATE job SET state = ?, reason = ?, doubts = ?, changed = ? WHERE uuid = ?",
                      nameOf(state), reason, joinedLines(doubts), now(), uuid);
    });
}

int Journal::countRetry(const std::string& uuid) {
    return journaled([&] {
        database_.run("UPDATE job SET retries = retries + 1 WHERE uuid = ?", uuid);
        SqliteStatement row(database_, "SELECT retries FROM job WHERE uuid = ?", uuid);
        row.step();
        return static_cast<int>(row.number(0));
    });
}

std::vector<JobEntry> Journal::jobs() {
    return journaled([&] {
        std::vector<JobEntry> jobs;
        SqliteStatement rows(
            database_,
            "SELECT uuid, number, printer, user, title, service, extension, state, reason, pages, "
            "received, changed, billing FROM job ORDER BY received, number");
        while (rows.step()) {
            jobs.push_back({rows.text(0), static_cast<int>(rows.number(1)), rows.text(2), rows.text(3),
                            rows.text(4), rows.text(5), rows.text(6), lookUpState(kJobStates, rows.text(7)),
                            rows.text(8), static_cast<int>(rows.number(9)), rows.number(10), rows.number(11),
                            faxEntries(database_, rows.text(0)), rows.text(12)});
        }
        return jobs;
    });
}

bool Journal::isKnown(const std::string& number) {
    return journaled([&] {
        SqliteStatement row(database_,
                            "SELECT 1 FROM recipient JOIN fax ON fax.key = recipient.fax "
                            "WHERE recipient.number = ? AND fax.state = ? LIMIT 1",
                            number, nameOf(FaxState::kSent));
        return row.step();
    });
}

std::map<std::string, int> Journal::timesFaxed() {
    return journaled([&] {
        std::map<std::string, int> times;
        SqliteStatement rows(database_,
                             "SELECT recipient.number, COUNT(*) FROM recipient JOIN fax ON fax.key = "
                             "recipient.fax WHERE fax.state = ? GROUP BY recipient.number",
                             nameOf(FaxState::kSent));
        while (rows.step()) {
            times[rows.text(0)] = static_cast<int>(rows.number(1));
        }
        return times;
    });
}

std::optional<Repeat> Journal::faxedSince(const std::string& digest, const std::string& number,
                                          std::int64_t since, const std::string& exceptJob) {
    return journaled([&]() -> std::optional<Repeat> {
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
