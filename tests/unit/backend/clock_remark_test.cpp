// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/clock_remark.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

using std::chrono::minutes;

TEST(ClockRemark, IsMadeWhenTheClocksDiffer) {
    EXPECT_EQ(clockRemark(minutes(60), "pbx.example.com"),
              "The clock of this machine is 60 minutes ahead of that of pbx.example.com. An administrator "
              "sets it, for "
              "example with: timedatectl set-ntp true");
    EXPECT_NE(clockRemark(-minutes(7), "pbx").find("7 minutes behind that of pbx."), std::string::npos);
}

TEST(ClockRemark, IsNotMadeForTheTimeThatARequestTakes) {
    EXPECT_EQ(clockRemark(minutes(0), "pbx"), "");
    EXPECT_EQ(clockRemark(minutes(4), "pbx"), "");
    EXPECT_EQ(clockRemark(-minutes(4), "pbx"), "");
}

}  // namespace
}  // namespace voipnow
