// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/journal_rows.hpp"

namespace voipnow {
namespace {

std::vector<Recipient> recipientsOf(SqliteDatabase& database, std::int64_t fax) {
    std::vector<Recipient> recipients;
    SqliteStatement rows(database, "SELECT number, name FROM recipient WHERE fax = ? ORDER BY position", fax);
    while (rows.step()) {
        recipients.push_back({rows.text(0), rows.text(1)});
    }
    return recipients;
}

std::vector<FaxFile> filesOf(SqliteDatabase& database, std::int64_t fax) {
    std::vector<FaxFile> files;
    SqliteStatement rows(database, "SELECT bytes, sha256 FROM upload WHERE fax = ? ORDER BY file", fax);
    while (rows.step()) {
        files.push_back({static_cast<std::uint64_t>(rows.number(0)), rows.text(1)});
    }
    return files;
}

}  // namespace

std::vector<FaxEntry> faxRows(SqliteDatabase& database, const std::string& uuid) {
    std::vector<FaxEntry> faxes;
    SqliteStatement rows(
        database,
        "SELECT key, state, service_id, service_uid, changed, first_page, pages, digest, created, "
        "started, attempts, words, prefix FROM fax WHERE job = ? ORDER BY key",
        uuid);
    while (rows.step()) {
        const std::int64_t key = rows.number(0);
        faxes.push_back({key, faxStateNamed(rows.text(1)), rows.text(2), rows.text(3), rows.number(4),
                         recipientsOf(database, key), static_cast<int>(rows.number(5)),
                         static_cast<int>(rows.number(6)), rows.text(7), rows.number(8), rows.number(9),
                         static_cast<int>(rows.number(10)), rows.text(11), filesOf(database, key),
                         rows.text(12)});
    }
    return faxes;
}

}  // namespace voipnow
