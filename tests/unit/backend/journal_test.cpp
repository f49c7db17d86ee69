// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/journal.hpp"
#include "backend/journal_reader.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

// As the first version of this program made it, with a job that it sent and one that was interrupted.
constexpr const char* kJournalOfTheFirstVersion = R"sql(
    CREATE TABLE job (uuid TEXT PRIMARY KEY, number INTEGER NOT NULL, printer TEXT NOT NULL, user TEXT NOT NULL,
        title TEXT NOT NULL, service TEXT NOT NULL, extension TEXT NOT NULL, state TEXT NOT NULL,
        reason TEXT NOT NULL DEFAULT '', pages INTEGER NOT NULL DEFAULT 0, retries INTEGER NOT NULL DEFAULT 0,
        received INTEGER NOT NULL, changed INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX job_received ON job (received);
    CREATE TABLE fax (key INTEGER PRIMARY KEY AUTOINCREMENT,
        job TEXT NOT NULL REFERENCES job (uuid) ON DELETE CASCADE, state TEXT NOT NULL,
        service_id TEXT NOT NULL DEFAULT '', service_uid TEXT NOT NULL DEFAULT '', changed INTEGER NOT NULL);
    CREATE INDEX fax_job ON fax (job);
    CREATE TABLE recipient (fax INTEGER NOT NULL REFERENCES fax (key) ON DELETE CASCADE, position INTEGER NOT NULL,
        number TEXT NOT NULL, PRIMARY KEY (fax, position)) WITHOUT ROWID;
    CREATE TABLE upload (fax INTEGER NOT NULL REFERENCES fax (key) ON DELETE CASCADE, file INTEGER NOT NULL,
        url TEXT NOT NULL, headers TEXT NOT NULL, ends INTEGER NOT NULL, sha256 TEXT NOT NULL,
        done INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (fax, file)) WITHOUT ROWID;
    INSERT INTO job VALUES ('urn:uuid:a', 12, 'Fax', 'anna', 'Letter', 'pbx.example.com', '0003*210', 'sent', '', 2, 0,
        100, 110);
    INSERT INTO job VALUES ('urn:uuid:b', 13, 'Fax', 'anna', 'Other', 'pbx.example.com', '0003*210', 'sending', '', 1,
        1, 120, 130);
    INSERT INTO fax VALUES (1, 'urn:uuid:a', 'sent', '262', 'ba12', 110), (2, 'urn:uuid:b', 'uploading', '263', '', 130);
    INSERT INTO recipient VALUES (1, 0, '111'), (1, 1, '222'), (2, 0, '333');
    INSERT INTO upload VALUES (2, 0, 'https://store/one', 'a: 1', 9000, 'ab', 0);
)sql";

PreparedFax faxTo(const std::string& number, const std::string& digest = "") {
    return {{{number}}, 1, 1, digest};
}

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
    Journal opened() { return Journal(scratch_.path()); }
    void makeOldJournal() {
        SqliteDatabase(scratch_.path() / "journal.db", SqliteDatabase::Access::kWrite)
            .run(kJournalOfTheFirstVersion);
    }
    std::int64_t version() {
        SqliteDatabase database(scratch_.path() / "journal.db", SqliteDatabase::Access::kRead);
        SqliteStatement row(database, "PRAGMA user_version");
        row.step();
        return row.number(0);
    }
    JobEntry only() {
        const std::vector<JobEntry> jobs = JournalReader(scratch_.path()).jobs();
        EXPECT_EQ(jobs.size(), 1U);
        return jobs.at(0);
    }

    static std::string states(Journal& journal) {
        std::string all;
        for (const FaxEntry& fax : journal.faxesOf("urn:uuid:a")) {
            all += fax.recipients.at(0).number + ' ' + nameOf(fax.state) + ", ";
        }
        return all;
    }

    const ScratchFolder scratch_;
    const DeviceUri device_ = parseDeviceUri("voipnow://pbx.example.com:8443/@me/0003*210");
};

