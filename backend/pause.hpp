// Pause: what a command does between two looks, when it goes on until somebody ends it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "backend/interruption.hpp"

namespace voipnow {

class Pause {
  public:
    // `interruption` must outlive this object. `output` is the descriptor of what the command writes; negative: none.
    Pause(const Interruption& interruption, int output) : interruption_(interruption), output_(output) {}

    // Waits for so long. False, at once, when `output` is a pipe or a terminal that nobody reads any more. Throws Interrupted,
    // at once, when a signal asks to end.
    bool wait(std::chrono::milliseconds time) const;

  private:
    const Interruption& interruption_;
    int output_;
};

}  // namespace voipnow
