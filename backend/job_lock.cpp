// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_lock.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "backend/checksum.hpp"
#include "backend/job_error.hpp"

namespace voipnow {
namespace {

[[noreturn]] void fail(const std::filesystem::path& stateDir, int reason) {
    throw JobError(JobEnd::kHeld, "The job cannot be locked in the folder state-dir = " + stateDir.string() +
                                      " of voipnow.conf (" + std::strerror(reason) +
                                      "), so nothing is sent. Check the folder and its disk, then release "
                                      "the job.");
}

FileDescriptor opened(const std::filesystem::path& stateDir) {
    FileDescriptor file(
        ::open((stateDir / "locks").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!file.isOpen()) {
        fail(stateDir, errno);
    }
    return file;
}

struct flock byteOf(const std::string& uuid) {
    constexpr std::size_t kDigits = 15;  // 60 bits, which an offset has room for
    struct flock place {};
    place.l_type = F_WRLCK;
    place.l_whence = SEEK_SET;
    place.l_start = static_cast<off_t>(std::stoull(sha256Of(uuid).substr(0, kDigits), nullptr, 16));
    place.l_len = 1;
    return place;
}

// False when another process has it.
bool tookIt(int file, const std::filesystem::path& stateDir, struct flock place) {
    if (::fcntl(file, F_OFD_SETLK, &place) == 0) {
        return true;
    }
    if (errno != EAGAIN && errno != EACCES) {
        fail(stateDir, errno);
    }
    return false;
}

}  // namespace

JobLock::JobLock(const std::filesystem::path& stateDir, const std::string& uuid,
                 const std::function<void()>& onWait)
    : file_(opened(stateDir)) {
    struct flock place = byteOf(uuid);
    if (tookIt(file_.get(), stateDir, place)) {
        return;
    }
    onWait();
    while (::fcntl(file_.get(), F_OFD_SETLKW, &place) != 0) {
        if (errno != EINTR) {
            fail(stateDir, errno);
        }
    }
}

std::optional<JobLock> JobLock::ifFree(const std::filesystem::path& stateDir, const std::string& uuid) {
    FileDescriptor file = opened(stateDir);
    if (!tookIt(file.get(), stateDir, byteOf(uuid))) {
        return std::nullopt;
    }
    return JobLock(std::move(file));
}

}  // namespace voipnow
