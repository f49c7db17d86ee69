// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/journal_reader.hpp"

#include <unistd.h>

#include <utility>

#include "backend/job_error.hpp"
#include "backend/journal_schema.hpp"

namespace voipnow {
namespace {

constexpr const char* kJobColumns =
    "job.uuid, job.number, job.printer, job.user, job.title, job.service, job.extension, job.state, "
    "job.reason, "
    "job.pages, job.received, job.changed, job.billing";

// The columns of a row of JobRows behind those of the job.
enum Column {
    kFaxKey = 13,
    kFaxState,
    kServiceId,
    kServiceUid,
    kFaxChanged,
    kFirstPage,
    kFaxPages,
    kDigest,
    kCreated,
    kStarted,
    kAttempts,
    kWords,
    kPosition,
    kNumber,
    kName,
};

// Runs `work` and says of every failure of SQLite what it means here.
template <typename Work>
auto reading(const std::filesystem::path& file, const Work& work) {
    try {
        return work();
    } catch (const SqliteError& error) {
        throw JobError(JobEnd::kHeld,
                       "The journal " + file.string() + " cannot be read (" + error.what() + ").");
    }
}

std::string sqlFor(const JobChoice& choice) {
    return std::string("SELECT ") + kJobColumns +
           ", fax.key, fax.state, fax.service_id, fax.service_uid, fax.changed, fax.first_page, fax.pages, "
           "fax.digest, fax.created, fax.started, fax.attempts, fax.words, recipient.position, "
           "recipient.number, "
           "recipient.name FROM job LEFT JOIN fax ON fax.job = job.uuid "
           "LEFT JOIN recipient ON recipient.fax = fax.key WHERE " +
           (choice.last > 0 ? "job.uuid IN (SELECT uuid FROM job WHERE received >= ?1 "
                              "ORDER BY received DESC, number DESC LIMIT ?2)"
                            : "job.received >= ?1 AND ?2 = 0") +
           " ORDER BY job.received, job.number, job.uuid, fax.key, recipient.position";
}

JobEntry jobIn(const SqliteStatement& row) {
    return {row.text(0),
            static_cast<int>(row.number(1)),
            row.text(2),
            row.text(3),
            row.text(4),
            row.text(5),
            row.text(6),
            jobStateNamed(row.text(7)),
            row.text(8),
            static_cast<int>(row.number(9)),
            row.number(10),
            row.number(11),
            {},
            row.text(12)};
}

}  // namespace

JobRows::JobRows(SqliteDatabase& database, const JobChoice& choice, std::filesystem::path file)
    : file_(std::move(file)),
      rows_(database, sqlFor(choice), choice.since, static_cast<std::int64_t>(choice.last)),
      isAtRow_(rows_.step()) {}

std::optional<JobEntry> JobRows::next() {
    return reading(file_, [&]() -> std::optional<JobEntry> {
        if (!isAtRow_) {
            return std::nullopt;
        }
        JobEntry job = jobIn(rows_);
        do {
            addFax(job);
            isAtRow_ = rows_.step();
        } while (isAtRow_ && rows_.text(0) == job.uuid);
        return job;
    });
}

// The fax of the row when it is another than before, and its recipient.
void JobRows::addFax(JobEntry& job) {
    const std::int64_t key = rows_.number(kFaxKey);
    if (key == 0) {
        return;
    }
    if (job.faxes.empty() || job.faxes.back().key != key) {
        job.faxes.push_back({key,
                             faxStateNamed(rows_.text(kFaxState)),
                             rows_.text(kServiceId),
                             rows_.text(kServiceUid),
                             rows_.number(kFaxChanged),
                             {},
                             static_cast<int>(rows_.number(kFirstPage)),
                             static_cast<int>(rows_.number(kFaxPages)),
                             rows_.text(kDigest),
                             rows_.number(kCreated),
                             rows_.number(kStarted),
                             static_cast<int>(rows_.number(kAttempts)),
                             rows_.text(kWords),
                             {}});
    }
    if (std::string number = rows_.text(kNumber); !number.empty()) {
        job.faxes.back().recipients.push_back({std::move(number), rows_.text(kName)});
    }
}

JournalReader::JournalReader(const std::filesystem::path& stateDir)
    : file_(stateDir / kJournalFile),
      database_(reading(file_, [&] { return openJournal(file_, SqliteDatabase::Access::kRead); })) {}

bool JournalReader::isIn(const std::filesystem::path& stateDir) {
    return ::access((stateDir / kJournalFile).c_str(), R_OK) == 0;
}

void JournalReader::holdStill() {
    // The snapshot is taken with the first row that is read.
    reading(file_, [&] {
        database_.run("BEGIN");
        SqliteStatement(database_, "SELECT 1 FROM job LIMIT 1").step();
    });
}

JobRows JournalReader::rows(const JobChoice& choice) {
    return reading(file_, [&] { return JobRows(database_, choice, file_); });
}

std::int64_t JournalReader::count(const JobChoice& choice) {
    return reading(file_, [&] {
        SqliteStatement row(database_, "SELECT COUNT(*) FROM (SELECT 1 FROM job WHERE received >= ? LIMIT ?)",
                            choice.since, static_cast<std::int64_t>(choice.last > 0 ? choice.last : -1));
        row.step();
        return row.number(0);
    });
}

std::vector<JobEntry> JournalReader::jobs() {
    std::vector<JobEntry> all;
    JobRows each = rows({});
    while (std::optional<JobEntry> job = each.next()) {
        all.push_back(std::move(*job));
    }
    return all;
}

std::optional<JobEntry> JournalReader::find(const JobName& name) {
    return reading(file_, [&]() -> std::optional<JobEntry> {
        const std::string from = std::string("SELECT ") + kJobColumns + " FROM job WHERE ";
        SqliteStatement row =
            name.uuid.empty()
                ? SqliteStatement(database_,
                                  from +
                                      "number = ?1 AND (?2 = '' OR printer = ?2 COLLATE NOCASE) "
                                      "ORDER BY received DESC LIMIT 1",
                                  static_cast<std::int64_t>(name.number), name.printer)
                : SqliteStatement(database_, from + "uuid = ?1", name.uuid);
        if (!row.step()) {
            return std::nullopt;
        }
        JobEntry job = jobIn(row);
        job.faxes = faxRows(database_, job.uuid);
        return job;
    });
}

std::optional<std::string> JournalReader::pictureOf(const std::string& uuid) {
    return reading(file_, [&]() -> std::optional<std::string> {
        SqliteStatement row(database_, "SELECT png FROM picture WHERE job = ?", uuid);
        return row.step() ? std::optional(row.text(0)) : std::nullopt;
    });
}

std::vector<Tally> JournalReader::tallies() {
    return reading(file_, [&] {
        std::vector<Tally> all;
        // The states are written out, so that SQLite sees that the index job_waiting is meant.
        for (SqliteStatement rows(database_, std::string("SELECT printer, name, value FROM tally UNION ALL "
                                                         "SELECT printer, '") +
                                                 kWaitingSince +
                                                 "', MIN(received) FROM job WHERE state IN ('held', "
                                                 "'in-doubt', 'stopped') GROUP BY printer");
             rows.step();) {
            all.push_back({rows.text(0), rows.text(1), rows.number(2)});
        }
        return all;
    });
}

std::int64_t JournalReader::version() {
    return reading(file_, [&] {
        SqliteStatement row(database_, "PRAGMA data_version");
        row.step();
        return row.number(0);
    });
}

std::vector<JobEntry> JournalReader::changedSince(std::int64_t time) {
    return reading(file_, [&] {
        std::vector<JobEntry> jobs;
        SqliteStatement rows(
            database_,
            "SELECT uuid FROM job WHERE uuid IN (SELECT uuid FROM job WHERE changed >= ?1 "
            "UNION SELECT job FROM fax WHERE changed >= ?1) ORDER BY changed, received, number",
            time);
        while (rows.step()) {
            SqliteStatement row(database_, std::string("SELECT ") + kJobColumns + " FROM job WHERE uuid = ?",
                                rows.text(0));
            if (row.step()) {
                jobs.push_back(jobIn(row));
                jobs.back().faxes = faxRows(database_, jobs.back().uuid);
            }
        }
        return jobs;
    });
}

std::map<std::string, int> JournalReader::timesFaxed() {
    return reading(file_, [&] {
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

}  // namespace voipnow
