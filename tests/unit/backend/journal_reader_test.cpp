// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/journal_reader.hpp"

#include <gtest/gtest.h>

#include "backend/journal.hpp"
#include "backend/readable_journals.hpp"
#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

// Journals in folders of their own, with jobs received when the test wants them to be.
class JournalReaderTest : public ::testing::Test {
  protected:
    std::filesystem::path folder(const std::string& name = "state") const {
        std::filesystem::path path = scratch_.path() / name;
        std::filesystem::create_directory(path);
        return path;
    }

    // A job of one fax for each of the lists of recipients.
    static void add(const std::filesystem::path& stateDir, const std::string& uuid, int number,
                    std::int64_t received, const std::vector<std::vector<Recipient>>& faxes = {},
                    const std::string& printer = "Fax") {
        {
            Journal journal(stateDir);
            PrintJob job;
            job.uuid = uuid;
            job.number = number;
            job.printer = printer;
            job.user = "anna";
            journal.begin(job, parseDeviceUri("voipnow://pbx.example.com/210"));
            std::vector<PreparedFax> prepared;
            prepared.reserve(faxes.size());
            for (const std::vector<Recipient>& recipients : faxes) {
                prepared.push_back({recipients, 1, 2, "ab"});
            }
            journal.prepare(uuid, {}, prepared);
        }
        SqliteDatabase(stateDir / "journal.db", SqliteDatabase::Access::kWrite)
            .run("UPDATE job SET received = ? WHERE uuid = ?", received, uuid);
    }

    static std::vector<int> numbersIn(JobRows rows) {
        std::vector<int> numbers;
        while (const std::optional<JobEntry> job = rows.next()) {
            numbers.push_back(job->number);
        }
        return numbers;
    }

    std::vector<int> numbersIn(const JobChoice& choice) const {
        std::vector<int> numbers;
        ReadableJournals journals;
        for (int pass = 0; pass < 2; ++pass) {
            numbers.clear();
            journals.each(choice, [&](const JobEntry& job) { numbers.push_back(job.number); });
        }
        return numbers;
    }

    const ScratchFolder scratch_;
};

using Numbers = std::vector<int>;

TEST_F(JournalReaderTest, GivesJobsFromTheOldestOnWithTheirFaxesAndRecipients) {
    add(folder(), "urn:uuid:b", 13, 200, {{{"111", "First Bank"}, {"222"}}, {{"333"}}});
    add(folder(), "urn:uuid:a", 12, 100);
    add(folder(), "urn:uuid:c", 14, 300, {{{"444"}}});
    JobRows rows = JournalReader(folder()).rows({});
    std::optional<JobEntry> job = rows.next();
    ASSERT_TRUE(job);
    EXPECT_EQ(job->number, 12);
    EXPECT_TRUE(job->faxes.empty());
    job = rows.next();
    ASSERT_TRUE(job);
    EXPECT_EQ(job->number, 13);
    EXPECT_EQ(job->received, 200);
    ASSERT_EQ(job->faxes.size(), 2U);
    EXPECT_EQ(job->faxes[0].recipients, (std::vector<Recipient>{{"111", "First Bank"}, {"222"}}));
    EXPECT_EQ(job->faxes[1].recipients, (std::vector<Recipient>{{"333"}}));
    EXPECT_EQ(job->faxes[1].pages, 2);
    job = rows.next();
    ASSERT_TRUE(job);
    EXPECT_EQ(job->faxes.at(0).recipients, (std::vector<Recipient>{{"444"}}));
    EXPECT_FALSE(rows.next());
    EXPECT_FALSE(rows.next());
}

TEST_F(JournalReaderTest, GivesTheLastOnesAndThoseSinceAMoment) {
    for (int i = 1; i <= 5; ++i) {
        add(folder(), "urn:uuid:" + std::to_string(i), i, std::int64_t{100} * i, {{{"111"}, {"222"}}});
    }
    JournalReader reader(folder());
    EXPECT_EQ(numbersIn(reader.rows({.last = 2})), (Numbers{4, 5}));
    EXPECT_EQ(numbersIn(reader.rows({.last = 9})), (Numbers{1, 2, 3, 4, 5}));
    EXPECT_EQ(numbersIn(reader.rows({.since = 300})), (Numbers{3, 4, 5}));
    EXPECT_EQ(numbersIn(reader.rows({.since = 300, .last = 1})), (Numbers{5}));
    EXPECT_EQ(reader.count({.since = 300}), 3);
    EXPECT_EQ(reader.count({.last = 2}), 2);
    EXPECT_EQ(reader.count({}), 5);
}

