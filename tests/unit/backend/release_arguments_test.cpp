// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/release_arguments.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "backend/command.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

TEST(ReleaseArguments, NameAJobAsItIsShown) {
    struct Case {
        std::string word;
        std::string printer;
        int job;
    };
    for (const Case& each :
         std::vector<Case>{{"12", "", 12}, {"Fax-12", "Fax", 12}, {"Fax-2nd-7", "Fax-2nd", 7}}) {
        const ReleaseArguments parsed = parseReleaseArguments({each.word});
        EXPECT_EQ(parsed.job.number, each.job);
        EXPECT_EQ(parsed.job.printer, each.printer);
        EXPECT_FALSE(parsed.recipients);
        EXPECT_TRUE(parsed.options.empty());
    }
}

TEST(ReleaseArguments, TakeRecipientsAndOptionsAsTheyWereWritten) {
    const ReleaseArguments parsed =
        parseReleaseArguments({"--to", "+1 (555) 010-0000, 5550101", "12", "-o",
                               "FaxSubject=Offer, \"May\" = now", "-oFaxCover=Standard"});
    EXPECT_EQ(parsed.job.number, 12);
    EXPECT_EQ(parsed.recipients, "+1 (555) 010-0000, 5550101");
    ASSERT_EQ(parsed.options.size(), 2U);
    EXPECT_EQ(parsed.options[0].name, "FaxSubject");
    EXPECT_EQ(parsed.options[0].value, "Offer, \"May\" = now");
    EXPECT_EQ(parsed.options[1].name, "FaxCover");
    EXPECT_EQ(parsed.options[1].value, "Standard");
    EXPECT_EQ(parseReleaseArguments({"12", "--to=5550101"}).recipients, "5550101");
    EXPECT_EQ(parseReleaseArguments({"12", "-o", "phone=5550101"}).recipients, "5550101");
    EXPECT_TRUE(parseReleaseArguments({"--help"}).help);
}

TEST(ReleaseArguments, LeaveNamesToThePhoneBook) {
    for (const char* names : {"First Bank", "@sales", "5550101, First Bank", "Дом", "銀行"}) {
        EXPECT_EQ(parseReleaseArguments({"12", "--to", names}).recipients, names);
    }
}

TEST(ReleaseArguments, AreRefusedWithTheReason) {
    struct Case {
        std::vector<std::string> words;
        std::string reason;
    };
    const std::vector<Case> table{
        {{}, "which JOB"},
        {{"--to", "5550101"}, "which JOB"},
        {{"Fax"}, "not Fax"},
        {{"-12"}, "unknown argument -12"},
        {{"Fax-"}, "not Fax-"},
        {{"0"}, "not 0"},
        {{"12x"}, "not 12x"},
        {{"99999999999"}, "not 99999999999"},
        {{"12", "13"}, "13 too"},
        {{"12", "--to"}, "--to needs a value"},
        {{"12", "--to", ""}, "needs a fax number"},
        {{"12", "--to", " , "}, "needs a fax number"},
        {{"12", "--to", "12"}, "\"12\" is too short"},
        {{"12", "--to", "++15550100"}, "more than one +"},
        {{"12", "--to", "555\xff"}, "UTF-8"},
        {{"12", "--to", std::string(1024, 'a')}, "too long"},
        {{"12", "--to", "5550101", "-o", "phone=5550102"}, "twice"},
        {{"12", "-o", "FaxCover"}, "one NAME=VALUE"},
        {{"12", "-o", "=x"}, "one NAME=VALUE"},
        {{"12", "-o", "a b=x"}, "one NAME=VALUE"},
        {{"12", "-o", "job-hold-until=night"}, "job-hold-until"},
        {{"12", "-x"}, "unknown argument -x"},
    };
    for (const Case& each : table) {
        try {
            parseReleaseArguments(each.words);
            ADD_FAILURE() << each.reason;
        } catch (const WrongArguments& wrong) {
            EXPECT_NE(std::string(wrong.what()).find(each.reason), std::string::npos) << wrong.what();
        }
    }
}

TEST(ReleaseCommand, ExplainsItselfAndSaysWhenThereIsNoCups) {
    const ScratchFolder scratch;
    const Environment server("CUPS_SERVER", (scratch.path() / "cups.sock").c_str());
    std::ostringstream out;
    std::ostringstream errors;
    EXPECT_EQ(runCommand({"release", "--help"}, out, errors), 0);
    EXPECT_NE(out.str().find("--to RECIPIENTS"), std::string::npos);
    EXPECT_EQ(runCommand({"release", "twelve"}, out, errors), 2);
    EXPECT_NE(errors.str().find("twelve"), std::string::npos);
    EXPECT_EQ(runCommand({"release", "12"}, out, errors), 1);
    EXPECT_NE(errors.str().find("CUPS does not answer"), std::string::npos) << errors.str();
}

}  // namespace
}  // namespace voipnow
