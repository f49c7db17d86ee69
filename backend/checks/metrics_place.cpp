// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/metrics_place.hpp"

#include <unistd.h>

#include "backend/job_error.hpp"
#include "backend/privileges.hpp"
#include "backend/worker.hpp"

namespace voipnow {
namespace {

constexpr const char* kMetricsFile = "metrics-file";

// In a process of its own, which becomes the owner.
bool ownerCanWriteIn(const std::filesystem::path& folder, const std::filesystem::path& stateDir) {
    const WorkerEnd end = runInWorker([&](const Watcher&) {
        try {
            settleIn(stateDir);
            return ::access(folder.c_str(), W_OK | X_OK) == 0 ? 0 : 1;
        } catch (const JobError&) {
            return 1;  // told by the check of state-dir
        }
    });
    return end.kind == WorkerEnd::Kind::kExited && end.value == 0;
}

}  // namespace

Finding checkMetricsPlace(const std::filesystem::path& metricsFile, const std::filesystem::path& stateDir) {
    const std::filesystem::path folder = metricsFile.parent_path();
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored)) {
        return warning(kMetricsFile, "There is no folder " + folder.string() + '.',
                       "Make it, or correct metrics-file in voipnow.conf.");
    }
    if (::geteuid() != 0) {
        return unknown(kMetricsFile,
                       "Whether the backend can write " + metricsFile.string() + " is not for you to try.",
                       "Run this as root (sudo).");
    }
    if (!std::filesystem::is_directory(stateDir, ignored)) {
        return fine(kMetricsFile, metricsFile.string() + " is written after the first job.");
    }
    if (!ownerCanWriteIn(folder, stateDir)) {
        return warning(
            kMetricsFile,
            "The backend, which works as the owner of state-dir, cannot write in " + folder.string() + '.',
            "setfacl -m u:$(stat -c %U " + stateDir.string() + "):rwx " + folder.string());
    }
    return fine(kMetricsFile, metricsFile.string() + " is written after each job.");
}

}  // namespace voipnow
