// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/backoff.hpp"

#include <algorithm>

namespace voipnow {

std::optional<std::chrono::milliseconds> Backoff::next(std::chrono::seconds atLeast, Clock::time_point now) {
    constexpr std::chrono::milliseconds kLongest{30'000};
    if (!end_) {
        end_ = now + most_;
    }
    std::uniform_int_distribution<std::int64_t> shorter(pause_.count() / 2, pause_.count());
    const std::chrono::milliseconds pause =
        std::max<std::chrono::milliseconds>(std::chrono::milliseconds(shorter(chance_)), atLeast);
    pause_ = std::min(2 * pause_, kLongest);
    if (now + pause >= *end_) {
        return std::nullopt;
    }
    return pause;
}

}  // namespace voipnow
