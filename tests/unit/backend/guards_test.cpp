// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/guards.hpp"

#include <gtest/gtest.h>

#include "backend/number_pattern.hpp"
#include "backend/printable.hpp"
#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

class GuardsTest : public ::testing::Test {
  protected:
    GuardsTest() { journal_.begin(job(12), device_); }

    static PrintJob job(int number) {
        PrintJob print;
        print.number = number;
        print.uuid = "urn:uuid:" + std::to_string(number);
        return print;
    }

    // A fax of `job` that is sent.
    void sent(int job, const std::string& number, const std::string& digest) {
        const auto key =
            journal_.prepare("urn:uuid:" + std::to_string(job), {}, {{{{number}}, 1, 1, digest}}).at(0);
        journal_.setCreated(key, {"262", "", {}}, {});
        journal_.setState(key, FaxState::kSent);
    }

    void check(const std::vector<GuardedFax>& faxes, const std::vector<std::string>& answered = {},
               const std::string& prefix = "") {
        checkGuards(settings_, job(13), prefix, faxes, journal_, answered);
    }

    // The doubts with which a job is held, and what its user reads.
    Doubtful doubtsAbout(const std::vector<GuardedFax>& faxes,
                         const std::vector<std::string>& answered = {}) {
        try {
            check(faxes, answered);
        } catch (const Doubtful& doubtful) {
            EXPECT_EQ(doubtful.end(), JobEnd::kHeld);
            EXPECT_LE(std::string(doubtful.what()).size(), kLongestMessage);
            return doubtful;
        }
        ADD_FAILURE() << "there is no doubt";
        return {"", {}};
    }

    static void expectWords(const Doubtful& doubtful, const std::string& words) {
        EXPECT_NE(std::string(doubtful.what()).find(words), std::string::npos) << doubtful.what();
    }

    const ScratchFolder scratch_;
    const DeviceUri device_ = parseDeviceUri("voipnow://pbx.example.com/@me/210");
    Journal journal_{scratch_.path()};
    Settings settings_;
};

GuardedFax faxTo(const std::vector<Recipient>& recipients, const std::string& digest = "ab") {
    return {recipients, digest, 1};
}

TEST_F(GuardsTest, WithoutRulesLetEverythingThrough) {
    sent(12, "5550100", "ab");
    check({faxTo({{"5550100"}, {"+19001234"}})});
    check({});
}

TEST_F(GuardsTest, DenyAndAllowLookAtNumbersAsTheyAreDialled) {
    struct Case {
        std::string allow;
        std::string deny;
        std::string prefix;
        std::string number;
        std::string rule;  // that is broken, as the message names it; empty when the number may be dialled
    };
    const std::vector<Case> table{
        {"", "+1900*", "", "+15550100", ""},
        {"", "+1900*", "", "+19001234", "deny = +1900*"},
        {"", "0190* 0900*", "", "09001234", "deny = 0900*"},
        {"+1*", "", "", "+15550100", ""},
        {"+1*", "", "", "+495550100", "allow = +1*"},
        {"+1* 0003\\*[0-9]??", "", "", "0003*210", ""},
        {"+1* 0003\\*[0-9]??", "", "", "00035210", "allow = +1* 0003\\*[0-9]??"},
        {"+1*", "+1900*", "", "+19001234", "deny = +1900*"},  // deny wins
        {"*", "*", "", "210", "deny = *"},
        {"", "0900*", "9", "90900123", "deny = 0900*"},    // with a prefix of the job's own
        {"", "90900*", "9", "90900123", "deny = 90900*"},  // as it is dialled
        {"", "0900*", "", "90900123", ""},                 // no prefix: the administrator has to write 90900*
        {"0[1-9]*", "", "0", "05550100", ""},
        {"5*", "", "0", "05550100", "allow = 5*"},  // allow sees the whole number only
    };
    for (const Case& each : table) {
        settings_.allow = parseNumberPatterns(each.allow);
        settings_.deny = parseNumberPatterns(each.deny);
        SCOPED_TRACE(each.number + " allow " + each.allow + " deny " + each.deny);
        const auto guarded = [&] { check({faxTo({{each.number}})}, {"new " + each.number}, each.prefix); };
        if (each.rule.empty()) {
            guarded();
        } else {
            expectJobError(JobEnd::kHeld, each.number + " ", guarded);
            expectJobError(JobEnd::kHeld, each.rule + ' ', guarded);
            expectJobError(JobEnd::kHeld, "lp -i 13 -o phone=NUMBER -H resume", guarded);
        }
    }
}

TEST_F(GuardsTest, ForbidMoreRecipientsThanOneJobMayHave) {
    settings_.maxRecipientsPerJob = 2;
    check({faxTo({{"111"}, {"222"}})});
    // Another letter to the same people is no other recipient.
    check({faxTo({{"111"}, {"222"}}), faxTo({{"222"}})});
    expectJobError(JobEnd::kHeld, "has 3 recipients, and one job may have 2 (max-recipients-per-job", [&] {
        check({faxTo({{"111"}, {"222"}}), faxTo({{"333"}})});
    });
}

