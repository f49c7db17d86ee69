// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/local_time.hpp"

#include <gtest/gtest.h>

#include <ctime>

namespace voipnow {
namespace {

TEST(LocalTime, IsWrittenInTheFormThatIsAskedFor) {
    std::tm parts{};
    parts.tm_year = 126;
    parts.tm_mon = 10;
    parts.tm_mday = 25;
    parts.tm_hour = 9;
    parts.tm_min = 5;
    parts.tm_isdst = -1;
    const std::time_t when = std::mktime(&parts);
    EXPECT_EQ(localTime(when, "%Y-%m-%d %H:%M"), "2026-11-25 09:05");
    EXPECT_EQ(localTime(when, "%H:%M on %Y-%m-%d"), "09:05 on 2026-11-25");
}

}  // namespace
}  // namespace voipnow
