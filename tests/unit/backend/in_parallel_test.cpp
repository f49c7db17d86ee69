// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/in_parallel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <latch>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

namespace voipnow {
namespace {

TEST(InParallel, DoesEachPieceOnce) {
    for (const std::size_t threads : {1U, 2U, 4U, 32U}) {
        std::vector<std::atomic<int>> times(100);
        inParallel(threads, times.size(), [&times](std::size_t i) { ++times[i]; });
        EXPECT_TRUE(std::all_of(times.begin(), times.end(), [](const auto& each) { return each == 1; }));
    }
    inParallel(4, 0, [](std::size_t) { FAIL(); });
}

TEST(InParallel, DoesSoManyAtTheSameTimeAndNoMore) {
    std::latch all(4);
    std::mutex turn;
    std::vector<std::thread::id> threads;
    inParallel(4, 4, [&](std::size_t) {
        all.arrive_and_wait();  // for ever, if they came one after the other
        const std::lock_guard<std::mutex> lock(turn);
        threads.push_back(std::this_thread::get_id());
    });
    std::sort(threads.begin(), threads.end());
    EXPECT_EQ(std::unique(threads.begin(), threads.end()), threads.end());
}

TEST(InParallel, WithOneThreadStaysInTheCallersAndInOrder) {
    std::vector<std::size_t> order;
    inParallel(1, 5, [&](std::size_t i) { order.push_back(i); });
    EXPECT_EQ(order, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
}

TEST(InParallel, BeginsNothingMoreAfterAFailureAndThrowsIt) {
    std::atomic<int> begun{0};
    const auto work = [&begun](std::size_t i) {
        ++begun;
        if (i == 3) {
            throw std::runtime_error("the fourth");
        }
    };
    EXPECT_THROW(inParallel(1, 100, work), std::runtime_error);
    EXPECT_EQ(begun, 4);
    EXPECT_THROW(inParallel(4, 100'000, work), std::runtime_error);
    EXPECT_LT(begun, 100'000);
}

}  // namespace
}  // namespace voipnow
