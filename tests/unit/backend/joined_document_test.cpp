// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/joined_document.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>

#include "backend/checksum.hpp"
#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

// Pages that are told apart by their width in points.
std::string pdfWithWidths(const std::vector<int>& widths) {
    std::string kids;
    std::string objects;
    int number = 3;
    for (const int width : widths) {
        const std::string id = std::to_string(number++);
        kids += id + " 0 R ";
        objects += id + " 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 " + std::to_string(width) +
                   " 792]>> endobj\n";
    }
    // Without a cross-reference table: libqpdf finds the objects by itself.
    return "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Count " +
           std::to_string(widths.size()) + "/Kids[" + kids + "]>> endobj\n" + objects +
           "trailer <</Root 1 0 R>>\n%%EOF\n";
}

class JoinedDocumentTest : public ::testing::Test {
  protected:
    ReceivedDocument document(const std::string& title, const std::string& pdf, int pages) {
        ReceivedDocument made{title, pages, TemporaryFile(scratch_.path())};
        made.pdf.write(std::as_bytes(std::span(pdf.data(), pdf.size())));
        made.pdf.rewind();
        return made;
    }
    ReceivedDocument joined(const std::vector<std::vector<int>>& widths) {
        std::vector<ReceivedDocument> documents;
        for (const auto& each : widths) {
            documents.push_back(document("title", pdfWithWidths(each), static_cast<int>(each.size())));
        }
        return joinDocuments(std::move(documents), scratch_.path());
    }
    static std::vector<int> widthsOf(const ReceivedDocument& document) {
        QPDF pdf;
        pdf.processFile("joined", document.pdf.stream(), false);
        EXPECT_TRUE(pdf.getWarnings().empty());
        std::vector<int> widths;
        for (auto& page : QPDFPageDocumentHelper(pdf).getAllPages()) {
            widths.push_back(
                static_cast<int>(page.getAttribute("/MediaBox", false).getArrayItem(2).getNumericValue()));
        }
        return widths;
    }

    const ScratchFolder scratch_;
};

TEST_F(JoinedDocumentTest, HasAllPagesInOrder) {
    const ReceivedDocument whole = joined({{100, 200}, {300}, {400, 500, 600}});
    EXPECT_EQ(whole.pages, 6);
    EXPECT_EQ(whole.title, "title");
    EXPECT_EQ(widthsOf(whole), (std::vector<int>{100, 200, 300, 400, 500, 600}));
}

TEST_F(JoinedDocumentTest, IsTheSameForTheSameDocuments) {
    ReceivedDocument one = joined({{100}, {200}});
    ReceivedDocument other = joined({{100}, {200}});
    EXPECT_EQ(sha256Of(one.pdf), sha256Of(other.pdf));
}

TEST_F(JoinedDocumentTest, LeavesASingleDocumentAsItIs) {
    std::vector<ReceivedDocument> single;
    single.push_back(document("t", "not even a PDF", 1));
    const std::string before = sha256Of(single[0].pdf);
    ReceivedDocument whole = joinDocuments(std::move(single), scratch_.path());
    EXPECT_EQ(sha256Of(whole.pdf), before);
}

TEST_F(JoinedDocumentTest, HoldsTheJobWhenADocumentIsNotWhatItWasAnnouncedAs) {
    std::vector<ReceivedDocument> broken;
    broken.push_back(document("t", pdfWithWidths({100}), 1));
    broken.push_back(document("t", "not a PDF", 1));
    expectJobError(JobEnd::kHeld, "cannot be put together",
                   [&] { joinDocuments(std::move(broken), scratch_.path()); });
    std::vector<ReceivedDocument> fewer;
    fewer.push_back(document("t", pdfWithWidths({100}), 1));
    fewer.push_back(document("t", pdfWithWidths({100}), 2));
    expectJobError(JobEnd::kHeld, "1 pages instead of 2",
                   [&] { joinDocuments(std::move(fewer), scratch_.path()); });
}

}  // namespace
}  // namespace voipnow
