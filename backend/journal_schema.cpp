// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/journal_schema.hpp"

#include <cstdint>
#include <string>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

// What the journal has grown by. Version 1 is kFirstSchema; journals of that time say 0.
constexpr std::int64_t kVersion = 4;

constexpr const char* kFirstSchema = R"sql(
    CREATE TABLE IF NOT EXISTS job (
        uuid TEXT PRIMARY KEY,
        number INTEGER NOT NULL,
        printer TEXT NOT NULL,
        user TEXT NOT NULL,
        title TEXT NOT NULL,
        service TEXT NOT NULL,
        extension TEXT NOT NULL,
        state TEXT NOT NULL,
        reason TEXT NOT NULL DEFAULT '',
        pages INTEGER NOT NULL DEFAULT 0,
        retries INTEGER NOT NULL DEFAULT 0,
        received INTEGER NOT NULL,
        changed INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS job_received ON job (received);
    CREATE TABLE IF NOT EXISTS fax (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        job TEXT NOT NULL REFERENCES job (uuid) ON DELETE CASCADE,
        state TEXT NOT NULL,
        service_id TEXT NOT NULL DEFAULT '',
        service_uid TEXT NOT NULL DEFAULT '',
        changed INTEGER NOT NULL
    );
    CREATE INDEX IF NOT EXISTS fax_job ON fax (job);
    CREATE TABLE IF NOT EXISTS recipient (
        fax INTEGER NOT NULL REFERENCES fax (key) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        number TEXT NOT NULL,
        PRIMARY KEY (fax, position)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS upload (
        fax INTEGER NOT NULL REFERENCES fax (key) ON DELETE CASCADE,
        file INTEGER NOT NULL,
        url TEXT NOT NULL,
        headers TEXT NOT NULL,
        ends INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        done INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (fax, file)
    ) WITHOUT ROWID;
)sql";

constexpr const char* kSecondSchema = R"sql(
    ALTER TABLE job ADD COLUMN billing TEXT NOT NULL DEFAULT '';
    ALTER TABLE job ADD COLUMN options TEXT NOT NULL DEFAULT '';
    ALTER TABLE job ADD COLUMN doubts TEXT NOT NULL DEFAULT '';
    ALTER TABLE fax ADD COLUMN first_page INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE fax ADD COLUMN pages INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE fax ADD COLUMN digest TEXT NOT NULL DEFAULT '';
    ALTER TABLE recipient ADD COLUMN name TEXT NOT NULL DEFAULT '';
    CREATE INDEX recipient_number ON recipient (number);
)sql";

constexpr const char* kThirdSchema = R"sql(
    ALTER TABLE job ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE job ADD COLUMN resends TEXT NOT NULL DEFAULT '';
    ALTER TABLE fax ADD COLUMN created INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE fax ADD COLUMN started INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE fax ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE fax ADD COLUMN words TEXT NOT NULL DEFAULT '';
    ALTER TABLE upload ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE picture (
        job TEXT PRIMARY KEY REFERENCES job (uuid) ON DELETE CASCADE,
        png BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX fax_digest ON fax (digest);
    CREATE INDEX job_number ON job (number);
    CREATE INDEX job_open ON job (state) WHERE state IN ('receiving', 'sending');
)sql";

constexpr const char* kFourthSchema = R"sql(
    ALTER TABLE fax ADD COLUMN prefix TEXT NOT NULL DEFAULT '';
    DROP INDEX job_open;
    CREATE INDEX job_open ON job (state) WHERE state NOT IN ('sent', 'failed', 'canceled');
    PRAGMA user_version = 4;
)sql";

// For those who may not write: an older journal in today's shape. These names win over those of the tables.
constexpr const char* kViewsOfFirstSchema = R"sql(
    PRAGMA temp_store = MEMORY;
    CREATE TEMP VIEW job AS SELECT *, '' AS billing, '' AS options, '' AS doubts, 0 AS asked, '' AS resends
        FROM main.job;
    CREATE TEMP VIEW fax AS SELECT *, 1 AS first_page, 0 AS pages, '' AS digest, 0 AS created, 0 AS started,
        0 AS attempts, '' AS words, '' AS prefix FROM main.fax;
    CREATE TEMP VIEW recipient AS SELECT *, '' AS name FROM main.recipient;
    CREATE TEMP VIEW upload AS SELECT *, 0 AS bytes FROM main.upload;
    CREATE TEMP TABLE picture (job, png);
)sql";