TEST_F(JournalTest, KeepsWhatBecameOfAJobForTheNextProcess) {
    EXPECT_FALSE(JournalReader::isIn(scratch_.path()));
    {
        Journal journal = opened();
        journal.begin(job("urn:uuid:a", 12), device_);
        journal.setPages("urn:uuid:a", 3);
        journal.setBilling("urn:uuid:a", "Project 17");
        const auto faxes = journal.prepare(
            "urn:uuid:a", {}, {{{{"111"}, {"222", "First Bank"}}, 1, 2, "ab"}, {{{"333"}}, 3, 1, "cd"}});
        journal.setCreated(faxes.at(0), {"262", "ba12", {}}, {});
        journal.setState(faxes.at(0), FaxState::kUploading);
        journal.setState(faxes.at(0), FaxState::kSent);
        journal.setState("urn:uuid:a", JobState::kHeld, "The reason.");
    }
    EXPECT_TRUE(JournalReader::isIn(scratch_.path()));
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
    EXPECT_EQ(entry.billing, "Project 17");
    ASSERT_EQ(entry.faxes.size(), 2U);
    EXPECT_EQ(entry.faxes[0].state, FaxState::kSent);
    EXPECT_EQ(entry.faxes[0].serviceId, "262");
    EXPECT_EQ(entry.faxes[0].serviceUid, "ba12");
    EXPECT_EQ(entry.faxes[0].recipients, (std::vector<Recipient>{{"111"}, {"222", "First Bank"}}));
    EXPECT_EQ(entry.faxes[0].firstPage, 1);
    EXPECT_EQ(entry.faxes[0].pages, 2);
    EXPECT_EQ(entry.faxes[0].digest, "ab");
    EXPECT_EQ(entry.faxes[1].state, FaxState::kPrepared);
    EXPECT_EQ(entry.faxes[1].recipients, (std::vector<Recipient>{{"333"}}));
    EXPECT_EQ(entry.faxes[1].firstPage, 3);
    EXPECT_EQ(entry.faxes[1].pages, 1);
    EXPECT_EQ(entry.faxes[1].digest, "cd");
}

TEST_F(JournalTest, TellsJobsApartByUuidAndNotByNumber) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    journal.setState("urn:uuid:a", JobState::kSent, "");
    journal.begin(job("urn:uuid:b", 12), device_);
    const auto jobs = JournalReader(scratch_.path()).jobs();
    ASSERT_EQ(jobs.size(), 2U);
    EXPECT_EQ(jobs[0].state, JobState::kSent);
    EXPECT_EQ(jobs[1].state, JobState::kReceiving);
}

TEST_F(JournalTest, KeepsAJobsFaxesWhenItRunsAgain) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    journal.setState(journal.prepare("urn:uuid:a", {}, {faxTo("111")}).at(0), FaxState::kSent);
    journal.setState("urn:uuid:a", JobState::kHeld, "The reason.");
    journal.begin(job("urn:uuid:a", 13), device_);
    const JobEntry entry = only();
    EXPECT_EQ(entry.number, 13);
    EXPECT_EQ(entry.state, JobState::kReceiving);
    EXPECT_EQ(entry.reason, "");
    ASSERT_EQ(entry.faxes.size(), 1U);
    EXPECT_EQ(entry.faxes[0].state, FaxState::kSent);
}

TEST_F(JournalTest, ForgetsTheFaxesThatItIsTold) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    const auto keys = journal.prepare("urn:uuid:a", {}, {faxTo("111"), faxTo("222"), faxTo("333")});
    journal.setState(keys.at(2), FaxState::kSent);
    journal.prepare("urn:uuid:a", {keys.at(0)}, {faxTo("444")});
    EXPECT_EQ(states(journal), "222 prepared, 333 sent, 444 prepared, ");
}

TEST_F(JournalTest, KeepsUploadsUntilTheFaxIsSettled) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    const std::int64_t fax = journal.prepare("urn:uuid:a", {}, {faxTo("111")}).at(0);
    const PresignedUpload target{"https://store/one", {"x-amz-meta-a: 1", "x-amz-meta-b;"}};
    journal.setCreated(fax, {"1", "", {}},
                       {{target, 1000, "ab", 70, false}, {{"https://store/two", {}}, 2000, "cd", 80, false}});
    journal.setUploaded(fax, 1);
    journal.setUploading(fax);
    const auto uploads = journal.uploadsOf(fax);
    ASSERT_EQ(uploads.size(), 2U);
    EXPECT_EQ(uploads[0].target.url, target.url);
    EXPECT_EQ(uploads[0].target.headers, target.headers);
    EXPECT_EQ(uploads[0].ends, 1000);
    EXPECT_EQ(uploads[0].sha256, "ab");
    EXPECT_EQ(uploads[0].bytes, 70U);
    EXPECT_FALSE(uploads[0].isDone);
    EXPECT_TRUE(uploads[1].target.headers.empty());
    EXPECT_TRUE(uploads[1].isDone);
    journal.setState(fax, FaxState::kSent);
    EXPECT_EQ(journal.uploadsOf(fax).at(0).target.url, "") << "it is a right to upload";
    EXPECT_TRUE(journal.uploadsOf(fax).at(0).target.headers.empty());
    const FaxEntry entry = journal.faxesOf("urn:uuid:a").at(0);
    ASSERT_EQ(entry.files.size(), 2U);
    EXPECT_EQ(entry.files[1].bytes, 80U);
    EXPECT_EQ(entry.files[1].sha256, "cd");
}

