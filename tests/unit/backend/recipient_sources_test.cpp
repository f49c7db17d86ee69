// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/recipient_sources.hpp"

#include <gtest/gtest.h>

#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

PrintJob jobWith(const std::string& options, const std::string& title = "letter.pdf") {
    PrintJob job;
    job.number = 12;
    job.title = title;
    job.optionsText = options;
    job.options = parseJobOptions(options);
    return job;
}

Phonebook bookOfTests() {
    Phonebook book;
    book.add("First Bank", "+1 555 0101", {"sales"});
    book.add("First National Bank", "5550102", {"sales"});
    book.add("Dr. Miller", "5550103", {});
    book.add("First", "5550104", {});
    book.add("Northern Notary", "5550105", {});
    return book;
}

RecipientSources sourcesOf(const PrintJob& job, const LastTry& last = {},
                           const std::vector<std::string>& uris = {}) {
    return recipientSourcesOf(job, PrinterDescription(), bookOfTests(), uris, last);
}

// What the only source of the job names.
std::string found(const std::string& options) {
    const RecipientSources sources = sourcesOf(jobWith(options));
    EXPECT_LE(sources.named.size(), 1U);
    return sources.named.empty() ? "" : listed(sources.named.front().recipients);
}

TEST(RecipientSources, TakeThePhoneOption) {
    EXPECT_EQ(found("phone=5551234"), "5551234");
    EXPECT_EQ(found("phone=Custom.5551234"), "5551234");
    EXPECT_EQ(found("Phone=custom.5551234"), "5551234");
    EXPECT_EQ(found(R"(phone=Custom.+1\ \(555\)\ 123-4567,\ 5559876)"), "+15551234567, 5559876");
    EXPECT_EQ(found("phone=5551234 faxPrefix=9"), "95551234");
    EXPECT_EQ(found("phone=5551234 faxPrefix=Custom.9"), "95551234");
    EXPECT_EQ(found("phone=5551234 faxPrefix='0 0'"), "005551234");
    EXPECT_EQ(found("phone=5551234 faxPrefix=None"), "5551234");
}

TEST(RecipientSources, NameNobodyWhereTheOptionIsUnset) {
    for (const char* options :
         {"", "phone=None", "phone=none", "phone=Custom", "phone=true", "phone", "phone=false", "nophone",
          "phone=", "phone=Custom.", "phone=Custom.None", "printer-state=3"}) {
        SCOPED_TRACE(options);
        EXPECT_EQ(found(options), "");
    }
}

TEST(RecipientSources, HoldAJobWithABadNumberAndNameIt) {
    expectJobError(JobEnd::kHeld, "\"Smith\"", [] { found("phone=5551234,Smith"); });
    expectJobError(JobEnd::kHeld, "lp -i 12 -o phone=NUMBER -H resume", [] { found("phone=Smith"); });
    expectJobError(JobEnd::kHeld, "\"out\"", [] { found("phone=5551234 faxPrefix=out"); });
}

TEST(RecipientSources, HoldAJobWithAStrayNumberAmongItsOptions) {
    expectJobError(JobEnd::kHeld, "(555) 010-0000", [] { found("phone=+15550100 (555) 010-0000"); });
    expectJobError(JobEnd::kHeld, "12 34", [] { found("phone=5551234 12 34"); });
    expectJobError(JobEnd::kHeld, "5551234", [] { found("5551234"); });
    expectJobError(JobEnd::kHeld, R"(lp -i 12 -o phone='"+1 (555) 010-0000"' -H resume)",
                   [] { found("phone=555 0100"); });
    EXPECT_EQ(found("phone=5551234 printer-state=3 media=A4 number-up=2 sides fit-to-page nocollate"),
              "5551234");
    expectJobError(JobEnd::kHeld, "x12", [] { found("phone=5551234 x12"); });
    for (const char* rest : {"Ofice", "555\u20130100", "\u30fb0100", "x12", "ext=12", "4567=8", "no-123",
                             "@sales", "First Bank", "5550101x"}) {
        SCOPED_TRACE(rest);
        expectJobError(JobEnd::kHeld, "stands alone",
                       [&] { found(std::string("phone=5550100, ") + rest + " media=A4 collate"); });
    }
}

