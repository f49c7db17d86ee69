// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/replaced_file.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <regex>

#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

TEST(ReplacedFile, HasTheNewTextAndItsOldMode) {
    const ScratchFolder scratch;
    const std::filesystem::path file = scratch.path() / "a";
    replaceFile(file, "one");
    struct stat status {};
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0640U);
    ASSERT_EQ(::chmod(file.c_str(), 0604), 0);
    replaceFile(file, "two");
    EXPECT_EQ(textOf(file), "two");
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0604U);
}

TEST(ReplacedFile, IsLeftAloneWhenItCannotBeWritten) {
    const ScratchFolder scratch;
    expectJobError(JobEnd::kHeld, "cannot be written", [&] { replaceFile(scratch.path() / "no/a", "one"); });
    std::filesystem::create_directory(scratch.path() / "folder");
    expectJobError(JobEnd::kHeld, "cannot be written",
                   [&] { replaceFile(scratch.path() / "folder", "one"); });
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(scratch.path()), {}), 1)
        << "nothing else is left";
}

// Ended in the middle of writing, as by a loss of power.
void endInside(const std::filesystem::path& file) {
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_CORE, &none);
        ::setrlimit(RLIMIT_FSIZE, &none);
        replaceSecretFile(file, "secret");
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status));
}

// install/debian removes it by this name when the package is purged.
TEST(ReplacedFile, LeavesAHiddenFileWithItsNameWhenItIsInterrupted) {
    const ScratchFolder scratch;
    endInside(scratch.path() / "voipnow.conf");
    std::vector<std::string> left;
    for (const auto& entry : std::filesystem::directory_iterator(scratch.path())) {
        left.push_back(entry.path().filename().string());
    }
    ASSERT_EQ(left.size(), 1U);
    EXPECT_TRUE(std::regex_match(left.front(), std::regex(R"(\.voipnow\.conf\.[A-Za-z0-9]{6})")))
        << left.front();
    EXPECT_EQ(std::filesystem::status(scratch.path() / left.front()).permissions(),
              std::filesystem::perms(0600));
}

TEST(ReplaceFile, ANewOneGetsTheModeThatIsWanted) {
    const ScratchFolder scratch;
    const std::filesystem::path file = scratch.path() / "metrics.prom";
    const mode_t before = ::umask(0077);
    replaceFile(file, "one", {.newMode = 0644, .isLasting = false});
    ::umask(before);
    EXPECT_EQ(textOf(file), "one");
    EXPECT_EQ(std::filesystem::status(file).permissions(), std::filesystem::perms(0644));
    std::filesystem::permissions(file, std::filesystem::perms(0600));
    replaceFile(file, "two", {.newMode = 0644, .isLasting = false});
    EXPECT_EQ(textOf(file), "two");
    EXPECT_EQ(std::filesystem::status(file).permissions(), std::filesystem::perms(0600)) << "is kept";
}

}  // namespace
}  // namespace voipnow
