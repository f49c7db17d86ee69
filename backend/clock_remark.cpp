// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/clock_remark.hpp"

namespace voipnow {

std::string clockRemark(std::chrono::seconds ahead, const std::string& service) {
    const auto minutes = std::chrono::round<std::chrono::minutes>(std::chrono::abs(ahead));
    if (minutes < kClocksAgree) {
        return {};
    }
    return "The clock of this machine is " + std::to_string(minutes.count()) + " minutes " +
           (ahead.count() > 0 ? "ahead of" : "behind") + " that of " + service +
           ". An administrator sets it, for example with: timedatectl set-ntp true";
}

}  // namespace voipnow
