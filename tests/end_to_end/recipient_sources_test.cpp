// Each place where a job can name its recipient, and what happens when two of them do not agree.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cups/cups.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"
#include "tests/end_to_end/received_pages.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;
using Numbers = std::vector<std::string>;
using Options = std::vector<std::string>;

class RecipientSources : public FaxPrinterTest {
  protected:
    // A letter of one page with these lines of text.
    fs::path letter(const std::vector<std::string>& lines) const {
        return scratch_.write("letter.pdf", writtenPdf({{numberedPage(1), lines}}));
    }
    fs::path letter() const { return letter({"Dear Sir,"}); }

    void phonebook(const std::vector<std::string>& words) const {
        std::vector<std::string> command{std::string(kStage) + "/usr/bin/voipnow-fax", "phonebook"};
        command.insert(command.end(), words.begin(), words.end());
        Environment environment = cups_.environment();
        environment["CUPS_SERVERROOT"] = cups_.serverRoot().string();
        runOrThrow(command, environment);
    }

    void setDefault(const std::string& value) const {
        runOrThrow({"lpadmin", "-p", "Fax", "-o", "phone=" + value}, cups_.environment());
    }

    std::string command(int job, const std::string& option) const {
        return "lp -i " + std::to_string(job) + " -o " + option + " -H resume";
    }

    int held(const std::vector<fs::path>& files, const Options& options,
             const std::vector<std::string>& words) const {
        const int job = print(files, options);
        expectHeld(job, words);
        return job;
    }

    void expectHeld(int job, const std::vector<std::string>& words) const {
        const JobStatus status = cups_.waitUntilSettled(job);
        EXPECT_EQ(status.state, IPP_JSTATE_HELD) << status.message;
        for (const std::string& word : words) {
            EXPECT_NE(status.message.find(word), std::string::npos) << word << " in: " << status.message;
        }
        EXPECT_TRUE(emulator_.faxes().empty());
    }

    void expectSentTo(int job, const Numbers& numbers) const {
        const JobStatus status = cups_.waitUntilSettled(job);
        EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
        const auto faxes = emulator_.faxes();
        ASSERT_EQ(faxes.size(), 1U);
        EXPECT_EQ(faxes.front().recipients, numbers);
    }
};

TEST_F(RecipientSources, BillingInfoWithItsMark) {
    EXPECT_EQ(printed({letter()}, {"-o", "job-billing='fax: +1 555 0100'"}).recipients,
              (Numbers{"+15550100"}));
}

TEST_F(RecipientSources, BillingInfoWithoutAMarkIsLeftAloneAndWrittenDown) {
    EXPECT_EQ(printed({letter()}, {"-o", "job-billing='Matter 4711'", "-o", "phone=5550101"}).recipients,
              (Numbers{"5550101"}));
    Environment environment = cups_.environment();
    environment["CUPS_SERVERROOT"] = cups_.serverRoot().string();
    EXPECT_NE(runOrThrow({std::string(kStage) + "/usr/bin/voipnow-fax", "log", "--json"}, environment)
                  .find("Matter 4711"),
              std::string::npos);
}

TEST_F(RecipientSources, AMarkInTheDocumentIsTakenOffThePage) {
    const std::vector<std::string> above{"Dear Sir,"};
    const ReceivedFax fax = printed({letter({"Dear Sir,", "@@fax: +1 555 0100; 0003*001@@"})}, {});
    EXPECT_EQ(fax.recipients, (Numbers{"+15550100", "0003*001"}));
    const ReceivedFax plain = [&] {
        const JobStatus status = settled({letter(above)}, to("5550199"));
        EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
        return emulator_.faxes().back();
    }();
    ASSERT_EQ(fax.files.size(), 1U);
    const auto pages = receivedPages(fax.files.front().path);
    const auto plainPages = receivedPages(plain.files.front().path);
    ASSERT_EQ(pages.size(), 1U);
    ASSERT_EQ(plainPages.size(), 1U);
    EXPECT_GT(pages.front().blackPixels(), 0);
    EXPECT_EQ(pages.front().rows, plainPages.front().rows);
}

