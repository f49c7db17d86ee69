// Whether this machine's clock and that of the fax service agree.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A clock that is wrong makes certificates look invalid, tokens end early or late, and the times of the log wrong. The
// service tells its time in each answer (header Date).
#pragma once

#include <chrono>
#include <string>

namespace voipnow {

inline constexpr std::chrono::minutes kClocksAgree{5};

// A sentence when this machine's clock is so far ahead of that of `service`, or (below 0) behind it, that one of them is
// wrong; empty when they agree.
std::string clockRemark(std::chrono::seconds ahead, const std::string& service);

}  // namespace voipnow
