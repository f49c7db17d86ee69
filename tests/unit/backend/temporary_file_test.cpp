// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/temporary_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "backend/checksum.hpp"
#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

std::span<const std::byte> bytesOf(const std::string& text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

TEST(TemporaryFile, GivesBackWhatWasWritten) {
    const ScratchFolder scratch;
    TemporaryFile file(scratch.path());
    file.write(bytesOf("one "));
    file.write(bytesOf("two"));
    EXPECT_EQ(file.size(), 7U);
    file.rewind();
    std::array<char, 16> text{};
    EXPECT_EQ(std::fread(text.data(), 1, text.size(), file.stream()), 7U);
    EXPECT_STREQ(text.data(), "one two");
    EXPECT_EQ(sha256Of(file), "8ab63e29a4ba14e4e1688f9c15e5af90895421358c945b0431f85d66977bd3d2");
}

TEST(TemporaryFile, HasNoNameAndOneReader) {
    const ScratchFolder scratch;
    const TemporaryFile file(scratch.path());
    EXPECT_TRUE(std::filesystem::is_empty(scratch.path()));
    struct stat status {};
    ASSERT_EQ(::fstat(::fileno(file.stream()), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(TemporaryFile, HoldsTheJobWhereThereIsNoPlace) {
    expectJobError(JobEnd::kHeld, "/nowhere", [] { TemporaryFile file("/nowhere"); });
}

TEST(TemporaryFile, HoldsTheJobWhenTheDiskIsFull) {
    // /dev/full is a disk without room.
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> full(std::fopen("/dev/full", "w"), &std::fclose);
    ASSERT_TRUE(full);
    const ScratchFolder scratch;
    TemporaryFile file(scratch.path());
    ASSERT_GE(::dup2(::fileno(full.get()), ::fileno(file.stream())), 0);
    expectJobError(JobEnd::kHeld, "No space left", [&] {
        file.write(bytesOf(std::string(100'000, 'x')));
        file.rewind();
    });
}

}  // namespace
}  // namespace voipnow
