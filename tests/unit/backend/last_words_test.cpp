// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/last_words.hpp"

#include <gtest/gtest.h>

#include "backend/printable.hpp"

namespace voipnow {
namespace {

TEST(LastWords, OfAStoppedPrinterSayThatItGoesOn) {
    const std::string words = lastWords(JobError(JobEnd::kQueueStopped, "The secret is wrong."));
    EXPECT_EQ(words, "The secret is wrong. " + std::string(kPrinterGoesOn));
    EXPECT_TRUE(isWaitingForMending(words));
}

TEST(LastWords, OfAJobThatWaitsForTheMachineSayThatItGoesOn) {
    const std::string words =
        lastWords(JobError(JobEnd::kHeld, "The disk is full.", Waits::kUntilItIsMended));
    EXPECT_EQ(words, "The disk is full. " + std::string(kJobGoesOn));
    EXPECT_TRUE(isWaitingForMending(words));
}

TEST(LastWords, OfAJobThatWaitsForItsOwnerOrIsTriedAgainDoNot) {
    EXPECT_EQ(lastWords(JobError(JobEnd::kHeld, "No number.")), "No number.");
    EXPECT_EQ(lastWords(JobError(JobEnd::kRetriedLater, "No answer.", Waits::kUntilItIsMended)),
              "No answer.");
    EXPECT_FALSE(isWaitingForMending("No number."));
}

TEST(LastWords, HaveTheRemarksInTheMiddle) {
    EXPECT_EQ(lastWords(JobError(JobEnd::kHeld, "No number."), "The clock is wrong."),
              "No number. The clock is wrong.");
    EXPECT_EQ(joined("", "The clock is wrong."), "The clock is wrong.");
    EXPECT_EQ(joined("Sent.", ""), "Sent.");
}

TEST(LastWords, KeepTheirEndHoweverLongTheSentenceIs) {
    const std::string words = lastWords(JobError(JobEnd::kQueueStopped, std::string(5000, 'x')));
    EXPECT_LE(words.size(), kLongestMessage);
    EXPECT_TRUE(isWaitingForMending(words));
}

TEST(LastWords, ThatSomebodyElseWroteAreNoneOfOurs) {
    EXPECT_FALSE(isWaitingForMending("Paused"));
    EXPECT_FALSE(isWaitingForMending(std::string(kPrinterGoesOn) + " But not today."));
}

}  // namespace
}  // namespace voipnow
