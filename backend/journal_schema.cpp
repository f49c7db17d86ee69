// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/journal_schema.hpp"

#include <cstdint>
#include <string>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

// What the journal has grown by. Version 1 is kFirstSchema; journals of that time say 0.
constexpr std::int64_t kVersion = 5;

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
)sql";

// What there is of what, kept up with every change, so that nobody has to count 100,000 jobs. In `name`: "jobs STATE"; of
// all faxes that were ever sent, also of jobs that are forgotten, "sent faxes", "sent recipients", "sent pages" (as often as
// there are recipients), "sent bytes", "sent seconds" (from the begin of the last upload on); and "last sent", a time.
constexpr const char* kFifthSchema = R"sql(
    CREATE TABLE tally (
        printer TEXT NOT NULL,
        name TEXT NOT NULL,
        value INTEGER NOT NULL,
        PRIMARY KEY (printer, name)
    ) WITHOUT ROWID;
    CREATE INDEX job_waiting ON job (printer, received) WHERE state IN ('held', 'in-doubt', 'stopped');

    INSERT INTO tally SELECT printer, 'jobs ' || state, COUNT(*) FROM job GROUP BY printer, state;
    CREATE TEMP TABLE sent AS SELECT job.printer, fax.changed, fax.pages, fax.started,
            (SELECT COUNT(*) FROM recipient WHERE recipient.fax = fax.key) AS recipients,
            (SELECT COALESCE(SUM(bytes), 0) FROM upload WHERE upload.fax = fax.key) AS bytes
        FROM fax JOIN job ON job.uuid = fax.job WHERE fax.state = 'sent';
    INSERT INTO tally SELECT printer, 'sent faxes', COUNT(*) FROM sent GROUP BY printer;
    INSERT INTO tally SELECT printer, 'sent recipients', SUM(recipients) FROM sent GROUP BY printer;
    INSERT INTO tally SELECT printer, 'sent pages', SUM(pages * recipients) FROM sent GROUP BY printer;
    INSERT INTO tally SELECT printer, 'sent bytes', SUM(bytes) FROM sent GROUP BY printer;
    INSERT INTO tally SELECT printer, 'sent seconds', SUM(changed - started) FROM sent WHERE started > 0
        GROUP BY printer;
    INSERT INTO tally SELECT printer, 'last sent', MAX(changed) FROM sent GROUP BY printer;
    DROP TABLE sent;

    CREATE TRIGGER job_made AFTER INSERT ON job BEGIN
        INSERT INTO tally VALUES (new.printer, 'jobs ' || new.state, 1)
            ON CONFLICT (printer, name) DO UPDATE SET value = value + 1;
    END;
    CREATE TRIGGER job_changed AFTER UPDATE OF state, printer ON job
            WHEN old.state <> new.state OR old.printer <> new.printer BEGIN
        UPDATE tally SET value = value - 1 WHERE printer = old.printer AND name = 'jobs ' || old.state;
        INSERT INTO tally VALUES (new.printer, 'jobs ' || new.state, 1)
            ON CONFLICT (printer, name) DO UPDATE SET value = value + 1;
    END;
    CREATE TRIGGER job_forgotten AFTER DELETE ON job BEGIN
        UPDATE tally SET value = value - 1 WHERE printer = old.printer AND name = 'jobs ' || old.state;
    END;
    CREATE TRIGGER fax_sent AFTER UPDATE OF state ON fax WHEN new.state = 'sent' AND old.state <> 'sent' BEGIN
        INSERT INTO tally SELECT job.printer, more.name, more.value FROM job, (
                SELECT 'sent faxes' AS name, 1 AS value
                UNION ALL SELECT 'sent recipients', (SELECT COUNT(*) FROM recipient WHERE fax = new.key)
                UNION ALL SELECT 'sent pages', new.pages * (SELECT COUNT(*) FROM recipient WHERE fax = new.key)
                UNION ALL SELECT 'sent bytes', (SELECT COALESCE(SUM(bytes), 0) FROM upload WHERE fax = new.key)
                UNION ALL SELECT 'sent seconds', CASE WHEN new.started > 0 THEN new.changed - new.started ELSE 0 END
            ) AS more WHERE job.uuid = new.job
            ON CONFLICT (printer, name) DO UPDATE SET value = value + excluded.value;
        INSERT INTO tally SELECT printer, 'last sent', new.changed FROM job WHERE uuid = new.job
            ON CONFLICT (printer, name) DO UPDATE SET value = excluded.value;
    END;
    PRAGMA user_version = 5;
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
    CREATE TEMP TABLE tally (printer, name, value);
)sql";

constexpr const char* kViewsOfSecondSchema = R"sql(
    PRAGMA temp_store = MEMORY;
    CREATE TEMP VIEW job AS SELECT *, 0 AS asked, '' AS resends FROM main.job;
    CREATE TEMP VIEW fax AS SELECT *, 0 AS created, 0 AS started, 0 AS attempts, '' AS words, '' AS prefix
        FROM main.fax;
    CREATE TEMP VIEW upload AS SELECT *, 0 AS bytes FROM main.upload;
    CREATE TEMP TABLE picture (job, png);
    CREATE TEMP TABLE tally (printer, name, value);
)sql";

constexpr const char* kViewsOfThirdSchema = R"sql(
    PRAGMA temp_store = MEMORY;
    CREATE TEMP VIEW fax AS SELECT *, '' AS prefix FROM main.fax;
    CREATE TEMP TABLE tally (printer, name, value);
)sql";

constexpr const char* kViewsOfFourthSchema = R"sql(
    PRAGMA temp_store = MEMORY;
    CREATE TEMP TABLE tally (printer, name, value);
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
    CREATE TEMP TABLE tally (printer, name, value);
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
    if (version < 4) {
        database.run(kFourthSchema);
    }
    if (version < kVersion) {
        database.run(kFifthSchema);
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
    if (version < 3) {
        return kViewsOfSecondSchema;
    }
    return version < 4 ? kViewsOfThirdSchema : kViewsOfFourthSchema;
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