TEST_F(JournalTest, CountsUploadsAndKeepsTheLastWords) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    const std::int64_t fax = journal.prepare("urn:uuid:a", {}, {faxTo("111")}).at(0);
    journal.setCreated(fax, {"1", "", {}}, {});
    EXPECT_EQ(journal.faxesOf("urn:uuid:a").at(0).started, 0);
    journal.setUploading(fax);
    journal.setWords(fax, "No answer.");
    journal.setUploading(fax);
    const FaxEntry entry = journal.faxesOf("urn:uuid:a").at(0);
    EXPECT_EQ(entry.attempts, 2);
    EXPECT_EQ(entry.words, "No answer.");
    EXPECT_GT(entry.created, 0);
    EXPECT_GT(entry.started, 0);
}

TEST_F(JournalTest, TakesWhatALaterCreateAnswersInThePlaceOfTheFirst) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    const std::int64_t fax = journal.prepare("urn:uuid:a", {}, {faxTo("111")}).at(0);
    journal.setCreated(fax, {"1", "", {}}, {{{"https://store/one", {}}, 1000, "ab", 70, false}});
    journal.setCreated(fax, {"2", "", {}}, {{{"https://store/two", {}}, 2000, "ab", 70, false}});
    ASSERT_EQ(journal.uploadsOf(fax).size(), 1U);
    EXPECT_EQ(journal.uploadsOf(fax).at(0).target.url, "https://store/two");
    EXPECT_EQ(journal.faxesOf("urn:uuid:a").at(0).serviceId, "2");
}

TEST_F(JournalTest, HonoursATokenOfResendOnce) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    const auto keys =
        journal.prepare("urn:uuid:a", {}, {faxTo("111"), faxTo("222"), faxTo("333"), faxTo("444")});
    journal.setState(keys.at(0), FaxState::kSent);
    journal.setState(keys.at(1), FaxState::kInDoubt);
    journal.setState(keys.at(2), FaxState::kUploading);
    EXPECT_TRUE(journal.resend("urn:uuid:a", "one", false));
    EXPECT_EQ(states(journal), "111 sent, 222 resent, 333 uploading, 444 prepared, ");
    journal.setState(keys.at(2), FaxState::kInDoubt);
    EXPECT_FALSE(journal.resend("urn:uuid:a", "one", false));
    EXPECT_EQ(states(journal), "111 sent, 222 resent, 333 in-doubt, 444 prepared, ");
    EXPECT_TRUE(journal.resend("urn:uuid:a", "all-two", true));
    EXPECT_EQ(states(journal), "111 resent, 222 resent, 333 resent, 444 prepared, ");
}

TEST_F(JournalTest, EndsFaxesAndDoubtsThoseThatMayHaveArrived) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    const auto keys = journal.prepare("urn:uuid:a", {},
                                      {faxTo("111"), faxTo("222"), faxTo("333"), faxTo("444"), faxTo("555")});
    journal.setState(keys.at(0), FaxState::kSent);
    journal.setUploading(keys.at(1));
    journal.setCreated(keys.at(2), {"1", "", {}}, {});
    journal.setState(keys.at(3), FaxState::kHeld);
    journal.endFaxes("urn:uuid:a", FaxState::kCanceled);
    EXPECT_EQ(states(journal), "111 sent, 222 in-doubt, 333 canceled, 444 canceled, 555 canceled, ");
}

