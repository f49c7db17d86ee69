// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_run.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

class Settled : public ::testing::Test {
  protected:
    Settled() {
        job_.number = 12;
        job_.uuid = "urn:uuid:a";
        job_.printer = "Fax";
        journal_.begin(job_, parseDeviceUri("voipnow://pbx.example.com/@me/0003*210"));
    }

    void sendOne() {
        const auto keys = journal_.prepare(job_.uuid, {}, {{{{"111", ""}}, 1, 1, ""}});
        journal_.setUploading(keys.at(0));
        journal_.setState(keys.at(0), FaxState::kSent);
    }

    JobError after(JobEnd end) {
        return settled(JobError(end, "It broke; nothing was sent."), job_, journal_);
    }

    const ScratchFolder scratch_;
    Journal journal_{scratch_.path()};
    PrintJob job_;
};

TEST_F(Settled, TriesAgainFourTimesAndThenHolds) {
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(after(JobEnd::kRetriedLater).end(), JobEnd::kRetriedLater);
        EXPECT_EQ(journal_.lastRunOf(job_.uuid)->state, JobState::kRetrying);
    }
    const JobError held = after(JobEnd::kRetriedLater);
    EXPECT_EQ(held.end(), JobEnd::kHeld);
    EXPECT_STREQ(held.what(),
                 "It broke; nothing was sent. It was tried 5 times; release the job when it is mended.");
    EXPECT_EQ(journal_.lastRunOf(job_.uuid)->state, JobState::kHeld);
    EXPECT_EQ(journal_.lastRunOf(job_.uuid)->reason, held.what());
}

TEST_F(Settled, NeverSaysThatNothingWasSentOfAJobOfWhichSomethingWas) {
    sendOne();
    for (int i = 0; i < 5; ++i) {
        const JobError told = after(JobEnd::kRetriedLater);
        EXPECT_EQ(std::string(told.what()).find("nothing was sent"), std::string::npos) << told.what();
        EXPECT_NE(std::string(told.what()).find("nothing more was sent"), std::string::npos) << told.what();
        EXPECT_NE(std::string(told.what()).find("1 fax of this job had been sent"), std::string::npos)
            << told.what();
    }
    EXPECT_EQ(journal_.lastRunOf(job_.uuid)->state, JobState::kHeld);
}

TEST_F(Settled, HoldsAJobOfWhichAPartWasSentWhereItWouldBeOver) {
    EXPECT_EQ(after(JobEnd::kCanceled).end(), JobEnd::kCanceled);
    EXPECT_EQ(journal_.lastRunOf(job_.uuid)->state, JobState::kFailed);
    sendOne();
    EXPECT_EQ(after(JobEnd::kCanceled).end(), JobEnd::kHeld);
    EXPECT_EQ(journal_.lastRunOf(job_.uuid)->state, JobState::kHeld);
}

}  // namespace
}  // namespace voipnow
