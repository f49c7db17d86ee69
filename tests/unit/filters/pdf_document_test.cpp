// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/pdf_document.hpp"

#include <gtest/gtest.h>

#include "tests/unit/filters/hand_made_pdf.hpp"
#include "tests/unit/filters/qpdf_reader.hpp"
#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

std::string threePages() {
    return HandMadePdf{.pages = {{blackBox(1, 1, 9, 9)}, {"", "0 0 100 200"}, {""}}}.bytes();
}

int pagesOf(const std::string& bytes) {
    return PdfDocument(inputOf(bytes)).pages();
}

TEST(PdfDocumentTest, CountsThePages) {
    EXPECT_EQ(pagesOf(threePages()), 3);
}

TEST(PdfDocumentTest, GivesThePageWithTheNumber) {
    const PdfInput input = inputOf(threePages());
    const PdfDocument document(input);
    double width = 0;
    double height = 0;
    poppler_page_get_size(document.page(2).get(), &width, &height);
    EXPECT_EQ(width, 100);
    EXPECT_EQ(height, 200);
}

TEST(PdfDocumentTest, OpensWhatIsEncryptedWithoutAPassword) {
    const std::string bytes = encryptedPdf(threePages(), "");
    ASSERT_NE(bytes.find("/Encrypt"), std::string::npos);
    EXPECT_EQ(pagesOf(bytes), 3);
}

TEST(PdfDocumentTest, HoldsWhatAsksForAPassword) {
    const JobError error = thrownBy([] { pagesOf(encryptedPdf(threePages(), "secret")); });
    EXPECT_EQ(error.end(), JobEnd::kHeld);
    EXPECT_TRUE(mentions(error, "password")) << error.what();
}

TEST(PdfDocumentTest, MendsABrokenCrossReferenceTable) {
    std::string bytes = threePages();
    bytes.replace(bytes.find("startxref\n") + 10, 3, "999");
    EXPECT_EQ(pagesOf(bytes), 3);
    bytes = threePages();
    bytes.erase(bytes.find("xref"), bytes.find("trailer") - bytes.find("xref"));
    EXPECT_EQ(pagesOf(bytes), 3) << "without a table";
}

TEST(PdfDocumentTest, RefusesWhatIsNoPdf) {
    for (const std::string bytes :
         {"%", "%PDF-1.4\n", "Dear Sir or Madam,\n", "\x89PNG\r\n\x1A\n", "%!PS-Adobe-3.0\n"}) {
        const JobError error = thrownBy([&bytes] { pagesOf(bytes); });
        EXPECT_EQ(error.end(), JobEnd::kCanceled) << bytes;
        EXPECT_TRUE(mentions(error, "not a PDF that can be read")) << error.what();
    }
}

TEST(PdfDocumentTest, RefusesADocumentWithoutPages) {
    const JobError error = thrownBy([] { pagesOf(HandMadePdf{.pages = {}}.bytes()); });
    EXPECT_EQ(error.end(), JobEnd::kCanceled);
    EXPECT_TRUE(mentions(error, "no pages")) << error.what();
}

TEST(PdfDocumentTest, RefusesABrokenPageInsteadOfLeavingItOut) {
    std::string bytes = threePages();
    bytes.replace(bytes.find("5 0 R"), 5, "6 0 R");  // the page's drawing in place of the page
    const PdfInput input = inputOf(bytes);
    const PdfDocument document(input);
    ASSERT_EQ(document.pages(), 3);
    // Poppler moves the pages behind it up by one, so that the last number has no page.
    EXPECT_TRUE(document.page(1));
    const JobError error = thrownBy([&document] {
        document.page(2);
        document.page(3);
    });
    EXPECT_EQ(error.end(), JobEnd::kCanceled);
    EXPECT_TRUE(mentions(error, " of 3 is broken")) << error.what();
}

TEST(PdfDocumentTest, ReadsItsFileAgainAfterItWasForgotten) {
    const PdfInput input = inputOf(threePages());
    const PdfDocument document(input);
    document.forgetFile();
    double width = 0;
    double height = 0;
    poppler_page_get_size(document.page(2).get(), &width, &height);
    EXPECT_EQ(width, 100);
    EXPECT_EQ(height, 200);
}

}  // namespace
}  // namespace voipnow
