// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/in_parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <future>
#include <vector>

namespace voipnow {

void inParallel(std::size_t threads, std::size_t count, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next{0};
    std::atomic<bool> failed{false};
    const auto turns = [&] {
        while (!failed) {
            const std::size_t turn = next++;
            if (turn >= count) {
                return;
            }
            try {
                work(turn);
            } catch (...) {
                failed = true;
                throw;
            }
        }
    };
    const std::size_t others = std::min(threads, count);
    std::vector<std::future<void>> running;
    for (std::size_t i = 1; i < others; ++i) {
        running.push_back(std::async(std::launch::async, turns));
    }
    std::exception_ptr first;
    const auto keepFirst = [&first](const auto& run) {
        try {
            run();
        } catch (...) {
            if (!first) {
                first = std::current_exception();
            }
        }
    };
    keepFirst(turns);
    for (std::future<void>& each : running) {
        keepFirst([&each] { each.get(); });
    }
    if (first) {
        std::rethrow_exception(first);
    }
}

}  // namespace voipnow
