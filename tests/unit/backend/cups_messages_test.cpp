// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/cups_messages.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace voipnow {
namespace {

TEST(CupsMessages, WritesOneLineWithThePrefixThatCupsdKnows) {
    std::ostringstream out;
    CupsMessages messages(out);
    messages.info("a");
    messages.warning("b");
    messages.error("c");
    messages.debug("d");
    messages.mediaProgress(42);
    EXPECT_EQ(out.str(), "INFO: a\nWARNING: b\nERROR: c\nDEBUG: d\nATTR: job-media-progress=42\n");
}

TEST(CupsMessages, LetsNoTextFromOutsideBecomeACommand) {
    std::ostringstream out;
    CupsMessages(out).error("Title\nATTR: job-state=9\rSTATE: +offline\n");
    EXPECT_EQ(out.str(), "ERROR: Title ATTR: job-state=9 STATE: +offline \n");
}

TEST(CupsMessages, KeepsProgressBetweenNoneAndAll) {
    std::ostringstream out;
    CupsMessages messages(out);
    messages.mediaProgress(-1);
    messages.mediaProgress(101);
    EXPECT_EQ(out.str(), "ATTR: job-media-progress=0\nATTR: job-media-progress=100\n");
}

TEST(CupsMessages, SaysOnceHowTheServiceIsAndTakesAwayWhatItSaid) {
    std::ostringstream out;
    CupsMessages messages(out);
    messages.serviceAnswers();
    messages.callingService();
    messages.serviceIsAway();
    messages.serviceIsAway();
    messages.serviceAnswers();
    messages.serviceAnswers();
    EXPECT_EQ(out.str(),
              "STATE: +connecting-to-device\nSTATE: +offline-report\n"
              "STATE: -connecting-to-device\nSTATE: -offline-report\n");
}

TEST(CupsMessages, TakesAwayWhatAnEarlierRunLeftOnTheQueue) {
    std::ostringstream out;
    CupsMessages messages(out, "paused,com.voipnow.settings-error,media-low");
    messages.settingsWrong();
    EXPECT_EQ(out.str(), "");
    messages.settingsRight();
    messages.settingsRight();
    EXPECT_EQ(out.str(), "STATE: -com.voipnow.settings-error\n");
}

TEST(CupsMessages, CountsPagesAndClearsTheMessageOfTheQueue) {
    std::ostringstream out;
    CupsMessages messages(out);
    messages.pagesHandedOver(6);
    messages.clearQueueMessage();
    EXPECT_EQ(out.str(), "PAGE: total 6\nINFO: \n");
}

}  // namespace
}  // namespace voipnow
