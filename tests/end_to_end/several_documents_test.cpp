// Several documents in one print job.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <string>
#include <vector>

#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"
#include "tests/end_to_end/received_pages.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

class SeveralDocuments : public FaxPrinterTest {
  protected:
    // A document whose pages have these numbers.
    fs::path document(const std::string& name, const std::vector<int>& numbers) const {
        std::vector<DrawnPage> pages;
        pages.reserve(numbers.size());
        for (const int number : numbers) {
            pages.push_back(numberedPage(number));
        }
        return scratch_.write(name, drawnPdf(pages));
    }

    void expectHeldAndNothingCreated(const JobStatus& status, const std::string& words) const {
        EXPECT_EQ(status.state, IPP_JSTATE_HELD);
        EXPECT_NE(status.message.find(words), std::string::npos) << status.message;
        EXPECT_TRUE(emulator_.requests("POST", "/uapi").empty());
    }
};

TEST_F(SeveralDocuments, BecomeOneFaxWithTheirPagesInOrder) {
    const ReceivedFax fax = printed(
        {document("a.pdf", {3, 1}), document("b.pdf", {4}), document("c.pdf", {1, 5})}, to("5550100"));
    ASSERT_EQ(fax.files.size(), 1U);
    EXPECT_EQ(pageNumbers(fax.files.front().path), (std::vector{3, 1, 4, 1, 5}));
    EXPECT_EQ(emulator_.requests("PUT", "/").size(), 1U);
}

TEST_F(SeveralDocuments, OfDifferentFormatsAreJoinedToo) {
    const fs::path postscript = scratch_.write("b.ps", drawnPostScript({numberedPage(2)}));
    const ReceivedFax fax = printed({document("a.pdf", {1}), postscript}, to("5550100"));
    ASSERT_EQ(fax.files.size(), 1U);
    EXPECT_EQ(pageNumbers(fax.files.front().path), (std::vector{1, 2}));
}

TEST_F(SeveralDocuments, AreFilesOfTheirOwnWithoutJoining) {
    configure("join-documents = no\n", appCredentials());
    const ReceivedFax fax = printed({document("a.pdf", {3, 1}), document("b.pdf", {4})}, to("5550100"));
    ASSERT_EQ(fax.files.size(), 2U);
    EXPECT_EQ(pageNumbers(fax.files[0].path), (std::vector{3, 1}));
    EXPECT_EQ(pageNumbers(fax.files[1].path), (std::vector{4}));
    EXPECT_EQ(emulator_.requests("POST", "/uapi").size(), 1U);
}

TEST_F(SeveralDocuments, ThatAreTooManyWithoutJoiningHoldTheJob) {
    configure("join-documents = no\nmax-files = 2\n", appCredentials());
    expectHeldAndNothingCreated(
        settled({document("a.pdf", {1}), document("b.pdf", {2}), document("c.pdf", {3})}, to("5550100")),
        "3 documents");
}

TEST_F(SeveralDocuments, ThatAreTooLargeTogetherHoldTheJob) {
    configure("max-file-size = 600\n", appCredentials());
    expectHeldAndNothingCreated(settled({document("a.pdf", {1}), document("b.pdf", {2})}, to("5550100")),
                                "600");
}

TEST_F(SeveralDocuments, OfWhichOneCannotBeReadAreNotSentAtAll) {
    const fs::path broken = scratch_.write("broken.pdf", "%PDF-1.4\nthis is no PDF\n");
    const JobStatus status = settled({document("a.pdf", {1}), broken}, to("5550100"));
    EXPECT_TRUE(status.state == IPP_JSTATE_HELD || status.state == IPP_JSTATE_CANCELED ||
                status.state == IPP_JSTATE_ABORTED)
        << status.state;
    EXPECT_FALSE(status.message.empty());
    EXPECT_TRUE(emulator_.requests("POST", "/uapi").empty());
}

}  // namespace
}  // namespace voipnow::end_to_end
