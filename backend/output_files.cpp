// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/output_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

constexpr mode_t kNewFile = S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH;

JobError cannotWrite(const std::filesystem::path& path, int reason) {
    return {JobEnd::kHeld, path.string() + " cannot be written: " + std::strerror(reason) + '.'};
}

mode_t usersMask() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return mask;
}

}  // namespace

OutputFiles::~OutputFiles() {
    if (open_ >= 0) {
        ::close(open_);
    }
    for (const File& file : files_) {
        if (!file.temporary.empty()) {
            ::unlink(file.temporary.c_str());
        }
    }
}

void OutputFiles::begin(const std::filesystem::path& path) {
    finish();
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        throw cannotWrite(path, EISDIR);
    }
    std::string temporary = (path.parent_path() / ".voipnow-fax-XXXXXX").string();
    open_ = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (open_ < 0) {
        throw cannotWrite(path, errno);
    }
    files_.push_back({path, temporary});
    ::fchmod(open_, kNewFile & ~usersMask());
}

void OutputFiles::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(open_, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR) {
            throw cannotWrite(files_.back().path, errno);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
}

void OutputFiles::finish() {
    if (open_ >= 0 && ::close(std::exchange(open_, -1)) != 0) {
        throw cannotWrite(files_.back().path, errno);
    }
}

void OutputFiles::commit() {
    finish();
    for (auto file = files_.begin(); file != files_.end(); ++file) {
        if (::rename(file->temporary.c_str(), file->path.c_str()) != 0) {
            const int reason = errno;
            std::for_each(files_.begin(), file, [](const File& named) { ::unlink(named.path.c_str()); });
            throw cannotWrite(file->path, reason);
        }
        file->temporary.clear();
    }
}

std::vector<std::filesystem::path> OutputFiles::paths() const {
    std::vector<std::filesystem::path> paths;
    std::transform(files_.begin(), files_.end(), std::back_inserter(paths),
                   [](const File& file) { return file.path; });
    return paths;
}

}  // namespace voipnow
