// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/state_folder.hpp"

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>

#include "backend/job_error.hpp"
#include "backend/journal.hpp"
#include "backend/journal_reader.hpp"
#include "backend/journal_schema.hpp"
#include "backend/worker.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStateDir = "state-dir";
constexpr std::uint64_t kFull = std::uint64_t{256} << 10U;    // bytes: no journal can be written
constexpr std::uint64_t kScarce = std::uint64_t{100} << 20U;  // a few large jobs

struct Complaint {
    std::string text;
    std::string cure;
};

// A file with secrets or numbers in it that others can read, or that is not the owner's of the folder.
Complaint complaintIn(const fs::path& stateDir) {
    struct stat folder {};
    std::error_code error;
    if (::stat(stateDir.c_str(), &folder) != 0) {
        return {};
    }
    for (const auto& entry : fs::directory_iterator(stateDir, error)) {
        struct stat status {};
        if (::lstat(entry.path().c_str(), &status) != 0) {
            continue;
        }
        const bool isToken = entry.path().filename().string().starts_with("token-");
        const mode_t forbidden = isToken ? S_IRWXG | S_IRWXO : S_IWGRP | S_IRWXO;
        if (status.st_uid != folder.st_uid) {
            return {entry.path().string() + " does not belong to the owner of its folder.",
                    "chown -h --reference=" + stateDir.string() + ' ' + entry.path().string()};
        }
        if (S_ISREG(status.st_mode) && (status.st_mode & forbidden) != 0) {
            return {"Others can read " + entry.path().string() + '.',
                    (isToken ? "chmod 600 " : "chmod 640 ") + entry.path().string()};
        }
    }
    return {};
}

Finding checkFiles(const fs::path& stateDir) {
    if (const auto [text, cure] = complaintIn(stateDir); !text.empty()) {
        return warning(kStateDir, text, cure);
    }
    try {
        if (JournalReader::isIn(stateDir)) {
            const JournalReader reader(stateDir);
        } else if (errno == EACCES) {
            return unknown(kStateDir, "The journal in " + stateDir.string() + " is not for you to read.",
                           "Run this as root (sudo).");
        }
    } catch (const JobError& error) {
        return failed(kStateDir, error.what());
    }
    return fine(kStateDir, stateDir.string() + " can be used.");
}

fs::path nearestThere(fs::path folder) {
    std::error_code ignored;
    while (folder.has_relative_path() && !fs::exists(folder, ignored)) {
        folder = folder.parent_path();
    }
    return folder;
}

}  // namespace

Finding checkStateDir(const fs::path& stateDir) {
    struct stat status {};
    if (::stat(stateDir.c_str(), &status) != 0) {
        if (errno == ENOENT) {
            return fine(kStateDir, stateDir.string() + " is made by the first job.");
        }
        return errno == EACCES
                   ? unknown(kStateDir, stateDir.string() + " is not for you to look into.",
                             "Run this as root (sudo).")
                   : failed(kStateDir, stateDir.string() + " cannot be used: " + std::strerror(errno) + '.');
    }
    if (!S_ISDIR(status.st_mode)) {
        return failed(kStateDir, stateDir.string() + " is no folder.", "Correct state-dir in voipnow.conf.");
    }
    struct statvfs disk {};
    if (::statvfs(stateDir.c_str(), &disk) == 0 && (disk.f_flag & ST_RDONLY) != 0) {
        return failed(kStateDir, stateDir.string() + " is on a disk that cannot be written to now.",
                      "Mend the disk, and mount it for writing.");
    }
    if ((status.st_mode & S_IRWXO) != 0) {
        return warning(kStateDir,
                       "Others can look into " + stateDir.string() + ", where numbers and tokens are.",
                       "chmod o= " + stateDir.string());
    }
    if (::access(stateDir.c_str(), R_OK | X_OK) != 0) {
        return unknown(kStateDir, stateDir.string() + " is not for you to look into.",
                       "Run this as root (sudo).");
    }
    if (::geteuid() == 0) {
        const std::string hindrance = hindranceAsOwnerOf(stateDir, [&stateDir] {
            if (fs::exists(stateDir / kJournalFile)) {
                const Journal journal(stateDir);
            }
            return std::string();
        });
        if (!hindrance.empty()) {
            const auto [text, cure] = complaintIn(stateDir);
            return failed(kStateDir, text.empty() ? hindrance : hindrance + ' ' + text, cure);
        }
    }
    return checkFiles(stateDir);
}

Finding checkSpace(const std::string& check, const fs::path& folder) {
    const fs::path there = nearestThere(folder);
    struct statvfs disk {};
    if (::statvfs(there.c_str(), &disk) != 0) {
        return unknown(
            check, "The disk of " + folder.string() + " cannot be looked at: " + std::strerror(errno) + '.');
    }
    const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    const std::string text =
        "There are " + std::to_string(free >> 20U) + " MB left on the disk of " + folder.string() + '.';
    if (free < kFull || (disk.f_files > 0 && disk.f_favail == 0)) {
        return failed(check, "The disk of " + folder.string() + " is full.", "Make room.");
    }
    return free < kScarce ? warning(check, text, "Make room.") : fine(check, text);
}

}  // namespace voipnow
