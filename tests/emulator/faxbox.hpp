// Faxbox: the faxes that the emulated PBX took, in memory and in a folder.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A fax is created without its files; it is sent, to each of its recipients once, at the moment when the last
// of its files has arrived. A file that arrives again replaces the one before and sends nothing again. A fax
// with a file that is not what its content type says fails instead of being sent. On disk:
// DIRECTORY/<id>/fax.json and DIRECTORY/<id>/<number of the file>.pdf (or .tif, .jpg, .txt). For all threads;
// waiting goes by a condition variable.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tests/emulator/http_message.hpp"

namespace voipnow::emulator {

enum class FaxState { kCreated, kSent, kFailed };

struct FaxFile {
    std::string name;
    std::string contentType;
    std::uint64_t declaredSize = 0;
    std::string uploadIdentifier;

    // Known when it has arrived; of the last upload where there were several.
    std::uint64_t receivedSize = 0;
    int uploads = 0;
    std::string sha256;
    std::filesystem::path path;
    int pages = 0;        // 0 also where pages cannot be counted: only PDFs are looked into
    std::string problem;  // why the file is no document of its type; empty: it is one
    std::vector<HeaderField> headers;
};

struct Fax {
    using Time = std::chrono::system_clock::time_point;

    std::uint64_t id = 0;
    std::string uid;
    std::string user;
    std::string extension;
    std::vector<std::string> recipients;
    std::vector<std::string> unknownMembers;  // of the request, which the specification does not have
    FaxState state = FaxState::kCreated;
    Time created;
    std::optional<Time> sent;  // or failed
    std::vector<FaxFile> files;

    int pages() const;
};

// What an upload brought.
struct Upload {
    std::string bytes;
    std::vector<HeaderField> headers;
    int pages = 0;
    std::string problem;
};

class Faxbox {
  public:
    // Makes the folder. New faxes are numbered on behind those that are in it already.
    explicit Faxbox(std::filesystem::path directory);

    // Takes user, extension, recipients, files; gives the fax with id, uid and time.
    Fax create(Fax fax);

    // The file number `index` (from 0) of the fax with this uid, or nothing.
    std::optional<FaxFile> file(const std::string& uid, std::size_t index) const;

    // Stores the file; false when there is no such fax or file.
    bool store(const std::string& uid, std::size_t index, const Upload& upload);

    std::vector<Fax> all() const;
    std::optional<Fax> find(std::uint64_t id) const;

    // Waits until at least `count` faxes are sent; false at the limit and when close() was called.
    bool waitForSent(std::size_t count, std::chrono::milliseconds limit) const;

    // Waits until something is other than at revision `since`; gives the revision then.
    std::uint64_t waitForChange(std::uint64_t since, std::chrono::milliseconds limit) const;

    // Forgets all faxes and removes their files. Numbers go on, so that an old URL meets no new fax.
    void clear();

    // Ends all waiting, now and later.
    void close();

  private:
    Fax* findByUid(const std::string& uid);
    const Fax* findByUid(const std::string& uid) const;
    std::filesystem::path folderOf(const Fax& fax) const { return directory_ / std::to_string(fax.id); }
    void changed(const Fax& fax);

    std::filesystem::path directory_;
    mutable std::mutex mutex_;
    mutable std::condition_variable change_;
    std::vector<Fax> faxes_;
    std::uint64_t nextId_;
    std::uint64_t revision_ = 0;
    bool closed_ = false;
};

}  // namespace voipnow::emulator
