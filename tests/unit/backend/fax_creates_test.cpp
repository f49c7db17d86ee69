// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_creates.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/sending_fixture.hpp"

namespace voipnow {
namespace {

using emulator::HttpAnswer;
using Strings = std::vector<std::string>;

class FaxCreatesTest : public SendingTest {
  protected:
    // Faxes of the job's one part, which are prepared in the journal.
    std::vector<FaxBatch> prepared(const std::vector<Strings>& faxes) {
        std::vector<PreparedFax> rows;
        std::vector<FaxBatch> batches;
        for (const Strings& numbers : faxes) {
            rows.push_back({recipients(numbers), 1, 1, "ab"});
            batches.push_back({0, 0, recipients(numbers), false});
            planned_.recipients.insert(planned_.recipients.end(), rows.back().recipients.begin(),
                                       rows.back().recipients.end());
        }
        const std::vector<std::int64_t> keys = journal_.prepare(job_.uuid, {}, rows);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            batches[i].key = keys[i];
        }
        return batches;
    }
    std::vector<FaxBatch> all(const std::vector<FaxBatch>& faxes, const std::string& prefix = "") {
        const Retries retries(settings_.retryFor, messages_);
        return FaxCreates(journal_, faxService_, retries, messages_).all(job_, prefix, faxes, parts_);
    }
    // The service refuses a create in which one of these is.
    void refuse(const std::set<std::string>& numbers) {
        service_.onCreate = [numbers](const Strings& asked) -> ScriptedService::Answer {
            const bool isBad = std::any_of(asked.begin(), asked.end(),
                                           [&](const std::string& each) { return numbers.count(each) != 0; });
            return isBad ? std::optional(refusedRecipients()) : std::nullopt;
        };
    }

    PlannedFax planned_{{}, 1, 1, {}, "ab"};
    std::vector<FaxPart> parts_{{&planned_, {{"doc001", "a.pdf", 3}, {"doc002", "b.pdf", 4}}, {"aa", "bb"}}};
};

TEST_F(FaxCreatesTest, AsksInOrderAndNotesWhereEachFileIsToGo) {
    const std::vector<FaxBatch> faxes = prepared({{"111", "222"}, {"333"}, {"444"}});
    const std::vector<FaxBatch> created = all(faxes);
    EXPECT_EQ(service_.calls(), (Strings{"111 222", "333", "444"}));
    EXPECT_EQ(states(), "111 222 created, 333 created, 444 created");
    ASSERT_EQ(created.size(), 3U);
    for (std::size_t i = 0; i < created.size(); ++i) {
        EXPECT_EQ(created[i].key, faxes[i].key);
        EXPECT_EQ(created[i].recipients, faxes[i].recipients);
        EXPECT_FALSE(created[i].mayHaveArrived);
        const std::vector<UploadEntry> uploads = journal_.uploadsOf(created[i].key);
        ASSERT_EQ(uploads.size(), 2U);
        EXPECT_EQ(uploads[1].sha256, "bb");
        EXPECT_EQ(uploads[1].bytes, 4U);
        EXPECT_FALSE(uploads[1].isDone);
        EXPECT_NE(uploads[1].target.url.find("/store/" + std::to_string(101 + i) + "/2?"), std::string::npos);
    }
    EXPECT_EQ(journal_.faxesOf(job_.uuid)[2].serviceId, "103");
}

TEST_F(FaxCreatesTest, TheJournalHasEachFaxBeforeTheServiceIsAskedForIt) {
    Strings seen;
    service_.onCreate = [&](const Strings& asked) -> ScriptedService::Answer {
        seen.push_back(states());
        return asked.size() > 1 ? std::optional(refusedRecipients()) : std::nullopt;
    };
    all(prepared({{"111"}, {"222", "333"}}));
    EXPECT_EQ(seen,
              (Strings{"111 prepared, 222 333 prepared", "111 created, 222 333 prepared",
                       "111 created, 222 prepared, 333 prepared", "111 created, 222 created, 333 prepared"}));
}

TEST_F(FaxCreatesTest, FindsAllThatAreRefusedAndNamesThem) {
    struct Case {
        std::set<std::string> bad;
        std::string words;
        std::string states;
    };
    const std::vector<Case> table{
        {{"333"},
         "Nothing was sent to anybody. Without it: lp -i 12 -o phone=111,222,444,555 -H resume",
         "111 222 created, 333 held, 444 555 created"},
        {{"111", "444"},
         "The service refuses 111, 444. Nothing was sent to anybody. Without them: lp -i 12 -o "
         "phone=222,333,555 -H resume",
         "111 held, 222 created, 333 created, 444 held, 555 created"},
        {{"111", "222", "333", "444", "555"},
         "Check the numbers, and give the right ones: lp -i 12 -o phone=NUMBER -H resume",
         "111 held, 222 held, 333 held, 444 held, 555 held"},
    };
    for (const Case& each : table) {
        SCOPED_TRACE(each.words);
        refuse(each.bad);
        planned_.recipients.clear();
        const std::vector<FaxBatch> faxes = prepared({{"111", "222", "333", "444", "555"}});
        expectJobError(JobEnd::kHeld, each.words, [&] { all(faxes); });
        EXPECT_EQ(states(), each.states);
        for (const FaxEntry& fax : journal_.faxesOf(job_.uuid)) {
            EXPECT_EQ(fax.words.empty(), fax.state != FaxState::kHeld);
        }
        forgetAll();
    }
}

TEST_F(FaxCreatesTest, LooksForTheRefusedInAllFaxesOfTheJob) {
    refuse({"222", "555"});
    const std::vector<FaxBatch> faxes = prepared({{"9111", "222"}, {"9333"}, {"555"}});
    expectJobError(JobEnd::kHeld, "The service refuses 222, 555.", [&] { all(faxes); });
    EXPECT_EQ(service_.calls().size(), 5U);
}

TEST_F(FaxCreatesTest, LeavesThePrefixOutOfTheCommandThatMendsIt) {
    refuse({"0222"});
    expectJobError(JobEnd::kHeld, "lp -i 12 -o phone=111 -H resume", [&] {
        all(prepared({{"0111", "0222"}}), "0");
    });
}

TEST_F(FaxCreatesTest, GivesNoCommandForAMailMergeWhosePagesBelongToTheirNumbers) {
    refuse({"222"});
    parts_.push_back(parts_.front());
    expectJobError(JobEnd::kHeld, "Correct the document and print it again", [&] {
        all(prepared({{"111"}, {"222"}}));
    });
}

TEST_F(FaxCreatesTest, TakesHalvesWhereTheServiceTakesFewerAtOnce) {
    service_.onCreate = [](const Strings& asked) -> ScriptedService::Answer {
        return asked.size() > 2 ? std::optional(refusedRecipients()) : std::nullopt;
    };
    const std::vector<FaxBatch> created = all(prepared({{"111", "222", "333", "444", "555"}, {"666"}}));
    ASSERT_EQ(created.size(), 4U);
    EXPECT_EQ(created[0].recipients, recipients({"111", "222"}));
    EXPECT_EQ(created[1].recipients, recipients({"333"}));
    EXPECT_EQ(created[2].recipients, recipients({"444", "555"}));
    EXPECT_EQ(created[3].recipients, recipients({"666"}));
    EXPECT_EQ(states(), "666 created, 111 222 created, 333 created, 444 555 created");
    EXPECT_NE(said_.str().find("fewer recipients in one fax than max-recipients"), std::string::npos);
}

TEST_F(FaxCreatesTest, AsksAgainWhileTheServiceIsDown) {
    int turn = 0;
    service_.onCreate = [&turn](const Strings&) -> ScriptedService::Answer {
        return ++turn <= 2 ? std::optional(HttpAnswer{503, "", "", {}}) : std::nullopt;
    };
    all(prepared({{"111"}, {"222"}}));
    EXPECT_EQ(service_.calls(), (Strings{"111", "111", "111", "222"}));
    EXPECT_EQ(states(), "111 created, 222 created");
    EXPECT_NE(said_.str().find("Trying again"), std::string::npos);
}

TEST_F(FaxCreatesTest, GivesUpWhenTheTimeForRetriesIsOver) {
    settings_.retryFor = std::chrono::seconds(1);
    service_.onCreate = [](const Strings&) { return HttpAnswer{503, "", "", {}}; };
    const auto began = std::chrono::steady_clock::now();
    const std::vector<FaxBatch> faxes = prepared({{"111"}, {"222"}});
    EXPECT_THROW(all(faxes), NoAnswer);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5));
    EXPECT_GE(service_.calls().size(), 2U);
    for (const std::string& call : service_.calls()) {
        EXPECT_EQ(call, "111");
    }
    EXPECT_EQ(states(), "111 prepared, 222 prepared");
}

