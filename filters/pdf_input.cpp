// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/pdf_input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

using Buffer = std::array<char, std::size_t{1} << 16>;

std::string reason() {
    return std::strerror(errno);
}

JobError unreadable() {
    return {JobEnd::kRetriedLater, "The print data cannot be read: " + reason() + '.'};
}

JobError tooLarge(std::uint64_t mostBytes) {
    return {JobEnd::kHeld, "The document has more than " + std::to_string(mostBytes >> 20) +
                               " MB, which is more than the fax printer takes. Print a page range of it."};
}

// The number of bytes got, 0 at the end.
std::size_t readSome(int in, Buffer& buffer) {
    ssize_t got = 0;
    do {
        got = ::read(in, buffer.data(), buffer.size());
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        throw unreadable();
    }
    return static_cast<std::size_t>(got);
}

void writeAll(int file, const char* bytes, std::size_t length, const std::string& folder) {
    while (length > 0) {
        const ssize_t written = ::write(file, bytes, length);
        if (written >= 0) {
            bytes += written;
            length -= static_cast<std::size_t>(written);
        } else if (errno != EINTR) {
            throw JobError(JobEnd::kRetriedLater,
                           "The print data cannot be kept in " + folder + ": " + reason() +
                               ". Make room there, or wait for the job to be tried again.");
        }
    }
}

FileDescriptor openNameless(const std::string& folder) {
    std::string name = folder + "/pdftofax.XXXXXX";
    FileDescriptor file(::mkostemp(name.data(), O_CLOEXEC));
    if (!file.isOpen()) {
        throw JobError(JobEnd::kRetriedLater,
                       "No temporary file can be made in " + folder + ": " + reason() + ". Check $TMPDIR.");
    }
    ::unlink(name.c_str());
    return file;
}

bool isWholeFile(int in) {
    struct stat status {};
    return ::fstat(in, &status) == 0 && S_ISREG(status.st_mode) && ::lseek(in, 0, SEEK_CUR) == 0;
}

FileDescriptor copied(int in, const std::string& folder, std::uint64_t mostBytes) {
    FileDescriptor file = openNameless(folder);
    Buffer buffer;
    std::uint64_t bytes = 0;
    for (std::size_t got = readSome(in, buffer); got > 0; got = readSome(in, buffer)) {
        bytes += got;
        if (bytes > mostBytes) {
            passOver(in);
            throw tooLarge(mostBytes);
        }
        writeAll(file.get(), buffer.data(), got, folder);
    }
    return file;
}

}  // namespace

PdfInput PdfInput::fromDescriptor(int in, const std::string& temporaryFolder, std::uint64_t mostBytes) {
    return PdfInput(isWholeFile(in) ? FileDescriptor(::fcntl(in, F_DUPFD_CLOEXEC, 0))
                                    : copied(in, temporaryFolder, mostBytes),
                    mostBytes);
}

PdfInput PdfInput::fromFile(const std::string& path, const std::string& temporaryFolder,
                            std::uint64_t mostBytes) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.isOpen()) {
        throw JobError(JobEnd::kHeld, "The document " + path + " cannot be opened: " + reason() + '.');
    }
    return fromDescriptor(file.get(), temporaryFolder, mostBytes);
}

PdfInput::PdfInput(FileDescriptor file, std::uint64_t mostBytes) : file_(std::move(file)) {
    struct stat status {};
    if (::fstat(file_.get(), &status) != 0) {
        throw unreadable();
    }
    if (status.st_size == 0) {
        throw JobError(
            JobEnd::kCanceled,
            "The document is empty: a step before the fax filter failed, so nothing was sent. Check the "
            "document, and the error_log of CUPS for the reason.");
    }
    if (static_cast<std::uint64_t>(status.st_size) > mostBytes) {
        throw tooLarge(mostBytes);
    }
}

void passOver(int in) {
    Buffer buffer;
    while (readSome(in, buffer) > 0) {
    }
}

}  // namespace voipnow
