// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/cover_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "backend/job_error.hpp"
#include "filters/file_descriptor.hpp"

namespace voipnow {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what, const std::string& why) {
    throw JobError(JobEnd::kHeld, what + ' ' + file.string() + ' ' + why);
}

[[noreturn]] void refuseByError(const std::filesystem::path& file, const std::string& what, int error) {
    refuse(file, what,
           std::string("cannot be read (") + std::strerror(error) +
               "). All users must be able to read it; then release the job.");
}

}  // namespace

std::string readCoverFile(const std::filesystem::path& file, std::size_t most, const std::string& what) {
    // Without O_NONBLOCK, to open a pipe would wait for its writer.
    const FileDescriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status {};
    if (!in.isOpen() || ::fstat(in.get(), &status) != 0) {
        refuseByError(file, what, errno);
    }
    if (!S_ISREG(status.st_mode)) {
        refuse(file, what, "is no ordinary file. Put one there, then release the job.");
    }
    std::string bytes(most + 1, '\0');
    std::size_t size = 0;
    while (size < bytes.size()) {
        const ssize_t got = ::read(in.get(), bytes.data() + size, bytes.size() - size);
        if (got < 0 && errno != EINTR) {
            refuseByError(file, what, errno);
        }
        if (got == 0) {
            break;
        }
        size += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    if (size > most) {
        refuse(
            file, what,
            "is larger than " + std::to_string(most >> 10) + " kB. Make it smaller, then release the job.");
    }
    bytes.resize(size);
    return bytes;
}

}  // namespace voipnow
