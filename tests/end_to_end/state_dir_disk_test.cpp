// The disk of state-dir is full, or read-only: the job is held with words that name it, and nobody gets two faxes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <thread>

#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"
#include "tests/end_to_end/small_disk.hpp"

namespace voipnow::end_to_end {
namespace {

constexpr const char* kNumber = "5550100";

class StateDirDisk : public FaxPrinterTest {
  protected:
    void SetUp() override {
        const std::filesystem::path stateDir = scratch_.path() / "state";
        std::string why;
        if (!SmallDisk::isPossible(stateDir, why)) {
            GTEST_SKIP() << why;
        }
        disk_ = std::make_unique<SmallDisk>(stateDir);
    }

    int printPage() const {
        return print({scratch_.write("page.pdf", drawnPdf({numberedPage(1)}))}, to(kNumber));
    }

    int faxes() const { return emulator_.faxesByNumber()[kNumber]; }

    void expectHeldWithTheFolder(int job) const {
        const JobStatus status = cups_.waitUntilSettled(job);
        EXPECT_EQ(status.state, IPP_JSTATE_HELD) << status.message;
        EXPECT_NE(status.message.find("state-dir"), std::string::npos) << status.message;
        EXPECT_LE(faxes(), 1);
    }

    void expectOneFaxOnceReleased(int job) const {
        cups_.change(job, {"-H", "resume"});
        const JobStatus status = cups_.waitUntilSettled(job);
        EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
        EXPECT_EQ(faxes(), 1);
    }

    std::unique_ptr<SmallDisk> disk_;
};

TEST_F(StateDirDisk, FullBeforeTheJobHoldsIt) {
    disk_->fill();
    const int job = printPage();
    expectHeldWithTheFolder(job);
    EXPECT_EQ(faxes(), 0);
    disk_->makeRoom();
    expectOneFaxOnceReleased(job);
}

TEST_F(StateDirDisk, FullBeforeTheSecondJobHoldsIt) {
    ASSERT_EQ(cups_.waitUntilSettled(printPage()).state, IPP_JSTATE_COMPLETED);
    disk_->fill();
    const int job = print({scratch_.write("page.pdf", drawnPdf({numberedPage(1)}))}, to("5550101"));
    expectHeldWithTheFolder(job);
    disk_->makeRoom();
    cups_.change(job, {"-H", "resume"});
    EXPECT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_COMPLETED);
    EXPECT_EQ(emulator_.faxesByNumber(), (std::map<std::string, int>{{kNumber, 1}, {"5550101", 1}}));
}

TEST_F(StateDirDisk, ReadOnlyHoldsTheJob) {
    disk_->setReadOnly(true);
    const int job = printPage();
    expectHeldWithTheFolder(job);
    EXPECT_EQ(faxes(), 0);
    disk_->setReadOnly(false);
    expectOneFaxOnceReleased(job);
}

TEST_F(StateDirDisk, ReadOnlyBeforeTheSecondJobHoldsIt) {
    ASSERT_EQ(cups_.waitUntilSettled(printPage()).state, IPP_JSTATE_COMPLETED);
    disk_->setReadOnly(true);
    const int job = print({scratch_.write("page.pdf", drawnPdf({numberedPage(1)}))}, to("5550101"));
    expectHeldWithTheFolder(job);
    disk_->setReadOnly(false);
    cups_.change(job, {"-H", "resume"});
    EXPECT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_COMPLETED);
    EXPECT_EQ(emulator_.faxesByNumber(), (std::map<std::string, int>{{kNumber, 1}, {"5550101", 1}}));
}

struct Step {
    std::string name;
    std::string call;      // that is answered late
    std::string faxState;  // at the service by then
};

void PrintTo(const Step& step, std::ostream* out) {
    *out << step.name;
}

class StateDirDiskMeanwhile : public StateDirDisk, public ::testing::WithParamInterface<Step> {};

TEST_P(StateDirDiskMeanwhile, FullHoldsTheJobAndSendsItOnceWhenThereIsRoom) {
    // The service has done its work, and takes its time to say so.
    emulator_.orderFault(R"({"call":")" + GetParam().call + R"(","delay-ms":1500})");
    const int job = printPage();
    const auto isSeen = [this] {
        for (const ReceivedFax& fax : emulator_.faxes()) {
            if (fax.state == GetParam().faxState) {
                return true;
            }
        }
        return false;
    };
    while (!isSeen()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    disk_->fill();
    expectHeldWithTheFolder(job);
    disk_->makeRoom();
    expectOneFaxOnceReleased(job);
}

INSTANTIATE_TEST_SUITE_P(All, StateDirDiskMeanwhile,
                         ::testing::Values(Step{"AtTheCreate", "create", "created"},
                                           Step{"AtTheUpload", "upload", "sent"}),
                         [](const ::testing::TestParamInfo<Step>& step) { return step.param.name; });

}  // namespace
}  // namespace voipnow::end_to_end