TEST_F(FaxCreatesTest, LeavesTheServiceAloneForAsLongAsItSays) {
    settings_.retryFor = std::chrono::seconds(60);
    service_.onCreate = [](const Strings&) { return HttpAnswer{429, "", "", {{"Retry-After", "3600"}}}; };
    EXPECT_THROW(all(prepared({{"111"}})), NoAnswer);
    EXPECT_EQ(service_.calls().size(), 1U);
}

TEST_F(FaxCreatesTest, EndsAtOnceWhereAskingAgainIsOfNoUse) {
    struct Case {
        HttpAnswer answer;
        JobEnd end;
    };
    const std::vector<Case> table{
        {{400, "application/json", R"({"error":{"code":"fx_files_invalid","message":"m"}})", {}},
         JobEnd::kCanceled},
        {{401, "", "", {}}, JobEnd::kQueueStopped},
        {{403, "", "", {}}, JobEnd::kQueueStopped},
        {{204, "", "", {}}, JobEnd::kHeld},
        {{404, "", "", {}}, JobEnd::kHeld},
        {{200, "application/json", "{}", {}}, JobEnd::kHeld},
    };
    const std::vector<FaxBatch> faxes = prepared({{"111"}, {"222"}});
    for (const Case& each : table) {
        SCOPED_TRACE(each.answer.status);
        const std::size_t before = service_.calls().size();
        service_.onCreate = [&each](const Strings&) { return each.answer; };
        expectJobError(each.end, "", [&] { all(faxes); });
        EXPECT_EQ(service_.calls().size(), before + 1);
        EXPECT_EQ(states(), "111 prepared, 222 prepared");
    }
}

TEST_F(FaxCreatesTest, AFaxThatIsCreatedAnewForgetsItsOldPlace) {
    const std::vector<FaxBatch> faxes = all(prepared({{"111"}}));
    const Retries retries(settings_.retryFor, messages_);
    FaxCreates(journal_, faxService_, retries, messages_).again(faxes[0], parts_[0]);
    EXPECT_EQ(states(), "111 created");
    EXPECT_EQ(journal_.faxesOf(job_.uuid)[0].serviceId, "102");
    const std::vector<UploadEntry> uploads = journal_.uploadsOf(faxes[0].key);
    ASSERT_EQ(uploads.size(), 2U);
    EXPECT_NE(uploads[0].target.url.find("/store/102/1?"), std::string::npos);
}

}  // namespace
}  // namespace voipnow