TEST_F(JournalTest, KnowsTheJobsThatAreNotOver) {
    Journal journal = opened();
    for (const JobState state :
         {JobState::kReceiving, JobState::kSending, JobState::kSent, JobState::kHeld, JobState::kRetrying,
          JobState::kStopped, JobState::kInDoubt, JobState::kFailed, JobState::kCanceled}) {
        const std::string uuid = "urn:uuid:" + nameOf(state);
        journal.begin(job(uuid, 12), device_);
        journal.setState(uuid, state, "Because.");
    }
    std::set<std::string> open;
    for (const OpenJob& each : journal.openJobs()) {
        EXPECT_EQ(each.uuid, "urn:uuid:" + nameOf(each.state));
        EXPECT_EQ(each.number, 12);
        EXPECT_EQ(each.user, "anna");
        EXPECT_EQ(each.reason, "Because.");
        open.insert(nameOf(each.state));
    }
    EXPECT_EQ(open,
              (std::set<std::string>{"receiving", "sending", "held", "retrying", "stopped", "in-doubt"}));
}

// With 100,000 jobs in the journal each run asks for them.
TEST_F(JournalTest, FindsTheJobsThatAreNotOverByAnIndex) {
    opened();
    SqliteDatabase database(scratch_.path() / "journal.db", SqliteDatabase::Access::kRead);
    SqliteStatement plan(
        database,
        "EXPLAIN QUERY PLAN SELECT uuid, number, printer, user, title, state, reason FROM job "
        "WHERE state NOT IN ('sent', 'failed', 'canceled')");
    ASSERT_TRUE(plan.step());
    EXPECT_NE(plan.text(3).find("job_open"), std::string::npos) << plan.text(3);
}

TEST_F(JournalTest, ForgetsOldJobsThatAreOver) {
    Journal journal = opened();
    for (const auto& [uuid, state] :
         std::vector<std::pair<std::string, JobState>>{{"urn:uuid:a", JobState::kSent},
                                                       {"urn:uuid:b", JobState::kHeld},
                                                       {"urn:uuid:c", JobState::kFailed}}) {
        journal.begin(job(uuid, 12), device_);
        journal.prepare(uuid, {}, {faxTo("111")});
        journal.setState(uuid, state, "");
    }
    const std::int64_t now = journal.receivedAt("urn:uuid:c");
    journal.forgetBefore(now - 10, 0, 100);
    EXPECT_EQ(JournalReader(scratch_.path()).jobs().size(), 3U);
    journal.forgetBefore(now + 10, 20, 100);
    EXPECT_EQ(JournalReader(scratch_.path()).jobs().size(), 3U);
    journal.forgetBefore(now + 10, 0, 1);
    EXPECT_EQ(JournalReader(scratch_.path()).jobs().size(), 2U);
    journal.forgetBefore(now + 10, 5, 100);
    EXPECT_EQ(only().uuid, "urn:uuid:b") << "it may still be released";
    EXPECT_TRUE(journal.faxesOf("urn:uuid:a").empty());
}

// Held for longer than jobs are kept, released, and sent: CUPS can run it again from now on, as any other.
TEST_F(JournalTest, KeepsAJobThatWasReceivedLongAgoAndSentNow) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    SqliteDatabase(scratch_.path() / "journal.db", SqliteDatabase::Access::kWrite)
        .run("UPDATE job SET received = 100");
    journal.prepare("urn:uuid:a", {}, {faxTo("111")});
    journal.setState("urn:uuid:a", JobState::kSent, "");
    journal.forgetBefore(1000, 0, 100);
    EXPECT_EQ(only().faxes.size(), 1U);
}

// The first jobs after an installation, from several printers.
TEST_F(JournalTest, CanBeMadeByManyProcessesAtOnce) {
    constexpr int kProcesses = 24;
    std::array<int, 2> start{};
    ASSERT_EQ(::pipe(start.data()), 0);
    std::vector<pid_t> children;
    for (int i = 0; i < kProcesses; ++i) {
        const pid_t child = ::fork();
        if (child == 0) {
            ::close(start[1]);
            char nothing = 0;
            EXPECT_EQ(::read(start[0], &nothing, 1), 0);  // its end comes to all at once
            try {
                Journal journal = opened();
                journal.begin(job("urn:uuid:" + std::to_string(i), i), device_);
                ::_exit(0);
            } catch (const JobError& error) {
                std::cerr << error.what() << '\n';
            }
            ::_exit(1);
        }
        children.push_back(child);
    }
    ::close(start[1]);
    ::close(start[0]);
    int failed = 0;
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        failed += status == 0 ? 0 : 1;
    }
    EXPECT_EQ(failed, 0);
    EXPECT_EQ(JournalReader(scratch_.path()).jobs().size(), static_cast<std::size_t>(kProcesses));
}

