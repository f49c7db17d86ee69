// Backoff: how long to wait before something that failed is tried again, and when to give up.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pauses double from half a second to half a minute, and each is shortened by chance by up to a half, so that many
// backends do not come back at the same moment. Where the server says how long it wants to be left alone (Retry-After),
// the pause is at least that. The time of giving up counts from the first failure.
#pragma once

#include <chrono>
#include <optional>
#include <random>

namespace voipnow {

class Backoff {
  public:
    using Clock = std::chrono::steady_clock;

    // `most`: for how long after the first failure there is another try.
    explicit Backoff(std::chrono::seconds most) : most_(most) {}

    // After a failure: the pause before the next try; nothing when it is time to give up. A pause that would end after
    // that time is given up at once, too.
    std::optional<std::chrono::milliseconds> next(std::chrono::seconds atLeast,
                                                  Clock::time_point now = Clock::now());

  private:
    std::chrono::seconds most_;
    std::optional<Clock::time_point> end_;
    std::chrono::milliseconds pause_{500};
    std::minstd_rand chance_{std::random_device()()};
};

}  // namespace voipnow
