// A SQLite database and its statements as C++ objects.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every failure is a SqliteError with SQLite's own words; the caller says what it means for its data.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace voipnow {

class SqliteError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

class SqliteDatabase;

// One SQL statement with its parameters, numbered from 1 in the order of the arguments.
class SqliteStatement {
  public:
    SqliteStatement(SqliteDatabase& database, std::string_view sql);

    template <typename First, typename... Rest>
    SqliteStatement(SqliteDatabase& database, std::string_view sql, const First& first, const Rest&... rest)
        : SqliteStatement(database, sql) {
        int index = 1;
        bind(index, first);
        (bind(++index, rest), ...);
    }

    // To the next row; false after the last. A statement without rows is done with one call.
    bool step();

    // The columns of the current row, numbered from 0. NULL reads as empty text and as 0.
    std::string text(int column) const;
    std::int64_t number(int column) const;

  private:
    void bind(int index, const std::string& text);
    void bind(int index, std::int64_t number);

    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class SqliteDatabase {
  public:
    enum class Access { kRead, kWrite };

    // With kWrite the file is made when it is missing, readable by its owner only. Waits up to ten seconds
    // for another process that writes.
    SqliteDatabase(const std::filesystem::path& file, Access access);

    // One or more statements without parameters and without rows.
    void run(const char* sql);

    // One statement with its parameters.
    template <typename First, typename... Rest>
    void run(std::string_view sql, const First& first, const Rest&... rest) {
        SqliteStatement(*this, sql, first, rest...).step();
    }

    sqlite3* get() const { return database_.get(); }

  private:
    struct Close {
        void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
    };
    std::unique_ptr<sqlite3, Close> database_;
};

// All or nothing: rolls back unless commit() was called.
class SqliteTransaction {
  public:
    explicit SqliteTransaction(SqliteDatabase& database);
    ~SqliteTransaction();
    SqliteTransaction(const SqliteTransaction&) = delete;
    SqliteTransaction& operator=(const SqliteTransaction&) = delete;

    void commit();

  private:
    SqliteDatabase& database_;
    bool open_ = true;
};

}  // namespace voipnow
