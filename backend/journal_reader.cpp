// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/journal_reader.hpp"

#include "backend/journal_schema.hpp"

namespace voipnow {

JournalReader::JournalReader(const std::filesystem::path& stateDir)
    : database_(
          journaled([&] { return openJournal(stateDir / kJournalFile, SqliteDatabase::Access::kRead); })) {}

bool JournalReader::isIn(const std::filesystem::path& stateDir) {
    return std::filesystem::exists(stateDir / kJournalFile);
}

std::vector<JobEntry> JournalReader::jobs() {
    return journaled([&] {
        std::vector<JobEntry> jobs;
        SqliteStatement rows(
            database_,
            "SELECT uuid, number, printer, user, title, service, extension, state, reason, pages, "
            "received, changed, billing FROM job ORDER BY received, number");
        while (rows.step()) {
            jobs.push_back({rows.text(0), static_cast<int>(rows.number(1)), rows.text(2), rows.text(3),
                            rows.text(4), rows.text(5), rows.text(6), jobStateNamed(rows.text(7)),
                            rows.text(8), static_cast<int>(rows.number(9)), rows.number(10), rows.number(11),
                            faxRows(database_, rows.text(0)), rows.text(12)});
        }
        return jobs;
    });
}

std::map<std::string, int> JournalReader::timesFaxed() {
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

}  // namespace voipnow
