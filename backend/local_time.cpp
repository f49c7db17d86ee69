// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/local_time.hpp"

#include <ctime>
#include <iomanip>
#include <sstream>

namespace voipnow {

std::string localTime(std::int64_t when, const char* form) {
    const std::time_t time = when;
    std::tm parts{};
    ::localtime_r(&time, &parts);
    std::ostringstream text;
    text << std::put_time(&parts, form);
    return text.str();
}

}  // namespace voipnow
