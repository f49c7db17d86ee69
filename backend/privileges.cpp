// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/privileges.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>
#include <vector>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

[[noreturn]] void fail(const std::filesystem::path& stateDir, const std::string& why) {
    throw JobError(JobEnd::kQueueStopped, "The folder state-dir = " + stateDir.string() +
                                              " of voipnow.conf " + why +
                                              ". Correct it, then start the queue again with cupsenable.");
}

// A file descriptor that is closed with its scope.
class Folder {
  public:
    explicit Folder(const std::filesystem::path& path)
        : descriptor_(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)) {}
    ~Folder() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    int get() const { return descriptor_; }

  private:
    int descriptor_;
};

bool isOurFile(const std::string& name) {
    return name.starts_with("journal.db") || name.starts_with("token-") || name == "locks" ||
           name == "documents";
}

// The files in the folder; the folder is refused when one of them is somebody else's.
std::vector<std::string> ownFiles(const std::filesystem::path& stateDir) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(stateDir)) {
        names.push_back(entry.path().filename().string());
        if (!isOurFile(names.back())) {
            fail(stateDir, "belongs to root and holds other files (" + names.back() +
                               "); it has to be a folder of its own");
        }
    }
    return names;
}

passwd serviceUser(const std::filesystem::path& stateDir) {
    for (const char* name : {kServiceUser, kFallbackUser}) {
        if (const passwd* user = ::getpwnam(name); user != nullptr && user->pw_uid != 0) {
            return *user;
        }
    }
    fail(stateDir, std::string("has nobody to belong to: there is neither a user ") + kServiceUser + " nor " +
                       kFallbackUser);
}

void handOver(const std::filesystem::path& stateDir, const Folder& folder) {
    const passwd user = serviceUser(stateDir);
    for (const std::string& name : ownFiles(stateDir)) {
        if (::fchownat(folder.get(), name.c_str(), user.pw_uid, user.pw_gid, AT_SYMLINK_NOFOLLOW) != 0) {
            fail(stateDir, "cannot be handed to " + std::string(user.pw_name) + ": " + std::strerror(errno));
        }
    }
    if (::fchmod(folder.get(), S_IRWXU) != 0 || ::fchown(folder.get(), user.pw_uid, user.pw_gid) != 0) {
        fail(stateDir, "cannot be handed to " + std::string(user.pw_name) + ": " + std::strerror(errno));
    }
}

void become(uid_t user, gid_t group, const std::filesystem::path& stateDir) {
    if (::setgroups(1, &group) != 0 || ::setresgid(group, group, group) != 0 ||
        ::setresuid(user, user, user) != 0) {
        fail(stateDir, std::string("has an owner that the backend cannot become: ") + std::strerror(errno));
    }
    if (::setuid(0) == 0) {
        fail(stateDir, "has an owner that can become root again");
    }
}

}  // namespace

void settleIn(const std::filesystem::path& stateDir) {
    std::error_code error;
    if (stateDir.has_parent_path()) {
        const mode_t before = ::umask(S_IWGRP | S_IWOTH);
        std::filesystem::create_directories(stateDir.parent_path(), error);
        ::umask(before);
    }
    if (::mkdir(stateDir.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        fail(stateDir, std::string("cannot be made: ") + std::strerror(errno));
    }
    if (::geteuid() != 0) {
        return;
    }
    const Folder folder(stateDir);
    struct stat status {};
    if (folder.get() < 0 || ::fstat(folder.get(), &status) != 0) {
        fail(stateDir, std::string("cannot be opened: ") + std::strerror(errno));
    }
    if (status.st_uid == 0) {
        handOver(stateDir, folder);
        if (::fstat(folder.get(), &status) != 0) {
            fail(stateDir, std::string("cannot be opened: ") + std::strerror(errno));
        }
    }
    become(status.st_uid, status.st_gid, stateDir);
    ::prctl(PR_SET_DUMPABLE, 0);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (::access(stateDir.c_str(), W_OK | X_OK) != 0) {
        fail(stateDir, "cannot be written to by its owner: the folders above it have to let others pass");
    }
}

}  // namespace voipnow
