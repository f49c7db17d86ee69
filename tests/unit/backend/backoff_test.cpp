// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/backoff.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(Backoff, WaitsLongerEachTimeAndNeverTheWholePause) {
    Backoff backoff(seconds(3600));
    milliseconds whole(500);
    for (int turn = 0; turn < 12; ++turn) {
        const auto pause = backoff.next(seconds(0));
        ASSERT_TRUE(pause);
        EXPECT_GE(*pause, whole / 2) << turn;
        EXPECT_LE(*pause, whole) << turn;
        whole = std::min<milliseconds>(whole * 2, seconds(30));
    }
}

TEST(Backoff, GivesUpWhenItsTimeSinceTheFirstFailureIsOver) {
    const Backoff::Clock::time_point start{};
    Backoff backoff(seconds(60));
    EXPECT_TRUE(backoff.next(seconds(0), start + seconds(1000))) << "the first failure, however late";
    EXPECT_TRUE(backoff.next(seconds(0), start + seconds(1050)));
    EXPECT_FALSE(backoff.next(seconds(0), start + seconds(1060)));
    EXPECT_FALSE(Backoff(seconds(0)).next(seconds(0)));
}

TEST(Backoff, LeavesTheServerAloneForAsLongAsItWants) {
    Backoff backoff(seconds(60));
    const auto pause = backoff.next(seconds(20));
    ASSERT_TRUE(pause);
    EXPECT_GE(*pause, seconds(20));
    EXPECT_FALSE(backoff.next(seconds(61))) << "waiting for that is not worth while";
    EXPECT_FALSE(Backoff(seconds(60)).next(std::chrono::hours(168))) << "nor is a week";
}

TEST(Backoff, IsNotTheSameForTwo) {
    Backoff one(seconds(3600));
    Backoff other(seconds(3600));
    bool differs = false;
    for (int turn = 0; turn < 8; ++turn) {
        differs = differs || one.next(seconds(0)) != other.next(seconds(0));
    }
    EXPECT_TRUE(differs);
}

}  // namespace
}  // namespace voipnow
