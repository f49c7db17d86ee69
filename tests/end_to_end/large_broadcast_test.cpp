// One job to everybody: a group of the phone book with 10,000 numbers, five in a fax.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/direct_backend.hpp"
#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/emulator_client.hpp"
#include "tests/end_to_end/kill_points.hpp"
#include "tests/end_to_end/scratch_folder.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

constexpr int kRecipients = kIsSanitized ? 1'000 : 10'000;
constexpr std::size_t kFaxes = kRecipients / 5;
constexpr int kKilled = 128 + 9;
constexpr std::int64_t kMostMemory = std::int64_t{64} << 20U;

class LargeBroadcast : public ::testing::Test {
  protected:
    LargeBroadcast() {
        std::string book;
        for (int i = 0; i < kRecipients; ++i) {
            book += "-\tCustomer " + std::to_string(i) + '\t' + numbers_[static_cast<std::size_t>(i)] +
                    "\teverybody\n";
        }
        const fs::path file = scratch_.write("phonebook", book);
        fs::rename(file, backend_.folder() / "etc" / "voipnow-phonebook");
    }

    void expectOneFaxForEach() const {
        const std::map<std::string, int> sent = emulator_.faxesByNumber();
        EXPECT_EQ(sent.size(), numbers_.size());
        EXPECT_EQ(std::count_if(numbers_.begin(), numbers_.end(),
                                [&](const std::string& number) {
                                    const auto found = sent.find(number);
                                    return found == sent.end() || found->second != 1;
                                }),
                  0)
            << "recipients have none, or more than one";
    }

    ScratchFolder scratch_;
    EmulatorClient emulator_{scratch_.path() / "emulator"};
    DirectBackend backend_{scratch_.path() / "office", emulator_};
    DirectJob job_{1, "@everybody", "", faxStreamOf(scratch_, "page", drawnPdf({numberedPage(1)}))};
    std::vector<std::string> numbers_ = numbersFrom(0, kRecipients);
};

TEST_F(LargeBroadcast, ReachesEachOfTenThousandRecipientsOnceInLittleMemory) {
    const Finished run = backend_.run(job_);
    EXPECT_EQ(run.status, 0) << run.errors.substr(0, 2000);
    EXPECT_TRUE(kIsSanitized || run.peakMemory < kMostMemory) << run.peakMemory;
    EXPECT_EQ(emulator_.faxes().size(), kFaxes);
    expectOneFaxForEach();
}

TEST_F(LargeBroadcast, KilledWhileItCreatesAndWhileItUploadsGoesOnWhereItWas) {
    if (!fs::exists(kKillSwitch)) {
        GTEST_SKIP() << "There is no kill switch in this build: a sanitizer has to be first in a program.";
    }
    // A create and an upload have about 30 calls each.
    constexpr long kAmongTheCreates = 20'000;
    constexpr long kAmongTheUploads = 20'000;
    const fs::path first = backend_.folder() / "first-trace";
    EXPECT_EQ(backend_.run(job_, killAt(kAmongTheCreates, Moment::kAfter, "both", first)).status, kKilled);
    const std::vector<ReceivedFax> created = emulator_.faxes();
    EXPECT_GT(created.size(), 0U) << killOf(first);
    EXPECT_LT(created.size(), kFaxes) << killOf(first);

    // What was created before is forgotten, and created anew, until the uploads have begun.
    const auto sentOf = [](const std::vector<ReceivedFax>& faxes) {
        return static_cast<std::size_t>(std::count_if(
            faxes.begin(), faxes.end(), [](const ReceivedFax& fax) { return fax.state == "sent"; }));
    };
    std::size_t sent = 0;
    for (long at = kAmongTheUploads; sent == 0; at += kAmongTheUploads) {
        const fs::path trace = backend_.folder() / ("trace-" + std::to_string(at));
        ASSERT_EQ(backend_.run(job_, killAt(at, Moment::kBefore, "both", trace)).status, kKilled);
        sent = sentOf(emulator_.faxes());
    }
    EXPECT_LT(sent, kFaxes);

    const Finished last = backend_.run(job_);
    EXPECT_EQ(last.status, 0) << last.errors.substr(0, 2000);
    EXPECT_EQ(sentOf(emulator_.faxes()), kFaxes);
    expectOneFaxForEach();
    // And once more, as after a restart of cupsd or with -H restart.
    const Finished again = backend_.run(job_);
    EXPECT_EQ(again.status, 0);
    EXPECT_NE(again.errors.find("Nothing is sent again"), std::string::npos) << again.errors;
    EXPECT_EQ(sentOf(emulator_.faxes()), kFaxes);
}

}  // namespace
}  // namespace voipnow::end_to_end
