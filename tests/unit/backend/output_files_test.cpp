// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/output_files.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <iterator>
#include <span>
#include <string_view>

#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

class OutputFilesTest : public ::testing::Test {
  protected:
    void add(OutputFiles& files, const std::string& name, std::string_view text) const {
        files.begin(scratch_.path() / name);
        files.write(std::as_bytes(std::span(text)));
    }
    std::ptrdiff_t filesThere() const {
        return std::distance(fs::directory_iterator(scratch_.path()), fs::directory_iterator());
    }

    const ScratchFolder scratch_;
};

TEST_F(OutputFilesTest, GetTheirNamesAllAtOnce) {
    scratch_.file("b", "old");
    OutputFiles files;
    add(files, "a", "first");
    add(files, "b", "second");
    EXPECT_FALSE(fs::exists(scratch_.path() / "a"));
    EXPECT_EQ(textOf(scratch_.path() / "b"), "old");
    files.commit();
    EXPECT_EQ(textOf(scratch_.path() / "a"), "first");
    EXPECT_EQ(textOf(scratch_.path() / "b"), "second");
    EXPECT_EQ(filesThere(), 2);
    EXPECT_EQ(files.paths(), (std::vector<fs::path>{scratch_.path() / "a", scratch_.path() / "b"}));
}

TEST_F(OutputFilesTest, CanBeReadByWhomTheUserLets) {
    const mode_t mask = ::umask(027);
    OutputFiles files;
    add(files, "a", "text");
    files.commit();
    ::umask(mask);
    EXPECT_EQ(fs::status(scratch_.path() / "a").permissions(), fs::perms(0640));
}

TEST_F(OutputFilesTest, AreGoneWithoutCommit) {
    {
        OutputFiles files;
        add(files, "a", "text");
        add(files, "b", "text");
    }
    EXPECT_EQ(filesThere(), 0);
}

TEST_F(OutputFilesTest, AreNoneWhenOneCannotGetItsName) {
    OutputFiles files;
    add(files, "a", "text");
    add(files, "b", "text");
    fs::create_directory(scratch_.path() / "b");
    expectJobError(JobEnd::kHeld, "b cannot be written", [&] { files.commit(); });
    EXPECT_FALSE(fs::exists(scratch_.path() / "a"));
}

TEST_F(OutputFilesTest, SayWhyTheyCannotBeWritten) {
    OutputFiles files;
    expectJobError(JobEnd::kHeld, "nowhere/a cannot be written: No such file",
                   [&] { files.begin(scratch_.path() / "nowhere/a"); });
    fs::create_directory(scratch_.path() / "folder");
    expectJobError(JobEnd::kHeld, "Is a directory", [&] { files.begin(scratch_.path() / "folder"); });
}

}  // namespace
}  // namespace voipnow