TEST(RecipientSources, FindNamesOfThePhoneBook) {
    EXPECT_EQ(found(R"(phone=First\ Bank)"), "First Bank +15550101");
    EXPECT_EQ(found(R"(phone=first\ bank,\ 5551234)"), "First Bank +15550101, 5551234");
    EXPECT_EQ(found("phone=@sales"), "First Bank +15550101, First National Bank 5550102");
    EXPECT_EQ(found("phone=First"), "First 5550104");
    expectJobError(JobEnd::kHeld, "Last Bank", [] { found(R"(phone=Last\ Bank)"); });
}

TEST(RecipientSources, PutANameTogetherThatWasCutAtItsBlanks) {
    // As lp and cupsd write phone='First National Bank', phone='Dr. Miller', phone='Northern Notary'.
    EXPECT_EQ(found("Bank phone=First job-uuid=x"), "First Bank +15550101");
    EXPECT_EQ(found("Bank National phone=First fitplot media=A4 job-uuid=x"), "First National Bank 5550102");
    EXPECT_EQ(found("Miller phone=Dr. job-uuid=x"), "Dr. Miller 5550103");
    EXPECT_EQ(found("notary phone=Northern job-uuid=x"), "Northern Notary 5550105");
    expectJobError(JobEnd::kHeld, "Local", [] { found("Bank Local phone=First job-uuid=x"); });
    expectJobError(JobEnd::kHeld, "beside \"Second\", \"Bank\" stands alone",
                   [] { found("Bank phone=Second job-uuid=x"); });
    expectJobError(JobEnd::kHeld, "no name of these words; it has \"First Bank\"",
                   [] { found("Bank phone=Frist job-uuid=x"); });
    EXPECT_EQ(found("Bank job-billing=fax:First job-uuid=x"), "First Bank +15550101");
    expectJobError(JobEnd::kHeld, "Local", [] { found("Local job-billing=fax:First job-uuid=x"); });
}

TEST(RecipientSources, HoldANameOfWhichCupsMayHaveTakenAWord) {
    Phonebook book;
    book.add("Smith", "5550101", {});
    book.add("Smith No", "5550102", {});
    const auto sources = [&book](const std::string& options) {
        return recipientSourcesOf(jobWith(options), PrinterDescription(), book, {}, {});
    };
    expectJobError(JobEnd::kHeld, "Smith No", [&] { sources("phone=Smith job-uuid=x"); });
    EXPECT_EQ(listed(sources(R"(phone=Smith\ No job-uuid=x)").named.front().recipients), "Smith No 5550102");
}

TEST(RecipientSources, TakeWhatWasGivenToTheHeldJobForAnAnswer) {
    const RecipientSources sources =
        sourcesOf(jobWith("job-billing=fax:5550199 job-uuid=x document-name-supplied=a.pdf phone=5551234"));
    ASSERT_TRUE(sources.answer);
    EXPECT_EQ(listed(sources.answer->recipients), "5551234");
    EXPECT_TRUE(sources.named.empty());
}

TEST(RecipientSources, TakeNoneGivenToTheHeldJobForAVoteForTheMarks) {
    const RecipientSources sources = sourcesOf(jobWith("job-billing=fax:5550199 job-uuid=x phone=None"));
    EXPECT_FALSE(sources.answer);
    EXPECT_TRUE(sources.marksDecide);
    ASSERT_EQ(sources.named.size(), 1U);
}

TEST(RecipientSources, ForgetStrayWordsOfTheFirstTryWhenTheNumberIsGivenAnew) {
    const LastTry first{"(555) 010-0000 phone=+1 job-uuid=x", true};
    EXPECT_EQ(
        listed(sourcesOf(jobWith("(555) 010-0000 job-uuid=x phone=+15550100"), first).answer->recipients),
        "+15550100");
}

TEST(RecipientSources, HoldAgainWhenTheNumberIsGivenAnewWithoutQuotes) {
    const LastTry first{"(555) 010-0000 phone=+1 job-uuid=x", true};
    const std::string again = "job-uuid=x (555) 010-0000 phone=555";
    expectJobError(JobEnd::kHeld, "(555) 010-0000", [&] { sourcesOf(jobWith(again), first); });
    // The same once more, and released as it is.
    expectJobError(JobEnd::kHeld, "(555) 010-0000", [&] { sourcesOf(jobWith(again), {again, true}); });
    const std::string mended = "job-uuid=x (555) 010-0000 phone=5550100";
    EXPECT_EQ(listed(sourcesOf(jobWith(mended), {again, true}).answer->recipients), "5550100");
    // Tried again by itself, after the service was down.
    EXPECT_EQ(listed(sourcesOf(jobWith(mended), {mended, false}).answer->recipients), "5550100");
}