constexpr const char* kViewsOfSecondSchema = R"sql(
    PRAGMA temp_store = MEMORY;
    CREATE TEMP VIEW job AS SELECT *, 0 AS asked, '' AS resends FROM main.job;
    CREATE TEMP VIEW fax AS SELECT *, 0 AS created, 0 AS started, 0 AS attempts, '' AS words, '' AS prefix
        FROM main.fax;
    CREATE TEMP VIEW upload AS SELECT *, 0 AS bytes FROM main.upload;
    CREATE TEMP TABLE picture (job, png);
)sql";

constexpr const char* kViewsOfThirdSchema = R"sql(
    PRAGMA temp_store = MEMORY;
    CREATE TEMP VIEW fax AS SELECT *, '' AS prefix FROM main.fax;
)sql";

// And for those who come while the first writer has the file, but not yet its tables.
constexpr const char* kEmptyJournal = R"sql(
    PRAGMA temp_store = MEMORY;
    CREATE TEMP TABLE job (uuid, number, printer, user, title, service, extension, state, reason, pages, retries,
                           received, changed, billing, options, doubts, asked, resends);
    CREATE TEMP TABLE fax (key, job, state, service_id, service_uid, changed, first_page, pages, digest, created,
                           started, attempts, words, prefix);
    CREATE TEMP TABLE recipient (fax, position, number, name);
    CREATE TEMP TABLE upload (fax, file, url, headers, ends, sha256, done, bytes);
    CREATE TEMP TABLE picture (job, png);
)sql";

bool hasTables(SqliteDatabase& database) {
    SqliteStatement row(database, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'job'");
    return row.step();
}

std::int64_t versionOf(SqliteDatabase& database) {
    SqliteStatement row(database, "PRAGMA user_version");
    row.step();
    const std::int64_t version = row.number(0);
    if (version > kVersion) {
        throw JobError(JobEnd::kHeld,
                       "The journal of sent faxes was written by a newer version of cups-voipnow (" +
                           std::to_string(version) + "; this one knows " + std::to_string(kVersion) +
                           "), so nothing more is sent. Install that version again, then release "
                           "the job.");
    }
    return version;
}

// The journal stays in WAL mode: readers do not wait for writers, and one fsync makes a commit durable. Its two files
// beside the database stay when the last writer goes, so that those who may only read can read then too, and no job
// pays for tidying up.
void keepBesideFiles(SqliteDatabase& database) {
    int on = 1;
    sqlite3_file_control(database.get(), "main", SQLITE_FCNTL_PERSIST_WAL, &on);
    sqlite3_db_config(database.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void bringUpToDate(SqliteDatabase& database) {
    // Journal begins with synchronous = FULL, whatever SQLite was built with.
    database.run(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
        "PRAGMA secure_delete = ON");
    keepBesideFiles(database);
    if (versionOf(database) == kVersion) {
        return;
    }
    SqliteTransaction transaction(database);
    // Asked again: another process may have done it while this one waited for its turn.
    const std::int64_t version = versionOf(database);
    if (version < 2) {
        database.run(kFirstSchema);
        database.run(kSecondSchema);
    }
    if (version < 3) {
        database.run(kThirdSchema);
    }
    if (version < kVersion) {
        database.run(kFourthSchema);
    }
    transaction.commit();
}

const char* viewsFor(SqliteDatabase& database, std::int64_t version) {
    if (!hasTables(database)) {
        return kEmptyJournal;
    }
    if (version < 2) {
        return kViewsOfFirstSchema;
    }
    return version < 3 ? kViewsOfSecondSchema : kViewsOfThirdSchema;
}

}  // namespace

SqliteDatabase openJournal(const std::filesystem::path& file, SqliteDatabase::Access access) {
    SqliteDatabase database(file, access);
    if (access == SqliteDatabase::Access::kWrite) {
        bringUpToDate(database);
    } else if (const std::int64_t version = versionOf(database); version < kVersion) {
        database.run(viewsFor(database, version));
    }
    return database;
}

}  // namespace voipnow
