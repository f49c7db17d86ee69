// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/process_start.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>

namespace voipnow {
namespace {

TEST(ProcessStart, IsWhenTheProcessWasStarted) {
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
                         std::chrono::system_clock::now().time_since_epoch())
                         .count();
    const pid_t child = ::fork();
    if (child == 0) {
        ::pause();
        ::_exit(0);
    }
    constexpr std::int64_t kTolerance = 500;
    EXPECT_NEAR(static_cast<double>(startOfProcess(child)), static_cast<double>(now), kTolerance);
    EXPECT_LE(startOfProcess(::getpid()), startOfProcess(child));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_EQ(startOfProcess(child), 0) << "it is gone";
}

}  // namespace
}  // namespace voipnow