TEST_F(RecipientSources, AMistypedMarkHoldsTheJobAndIsNamed) {
    const int job = held({letter({"@@fxa: 5550100@@"})}, to("5550101"), {"@@fxa: 5550100@@", "page 1"});
    cups_.change(job, {"-H", "resume"});
    expectHeld(job, {"@@fxa: 5550100@@", "-o fax-marks=text -o phone=NUMBER -H resume"});
    cups_.change(job, {"-o", "fax-marks=text", "-H", "resume"});
    expectSentTo(job, {"5550101"});
}

TEST_F(RecipientSources, AMarkWithANumberThatIsNoneHoldsTheJobUntilItGetsOne) {
    const int job = held({letter({"@@fax: call me@@"})}, {}, {"call me", command(0, "x").substr(0, 5)});
    cups_.change(job, {"-o", "phone=5550102", "-H", "resume"});
    expectSentTo(job, {"5550102"});
}

TEST_F(RecipientSources, TheTitleWithAMark) {
    EXPECT_EQ(printed({letter()}, {"-t", "Lease @@fax: 5550103@@"}).recipients, (Numbers{"5550103"}));
}

TEST_F(RecipientSources, DestinationUrisOfAClientOfIpp) {
    const std::unique_ptr<http_t, decltype(&httpClose)> connection(
        httpConnect2(cups_.environment().at("CUPS_SERVER").c_str(), 0, nullptr, AF_UNSPEC,
                     HTTP_ENCRYPTION_IF_REQUESTED, 1, 30'000, nullptr),
        &httpClose);
    ipp_t* request = ippNewRequest(IPP_OP_PRINT_JOB);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr,
                 "ipp://localhost/printers/Fax");
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, cupsUser());
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr, "application/pdf");
    ipp_t* destination = ippNew();
    ippAddString(destination, IPP_TAG_ZERO, IPP_TAG_URI, "destination-uri", nullptr, "tel:+1-555-0104");
    ippAddCollection(request, IPP_TAG_JOB, "destination-uris", destination);
    ippDelete(destination);
    ipp_t* answer = cupsDoFileRequest(connection.get(), request, "/printers/Fax", letter().c_str());
    ASSERT_NE(answer, nullptr) << cupsLastErrorString();
    ipp_attribute_t* id = ippFindAttribute(answer, "job-id", IPP_TAG_INTEGER);
    ASSERT_NE(id, nullptr) << cupsLastErrorString();
    const int job = ippGetInteger(id, 0);
    ippDelete(answer);
    expectSentTo(job, {"+15550104"});
}

TEST_F(RecipientSources, NamesAndGroupsOfThePhoneBook) {
    phonebook({"add", "First Bank", "+1 555 0105", "--group", "sales"});
    phonebook({"add", "Smith", "5550106", "--group", "sales"});
    EXPECT_EQ(printed({letter()}, to("First Bank")).recipients, (Numbers{"+15550105"}));
    const JobStatus status = settled({letter()}, to("@sales"));
    EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
    EXPECT_EQ(emulator_.faxes().back().recipients, (Numbers{"+15550105", "5550106"}));
    EXPECT_EQ(settled({letter()}, {"-o", "job-billing='fax: smith'"}).state, IPP_JSTATE_COMPLETED);
    EXPECT_EQ(emulator_.faxes().back().recipients, (Numbers{"5550106"}));
    EXPECT_EQ(settled({letter({"@@fax: First Bank@@"})}, {}).state, IPP_JSTATE_COMPLETED);
    EXPECT_EQ(emulator_.faxes().back().recipients, (Numbers{"+15550105"}));
}

TEST_F(RecipientSources, AnUnknownNameHoldsTheJob) {
    phonebook({"add", "First Bank", "+1 555 0105"});
    const int job = held({letter()}, to("Last Bank"), {"Bank"});
    cups_.change(job, {"-o", "phone=\"First Bank\"", "-H", "resume"});
    expectSentTo(job, {"+15550105"});
}