TEST_F(JournalTest, KnowsWhetherItsDoubtsWerePutToAPerson) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    journal.setState("urn:uuid:a", JobState::kHeld, "", {"new 111"});
    EXPECT_EQ(journal.lastRunOf("urn:uuid:a")->asked, 0);
    journal.setAsked("urn:uuid:a");
    EXPECT_GT(journal.lastRunOf("urn:uuid:a")->asked, 1'700'000'000'000);
    journal.setNotAsked("urn:uuid:a");
    EXPECT_EQ(journal.lastRunOf("urn:uuid:a")->asked, 0);
    journal.setAnswered("urn:uuid:a");
    journal.setNotAsked("urn:uuid:a");
    EXPECT_EQ(journal.lastRunOf("urn:uuid:a")->asked, kAnswered) << "what is settled stays so";
    journal.setState("urn:uuid:a", JobState::kHeld, "", {"new 222"});
    EXPECT_EQ(journal.lastRunOf("urn:uuid:a")->asked, 0);
}

TEST_F(JournalTest, CountsRetriesOfAJob) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    EXPECT_EQ(journal.countRetry("urn:uuid:a"), 1);
    journal.begin(job("urn:uuid:a", 12), device_);
    EXPECT_EQ(journal.countRetry("urn:uuid:a"), 2);
}

TEST_F(JournalTest, TellsHowTheLastRunEndedBeforeTheNextBegins) {
    Journal journal = opened();
    EXPECT_FALSE(journal.lastRunOf("urn:uuid:a"));
    PrintJob print = job("urn:uuid:a", 12);
    print.optionsText = "phone=111 job-uuid=urn:uuid:a";
    journal.begin(print, device_);
    journal.setState("urn:uuid:a", JobState::kHeld, "The reason.", {"new 111", "repeat 111 ab"});
    const std::optional<LastRun> held = journal.lastRunOf("urn:uuid:a");
    ASSERT_TRUE(held);
    EXPECT_EQ(held->state, JobState::kHeld);
    EXPECT_EQ(held->reason, "The reason.");
    EXPECT_EQ(held->options, "phone=111 job-uuid=urn:uuid:a");
    EXPECT_EQ(held->doubts, (std::vector<std::string>{"new 111", "repeat 111 ab"}));
    EXPECT_GT(held->received, 0);

    print.optionsText = "phone=222";
    journal.begin(print, device_);
    journal.setState("urn:uuid:a", JobState::kRetrying, "The network is down.");
    const std::optional<LastRun> retrying = journal.lastRunOf("urn:uuid:a");
    ASSERT_TRUE(retrying);
    EXPECT_EQ(retrying->options, "phone=222");
    // What was settled stays so when the run that follows fails for another reason.
    EXPECT_EQ(retrying->doubts, held->doubts);
    EXPECT_EQ(retrying->received, held->received);
    journal.setState("urn:uuid:a", JobState::kHeld, "", {});
    EXPECT_TRUE(journal.lastRunOf("urn:uuid:a")->doubts.empty());
}

TEST_F(JournalTest, KnowsTheNumbersThatAFaxWasSentTo) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    const auto keys = journal.prepare("urn:uuid:a", {},
                                      {faxTo("111"), faxTo("111"), faxTo("222"), faxTo("333"), faxTo("444")});
    journal.setState(keys.at(0), FaxState::kSent);
    journal.setState(keys.at(1), FaxState::kSent);
    journal.setState(keys.at(2), FaxState::kUploading);
    journal.setState(keys.at(3), FaxState::kSent);
    journal.setState(keys.at(4), FaxState::kInDoubt);
    EXPECT_TRUE(journal.isKnown("111"));
    EXPECT_TRUE(journal.isKnown("333"));
    EXPECT_FALSE(journal.isKnown("222"));
    EXPECT_FALSE(journal.isKnown("444"));
    EXPECT_FALSE(journal.isKnown("11"));
    EXPECT_FALSE(journal.isKnown("%"));
    EXPECT_EQ(JournalReader(scratch_.path()).timesFaxed(),
              (std::map<std::string, int>{{"111", 2}, {"333", 1}}));
}

