// When a process was started.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace voipnow {

// Milliseconds since 1970-01-01 UTC, to a hundredth of a second; 0 when the kernel does not tell (/proc).
std::int64_t startOfProcess(pid_t process);

}  // namespace voipnow
