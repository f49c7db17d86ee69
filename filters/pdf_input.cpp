// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/pdf_input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

using Buffer = std::array<char, std::size_t{1} << 16>;

class OpenFile {
  public:
    explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
    ~OpenFile() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    OpenFile(OpenFile&&) = delete;
    OpenFile& operator=(OpenFile&&) = delete;

    int get() const { return descriptor_; }
    bool isOpen() const { return descriptor_ >= 0; }

  private:
    int descriptor_;
};

std::string reason() {
    return std::strerror(errno);
}

// The number of bytes got, 0 at the end.
std::size_t readSome(int in, Buffer& buffer) {
    ssize_t got = 0;
    do {
        got = ::read(in, buffer.data(), buffer.size());
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        throw JobError(JobEnd::kRetriedLater, "The print data cannot be read: " + reason() + '.');
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

int openNameless(const std::string& folder) {
    std::string name = folder + "/pdftofax.XXXXXX";
    const int file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file < 0) {
        throw JobError(JobEnd::kRetriedLater,
                       "No temporary file can be made in " + folder + ": " + reason() + ". Check $TMPDIR.");
    }
    ::unlink(name.c_str());
    return file;
}

bool isMappable(int in) {
    struct stat status {};
    return ::fstat(in, &status) == 0 && S_ISREG(status.st_mode) && ::lseek(in, 0, SEEK_CUR) == 0;
}

}  // namespace

PdfInput PdfInput::fromDescriptor(int in, const std::string& temporaryFolder) {
    if (isMappable(in)) {
        return map(in);
    }
    const OpenFile file(openNameless(temporaryFolder));
    Buffer buffer;
    for (std::size_t got = readSome(in, buffer); got > 0; got = readSome(in, buffer)) {
        writeAll(file.get(), buffer.data(), got, temporaryFolder);
    }
    return map(file.get());
}

PdfInput PdfInput::fromFile(const std::string& path, const std::string& temporaryFolder) {
    const OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.isOpen()) {
        throw JobError(JobEnd::kHeld, "The document " + path + " cannot be opened: " + reason() + '.');
    }
    return fromDescriptor(file.get(), temporaryFolder);
}

PdfInput PdfInput::map(int file) {
    const std::unique_ptr<GMappedFile, decltype(&g_mapped_file_unref)> mapped(
        g_mapped_file_new_from_fd(file, FALSE, nullptr), &g_mapped_file_unref);
    if (!mapped) {
        throw JobError(JobEnd::kRetriedLater, "The print data cannot be read: " + reason() + '.');
    }
    if (g_mapped_file_get_length(mapped.get()) == 0) {
        throw JobError(
            JobEnd::kCanceled,
            "The document is empty: a step before the fax filter failed, so nothing was sent. Check the "
            "document, and the error_log of CUPS for the reason.");
    }
    return PdfInput(g_mapped_file_get_bytes(mapped.get()));
}

void passOver(int in) {
    Buffer buffer;
    while (readSome(in, buffer) > 0) {
    }
}

}  // namespace voipnow
