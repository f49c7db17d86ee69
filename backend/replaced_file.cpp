// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/replaced_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

namespace voipnow {
namespace {

namespace fs = std::filesystem;

// A file beside `file` that becomes it, or nothing. After a crash it is left behind; nobody takes a hidden one for what its
// name says, and the package can remove it by that name.
class Replacement {
  public:
    Replacement(const fs::path& file, const ReplacedFile& how)
        : file_(file),
          how_(how),
          name_((file.parent_path() / ('.' + file.filename().string() + ".XXXXXX")).string()) {
        open_ = ::mkostemp(name_.data(), O_CLOEXEC);
        if (open_ < 0) {
            throw cannotUse(file_, "written", errno);
        }
    }
    ~Replacement() {
        ::close(open_);
        if (!name_.empty()) {
            ::unlink(name_.c_str());
        }
    }
    Replacement(const Replacement&) = delete;
    Replacement& operator=(const Replacement&) = delete;

    void write(std::string_view text) {
        while (!text.empty()) {
            const ssize_t count = ::write(open_, text.data(), text.size());
            if (count < 0 && errno != EINTR) {
                throw cannotUse(file_, "written", errno);
            }
            text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        }
    }

    void commit(bool isSecret) {
        if (isSecret) {
            keepToOwner();
        } else {
            giveOwner();
        }
        if ((how_.isLasting && ::fsync(open_) != 0) || ::rename(name_.c_str(), file_.c_str()) != 0) {
            throw cannotUse(file_, "written", errno);
        }
        name_.clear();
        if (!how_.isLasting) {
            return;
        }
        const int folder = ::open(file_.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder >= 0) {
            ::fsync(
                folder);  // so that the new name outlives a loss of power; the file itself is safe already
            ::close(folder);
        }
    }

  private:
    // mkostemp made it 0600.
    void keepToOwner() const {
        struct stat status {};
        if (::stat(file_.c_str(), &status) == 0 && ::fchown(open_, status.st_uid, status.st_gid) != 0 &&
            status.st_uid != ::geteuid()) {
            throw cannotUse(file_, "written", errno);
        }
    }

    void giveOwner() const {
        struct stat status {};
        const bool isThere = ::stat(file_.c_str(), &status) == 0;
        if (!isThere && ::stat(file_.parent_path().c_str(), &status) != 0) {
            throw cannotUse(file_, "written", errno);
        }
        const uid_t owner = isThere ? status.st_uid : ::geteuid();
        constexpr mode_t kPermissions = 07777;
        // Who is not root may be in a group or not; the mode is for the group only when it got the file.
        const bool isGiven = ::fchown(open_, owner, status.st_gid) == 0 ||
                             ::fchown(open_, static_cast<uid_t>(-1), status.st_gid) == 0;
        const mode_t mode = isThere ? status.st_mode & kPermissions : how_.newMode;
        if (::fchmod(open_, isGiven ? mode : mode & ~static_cast<mode_t>(S_IRWXG)) != 0) {
            throw cannotUse(file_, "written", errno);
        }
    }

    fs::path file_;
    ReplacedFile how_;
    std::string name_;
    int open_ = -1;
};

}  // namespace

void replaceFile(const fs::path& file, std::string_view text, const ReplacedFile& how) {
    Replacement replacement(file, how);
    replacement.write(text);
    replacement.commit(/*isSecret=*/false);
}

void replaceSecretFile(const fs::path& file, std::string_view text) {
    Replacement replacement(file, {});
    replacement.write(text);
    replacement.commit(/*isSecret=*/true);
}

JobError cannotUse(const fs::path& file, const char* what, int reason) {
    std::string sentence = file.string() + " cannot be " + what + ": " + std::strerror(reason) + '.';
    if (reason == EACCES || reason == EPERM) {
        sentence += " Those who administer CUPS may (root).";
    }
    return {JobEnd::kHeld, sentence};
}

}  // namespace voipnow