TEST_F(RecipientSources, TheQueuesDefaultGivesWayToEachOfThem) {
    setDefault("Custom.5550177");
    phonebook({"add", "Smith", "5550106"});
    struct Case {
        std::vector<std::string> lines;
        Options options;
        std::string number;
    };
    const std::vector<Case> table{
        {{}, {}, "5550177"},
        {{}, {"-o", "phone=None"}, "5550177"},
        {{}, {"-o", "phone=Smith"}, "5550106"},
        {{}, {"-o", "job-billing=fax:5550111"}, "5550111"},
        {{"@@fax: 5550112@@"}, {}, "5550112"},
        {{"@@fax: 5550112@@"}, {"-o", "phone=None"}, "5550112"},
        {{}, {"-t", "@@fax:5550113@@"}, "5550113"},
    };
    for (const Case& each : table) {
        const JobStatus status = settled({letter(each.lines)}, each.options);
        EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
        EXPECT_EQ(emulator_.faxes().back().recipients, (Numbers{each.number}));
    }
}

struct Conflict {
    std::string name;
    std::vector<std::string> lines;
    Options options;
};

void PrintTo(const Conflict& conflict, std::ostream* out) {
    *out << conflict.name;
}

class ConflictingSources : public RecipientSources, public ::testing::WithParamInterface<Conflict> {};

TEST_P(ConflictingSources, HoldTheJobShowBothAndTakeAnAnswer) {
    const int job = held({letter(GetParam().lines)}, GetParam().options, {"5550101", "5550102"});
    expectHeld(job, {command(job, "phone=5550101"), command(job, "phone=5550102")});
    // Released without an answer, it is as doubtful as before.
    cups_.change(job, {"-H", "resume"});
    expectHeld(job, {"5550101", "5550102"});
    // The number that it has already is an answer too.
    cups_.change(job, {"-o", "phone=5550101", "-H", "resume"});
    expectSentTo(job, {"5550101"});
}

INSTANTIATE_TEST_SUITE_P(
    All, ConflictingSources,
    ::testing::Values(
        Conflict{"PhoneAndBilling", {}, {"-o", "phone=5550101", "-o", "job-billing=fax:5550102"}},
        Conflict{"PhoneAndMark", {"@@fax:5550102@@"}, {"-o", "phone=5550101"}},
        Conflict{"PhoneAndTitle", {}, {"-o", "phone=5550101", "-t", "@@fax:5550102@@"}},
        Conflict{"BillingAndMark", {"@@fax:5550102@@"}, {"-o", "job-billing=fax:5550101"}},
        Conflict{"BillingAndTitle", {}, {"-o", "job-billing=fax:5550101", "-t", "@@fax:5550102@@"}},
        Conflict{"MarkAndTitle", {"@@fax:5550101@@"}, {"-t", "@@fax:5550102@@"}}),
    [](const ::testing::TestParamInfo<Conflict>& conflict) { return conflict.param.name; });

TEST_F(RecipientSources, ThatNameTheSameAreNoConflict) {
    EXPECT_EQ(printed({letter({"@@fax: 555 0101@@"})},
                      {"-o", "phone=555-0101", "-o", "job-billing=fax:5550101", "-t", "@@fax:5550101@@"})
                  .recipients,
              (Numbers{"5550101"}));
}

TEST_F(RecipientSources, ANumberCutAtItsBlanksIsMendedByTheQuotedOne) {
    const int job = held({letter()}, {"-o", "phone=+1 (555) 010-0000"}, {"010-0000", "lp -i "});
    cups_.change(job, {"-o", "phone=+1 555 0100", "-H", "resume"});
    expectHeld(job, {"0100"});
    cups_.change(job, {"-o", "phone=\"+1 (555) 010-0000\"", "-H", "resume"});
    expectSentTo(job, {"+15550100000"});
}

}  // namespace
}  // namespace voipnow::end_to_end
