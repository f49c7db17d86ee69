// The local time of this machine, as text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace voipnow {

// `when` in seconds since 1970-01-01 UTC; `form` as of strftime(3): "%Y-%m-%d %H:%M".
std::string localTime(std::int64_t when, const char* form);

}  // namespace voipnow
