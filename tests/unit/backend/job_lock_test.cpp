// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_lock.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <optional>
#include <thread>

#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

void neverWaits() {
    FAIL() << "it had to wait";
}

bool isHeld(const std::filesystem::path& stateDir, const std::string& uuid) {
    return !JobLock::ifFree(stateDir, uuid).has_value();
}

TEST(JobLock, IsOneForEachJob) {
    const ScratchFolder scratch;
    EXPECT_FALSE(isHeld(scratch.path(), "urn:uuid:a"));
    const JobLock lock(scratch.path(), "urn:uuid:a", &neverWaits);
    const JobLock other(scratch.path(), "urn:uuid:b", &neverWaits);
    EXPECT_TRUE(isHeld(scratch.path(), "urn:uuid:a"));
    EXPECT_TRUE(isHeld(scratch.path(), "urn:uuid:b"));
    EXPECT_FALSE(isHeld(scratch.path(), "urn:uuid:c"));
}

TEST(JobLock, IsHadAtOnceWhereItIsFree) {
    const ScratchFolder scratch;
    std::optional<JobLock> lock = JobLock::ifFree(scratch.path(), "urn:uuid:a");
    ASSERT_TRUE(lock.has_value());
    EXPECT_TRUE(isHeld(scratch.path(), "urn:uuid:a"));
    lock.reset();
    EXPECT_FALSE(isHeld(scratch.path(), "urn:uuid:a"));
}

TEST(JobLock, MakesTheSecondWaitUntilTheFirstGoes) {
    const ScratchFolder scratch;
    std::optional<JobLock> first(std::in_place, scratch.path(), "urn:uuid:a", &neverWaits);
    std::thread release;
    int waits = 0;
    const JobLock second(scratch.path(), "urn:uuid:a", [&] {
        ++waits;
        release = std::thread([&first] { first.reset(); });
    });
    release.join();
    EXPECT_EQ(waits, 1);
    EXPECT_TRUE(isHeld(scratch.path(), "urn:uuid:a"));
}

TEST(JobLock, IsSharedWithAChildAndGoesWithTheLastOfThem) {
    const ScratchFolder scratch;
    std::optional<JobLock> lock(std::in_place, scratch.path(), "urn:uuid:a", &neverWaits);
    const pid_t child = ::fork();
    if (child == 0) {
        ::pause();
        ::_exit(0);
    }
    lock.reset();
    EXPECT_TRUE(isHeld(scratch.path(), "urn:uuid:a"));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_FALSE(isHeld(scratch.path(), "urn:uuid:a"));
}

TEST(JobLock, HoldsTheJobWhereItCannotBeHad) {
    expectJobError(JobEnd::kHeld, "state-dir",
                   [] { const JobLock lock("/nowhere", "urn:uuid:a", &neverWaits); });
}

}  // namespace
}  // namespace voipnow