TEST_F(GuardsTest, AskAboutNumbersThatWereNeverFaxed) {
    settings_.confirmNewNumbers = true;
    sent(12, "5550100", "ab");
    check({faxTo({{"5550100"}})});
    const Doubtful doubtful =
        doubtsAbout({faxTo({{"5550100"}, {"5550101", "First Bank"}}), faxTo({{"5550102"}})});
    EXPECT_EQ(doubtful.doubts(), (std::vector<std::string>{"new 5550101", "new 5550102"}));
    EXPECT_STREQ(
        doubtful.what(),
        "Nothing is faxed yet. No fax was ever sent to First Bank 5550101, 5550102 (confirm-new-numbers in "
        "voipnow.conf). If that is right, release the job: lp -i 13 -H resume or voipnow-fax release 13. If "
        "not, give another number, lp -i 13 -o phone=NUMBER -H resume, or cancel it: cancel 13");
}

TEST_F(GuardsTest, AskAgainOnlyAboutWhatWasNotAnswered) {
    settings_.confirmNewNumbers = true;
    check({faxTo({{"5550101"}})}, {"new 5550101"});
    const Doubtful doubtful = doubtsAbout({faxTo({{"5550101"}, {"5550102"}})}, {"new 5550101"});
    EXPECT_EQ(doubtful.doubts(), (std::vector<std::string>{"new 5550101", "new 5550102"}));
    expectWords(doubtful, "sent to 5550102 (");
    check({faxTo({{"5550101"}, {"5550102"}})}, doubtful.doubts());
}

TEST_F(GuardsTest, DoNotAskAboutWhatAnEarlierRunOfTheJobHasBegun) {
    settings_.confirmNewNumbers = true;
    journal_.begin(job(13), device_);
    journal_.setState(journal_.prepare("urn:uuid:13", {}, {{{{"5550101"}}, 1, 1, "ab"}}).at(0),
                      FaxState::kUploading);
    check({faxTo({{"5550101"}})});
}

TEST_F(GuardsTest, AskAboutTheSamePagesToTheSameNumber) {
    settings_.repeatWindow = std::chrono::minutes(10);
    sent(12, "5550100", "ab");
    check({faxTo({{"5550101"}}, "ab")});
    check({faxTo({{"5550100"}}, "cd")});
    check({faxTo({{"5550100"}}, "")});
    const Doubtful doubtful = doubtsAbout({faxTo({{"5550100"}, {"5550101"}}, "ab")});
    EXPECT_EQ(doubtful.doubts(), (std::vector<std::string>{"repeat 5550100 ab"}));
    expectWords(doubtful, "The same pages went to 5550100 at ");
    expectWords(doubtful, "already, in job 12, fax 262 (repeat-window in voipnow.conf). ");
    expectWords(doubtful, "lp -i 13 -H resume or voipnow-fax release 13");
    check({faxTo({{"5550100"}}, "ab")}, doubtful.doubts());
    expectWords(doubtsAbout({{{{"5550100"}}, "ab", 4}}), "The same pages (from page 4) went");
}

TEST_F(GuardsTest, FindNoRepeatInTheJobsOwnFaxesOrAfterTheWindow) {
    sent(12, "5550100", "ab");
    check({faxTo({{"5550100"}}, "ab")});  // the window is 0
    settings_.repeatWindow = std::chrono::minutes(10);
    checkGuards(settings_, job(12), "", {faxTo({{"5550100"}}, "ab")}, journal_, {});
    SqliteDatabase(scratch_.path() / "journal.db", SqliteDatabase::Access::kWrite)
        .run("UPDATE fax SET changed = changed - 601");
    check({faxTo({{"5550100"}}, "ab")});
}

TEST_F(GuardsTest, AskBothQuestionsInOneMessage) {
    settings_.confirmNewNumbers = true;
    settings_.repeatWindow = std::chrono::hours(1);
    sent(12, "5550100", "ab");
    const Doubtful doubtful = doubtsAbout({faxTo({{"5550100"}, {"5550101"}}, "ab")});
    EXPECT_EQ(doubtful.doubts(), (std::vector<std::string>{"new 5550101", "repeat 5550100 ab"}));
    expectWords(doubtful, "No fax was ever sent to 5550101 (");
    expectWords(doubtful, "The same pages went to 5550100 at ");
}

TEST_F(GuardsTest, RefuseBeforeTheyAsk) {
    settings_.confirmNewNumbers = true;
    settings_.deny = {"555*"};
    expectJobError(JobEnd::kHeld, "deny = 555*", [&] { check({faxTo({{"111"}, {"5550100"}})}); });
}

TEST_F(GuardsTest, SayOfManyNumbersHowManyThereAreAndKeepTheCommandsInSight) {
    settings_.confirmNewNumbers = true;
    settings_.repeatWindow = std::chrono::hours(1);
    std::vector<GuardedFax> faxes;
    for (int i = 0; i < 200; ++i) {
        faxes.push_back(faxTo({{"+1555010020030040050060070" + std::to_string(1000 + i)}}, "ab"));
        faxes.push_back(faxTo({{"+2555010020030040050060070" + std::to_string(1000 + i)}}, "cd"));
        sent(12, faxes.back().recipients.front().number, "cd");
    }
    const Doubtful doubtful = doubtsAbout(faxes);
    EXPECT_EQ(doubtful.doubts().size(), 400U);
    expectWords(doubtful, "and 192 more (confirm-new-numbers");
    expectWords(doubtful, "and 197 more (repeat-window");
    expectWords(doubtful, "lp -i 13 -o phone=NUMBER -H resume");
}

}  // namespace
}  // namespace voipnow
