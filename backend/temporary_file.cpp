// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/temporary_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

[[noreturn]] void fail(const std::string& what, int reason) {
    throw JobError(
        JobEnd::kHeld,
        "The fax pages cannot be kept on disk (" + what + ": " + std::strerror(reason) + "). Make room.",
        Waits::kUntilItIsMended);
}

int openUnnamed(const std::filesystem::path& folder) {
#ifdef O_TMPFILE
    const int unnamed = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (unnamed >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT)) {
        return unnamed;
    }
#endif
    // A file system that cannot make one without a name.
    std::string name = (folder / "fax-XXXXXX").string();
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0) {
        ::unlink(name.c_str());
    }
    return named;
}

}  // namespace

TemporaryFile::TemporaryFile(const std::filesystem::path& folder) {
    const int descriptor = openUnnamed(folder);
    if (descriptor < 0) {
        fail(folder.string(), errno);
    }
    file_.reset(::fdopen(descriptor, "w+"));
    if (!file_) {
        const int reason = errno;
        ::close(descriptor);
        fail(folder.string(), reason);
    }
}

void TemporaryFile::write(std::span<const std::byte> bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) {
        fail("writing", errno);
    }
}

void TemporaryFile::rewind() {
    if (std::fflush(file_.get()) != 0 || std::fseek(file_.get(), 0, SEEK_SET) != 0) {
        fail("writing", errno);
    }
}

std::size_t TemporaryFile::readAt(std::uint64_t offset, std::span<std::byte> room) const {
    const ssize_t got = ::pread(::fileno(file_.get()), room.data(), room.size(), static_cast<off_t>(offset));
    return got < 0 ? 0 : static_cast<std::size_t>(got);
}

std::uint64_t TemporaryFile::size() const {
    struct stat status {};
    if (std::fflush(file_.get()) != 0 || ::fstat(::fileno(file_.get()), &status) != 0) {
        fail("writing", errno);
    }
    return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace voipnow
