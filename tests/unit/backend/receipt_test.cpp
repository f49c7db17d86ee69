// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/receipt.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <numeric>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>

#include "backend/receipt_page.hpp"
#include "backend/small_picture.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

FaxEntry faxOf(FaxState state, const std::vector<Recipient>& recipients, const std::string& id) {
    FaxEntry fax;
    fax.key = 1;
    fax.state = state;
    fax.serviceId = id;
    fax.changed = 1'768'299'302;
    fax.recipients = recipients;
    fax.pages = 2;
    fax.files = {{12345, std::string(64, 'a')}};
    return fax;
}

FoundJob jobOf(const std::vector<FaxEntry>& faxes, JobState state = JobState::kSent) {
    FoundJob found;
    found.job.uuid = "urn:uuid:a";
    found.job.number = 12;
    found.job.printer = "Fax";
    found.job.user = "anna";
    found.job.title = "Letter";
    found.job.service = "pbx.example.com";
    found.job.state = state;
    found.job.pages = 2;
    found.job.reason = "Why it is so.";
    found.job.received = found.job.changed = 1'768'299'300;
    found.job.faxes = faxes;
    return found;
}

class ReceiptTest : public ::testing::Test {
  protected:
    ReceiptTest() { ::tzset(); }

    static Receipt made(const std::vector<FaxEntry>& faxes, JobState state = JobState::kSent) {
        return receiptOf(jobOf(faxes, state), {"cups-voipnow 1", "office", 1'768'299'600});
    }
    static std::string fact(const Receipt& receipt, const std::string& label) {
        for (const auto& [name, value] : receipt.facts) {
            if (name == label) {
                return value;
            }
        }
        return "";
    }
    static bool notes(const Receipt& receipt, const std::string& words) {
        const std::string all = std::accumulate(receipt.notes.begin(), receipt.notes.end(), std::string());
        return all.find(words) != std::string::npos;
    }

    const Environment zone_{"TZ", "Europe/Berlin"};
};

TEST_F(ReceiptTest, IsHonestAboutWhatWasSent) {
    const std::vector<Recipient> two{{"111"}, {"222"}};
    struct Case {
        std::vector<FaxEntry> faxes;
        std::string verdict;
        bool isSent;
    };
    const std::vector<Case> table{
        {{faxOf(FaxState::kSent, {{"111"}}, "1")}, "Sent: the fax was handed to the fax service.", true},
        {{faxOf(FaxState::kSent, two, "1")},
         "Sent: the fax was handed to the fax service for all 2 recipients.",
         true},
        {{faxOf(FaxState::kSent, two, "1"), faxOf(FaxState::kHeld, {{"333"}}, "")},
         "Sent in part: the fax was handed to the fax service for 2 of 3 recipients.",
         false},
        {{faxOf(FaxState::kSent, two, "1"), faxOf(FaxState::kInDoubt, {{"333"}}, "2")},
         "Sent in part: the fax was handed to the fax service for 2 of 3 recipients; for 1 recipient it is "
         "not known "
         "whether it was.",
         false},
        {{faxOf(FaxState::kInDoubt, two, "1")},
         "In doubt: it is not known whether the fax reached the fax service for 2 recipients.",
         false},
        {{faxOf(FaxState::kUploading, two, "1"), faxOf(FaxState::kCreated, {{"333"}}, "2")},
         "In doubt: it is not known whether the fax reached the fax service for 2 of 3 recipients.",
         false},
        {{faxOf(FaxState::kCreated, two, "1")},
         "Not sent: nothing of this job was handed to the fax service.",
         false},
        {{}, "Not sent: nothing of this job was handed to the fax service.", false},
        // Another fax stands for one that was sent again.
        {{faxOf(FaxState::kResent, {{"111"}}, "1"), faxOf(FaxState::kSent, {{"111"}}, "2")},
         "Sent: the fax was handed to the fax service.",
         true},
        {{faxOf(FaxState::kResent, {{"111"}}, "1")},
         "Not sent again yet: what was handed to the fax service before is below.",
         false},
    };
    for (const Case& each : table) {
        const Receipt receipt = made(each.faxes);
        EXPECT_EQ(receipt.verdict, each.verdict);
        EXPECT_EQ(receipt.isSent, each.isSent) << each.verdict;
    }
}

TEST_F(ReceiptTest, ListsRecipientsWithTimesThatSayTheirZone) {
    FaxEntry other = faxOf(FaxState::kHeld, {{"333"}}, "");
    const Receipt receipt = made({faxOf(FaxState::kSent, {{"+15550100", "First Bank"}}, "262"), other});
    ASSERT_EQ(receipt.recipients.size(), 2U);
    EXPECT_EQ(receipt.recipients[0].name, "First Bank");
    EXPECT_EQ(receipt.recipients[0].number, "+15550100");
    EXPECT_EQ(receipt.recipients[0].state, "sent");
    EXPECT_EQ(receipt.recipients[0].time, "2026-01-13 11:15:02 +0100");
    EXPECT_EQ(receipt.recipients[0].fax, "262");
    EXPECT_EQ(receipt.recipients[0].pages, "");
    EXPECT_EQ(receipt.recipients[1].state, "not sent: refused");
    EXPECT_EQ(receipt.recipients[1].time, "");
    EXPECT_EQ(fact(receipt, "Last sent"), "2026-01-13 11:15:02 +0100");
    EXPECT_EQ(fact(receipt, "Print job"), "Fax-12 (sent)");
    EXPECT_EQ(fact(receipt, "Remark"), "Why it is so.");
    EXPECT_EQ(receipt.made, "Made 2026-01-13 11:20:00 +0100 by cups-voipnow 1 on office, from its journal.");
}

TEST_F(ReceiptTest, NamesThePagesOfAJobThatWasTakenApart) {
    FaxEntry second = faxOf(FaxState::kSent, {{"333"}}, "263");
    second.firstPage = 3;
    second.pages = 1;
    const Receipt receipt = made({faxOf(FaxState::kSent, {{"111"}}, "262"), second});
    EXPECT_EQ(receipt.recipients[0].pages, "pages 1-2");
    EXPECT_EQ(receipt.recipients[1].pages, "page 3");
}

TEST_F(ReceiptTest, ListsAFileOnceForAllItsFaxes) {
    std::vector<FaxEntry> faxes;
    for (int i = 1; i <= 20; ++i) {
        faxes.push_back(faxOf(FaxState::kSent, {{"111"}}, std::to_string(i)));
    }
    faxes.back().files = {{777, std::string(64, 'b')}};
    const Receipt receipt = made(faxes);
    ASSERT_EQ(receipt.files.size(), 2U);
    EXPECT_EQ(receipt.files[0].sha256, std::string(64, 'a'));
    EXPECT_EQ(receipt.files[0].bytes, "12345");
    EXPECT_EQ(receipt.files[0].faxes, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 7 more");
    EXPECT_EQ(receipt.files[1].faxes, "20");
}

TEST_F(ReceiptTest, ExplainsTheWordsThatItUses) {
    EXPECT_TRUE(notes(made({faxOf(FaxState::kSent, {{"111"}}, "1")}), "handed to the service"));
    EXPECT_FALSE(notes(made({faxOf(FaxState::kSent, {{"111"}}, "1")}), "In doubt"));
    EXPECT_TRUE(notes(made({faxOf(FaxState::kInDoubt, {{"111"}}, "1")}), "may or may not have the fax"));
    EXPECT_FALSE(notes(made({}), "SHA-256"));
}

int pagesIn(const std::string& pdf) {
    QPDF document;
    document.processMemoryFile("receipt", pdf.data(), pdf.size());
    return static_cast<int>(QPDFPageDocumentHelper(document).getAllPages().size());
}

TEST_F(ReceiptTest, HasOnePageAndMoreOnlyForALongList) {
    const ReceiptPdf one = receiptPdf(made({faxOf(FaxState::kSent, {{"111"}, {"222"}}, "1")}));
    EXPECT_EQ(one.pages, 1);
    EXPECT_EQ(pagesIn(one.pdf), 1);
    std::vector<FaxEntry> faxes;
    for (int i = 0; i < 200; ++i) {
        faxes.push_back(
            faxOf(FaxState::kSent, {{std::to_string(5'550'000 + i), "First Bank"}}, std::to_string(i)));
    }
    const ReceiptPdf many = receiptPdf(made(faxes));
    EXPECT_GT(many.pages, 3);
    EXPECT_LT(many.pages, 8);
    EXPECT_EQ(pagesIn(many.pdf), many.pages);
}

TEST_F(ReceiptTest, TakesTextOfAnyLengthAndScript) {
    FoundJob found = jobOf({faxOf(FaxState::kSent, {{"111", "מוסד הבנק"}, {"222", "Банк"}}, "1")});
    found.job.title = std::string(5000, 'W');
    found.job.user = "line\none <b>\x1b[31m\xff";
    EXPECT_EQ(receiptPdf(receiptOf(found, {})).pages, 1);
}

TEST_F(ReceiptTest, IsOnThePaperOfTheFax) {
    const auto height = [](const PageSize& paper) {
        const FaxGrid grid = faxGrid(paper, kDefaultResolution);
        FoundJob found = jobOf({});
        found.picture =
            smallPicture(BitPage(static_cast<std::size_t>(grid.width), static_cast<std::size_t>(grid.height)),
                         grid.resolution);
        QPDF document;
        const ReceiptPdf made = receiptPdf(receiptOf(found, {}));
        document.processMemoryFile("receipt", made.pdf.data(), made.pdf.size());
        return QPDFPageDocumentHelper(document)
            .getAllPages()
            .at(0)
            .getAttribute("/MediaBox", false)
            .getArrayItem(3)
            .getNumericValue();
    };
    EXPECT_EQ(height(*findPageSize("Letter")), 792);
    EXPECT_EQ(height(*findPageSize("Legal")), 792);
    EXPECT_EQ(height(*findPageSize("A4")), 842);
    EXPECT_EQ(height(*findPageSize("A5")), 842);
}

TEST_F(ReceiptTest, GoesWithoutAPictureThatIsBroken) {
    FoundJob found = jobOf({});
    for (const std::string& picture :
         {std::string(), std::string("no PNG"), std::string("\x89PNG\r\n\x1a\n", 8)}) {
        found.picture = picture;
        EXPECT_EQ(receiptPdf(receiptOf(found, {})).pages, 1);
    }
}

}  // namespace
}  // namespace voipnow
