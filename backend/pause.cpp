// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/pause.hpp"

#include <poll.h>

#include <array>

namespace voipnow {

bool Pause::wait(std::chrono::milliseconds time) const {
    interruption_.check();
    // Without events to wait for, poll still tells of a reader that is gone.
    std::array<pollfd, 2> watched{pollfd{interruption_.descriptor(), POLLIN, 0}, pollfd{output_, 0, 0}};
    ::poll(watched.data(), watched.size(), static_cast<int>(time.count()));
    interruption_.check();
    return (watched[1].revents & (POLLERR | POLLHUP | POLLNVAL)) == 0;
}

}  // namespace voipnow
