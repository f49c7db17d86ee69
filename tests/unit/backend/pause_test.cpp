// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/pause.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>

#include "filters/file_descriptor.hpp"

namespace voipnow {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLong{60'000};

TEST(Pause, IsOverAtItsTimeAndSoonerWhenNobodyReadsAnyMore) {
    const Interruption interruption;
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const FileDescriptor writing(ends[1]);
    {
        const FileDescriptor reading(ends[0]);
        EXPECT_TRUE(Pause(interruption, writing.get()).wait(milliseconds(1)));
    }
    EXPECT_FALSE(Pause(interruption, writing.get()).wait(kLong));
    EXPECT_TRUE(Pause(interruption, -1).wait(milliseconds(1)));
}

void pauseUntilInterrupted() {
    const Interruption interruption;
    static_cast<void>(std::raise(SIGINT));
    try {
        Pause(interruption, -1).wait(kLong);
    } catch (const Interrupted&) {
        return;
    }
    std::_Exit(1);
}

TEST(Pause, IsOverWhenASignalAsksToEnd) {
    EXPECT_EXIT(pauseUntilInterrupted(), ::testing::KilledBySignal(SIGINT), "");
}

}  // namespace
}  // namespace voipnow
