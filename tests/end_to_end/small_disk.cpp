// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/small_disk.hpp"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <sstream>
#include <system_error>

namespace voipnow::end_to_end {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

// Owner and mode as the folder has them.
std::string optionsFor(const fs::path& folder) {
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0) {
        fail("cannot look at " + folder.string());
    }
    constexpr mode_t kBits = 07777;
    std::ostringstream text;
    text << "size=1m,uid=" << status.st_uid << ",gid=" << status.st_gid << ",mode=" << std::oct
         << (status.st_mode & kBits);
    return text.str();
}

bool mountOn(const fs::path& folder, unsigned long flags, const std::string& options) {
    return ::mount("fax-test", folder.c_str(), "tmpfs", flags | MS_NOSUID | MS_NODEV, options.c_str()) == 0;
}

}  // namespace

bool SmallDisk::isPossible(const fs::path& folder, std::string& why) {
    if (!mountOn(folder, 0, optionsFor(folder))) {
        why = std::string("A file system cannot be mounted here: ") + std::strerror(errno);
        return false;
    }
    ::umount2(folder.c_str(), MNT_DETACH);
    return true;
}

SmallDisk::SmallDisk(const fs::path& folder) : folder_(folder), options_(optionsFor(folder)) {
    if (!mountOn(folder_, 0, options_)) {
        fail("cannot mount a file system on " + folder_.string());
    }
}

SmallDisk::~SmallDisk() {
    ::umount2(folder_.c_str(), MNT_DETACH);
}

void SmallDisk::fill() const {
    const int file = ::open(filler().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) {
        fail("cannot make " + filler().string());
    }
    std::array<char, 4096> bytes{};
    while (::write(file, bytes.data(), bytes.size()) > 0) {
    }
    ::close(file);
}

void SmallDisk::makeRoom() const {
    fs::remove(filler());
}

void SmallDisk::setReadOnly(bool readOnly) const {
    const unsigned long access = readOnly ? static_cast<unsigned long>(MS_RDONLY) : 0UL;
    if (!mountOn(folder_, MS_REMOUNT | access, options_)) {
        fail("cannot mount " + folder_.string() + (readOnly ? " read-only" : " for writing"));
    }
}

}  // namespace voipnow::end_to_end
