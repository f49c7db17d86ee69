// Mail merge: one print job becomes one fax for each recipient that its pages name.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
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

class MailMerge : public FaxPrinterTest {
  protected:
    fs::path document(const std::string& name, const std::vector<WrittenPage>& pages) const {
        return scratch_.write(name, writtenPdf(pages));
    }

    static WrittenPage page(int number, const std::string& mark = {}) {
        return {numberedPage(number), mark.empty() ? std::vector<std::string>{"Dear Sir,"}
                                                   : std::vector<std::string>{mark, "Dear Sir,"}};
    }

    static std::vector<int> numbersOf(const ReceivedFax& fax) { return pageNumbers(fax.files.front().path); }
};

TEST_F(MailMerge, EachRecipientGetsItsOwnPages) {
    const fs::path letters =
        document("letters.pdf", {page(1, "@@fax: 5550101@@"), page(2), page(3, "@@fax: 5550102; 5550103@@"),
                                 page(4, "@@fax: 5550104@@")});
    const JobStatus status = settled({letters}, {});
    ASSERT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
    const auto faxes = emulator_.faxes();
    ASSERT_EQ(faxes.size(), 3U);
    EXPECT_EQ(faxes[0].recipients, (Numbers{"5550101"}));
    EXPECT_EQ(numbersOf(faxes[0]), (std::vector<int>{1, 2}));
    EXPECT_EQ(faxes[1].recipients, (Numbers{"5550102", "5550103"}));
    EXPECT_EQ(numbersOf(faxes[1]), (std::vector<int>{3}));
    EXPECT_EQ(faxes[2].recipients, (Numbers{"5550104"}));
    EXPECT_EQ(numbersOf(faxes[2]), (std::vector<int>{4}));
}

TEST_F(MailMerge, GoesOverSeveralDocumentsOfAJob) {
    const JobStatus status = settled({document("a.pdf", {page(1, "@@fax: 5550101@@"), page(2)}),
                                      document("b.pdf", {page(3), page(4, "@@fax: 5550102@@")})},
                                     {});
    ASSERT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
    const auto faxes = emulator_.faxes();
    ASSERT_EQ(faxes.size(), 2U);
    EXPECT_EQ(numbersOf(faxes[0]), (std::vector<int>{1, 2, 3}));
    EXPECT_EQ(numbersOf(faxes[1]), (std::vector<int>{4}));
}

TEST_F(MailMerge, IsOneFaxToAllWhenTheJobSaysSo) {
    const fs::path letters =
        document("letters.pdf", {page(1, "@@fax: 5550101@@"), page(2, "@@fax: 5550102@@")});
    const ReceivedFax fax = printed({letters}, {"-o", "FaxSplit=Never"});
    EXPECT_EQ(fax.recipients, (Numbers{"5550101", "5550102"}));
    EXPECT_EQ(numbersOf(fax), (std::vector<int>{1, 2}));
}

TEST_F(MailMerge, BesideANumberHoldsTheJobUntilThatIsTakenAway) {
    const fs::path letters =
        document("letters.pdf", {page(1, "@@fax: 5550101@@"), page(2, "@@fax: 5550102@@")});
    const int job = print({letters}, to("5550109"));
    JobStatus status = cups_.waitUntilSettled(job);
    ASSERT_EQ(status.state, IPP_JSTATE_HELD) << status.message;
    EXPECT_NE(status.message.find("-o phone=None"), std::string::npos) << status.message;
    cups_.change(job, {"-o", "phone=5550109", "-H", "resume"});
    status = cups_.waitUntilSettled(job);
    ASSERT_EQ(status.state, IPP_JSTATE_HELD) << status.message;
    EXPECT_TRUE(emulator_.faxes().empty());
    cups_.change(job, {"-o", "phone=None", "-H", "resume"});
    status = cups_.waitUntilSettled(job);
    EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
    EXPECT_EQ(emulator_.faxes().size(), 2U);
}

TEST_F(MailMerge, SendsNobodyTheFaxThatTheServiceHasAlreadyWhenItRunsAgain) {
    const fs::path letters =
        document("letters.pdf", {page(1, "@@fax: 5550101@@"), page(2, "@@fax: 5550102@@")});
    const int job = print({letters}, {});
    ASSERT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_COMPLETED);
    cups_.change(job, {"-H", "restart"});
    cups_.waitUntil(job, [](const JobStatus& each) {
        return each.state == IPP_JSTATE_COMPLETED &&
               each.message.find("Nothing is sent again") != std::string::npos;
    });
    EXPECT_EQ(emulator_.faxes().size(), 2U);
}

