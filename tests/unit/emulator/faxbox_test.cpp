// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/faxbox.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "tests/unit/backend/scratch.hpp"

namespace voipnow::emulator {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLong{20000};
constexpr milliseconds kNotAtAll{0};

Fax newFax(std::size_t files = 1) {
    Fax fax;
    fax.user = "@me";
    fax.extension = "210";
    fax.recipients = {"7778888", "1234567890"};
    for (std::size_t i = 0; i < files; ++i) {
        FaxFile file;
        file.name = "document.pdf";
        file.contentType = "application/pdf";
        file.declaredSize = 3;
        fax.files.push_back(file);
    }
    return fax;
}

Upload upload(const std::string& bytes = "abc", const std::string& problem = "") {
    return {bytes, {{"Host", "h"}}, 2, problem};
}

class FilledFaxbox : public testing::Test {
  protected:
    Fax only() const { return faxbox_.all().at(0); }

    ScratchFolder folder_;
    Faxbox faxbox_{folder_.path() / "faxes"};
};

TEST_F(FilledFaxbox, CreatesAFaxThatIsNotSent) {
    const Fax fax = faxbox_.create(newFax());
    EXPECT_EQ(fax.id, 262U);
    EXPECT_EQ(fax.uid.size(), 32U);
    EXPECT_EQ(only().state, FaxState::kCreated);
    EXPECT_FALSE(only().sent);
    EXPECT_EQ(faxbox_.create(newFax()).id, 263U);
}

TEST_F(FilledFaxbox, SendsAFaxWhenItsLastFileArrives) {
    const Fax fax = faxbox_.create(newFax(2));
    EXPECT_TRUE(faxbox_.store(fax.uid, 1, upload()));
    EXPECT_EQ(only().state, FaxState::kCreated);
    EXPECT_TRUE(faxbox_.store(fax.uid, 0, upload()));
    EXPECT_EQ(only().state, FaxState::kSent);
    EXPECT_TRUE(only().sent);
    EXPECT_EQ(only().pages(), 4);
}

TEST_F(FilledFaxbox, DoesNotSendAgainWhenAFileArrivesAgain) {
    const Fax fax = faxbox_.create(newFax());
    faxbox_.store(fax.uid, 0, upload());
    const auto sent = only().sent;
    faxbox_.store(fax.uid, 0, upload("xyz"));
    EXPECT_EQ(only().sent, sent);
    EXPECT_EQ(only().files[0].uploads, 2);
    EXPECT_EQ(textOf(only().files[0].path), "xyz");
}

TEST_F(FilledFaxbox, FailsAFaxWithAFileThatIsNotWhatItSays) {
    const Fax fax = faxbox_.create(newFax(2));
    faxbox_.store(fax.uid, 0, upload("abc", "no PDF"));
    faxbox_.store(fax.uid, 1, upload());
    EXPECT_EQ(only().state, FaxState::kFailed);
    EXPECT_EQ(only().files[0].problem, "no PDF");
    EXPECT_FALSE(faxbox_.waitForSent(1, kNotAtAll));
}

TEST_F(FilledFaxbox, KeepsWhatArrivedWithItsHeadersAndDigest) {
    const Fax fax = faxbox_.create(newFax());
    faxbox_.store(fax.uid, 0, upload());
    const FaxFile file = only().files[0];
    EXPECT_EQ(file.receivedSize, 3U);
    EXPECT_EQ(file.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(file.headers, (std::vector<HeaderField>{{"Host", "h"}}));
    EXPECT_EQ(file.path, folder_.path() / "faxes" / "262" / "1.pdf");
    EXPECT_EQ(textOf(file.path), "abc");
    EXPECT_NE(textOf(folder_.path() / "faxes" / "262" / "fax.json").find(R"("state":"sent")"),
              std::string::npos);
}

TEST_F(FilledFaxbox, KnowsNoFilesBesidesThoseItCreated) {
    const Fax fax = faxbox_.create(newFax());
    EXPECT_FALSE(faxbox_.store("ba12", 0, upload()));
    EXPECT_FALSE(faxbox_.store(fax.uid, 1, upload()));
    EXPECT_FALSE(faxbox_.file(fax.uid, 1));
    EXPECT_FALSE(faxbox_.file("", 0));
    EXPECT_TRUE(faxbox_.file(fax.uid, 0));
    EXPECT_FALSE(faxbox_.find(261));
    EXPECT_TRUE(faxbox_.find(262));
}

TEST_F(FilledFaxbox, WakesWhoWaitsForAFaxThatIsSent) {
    const Fax fax = faxbox_.create(newFax());
    std::thread sender([&] { faxbox_.store(fax.uid, 0, upload()); });
    EXPECT_TRUE(faxbox_.waitForSent(1, kLong));
    sender.join();
    EXPECT_FALSE(faxbox_.waitForSent(2, kNotAtAll));
    EXPECT_TRUE(faxbox_.waitForSent(0, kNotAtAll));
}

TEST_F(FilledFaxbox, WakesWhoWaitsForAnyChange) {
    const auto before = faxbox_.waitForChange(1000, kNotAtAll);
    std::thread creator([&] { faxbox_.create(newFax()); });
    EXPECT_NE(faxbox_.waitForChange(before, kLong), before);
    creator.join();
    const auto now = faxbox_.waitForChange(before, kLong);
    EXPECT_EQ(faxbox_.waitForChange(now, kNotAtAll), now);
}

TEST_F(FilledFaxbox, EndsAllWaitingWhenItIsClosed) {
    std::thread closer([&] { faxbox_.close(); });
    EXPECT_FALSE(faxbox_.waitForSent(1, kLong));
    closer.join();
    EXPECT_FALSE(faxbox_.waitForSent(1, kLong));
}

TEST_F(FilledFaxbox, ForgetsEverythingButTheNumbers) {
    const Fax fax = faxbox_.create(newFax());
    faxbox_.clear();
    EXPECT_TRUE(faxbox_.all().empty());
    EXPECT_FALSE(faxbox_.store(fax.uid, 0, upload()));
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "faxes" / "262"));
    EXPECT_EQ(faxbox_.create(newFax()).id, 263U);
}

TEST_F(FilledFaxbox, NumbersOnBehindTheFaxesThatAreInItsFolder) {
    std::filesystem::create_directories(folder_.path() / "faxes" / "500");
    EXPECT_EQ(Faxbox(folder_.path() / "faxes").create(newFax()).id, 501U);
}

}  // namespace
}  // namespace voipnow::emulator
