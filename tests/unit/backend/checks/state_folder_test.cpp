// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/state_folder.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "backend/journal.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

class StateFolder : public ::testing::Test {
  protected:
    StateFolder() : folder_(scratch_.path() / "state") {
        fs::create_directory(folder_);
        ::chmod(folder_.c_str(), 0700);
    }

    const ScratchFolder scratch_;
    const fs::path folder_;
};

TEST_F(StateFolder, IsFineWithAndWithoutAJournal) {
    EXPECT_EQ(checkStateDir(folder_).verdict, Verdict::kFine) << checkStateDir(folder_).text;
    { const Journal journal(folder_); }
    for (const auto& entry : fs::directory_iterator(folder_)) {
        ::chmod(entry.path().c_str(), 0640);
    }
    EXPECT_EQ(checkStateDir(folder_).verdict, Verdict::kFine) << checkStateDir(folder_).text;
    EXPECT_EQ(checkStateDir(scratch_.path() / "none").verdict, Verdict::kFine);
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