TEST_F(JournalTest, FindsWhatTookTheSamePagesToTheSameNumber) {
    Journal journal = opened();
    journal.begin(job("urn:uuid:a", 12), device_);
    const auto keys = journal.prepare(
        "urn:uuid:a", {},
        {faxTo("111", "ab"), faxTo("222", "ab"), faxTo("333", "ab"), faxTo("444", "ab"), faxTo("555")});
    journal.setCreated(keys.at(0), {"262", "", {}}, {});
    journal.setState(keys.at(0), FaxState::kSent);
    journal.setState(keys.at(1), FaxState::kUploading);
    journal.setState(keys.at(2), FaxState::kInDoubt);
    journal.setState(keys.at(4), FaxState::kSent);
    const std::int64_t when = journal.faxesOf("urn:uuid:a").at(0).changed;
    const std::optional<Repeat> repeat = journal.faxedSince("ab", "111", when, "urn:uuid:b");
    ASSERT_TRUE(repeat);
    EXPECT_EQ(repeat->when, when);
    EXPECT_EQ(repeat->serviceId, "262");
    EXPECT_EQ(repeat->jobNumber, 12);
    EXPECT_TRUE(journal.faxedSince("ab", "222", 0, "urn:uuid:b"));
    EXPECT_TRUE(journal.faxedSince("ab", "333", 0, "urn:uuid:b"));
    EXPECT_FALSE(journal.faxedSince("ab", "444", 0, "urn:uuid:b")) << "it was only prepared";
    EXPECT_FALSE(journal.faxedSince("ab", "111", when + 100, "urn:uuid:b")) << "too long ago";
    EXPECT_FALSE(journal.faxedSince("cd", "111", 0, "urn:uuid:b")) << "other pages";
    EXPECT_FALSE(journal.faxedSince("ab", "666", 0, "urn:uuid:b")) << "another number";
    EXPECT_FALSE(journal.faxedSince("ab", "111", 0, "urn:uuid:a")) << "a fax of the job itself";
    EXPECT_FALSE(journal.faxedSince("", "555", 0, "urn:uuid:b")) << "pages that nobody knows";
}

TEST_F(JournalTest, OfTheFirstVersionIsBroughtUpToDateWhenItIsWritten) {
    makeOldJournal();
    Journal journal = opened();
    EXPECT_EQ(version(), 5);
    EXPECT_TRUE(journal.isKnown("222"));
    EXPECT_EQ(journal.uploadsOf(2).at(0).target.url, "https://store/one");
    EXPECT_EQ(journal.lastRunOf("urn:uuid:b")->state, JobState::kSending);
    journal.setBilling("urn:uuid:b", "Project 17");
    journal.setState(journal.prepare("urn:uuid:b", {}, {{{{"444", "First Bank"}}, 2, 3, "cd"}}).at(0),
                     FaxState::kSent);
    // A second time there is nothing to be done.
    opened();
    const std::vector<JobEntry> jobs = JournalReader(scratch_.path()).jobs();
    ASSERT_EQ(jobs.size(), 2U);
    EXPECT_EQ(jobs[0].faxes.at(0).recipients, (std::vector<Recipient>{{"111"}, {"222"}}));
    EXPECT_EQ(jobs[0].faxes.at(0).firstPage, 1);
    EXPECT_EQ(jobs[1].billing, "Project 17");
    ASSERT_EQ(jobs[1].faxes.size(), 2U);
    EXPECT_EQ(jobs[1].faxes[1].recipients, (std::vector<Recipient>{{"444", "First Bank"}}));
    EXPECT_EQ(jobs[1].faxes[1].firstPage, 2);
}

TEST_F(JournalTest, OfTheFirstVersionIsReadAsItIs) {
    makeOldJournal();
    const std::vector<JobEntry> jobs = JournalReader(scratch_.path()).jobs();
    ASSERT_EQ(jobs.size(), 2U);
    EXPECT_EQ(jobs[0].title, "Letter");
    EXPECT_EQ(jobs[0].billing, "");
    EXPECT_EQ(jobs[0].faxes.at(0).recipients, (std::vector<Recipient>{{"111"}, {"222"}}));
    EXPECT_EQ(jobs[0].faxes.at(0).firstPage, 1);
    EXPECT_EQ(jobs[0].faxes.at(0).pages, 0);
    EXPECT_EQ(version(), 0);
}

