// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/interruption.hpp"

#include <gtest/gtest.h>
#include <poll.h>

#include <cstdlib>
#include <iostream>

namespace voipnow {
namespace {

// Tidies up in the face of a signal that was raised; goes on to the end of its Interruption.
void workUntilInterrupted() {
    const Interruption interruption;
    interruption.check();
    static_cast<void>(std::raise(SIGTERM));
    pollfd readable{interruption.descriptor(), POLLIN, 0};
    if (::poll(&readable, 1, 0) != 1) {
        return;
    }
    try {
        interruption.check();
    } catch (const Interrupted&) {
        std::cerr << "tidied up";
    }
}

void workWithIgnoredSignal() {
    static_cast<void>(std::signal(SIGHUP, SIG_IGN));
    {
        const Interruption interruption;
        static_cast<void>(std::raise(SIGHUP));
        interruption.check();
    }
    std::_Exit(0);
}

TEST(Interruption, LetsTheWorkTidyUpAndThenTheSignalEndsTheProcess) {
    EXPECT_EXIT(workUntilInterrupted(), ::testing::KilledBySignal(SIGTERM), "tidied up");
}

TEST(Interruption, LeavesSignalsIgnoredThatTheCallerIgnores) {
    EXPECT_EXIT(workWithIgnoredSignal(), ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace voipnow
