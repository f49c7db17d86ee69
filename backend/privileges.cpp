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
#include "filters/file_descriptor.hpp"

namespace voipnow {
namespace {

[[noreturn]] void fail(const std::filesystem::path& stateDir, const std::string& why) {
    throw JobError(JobEnd::kQueueStopped, "The folder state-dir = " + stateDir.string() +
                                              " of voipnow.conf " + why + ". Correct it.");
}

constexpr const char* kDocuments = "documents";
constexpr const char* kJournal = "journal.db";

bool isOurFile(const std::string& name) {
    return name.starts_with(kJournal) || name.starts_with("token-") || name == "locks" || name == kDocuments;
}

std::vector<std::string> filesIn(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
    }
    return names;
}

// The files in the folder; the folder is refused when one of them is somebody else's.
std::vector<std::string> ownFiles(const std::filesystem::path& stateDir) {
    std::vector<std::string> names = filesIn(stateDir);
    const auto other = std::find_if_not(names.begin(), names.end(), &isOurFile);
    if (other != names.end()) {
        fail(stateDir,
             "belongs to root and holds other files (" + *other + "); it has to be a folder of its own");
    }
    return names;
}

FileDescriptor openedFolder(int above, const char* name) {
    return FileDescriptor(::openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
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

// Gives what is in the folder to the user; what is a link is not followed.
void giveFiles(const std::filesystem::path& stateDir, int folder, const std::vector<std::string>& names,
               const passwd& user) {
    for (const std::string& name : names) {
        if (::fchownat(folder, name.c_str(), user.pw_uid, user.pw_gid, AT_SYMLINK_NOFOLLOW) != 0) {
            fail(stateDir, "cannot be handed to " + std::string(user.pw_name) + ": " + std::strerror(errno));
        }
    }
}

void handOver(const std::filesystem::path& stateDir, int folder) {
    const passwd user = serviceUser(stateDir);
    const std::vector<std::string> names = ownFiles(stateDir);
    if (const FileDescriptor documents = openedFolder(folder, kDocuments); documents.get() >= 0) {
        giveFiles(stateDir, documents.get(), filesIn(stateDir / kDocuments), user);
    }
    giveFiles(stateDir, folder, names, user);
    if (::fchmod(folder, S_IRWXU) != 0 || ::fchown(folder, user.pw_uid, user.pw_gid) != 0) {
        fail(stateDir, "cannot be handed to " + std::string(user.pw_name) + ": " + std::strerror(errno));
    }
}

// A file of the journal, for its group to read. The folder is its owner's, and root works here: what is not a plain file
// of that owner with one name is left alone.
void letGroupRead(int folder, const std::string& name, uid_t owner, gid_t readers) {
    const FileDescriptor file(::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat status {};
    if (file.get() >= 0 && ::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode) &&
        status.st_uid == owner && status.st_nlink == 1 && ::fchown(file.get(), owner, readers) == 0) {
        ::fchmod(file.get(), S_IRUSR | S_IWUSR | S_IRGRP);
    }
}

// New files in the folder have its group (set-group-ID). Nothing is lost where it cannot be done: the journal is then
// root's to read, and the owner's.
void admitReaders(const std::filesystem::path& stateDir, int folder, const struct stat& status) {
    constexpr mode_t kMode = S_ISGID | S_IRWXU | S_IRGRP | S_IXGRP;
    constexpr mode_t kPermissions = S_ISUID | S_ISGID | S_ISVTX | S_IRWXU | S_IRWXG | S_IRWXO;
    const group* readers = ::getgrnam(kReadersGroup);
    if (readers == nullptr ||
        (status.st_gid == readers->gr_gid && (status.st_mode & kPermissions) == kMode)) {
        return;
    }
    const gid_t group = readers->gr_gid;
    const std::vector<std::string> names = filesIn(stateDir);
    if (!std::all_of(names.begin(), names.end(), &isOurFile)) {
        return;
    }
    // In this order: nobody comes in with the old group's rights.
    if (::fchmod(folder, S_IRWXU) != 0 || ::fchown(folder, status.st_uid, group) != 0) {
        return;
    }
    for (const std::string& name : names) {
        if (name.starts_with(kJournal)) {
            letGroupRead(folder, name, status.st_uid, group);
        }
    }
    ::fchmod(folder, kMode);
}

// The group of the folder's owner; that of the folder for a user whom the system does not know.
gid_t groupOf(const struct stat& status) {
    const passwd* owner = ::getpwuid(status.st_uid);
    return owner == nullptr ? status.st_gid : owner->pw_gid;
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
    const FileDescriptor folder = openedFolder(AT_FDCWD, stateDir.c_str());
    struct stat status {};
    if (folder.get() < 0 || ::fstat(folder.get(), &status) != 0) {
        fail(stateDir, std::string("cannot be opened: ") + std::strerror(errno));
    }
    if (status.st_uid == 0) {
        handOver(stateDir, folder.get());
        if (::fstat(folder.get(), &status) != 0) {
            fail(stateDir, std::string("cannot be opened: ") + std::strerror(errno));
        }
    }
    const gid_t group = groupOf(status);
    admitReaders(stateDir, folder.get(), status);
    become(status.st_uid, group, stateDir);
    ::prctl(PR_SET_DUMPABLE, 0);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (::access(stateDir.c_str(), W_OK | X_OK) != 0) {
        if (errno == EROFS) {
            throw JobError(JobEnd::kHeld,
                           "The folder state-dir = " + stateDir.string() +
                               " of voipnow.conf is on a disk that cannot be written to now "
                               "(read-only file system), so nothing is sent. Mend the disk.",
                           Waits::kUntilItIsMended);
        }
        fail(stateDir, "cannot be written to by its owner: the folders above it have to let others pass");
    }
}

}  // namespace voipnow
