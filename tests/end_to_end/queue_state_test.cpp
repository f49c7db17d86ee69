// What the queue says of itself: of the service while a job runs, of the settings while it is stopped, and nothing else
// that stays.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <regex>
#include <string>
#include <vector>

#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fault_table.hpp"

namespace voipnow::end_to_end {
namespace {

using Reasons = std::vector<std::string>;

class QueueState : public FaultTableTest {
  protected:
    void expectNothingStays(int job) const {
        const JobStatus status = cups_.status(job);
        EXPECT_EQ(status.queueReasons, Reasons{"none"});
        EXPECT_EQ(status.queueMessage, "");
        EXPECT_FALSE(status.message.empty()) << "of the job";
    }
};

bool has(const Reasons& reasons, const std::string& reason) {
    return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
}

TEST_F(QueueState, SaysThatTheServiceIsAwayForAsLongAsItIs) {
    tryFor("60s");
    order({always("create", R"("status":503)")});
    const int job = printPage();
    cups_.waitUntil(job, [](const JobStatus& now) {
        return has(now.queueReasons, "connecting-to-device") && has(now.queueReasons, "offline-report") &&
               now.queueMessage.find("Trying again") != std::string::npos;
    });
    emulator_.clearFaults();
    EXPECT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_COMPLETED);
    expectNothingStays(job);
}

TEST_F(QueueState, LeavesTheReasonBehindWithTheRunThatGaveUp) {
    tryFor("0");
    order({always("create", R"("status":503)")});
    const int job = printPage();
    const JobStatus status = cups_.waitUntil(
        job, [](const JobStatus& now) { return now.state == IPP_JSTATE_HELD && !now.message.empty(); });
    EXPECT_NE(status.message.find("It is tried again by itself."), std::string::npos) << status.message;
    EXPECT_EQ(cups_.status(job).queueReasons, Reasons{"none"});
}

TEST_F(QueueState, SaysNothingOfWhatHoldsOrEndsAJob) {
    const int held = print({page()}, {});
    EXPECT_EQ(cups_.waitUntilSettled(held).state, IPP_JSTATE_HELD);
    expectNothingStays(held);
    const int canceled = print({scratch_.write("none.pdf", drawnPdf({}))}, to(kNumber));
    EXPECT_EQ(cups_.waitUntilSettled(canceled).state, IPP_JSTATE_CANCELED);
    expectNothingStays(canceled);
}

TEST_F(QueueState, SaysWhyItWasStoppedUntilThatIsMended) {
    configure("", "app-key = " + emulator_.appKey() + "\napp-secret = wrong\n");
    const int job = printPage();
    const JobStatus stopped = cups_.waitUntilSettled(job);
    EXPECT_TRUE(stopped.queueStopped);
    EXPECT_TRUE(has(stopped.queueReasons, "com.voipnow.settings-error"));
    EXPECT_NE(stopped.queueMessage.find("The administrator has to check app-key"), std::string::npos)
        << stopped.queueMessage;
    EXPECT_EQ(stopped.message, stopped.queueMessage);
    configure("", appCredentials());
    runOrThrow({"cupsenable", "Fax"}, cups_.environment());
    const JobStatus mended =
        cups_.waitUntil(job, [](const JobStatus& now) { return now.state == IPP_JSTATE_COMPLETED; });
    EXPECT_FALSE(mended.queueStopped);
    expectNothingStays(job);
}

TEST_F(QueueState, ProgressGoesOnWhileAFileIsUploaded) {
    const int job = print({largeDocument()}, to(kNumber));
    cups_.waitUntilSettled(job);
    const std::string log = cups_.log();
    const std::regex line("\\[Job " + std::to_string(job) + R"(\] ATTR: job-media-progress=([0-9]+))");
    std::vector<int> steps;
    for (auto each = std::sregex_iterator(log.begin(), log.end(), line); each != std::sregex_iterator();
         ++each) {
        steps.push_back(std::stoi((*each)[1]));
    }
    ASSERT_FALSE(steps.empty());
    EXPECT_TRUE(std::is_sorted(steps.begin(), steps.end()));
    EXPECT_EQ(steps.front(), 0);
    EXPECT_EQ(steps.back(), 100);
    const auto isOfTheFilter = [](int step) { return step > 0 && step < 50; };
    const auto isOfTheUpload = [](int step) { return step > 50 && step < 100; };
    EXPECT_GT(std::count_if(steps.begin(), steps.end(), isOfTheFilter), 0);
    EXPECT_GT(std::count_if(steps.begin(), steps.end(), isOfTheUpload), 0);
}

}  // namespace
}  // namespace voipnow::end_to_end
