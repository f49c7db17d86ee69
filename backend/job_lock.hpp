// JobLock: that one process at a time works on a print job.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// When cupsd is killed its backends live on, and the next cupsd starts a second backend for the same job at once. The
// second one waits here until the first has come to its end, and then finds in the journal what is left to be done.
//
// A lock of the kernel (F_OFD_SETLK) on one byte of the file `locks` in state-dir, at a place that the job-uuid gives.
// It goes with the last process that has it, however that ends, and leaves nothing behind. Child processes made by fork
// share it.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "filters/file_descriptor.hpp"

namespace voipnow {

class JobLock {
  public:
    // Waits while another process has the lock of this job; `onWait` is called before that. JobError kHeld when locks
    // cannot be had in `stateDir`.
    JobLock(const std::filesystem::path& stateDir, const std::string& uuid,
            const std::function<void()>& onWait);

    // The lock of this job where no process has it. JobError likewise.
    static std::optional<JobLock> ifFree(const std::filesystem::path& stateDir, const std::string& uuid);

  private:
    explicit JobLock(FileDescriptor file) : file_(std::move(file)) {}

    FileDescriptor file_;
};

}  // namespace voipnow
