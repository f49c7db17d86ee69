// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/journal.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

class JournalTest : public ::testing::Test {
  protected:
    static PrintJob job(const std::string& uuid, int number) {
        PrintJob print;
        print.uuid = uuid;
        print.number = number;
        print.user = "anna";
        print.title = "Letter";
        print.printer = "Fax";
        return print;
    }
    Journal opened() { return Journal(scratch_.path(), Journal::Access::kWrite); }
    JobEntry only() {
        const std::vector<JobEntry> jobs = Journal(scratch_.path(), Journal::Access::kRead).jobs();
        EXPECT_EQ(jobs.size(), 1U);
        return jobs.at(0);
    }

    const ScratchFolder scratch_;
    const DeviceUri device_ = parseDeviceUri("voipnow://pbx.example.com:8443/@me/0003*210");
};

TEST_F(JournalTest, KeepsWhatBecameOfAJobForTheNextProcess) {
    EXPECT_FALSE(Journal::isIn(scratch_.path()));
    {
        Journal journal = opened();
        journal.begin(job("urn:uuid:a", 12), device_);
        journal.setPages("urn:uuid:a", 3);
        const auto faxes = journal.prepare("urn:uuid:a", {{"111", "222"}, {"333"}});
        journal.setCreated(faxes.at(0), {"262", "ba12", {}}, {});
        journal.setState(faxes.at(0), FaxState::kUploading);
        journal.setState(faxes.at(0), FaxState::kSent);
        journal.setState("urn:uuid:a", JobState::kHeld, "The reason.");
    }
    EXPECT_TRUE(Journal::isIn(scratch_.path()));
    const JobEntry entry = only();
    EXPECT_EQ(entry.uuid, "urn:uuid:a");
    EXPECT_EQ(entry.number, 12);
    EXPECT_EQ(entry.printer, "Fax");
    EXPECT_EQ(entry.user, "anna");
    EXPECT_EQ(entry.title, "Letter");
    EXPECT_EQ(entry.service, "pbx.example.com:8443");
    EXPECT_EQ(entry.extension, "0003*210");
    EXPECT_EQ(entry.state, JobState::kHeld);
    EXPECT_EQ(entry.reason, "The reason.");
    EXPECT_EQ(entry.pages, 3);
    ASSERT_EQ(entry.faxes.size(), 2U);
    EXPECT_EQ(entry.faxes[0].state, FaxState::kSent);
    EXPECT_EQ(entry.faxes[0].serviceId, "262");
    EXPECT_EQ(entry.faxes[0].serviceUid, "ba12");
    EXPECT_EQ(entry.faxes[0].recipients, (std::vector<std::string>{"111", "222"}));
    EXPECT_EQ(entry.faxes[1].state, FaxState::kPrepared);
    EXPECT_EQ(entry.faxes[1].recipients, (std::vector<std::string>{"333"}));
}

TEST_F(JournalTest, TellsJobsApartByUuidAndNotByNumber) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    journal.setState("urn:uuid:a", JobState::kSent, "");
    journal.begin(job("urn:uuid:b", 12), device_);
    const auto jobs = journal.jobs();
    ASSERT_EQ(jobs.size(), 2U);
    EXPECT_EQ(jobs[0].state, JobState::kSent);
    EXPECT_EQ(jobs[1].state, JobState::kReceiving);
}

TEST_F(JournalTest, KeepsAJobsFaxesWhenItRunsAgain) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    journal.setState(journal.prepare("urn:uuid:a", {{"111"}}).at(0), FaxState::kSent);
    journal.setState("urn:uuid:a", JobState::kHeld, "The reason.");
    journal.begin(job("urn:uuid:a", 13), device_);
    const JobEntry entry = only();
    EXPECT_EQ(entry.number, 13);
    EXPECT_EQ(entry.state, JobState::kReceiving);
    EXPECT_EQ(entry.reason, "");
    ASSERT_EQ(entry.faxes.size(), 1U);
    EXPECT_EQ(entry.faxes[0].state, FaxState::kSent);
}

TEST_F(JournalTest, ForgetsOnlyFaxesThatNeverGotAsFarAsAnUpload) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    const auto keys = journal.prepare("urn:uuid:a", {{"111"}, {"222"}, {"333"}, {"444"}, {"555"}});
    journal.setState(keys.at(1), FaxState::kCreated);
    journal.setState(keys.at(2), FaxState::kUploading);
    journal.setState(keys.at(3), FaxState::kSent);
    journal.setState(keys.at(4), FaxState::kInDoubt);
    journal.prepare("urn:uuid:a", {{"666"}});
    std::string left;
    for (const FaxEntry& fax : journal.faxesOf("urn:uuid:a")) {
        left += fax.recipients.at(0) + ' ' + nameOf(fax.state) + ", ";
    }
    EXPECT_EQ(left, "333 uploading, 444 sent, 555 in-doubt, 666 prepared, ");
}

TEST_F(JournalTest, KeepsUploadsUntilTheFaxIsSettled) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    const std::int64_t fax = journal.prepare("urn:uuid:a", {{"111"}}).at(0);
    const PresignedUpload target{"https://store/one", {"x-amz-meta-a: 1", "x-amz-meta-b;"}};
    journal.setCreated(fax, {"1", "", {}},
                       {{target, 1000, "ab", false}, {{"https://store/two", {}}, 2000, "cd", false}});
    journal.setUploaded(fax, 1);
    journal.setState(fax, FaxState::kUploading);
    const auto uploads = journal.uploadsOf(fax);
    ASSERT_EQ(uploads.size(), 2U);
    EXPECT_EQ(uploads[0].target.url, target.url);
    EXPECT_EQ(uploads[0].target.headers, target.headers);
    EXPECT_EQ(uploads[0].ends, 1000);
    EXPECT_EQ(uploads[0].sha256, "ab");
    EXPECT_FALSE(uploads[0].isDone);
    EXPECT_TRUE(uploads[1].target.headers.empty());
    EXPECT_TRUE(uploads[1].isDone);
    journal.setState(fax, FaxState::kSent);
    EXPECT_TRUE(journal.uploadsOf(fax).empty());
}

TEST_F(JournalTest, CountsRetriesOfAJob) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    EXPECT_EQ(journal.countRetry("urn:uuid:a"), 1);
    journal.begin(job("urn:uuid:a", 12), device_);
    EXPECT_EQ(journal.countRetry("urn:uuid:a"), 2);
}

TEST_F(JournalTest, TakesAnyTextFromOutsideAsText) {
    Journal journal = opened();
    PrintJob print = job("urn:uuid:'; DROP TABLE job; --", 1);
    print.title = "O'Neill \"quoted\" \n\x01 ü";
    journal.begin(print, device_);
    EXPECT_EQ(only().uuid, print.uuid);
    EXPECT_EQ(only().title, print.title);
}

TEST_F(JournalTest, HoldsTheJobWhenItCannotBeUsed) {
    expectJobError(JobEnd::kHeld, "state-dir",
                   [&] { Journal(scratch_.path() / "nowhere", Journal::Access::kWrite); });
    scratch_.file("journal.db", std::string(5000, 'x'));
    expectJobError(JobEnd::kHeld, "not a database", [&] { opened(); });
}

TEST_F(JournalTest, IsReadableByItsOwnerOnly) {
    const mode_t before = ::umask(077);
    opened();
    ::umask(before);
    EXPECT_EQ(std::filesystem::status(scratch_.path() / "journal.db").permissions(),
              std::filesystem::perms(0600));
}

}  // namespace
}  // namespace voipnow
