// How a number gets from the print command to the fax service.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ostream>
#include <string>
#include <vector>

#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {
namespace {

struct Phone {
    std::string name;                  // of the test
    std::vector<std::string> options;  // words for lp
    std::vector<std::string> recipients;
};

// For the list of tests.
void PrintTo(const Phone& phone, std::ostream* out) {
    *out << phone.name;
}

class Phones : public FaxPrinterTest, public ::testing::WithParamInterface<Phone> {};

TEST_P(Phones, ReachTheServiceAsTheyWillBeDialled) {
    const ReceivedFax fax =
        printed({scratch_.write("page.pdf", drawnPdf({numberedPage(1)}))}, GetParam().options);
    EXPECT_EQ(fax.recipients, GetParam().recipients);
    EXPECT_EQ(fax.user, "@me");
    EXPECT_EQ(fax.extension, "0003*210");
}

INSTANTIATE_TEST_SUITE_P(
    All, Phones,
    ::testing::Values(
        Phone{"One", {"-o", "phone=7778888"}, {"7778888"}},
        Phone{"TwoWithAComma", {"-o", "phone=7778888,1234567890"}, {"7778888", "1234567890"}},
        Phone{"TwoWithASemicolon", {"-o", "phone=7778888;0003*001"}, {"7778888", "0003*001"}},
        Phone{"TypedInADialog", {"-o", "phone=Custom.5551234"}, {"5551234"}},
        Phone{"QuotedWithSpaces", {"-o", "phone='+1 (555) 010-0000, 555 0101'"}, {"+15550100000", "5550101"}},
        Phone{"WithAPrefix", {"-o", "phone=7778888,5550101", "-o", "faxPrefix=0"}, {"07778888", "05550101"}},
        Phone{"TheLastOfTwoOptions", {"-o", "phone=5550101", "-o", "phone=5550102"}, {"5550102"}}),
    [](const ::testing::TestParamInfo<Phone>& phone) { return phone.param.name; });

class Recipients : public FaxPrinterTest {
  protected:
    std::filesystem::path page() const { return scratch_.write("page.pdf", drawnPdf({numberedPage(1)})); }
};

TEST_F(Recipients, MoreThanTheServiceTakesAreSplitAndAllFaxesAreCreatedBeforeTheFirstUpload) {
    std::string numbers;
    std::vector<std::string> expected;
    for (int i = 0; i < 12; ++i) {
        expected.push_back("55502" + std::to_string(10 + i));
        numbers += (numbers.empty() ? "" : ",") + expected.back();
    }
    const JobStatus status = settled({page()}, to(numbers));
    ASSERT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;

    const auto faxes = emulator_.faxes();
    ASSERT_EQ(faxes.size(), 3U);
    std::vector<std::string> reached;
    for (const ReceivedFax& fax : faxes) {
        EXPECT_EQ(fax.state, "sent");
        EXPECT_LE(fax.recipients.size(), 5U);
        reached.insert(reached.end(), fax.recipients.begin(), fax.recipients.end());
    }
    EXPECT_EQ(reached, expected);

    std::string order;
    for (const SeenRequest& request : emulator_.requests()) {
        if (request.method == "PUT") {
            order += 'u';
        } else if (request.target.find("/uapi/") == 0) {
            order += 'c';
        }
    }
    EXPECT_EQ(order, "cccuuu");
}

TEST_F(Recipients, OfTheQueuesDefaultAreUsedWhenTheJobHasNone) {
    runOrThrow({"lpadmin", "-p", "Fax", "-o", "phone=Custom.5550177"}, cups_.environment());
    const ReceivedFax fax = printed({page()}, {});
    EXPECT_EQ(fax.recipients, (std::vector<std::string>{"5550177"}));
}

TEST_F(Recipients, OfTheJobWinOverTheQueuesDefault) {
    runOrThrow({"lpadmin", "-p", "Fax", "-o", "phone=Custom.5550177"}, cups_.environment());
    const ReceivedFax fax = printed({page()}, to("5550188"));
    EXPECT_EQ(fax.recipients, (std::vector<std::string>{"5550188"}));
}

TEST_F(Recipients, NoneOfADialogDoesNotBeatTheQueuesDefault) {
    runOrThrow({"lpadmin", "-p", "Fax", "-o", "phone=Custom.5550177"}, cups_.environment());
    const ReceivedFax fax = printed({page()}, to("None"));
    EXPECT_EQ(fax.recipients, (std::vector<std::string>{"5550177"}));
}

struct NoNumber {
    std::string name;
    std::vector<std::string> options;
    std::string words;  // in the message
};

void PrintTo(const NoNumber& missing, std::ostream* out) {
    *out << missing.name;
}

class MissingNumbers : public FaxPrinterTest, public ::testing::WithParamInterface<NoNumber> {};

TEST_P(MissingNumbers, HoldTheJobWithTheCommandThatMendsIt) {
    const int job = print({scratch_.write("page.pdf", drawnPdf({numberedPage(1)}))}, GetParam().options);
    const JobStatus status = cups_.waitUntilSettled(job);
    EXPECT_EQ(status.state, IPP_JSTATE_HELD);
    EXPECT_NE(status.message.find(GetParam().words), std::string::npos) << status.message;
    EXPECT_NE(status.message.find("lp -i " + std::to_string(job) + " -o phone="), std::string::npos)
        << status.message;
    EXPECT_NE(status.message.find("-H resume"), std::string::npos) << status.message;
    EXPECT_TRUE(emulator_.requests("POST", "/uapi").empty());
}

INSTANTIATE_TEST_SUITE_P(
    All, MissingNumbers,
    ::testing::Values(NoNumber{"NoPhone", {}, "no fax number"},
                      NoNumber{"NoneChosen", {"-o", "phone=None"}, "no fax number"},
                      NoNumber{"BareCustomOfQt", {"-o", "phone=Custom"}, "no fax number"},
                      NoNumber{"OptionWithoutValue", {"-o", "phone"}, "no fax number"},
                      NoNumber{"Letters", {"-o", "phone=5551234,CALL-ME"}, "CALL-ME"},
                      NoNumber{"TooShort", {"-o", "phone=12"}, "12"},
                      NoNumber{"CutAtASpace", {"-o", "phone=+1 (555) 010-0000"}, "010-0000"},
                      NoNumber{"CutToATruncatedNumber", {"-o", "phone=555 12 34"}, "12"}),
    [](const ::testing::TestParamInfo<NoNumber>& missing) { return missing.param.name; });

TEST_F(Recipients, GivenToAHeldJobSendIt) {
    const int job = print({page()}, {});
    ASSERT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_HELD);
    cups_.change(job, {"-o", "phone=5550123", "-H", "resume"});
    const auto faxes = emulator_.waitForFaxes(1);
    ASSERT_EQ(faxes.size(), 1U);
    EXPECT_EQ(faxes.front().recipients, (std::vector<std::string>{"5550123"}));
    EXPECT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_COMPLETED);
}

}  // namespace
}  // namespace voipnow::end_to_end
