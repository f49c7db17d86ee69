// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/state_folder.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "backend/journal.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

class StateFolder : public ::testing::Test {
  protected:
    StateFolder() : folder_(scratch_.path() / "state") {
        // For root it is looked at by the user to whom the backend gives it.
        fs::permissions(scratch_.path(), fs::perms(0755));
        fs::create_directory(folder_);
        ::chmod(folder_.c_str(), 0700);
    }

    const ScratchFolder scratch_;
    const fs::path folder_;
};

TEST_F(StateFolder, IsFineWithAndWithoutAJournal) {
    EXPECT_EQ(checkStateDir(folder_).verdict, Verdict::kFine) << checkStateDir(folder_).text;
    { const Journal journal(folder_); }
    struct stat folder {};
    ASSERT_EQ(::stat(folder_.c_str(), &folder), 0);
    for (const auto& entry : fs::directory_iterator(folder_)) {
        ::chmod(entry.path().c_str(), 0640);
        ASSERT_EQ(::chown(entry.path().c_str(), folder.st_uid, folder.st_gid), 0);
    }
    EXPECT_EQ(checkStateDir(folder_).verdict, Verdict::kFine) << checkStateDir(folder_).text;
    EXPECT_EQ(checkStateDir(scratch_.path() / "none").verdict, Verdict::kFine);
}

// As after an update by another way, where another user was the service's.
TEST_F(StateFolder, FailsWhenItsOwnerCannotWriteTheJournal) {
    if (::geteuid() != 0) {
        GTEST_SKIP() << "only root can look at it";
    }
    constexpr uid_t kOwner = 4242;
    { const Journal journal(folder_); }
    ASSERT_EQ(::chown(folder_.c_str(), kOwner, kOwner), 0);
    const Finding found = checkStateDir(folder_);
    EXPECT_EQ(found.verdict, Verdict::kFailed) << found.text;
    EXPECT_TRUE(found.cure.starts_with("chown -h --reference=" + folder_.string())) << found.cure;
}

TEST_F(StateFolder, FailsWhenItsOwnerCannotGetThere) {
    if (::geteuid() != 0) {
        GTEST_SKIP() << "only root can look at it";
    }
    fs::permissions(scratch_.path(), fs::perms(0700));
    EXPECT_EQ(checkStateDir(folder_).verdict, Verdict::kFailed) << checkStateDir(folder_).text;
}

TEST_F(StateFolder, FailsWhenItIsNoFolderOrItsJournalIsNone) {
    scratch_.file("file", "x");
    EXPECT_EQ(checkStateDir(scratch_.path() / "file").verdict, Verdict::kFailed);
    scratch_.file("state/journal.db", "This is no database, but it is long enough to be looked at as one.");
    ::chmod((folder_ / "journal.db").c_str(), 0600);
    EXPECT_EQ(checkStateDir(folder_).verdict, Verdict::kFailed) << checkStateDir(folder_).text;
}

TEST_F(StateFolder, WarnsWhenOthersCanLook) {
    scratch_.file("state/token-1.json", "{}");
    ::chmod((folder_ / "token-1.json").c_str(), 0640);
    const Finding token = checkStateDir(folder_);
    EXPECT_EQ(token.verdict, Verdict::kWarning);
    EXPECT_EQ(token.cure, "chmod 600 " + (folder_ / "token-1.json").string());
    ::chmod((folder_ / "token-1.json").c_str(), 0600);
    ::chmod(folder_.c_str(), 0755);
    const Finding folder = checkStateDir(folder_);
    EXPECT_EQ(folder.verdict, Verdict::kWarning);
    EXPECT_EQ(folder.cure, "chmod o= " + folder_.string());
}

TEST_F(StateFolder, HasRoomOnItsDiskEvenBeforeItIsThere) {
    const Finding found = checkSpace("space", scratch_.path() / "not" / "yet");
    EXPECT_EQ(found.check, "space");
    EXPECT_NE(found.text.find("MB left"), std::string::npos) << found.text;
}

}  // namespace
}  // namespace voipnow
