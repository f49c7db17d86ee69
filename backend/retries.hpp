// Retries: how a job waits for a service that is down, and says so.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <thread>

#include "backend/backoff.hpp"
#include "backend/cups_messages.hpp"
#include "backend/https_client.hpp"

namespace voipnow {

class Retries {
  public:
    // For `most` after the first failure of each piece of work. `messages` must outlive this object.
    Retries(std::chrono::seconds most, CupsMessages& messages) : most_(most), messages_(messages) {}

    Backoff backoff() const { return Backoff(most_); }

    // Says what went wrong and when it is tried again, and waits until then. False when it is time to give up.
    bool wait(Backoff& backoff, const NoAnswer& error) const {
        const auto pause = backoff.next(error.retryAfter());
        if (!pause) {
            return false;
        }
        messages_.serviceIsAway();
        messages_.info(std::string(error.what()) + " Trying again" + in(*pause) + '.');
        std::this_thread::sleep_for(*pause);
        return true;
    }

    // Gives what `work` gives. Throws its NoAnswer when it is time to give up, and everything else at once.
    template <typename Work>
    auto with(const Work& work) const {
        for (Backoff backoff = this->backoff();;) {
            try {
                return work();
            } catch (const NoAnswer& error) {
                if (!wait(backoff, error)) {
                    throw;
                }
            }
        }
    }

  private:
    static std::string in(std::chrono::milliseconds pause) {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(pause).count();
        return seconds < 1 ? "" : " in " + std::to_string(seconds) + " s";
    }

    std::chrono::seconds most_;
    CupsMessages& messages_;
};

}  // namespace voipnow