TEST_F(JournalReaderTest, FindsTheNewestJobWithANumber) {
    constexpr const char* kOther = "urn:uuid:ffa9f5de-9777-31b3-7b51-1d3e45a81b0d";
    add(folder(), kOther, 12, 100);
    add(folder(), "urn:uuid:b", 12, 200, {{{"111"}}});
    add(folder(), "urn:uuid:c", 12, 150, {}, "Lobby");
    JournalReader reader(folder());
    EXPECT_EQ(reader.find({12, "", ""})->uuid, "urn:uuid:b");
    EXPECT_EQ(reader.find({12, "", ""})->faxes.size(), 1U);
    EXPECT_EQ(reader.find({12, "lobby", ""})->uuid, "urn:uuid:c");
    EXPECT_EQ(reader.find({0, "", kOther})->received, 100);
    EXPECT_FALSE(reader.find({13, "", ""}));
    EXPECT_FALSE(reader.find({12, "Attic", ""}));
    EXPECT_FALSE(reader.find({0, "", "urn:uuid:d"}));
}

TEST_F(JournalReaderTest, GivesThePictureOfAJobByteForByte) {
    add(folder(), "urn:uuid:a", 12, 100);
    const std::string png("\x89PNG\0\r\n\xFF\0", 9);
    Journal(folder()).setPicture("urn:uuid:a", png);
    EXPECT_EQ(JournalReader(folder()).pictureOf("urn:uuid:a"), png);
    EXPECT_FALSE(JournalReader(folder()).pictureOf("urn:uuid:b"));
}

TEST_F(JournalReaderTest, HoldsStillWhileABackendWrites) {
    add(folder(), "urn:uuid:a", 12, 100);
    JournalReader reader(folder());
    reader.holdStill();
    add(folder(), "urn:uuid:b", 13, 200);
    EXPECT_EQ(numbersIn(reader.rows({})), (Numbers{12}));
    EXPECT_EQ(numbersIn(JournalReader(folder()).rows({})), (Numbers{12, 13}));
}

TEST_F(JournalReaderTest, TellsThatSomethingChangedAndWhat) {
    add(folder(), "urn:uuid:a", 12, 100, {{{"111"}}});
    JournalReader reader(folder());
    const std::int64_t before = reader.version();
    EXPECT_EQ(reader.version(), before);
    SqliteDatabase(folder() / "journal.db", SqliteDatabase::Access::kWrite)
        .run("UPDATE job SET changed = 100");
    EXPECT_NE(reader.version(), before);
    SqliteDatabase(folder() / "journal.db", SqliteDatabase::Access::kWrite)
        .run("UPDATE fax SET changed = 200");
    ASSERT_EQ(reader.changedSince(200).size(), 1U) << "by its fax";
    EXPECT_EQ(reader.changedSince(200).front().faxes.size(), 1U);
    EXPECT_TRUE(reader.changedSince(201).empty());
    EXPECT_EQ(reader.changedSince(0).size(), 1U) << "once, though both changed";
}

TEST_F(JournalReaderTest, SaysWhichJournalCannotBeRead) {
    scratch_.file("journal.db", std::string(4096, 'x'));
    expectJobError(JobEnd::kHeld, "journal.db cannot be read (",
                   [&] { JournalReader(scratch_.path()).jobs(); });
}

TEST_F(JournalReaderTest, JournalsOfSeveralFoldersAreOneList) {
    add(folder("one"), "urn:uuid:a", 1, 100);
    add(folder("one"), "urn:uuid:c", 3, 300);
    add(folder("one"), "urn:uuid:e", 5, 500);
    add(folder("two"), "urn:uuid:b", 2, 200);
    add(folder("two"), "urn:uuid:d", 4, 400);
    scratch_.file("voipnow.conf", "state-dir = " + folder("one").string() +
                                      "\n[pbx.example.com]\nstate-dir = " + folder("two").string() + "\n");
    const Environment root("CUPS_SERVERROOT", scratch_.path().c_str());
    EXPECT_EQ(numbersIn(JobChoice{}), (Numbers{1, 2, 3, 4, 5}));
    EXPECT_EQ(numbersIn(JobChoice{.last = 2}), (Numbers{4, 5}));
    EXPECT_EQ(numbersIn(JobChoice{.last = 4}), (Numbers{2, 3, 4, 5}));
    EXPECT_EQ(numbersIn(JobChoice{.since = 250}), (Numbers{3, 4, 5}));
    EXPECT_EQ(ReadableJournals().find({4, "", ""})->job.uuid, "urn:uuid:d");
    EXPECT_FALSE(ReadableJournals().find({6, "", ""}));
}

TEST_F(JournalReaderTest, ANamedFolderWithoutAJournalIsAMistake) {
    expectJobError(JobEnd::kHeld, folder().string(), [&] { ReadableJournals{folder()}; });
    add(folder(), "urn:uuid:a", 12, 100);
    EXPECT_EQ(ReadableJournals(folder()).find({12, "", ""})->job.uuid, "urn:uuid:a");
}

}  // namespace
}  // namespace voipnow