// Numbers of all faxes that were sent, with repetitions, in order.
Numbers sentNumbers(const std::vector<ReceivedFax>& faxes) {
    Numbers numbers;
    for (const ReceivedFax& fax : faxes) {
        if (fax.state == "sent") {
            numbers.insert(numbers.end(), fax.recipients.begin(), fax.recipients.end());
        }
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

// The first upload goes through, and then so many are refused.
void refuseUploadsAfterTheFirst(const EmulatorClient& emulator, int times) {
    emulator.orderFault(R"({"call":"upload","times":1})");
    emulator.orderFault(R"({"call":"upload","times":)" + std::to_string(times) +
                        R"(,"status":403,"code":"AccessDenied","message":"no"})");
}

TEST_F(MailMerge, ThatWasInterruptedGoesOnWhereItWas) {
    const fs::path letters =
        document("letters.pdf",
                 {page(1, "@@fax: 5550101@@"), page(2, "@@fax: 5550102@@"), page(3, "@@fax: 5550103@@")});
    refuseUploadsAfterTheFirst(emulator_, 2);
    const int job = print({letters}, {"-o", "FaxCover=Standard"});
    JobStatus status = cups_.waitUntilSettled(job);
    for (int tries = 0; tries < 5 && status.state == IPP_JSTATE_HELD; ++tries) {
        cups_.change(job, {"-H", "resume"});
        status = cups_.waitUntilSettled(job);
    }
    EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
    EXPECT_EQ(sentNumbers(emulator_.faxes()), (Numbers{"5550101", "5550102", "5550103"}));
}

TEST_F(MailMerge, OfWhichAPartWasSentDoesNotTakeAnotherShape) {
    const fs::path letters =
        document("letters.pdf", {page(1, "@@fax: 5550101@@"), page(2, "@@fax: 5550102@@")});
    configure("parallel-uploads = 1\n", appCredentials());  // the first is that of the first page
    refuseUploadsAfterTheFirst(emulator_, 1000);
    const int job = print({letters}, {});
    const JobStatus refused = cups_.waitUntilSettled(job);
    ASSERT_EQ(refused.state, IPP_JSTATE_HELD);
    EXPECT_NE(refused.message.find("nothing more was sent"), std::string::npos) << refused.message;
    ASSERT_EQ(sentNumbers(emulator_.faxes()), (Numbers{"5550101"}));
    cups_.change(job, {"-o", "phone=5550101", "-o", "FaxSplit=Never", "-H", "resume"});
    cups_.waitUntil(job, [](const JobStatus& each) {
        return each.state == IPP_JSTATE_HELD &&
               each.message.find("page 1 of this job before") != std::string::npos;
    });
    EXPECT_EQ(sentNumbers(emulator_.faxes()), (Numbers{"5550101"}));
}

// 200 letters of one or two pages.
TEST_F(MailMerge, OfTwoHundredLettersBringsEachToItsNumber) {
    constexpr int kLetters = kIsSanitized ? 40 : 200;
    std::vector<WrittenPage> pages;
    for (int letter = 0; letter < kLetters; ++letter) {
        pages.push_back(page(1 + letter % 9, "@@fax: +1 555 " + std::to_string(1000 + letter) + "@@"));
        if (letter % 3 == 0) {
            pages.push_back(page(10 + letter % 7));
        }
    }
    const int job = print({document("letters.pdf", pages)}, {});
    const auto faxes = emulator_.waitForFaxes(kLetters);
    ASSERT_EQ(faxes.size(), static_cast<std::size_t>(kLetters));
    for (int letter = 0; letter < kLetters; ++letter) {
        const ReceivedFax& fax = faxes[static_cast<std::size_t>(letter)];
        EXPECT_EQ(fax.recipients, (Numbers{"+1555" + std::to_string(1000 + letter)}));
        std::vector<int> expected{1 + letter % 9};
        if (letter % 3 == 0) {
            expected.push_back(10 + letter % 7);
        }
        EXPECT_EQ(numbersOf(fax), expected) << letter;
        EXPECT_EQ(fax.state, "sent");
    }
    const JobStatus status = cups_.waitUntilSettled(job);
    EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED);
    EXPECT_NE(status.message.find(std::to_string(kLetters) + " faxes"), std::string::npos) << status.message;
}

}  // namespace
}  // namespace voipnow::end_to_end