TEST(RecipientSources, DoNotGoToHalfOfANameThatWasRefusedBefore) {
    const std::string cut = "job-uuid=x Local phone=First";
    expectJobError(JobEnd::kHeld, "Local", [&] { sourcesOf(jobWith(cut), {"job-uuid=x", false}); });
    expectJobError(JobEnd::kHeld, "Local", [&] { sourcesOf(jobWith(cut), {cut, true}); });
}

TEST(RecipientSources, TakeAPhoneOfTheFirstPrintForNoAnswerWhereverAClientPutItsUuid) {
    const RecipientSources sources =
        sourcesOf(jobWith("job-uuid=x phone=5551234 job-billing=fax:5550199 time-at-creation=7"));
    EXPECT_FALSE(sources.answer);
    EXPECT_EQ(sources.named.size(), 2U);
}

TEST(RecipientSources, ReadNoNumberOutOfTheNameOfADocument) {
    for (const char* blank : {"\r", "\v", "\f"}) {
        const RecipientSources sources =
            sourcesOf(jobWith(std::string("phone=5550101 time-at-creation=7 document-name-supplied=a") +
                              blank + "phone=5550199\\ x.pdf"));
        EXPECT_FALSE(sources.answer);
        ASSERT_EQ(sources.named.size(), 1U);
        EXPECT_EQ(listed(sources.named.front().recipients), "5550101");
    }
}

TEST(RecipientSources, TakeTheBillingInfoWithItsMark) {
    struct Case {
        const char* billing;
        const char* text;
    };
    const std::vector<Case> table{
        {"fax: +1 555 0100", " +1 555 0100"},
        {"FAX:5550100", "5550100"},
        {"Fax : First Bank", " First Bank"},
        {"Matter 42, fax: 5550100", " 5550100"},
        {"@@fax: 5550100@@", " 5550100"},
        {"\xEF\xBD\x86\xEF\xBD\x81\xEF\xBD\x98\xEF\xBC\x9A 5550100", " 5550100"},
    };
    for (const Case& each : table) {
        EXPECT_EQ(faxInBilling(each.billing), each.text) << each.billing;
    }
}

TEST(RecipientSources, LeaveOtherBillingInfoAlone) {
    for (const char* billing : {"", "Matter 42", "Telefax: 5550100", "fax 5550100", "5550100", "fax",
                                "T\u00e9l\u00e9fax: 5550100"}) {
        EXPECT_FALSE(faxInBilling(billing)) << billing;
    }
}

TEST(RecipientSources, TakeTheTitleWithAMarkOnly) {
    EXPECT_TRUE(sourcesOf(jobWith("", "fax: 5550100")).named.empty());
    EXPECT_TRUE(sourcesOf(jobWith("", "5550100.pdf")).named.empty());
    const RecipientSources sources = sourcesOf(jobWith("", "Lease @@fax: 5550100@@ @@faxsubject: Lease@@"));
    ASSERT_EQ(sources.named.size(), 1U);
    EXPECT_EQ(listed(sources.named.front().recipients), "5550100");
    EXPECT_EQ(sources.titleMarks.size(), 2U);
    expectJobError(JobEnd::kHeld, "@@fxa:", [] { sourcesOf(jobWith("", "@@fxa: 5550100@@")); });
}

TEST(RecipientSources, KeepTheMarksOfTheTitleForTheCoverBesideAnAnswer) {
    EXPECT_EQ(sourcesOf(jobWith("job-uuid=x phone=5551234", "@@faxcover: Standard@@")).titleMarks.size(), 1U);
}

TEST(RecipientSources, TakeDestinationUris) {
    const RecipientSources sources =
        sourcesOf(jobWith(""), {}, {"tel:+1-555-0100", "tel:5550101", "TEL:0003%2A001"});
    ASSERT_EQ(sources.named.size(), 1U);
    EXPECT_EQ(listed(sources.named.front().recipients), "+15550100, 5550101, 0003*001");
    expectJobError(JobEnd::kHeld, "mailto:", [] { sourcesOf(jobWith(""), {}, {"mailto:a@example.com"}); });
    expectJobError(JobEnd::kHeld, "ext=12", [] { sourcesOf(jobWith(""), {}, {"tel:+15550100;ext=12"}); });
}

