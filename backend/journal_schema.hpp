// The tables of the journal, and how a journal of an older version gets what it lacks.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The version stands in the database (PRAGMA user_version). An older journal is brought up to date in one transaction
// when it is opened for writing. Opened for reading it stays as it is, and temporary views show it in today's shape. A
// newer one is refused (JobError kHeld): what its columns mean is not known here. SqliteError when SQLite cannot.
#pragma once

#include <filesystem>

#include "backend/sqlite.hpp"

namespace voipnow {

// In state-dir.
inline constexpr const char* kJournalFile = "journal.db";

// With kWrite the file is made when it is missing.
SqliteDatabase openJournal(const std::filesystem::path& file, SqliteDatabase::Access access);

}  // namespace voipnow