TEST_F(JournalTest, OfTheThirdVersionIsReadAndBroughtUpToDate) {
    {
        Journal journal = opened();
        journal.begin(job("urn:uuid:a", 12), device_);
        journal.prepare("urn:uuid:a", {}, {{{{"95550100"}}, 1, 2, "ab", "9"}});
    }
    SqliteDatabase(scratch_.path() / "journal.db", SqliteDatabase::Access::kWrite)
        .run(
            "DROP TRIGGER job_made; DROP TRIGGER job_changed; DROP TRIGGER job_forgotten; "
            "DROP TRIGGER fax_sent; DROP TABLE tally; DROP INDEX job_waiting; "
            "ALTER TABLE fax DROP COLUMN prefix; PRAGMA user_version = 3");
    EXPECT_TRUE(JournalReader(scratch_.path()).tallies().empty());
    EXPECT_EQ(only().faxes.at(0).prefix, "");
    EXPECT_EQ(version(), 3);
    Journal journal = opened();
    EXPECT_EQ(version(), 5);
    EXPECT_EQ(journal.faxesOf("urn:uuid:a").at(0).recipients.at(0).number, "95550100");
    journal.prepare("urn:uuid:a", {}, {{{{"95550101"}}, 1, 2, "ab", "9"}});
    EXPECT_EQ(journal.faxesOf("urn:uuid:a").at(1).prefix, "9");
    const std::vector<Tally> tallies = JournalReader(scratch_.path()).tallies();
    ASSERT_EQ(tallies.size(), 1U);
    EXPECT_EQ(tallies[0].printer + ": " + tallies[0].name, "Fax: jobs receiving");
    EXPECT_EQ(tallies[0].value, 1);
}

TEST_F(JournalTest, OfANewerVersionIsLeftAlone) {
    opened();
    SqliteDatabase(scratch_.path() / "journal.db", SqliteDatabase::Access::kWrite)
        .run("PRAGMA user_version = 99");
    expectJobError(JobEnd::kHeld, "newer version", [&] { opened(); });
    expectJobError(JobEnd::kHeld, "newer version", [&] { JournalReader reader(scratch_.path()); });
    EXPECT_EQ(version(), 99);
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
    expectJobError(JobEnd::kHeld, "state-dir", [&] { Journal journal(scratch_.path() / "nowhere"); });
    scratch_.file("journal.db", std::string(5000, 'x'));
    expectJobError(JobEnd::kHeld, "not a database", [&] { opened(); });
}

TEST_F(JournalTest, IsReadableByItsOwnerAndByTheGroupThatMayLookIntoTheFolder) {
    namespace fs = std::filesystem;
    const mode_t before = ::umask(077);
    for (const auto& [folder, file] : std::vector<std::pair<int, int>>{{0700, 0600}, {0750, 0640}}) {
        const fs::path place = scratch_.path() / std::to_string(folder);
        fs::create_directory(place);
        fs::permissions(place, fs::perms(folder));
        Journal journal(place);
        journal.begin(job("urn:uuid:a", 12), device_);
        for (const char* name : {"journal.db", "journal.db-wal", "journal.db-shm"}) {
            EXPECT_EQ(fs::status(place / name).permissions(), fs::perms(file)) << name;
        }
    }
    ::umask(before);
}

TEST_F(JournalTest, IsEmptyForWhoReadsItBeforeTheFirstWriterMadeItsTables) {
    SqliteDatabase(scratch_.path() / "journal.db", SqliteDatabase::Access::kWrite)
        .run("PRAGMA journal_mode = WAL");
    JournalReader journal(scratch_.path());
    EXPECT_TRUE(journal.jobs().empty());
    EXPECT_TRUE(journal.timesFaxed().empty());
}

TEST_F(JournalTest, DoesNotBeginAnewWhenItsFileIsLostAndTheOneBesideItIsLeft) {
    const std::filesystem::path file = scratch_.path() / "journal.db";
    const std::filesystem::path beside = file.string() + "-wal";
    for (const bool isGone : {true, false}) {
        { opened().begin(job("urn:uuid:a", 12), device_); }
        ASSERT_GT(std::filesystem::file_size(beside), 0U);
        std::filesystem::resize_file(file, 0);
        if (isGone) {
            std::filesystem::remove(file);
        }
        expectJobError(JobEnd::kHeld, "The journal of sent faxes is lost", [&] { opened(); });
        std::filesystem::remove(beside);
        EXPECT_FALSE(opened().lastRunOf("urn:uuid:a"));
    }
}

}  // namespace
}  // namespace voipnow