TEST(RecipientSources, ListAllThatNameSomebody) {
    const RecipientSources sources =
        sourcesOf(jobWith("phone=5551234 job-billing=fax:5550199", "@@fax: 5550100@@"), {}, {"tel:5550101"});
    EXPECT_EQ(sources.named.size(), 4U);
}

class QueueDefaultTest : public ::testing::Test {
  protected:
    RecipientSources withDefault(const std::string& keyword, const std::string& value,
                                 const std::string& options) {
        std::string ppd = textOf(VOIPNOW_PPD);
        const std::string line = "*Default" + keyword + ": ";
        const std::size_t at = ppd.find(line);
        EXPECT_NE(at, std::string::npos);
        ppd.replace(at, ppd.find('\n', at) - at, line + value);
        return recipientSourcesOf(jobWith(options), PrinterDescription(scratch_.file("Fax.ppd", ppd).c_str()),
                                  bookOfTests(), {}, {});
    }
    const ScratchFolder scratch_;
};

TEST_F(QueueDefaultTest, IsToldBesideWhatTheJobNames) {
    EXPECT_EQ(listed(withDefault("phone", "Custom.5559999", "").byDefault->recipients), "5559999");
    EXPECT_EQ(listed(withDefault("phone", "Custom.5559999", "phone=None").byDefault->recipients), "5559999");
    EXPECT_EQ(listed(withDefault("phone", "Custom.5559999", "phone=5551234").named.front().recipients),
              "5551234");
    EXPECT_EQ(listed(withDefault("faxPrefix", "Custom.9", "phone=5551234").named.front().recipients),
              "95551234");
}

TEST_F(QueueDefaultTest, IsNotThereInTheModelAsItIsShipped) {
    EXPECT_FALSE(withDefault("phone", "None", "").byDefault);
}

TEST_F(QueueDefaultTest, IsNotUsedWhereCupsMayHaveCutIt) {
    // Of longer lists; a blank was the last character of the second.
    for (const char* cut : {"5550101, 5550102, 5550103, 555010", "5550101, 5550102, 5550103, +1 55"}) {
        const RecipientSources sources = withDefault("phone", std::string("Custom.") + cut, "");
        EXPECT_FALSE(sources.byDefault) << cut;
        EXPECT_NE(sources.badDefault.find(std::string(cut) + "\" may have lost its end"), std::string::npos)
            << sources.badDefault;
    }
    const RecipientSources begun = withDefault("phone", "Custom.5550101,", "");
    EXPECT_FALSE(begun.byDefault);
    EXPECT_NE(begun.badDefault.find("lpadmin keeps what stands before a blank"), std::string::npos);
    EXPECT_TRUE(withDefault("phone", "Custom.5550101, 5550102, 5550103, 5550", "").byDefault);
    EXPECT_TRUE(withDefault("phone", "Custom.5550101, 5550102, 5550103, 5550104", "").byDefault);
}

// "555" could be dialled.
TEST_F(QueueDefaultTest, IsWhatADialogMeansThatSendsItsBeginning) {
    const std::string whole = "Custom.+15550101,5550102,5550103,5550104";
    const RecipientSources sources = withDefault("phone", whole + ",5550105", "phone=" + whole);
    EXPECT_TRUE(sources.named.empty());
    ASSERT_TRUE(sources.byDefault);
    EXPECT_EQ(sources.byDefault->recipients.size(), 5U);
    // Shorter ones are somebody's wish, and so is one that is given to a held job.
    EXPECT_EQ(withDefault("phone", whole + ",5550105", "phone=Custom.+15550101").named.size(), 1U);
}

TEST_F(QueueDefaultTest, MattersOnlyWhereItIsNeededWhenItCannotBeRead) {
    const RecipientSources sources = withDefault("phone", "Custom.Nobody", "phone=5551234");
    EXPECT_FALSE(sources.byDefault);
    EXPECT_NE(sources.badDefault.find("Nobody"), std::string::npos);
}

}  // namespace
}  // namespace voipnow
