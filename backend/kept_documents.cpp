// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/kept_documents.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <system_error>

#include "backend/job_error.hpp"
#include "filters/file_descriptor.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "documents";

[[noreturn]] void fail(const fs::path& file, int reason) {
    throw JobError(JobEnd::kHeld, "The document cannot be kept as " + file.string() + " (" +
                                      std::strerror(reason) +
                                      "), as keep-documents in voipnow.conf wants it. Make room, then "
                                      "release the job.");
}

// A job-uuid as a name: "urn:uuid:" is left out, and whatever no uuid has.
std::string plain(const std::string& uuid) {
    std::string name;
    for (const char c : uuid.substr(uuid.rfind(':') + 1)) {
        const bool isPlain =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
        name += isPlain ? c : '_';
    }
    return name;
}

void copy(const TemporaryFile& from, int to, const fs::path& name) {
    constexpr std::size_t kPart = std::size_t{1} << 16;
    std::array<std::byte, kPart> part{};
    std::uint64_t done = 0;
    while (const std::size_t got = from.readAt(done, part)) {
        const ssize_t written = ::write(to, part.data(), got);
        if (written <= 0) {
            fail(name, written < 0 ? errno : ENOSPC);
        }
        done += static_cast<std::uint64_t>(written);
    }
    if (done != from.size() || ::fsync(to) != 0) {
        fail(name, EIO);
    }
}

// Beside its name first, so that a file with that name is whole.
void write(const TemporaryFile& from, const fs::path& name) {
    const fs::path unfinished = name.string() + ".part";
    const FileDescriptor to(
        ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
    if (!to.isOpen()) {
        fail(name, errno);
    }
    copy(from, to.get(), name);
    if (::rename(unfinished.c_str(), name.c_str()) != 0) {
        fail(name, errno);
    }
}

}  // namespace

void keepDocuments(const fs::path& stateDir, const std::string& uuid, int firstPage,
                   const FaxFileSet& files) {
    const fs::path folder = stateDir / kFolder;
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        fail(folder, errno);
    }
    for (std::size_t i = 0; i < files.documents.size(); ++i) {
        const fs::path name =
            folder / (plain(uuid) + '-' + std::to_string(firstPage) + '-' + std::to_string(i + 1) + ".pdf");
        if (!fs::exists(name)) {
            write(files.documents[i].pdf, name);
        }
    }
}

void forgetDocuments(const fs::path& stateDir, std::chrono::seconds time) {
    std::error_code error;
    const std::time_t oldest = std::time(nullptr) - time.count();
    for (const auto& entry : fs::directory_iterator(stateDir / kFolder, error)) {
        struct stat status {};
        if (::lstat(entry.path().c_str(), &status) == 0 && status.st_mtime <= oldest) {
            fs::remove(entry.path(), error);
        }
    }
}

}  // namespace voipnow
