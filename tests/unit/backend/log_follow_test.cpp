// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/log_follow.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

namespace voipnow {
namespace {

JobEntry job(const std::string& uuid, JobState state, std::int64_t changed) {
    JobEntry entry;
    entry.uuid = uuid;
    entry.state = state;
    entry.changed = changed;
    return entry;
}

class JobChangesTest : public ::testing::Test {
  protected:
    // "a sent, b held"
    std::string told() {
        std::string text;
        const auto changed = changes_.next([this](std::int64_t since) {
            std::vector<JobEntry> some;
            std::copy_if(jobs_.begin(), jobs_.end(), std::back_inserter(some), [since](const JobEntry& each) {
                return each.changed >= since || (!each.faxes.empty() && each.faxes[0].changed >= since);
            });
            return some;
        });
        for (const JobEntry& each : changed) {
            text += (text.empty() ? "" : ", ") + each.uuid + ' ' + nameOf(each.state);
        }
        return text;
    }

    std::vector<JobEntry> jobs_;
    JobChanges changes_{100};
};

TEST_F(JobChangesTest, TellsWhatIsNewAndWhatBecameOfItOnce) {
    jobs_ = {job("a", JobState::kSent, 99), job("b", JobState::kReceiving, 100)};
    EXPECT_EQ(told(), "b receiving");
    EXPECT_EQ(told(), "");
    jobs_[1] = job("b", JobState::kSending, 100);
    EXPECT_EQ(told(), "b sending") << "in the same second";
    jobs_[1] = job("b", JobState::kSent, 101);
    jobs_.push_back(job("c", JobState::kHeld, 101));
    EXPECT_EQ(told(), "b sent, c held");
    EXPECT_EQ(told(), "");
    jobs_[0] = job("a", JobState::kReceiving, 102);
    EXPECT_EQ(told(), "a receiving") << "printed again";
}

TEST_F(JobChangesTest, TellsAJobThatIsHeldOnceMoreForTheSameReason) {
    jobs_ = {job("a", JobState::kHeld, 100)};
    EXPECT_EQ(told(), "a held");
    jobs_[0].changed = 105;
    EXPECT_EQ(told(), "a held");
}

TEST_F(JobChangesTest, TellsAFaxThatFaresOtherwiseThanBefore) {
    jobs_ = {job("a", JobState::kSending, 100)};
    jobs_[0].faxes.resize(1);
    EXPECT_EQ(told(), "a sending");
    jobs_[0].faxes[0].state = FaxState::kUploading;
    jobs_[0].faxes[0].changed = 103;
    EXPECT_EQ(told(), "a sending");
    EXPECT_EQ(told(), "");
}

}  // namespace
}  // namespace voipnow
