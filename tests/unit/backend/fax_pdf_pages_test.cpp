// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_pdf_pages.hpp"

#include <gtest/gtest.h>

#include "backend/joined_document.hpp"
#include "filters/fax_pdf_writer.hpp"
#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

class FaxPdfPagesTest : public ::testing::Test {
  protected:
    // Pages of these grids; what is said to be their T.6 code.
    ReceivedDocument document(const std::vector<FaxGrid>& grids, const std::string& code) const {
        ReceivedDocument made{"title", static_cast<int>(grids.size()), TemporaryFile(scratch_.path())};
        FaxPdfWriter pdf([&made](std::span<const std::byte> bytes) { made.pdf.write(bytes); });
        for (const FaxGrid& grid : grids) {
            pdf.addPage(grid, std::as_bytes(std::span(code)));
        }
        pdf.finish();
        made.pdf.rewind();
        return made;
    }
    ReceivedDocument other(const std::string& pdf) const {
        ReceivedDocument made{"title", 1, TemporaryFile(scratch_.path())};
        made.pdf.write(std::as_bytes(std::span(pdf)));
        made.pdf.rewind();
        return made;
    }
    static std::vector<FaxPdfPage> pagesOf(const ReceivedDocument& document) {
        std::vector<FaxPdfPage> pages;
        EXPECT_TRUE(
            readFaxPdf(document.pdf.stream(), [&](const FaxPdfPage& page) { pages.push_back(page); }));
        return pages;
    }

    const ScratchFolder scratch_;
};

TEST_F(FaxPdfPagesTest, AreReadAsTheFilterWroteThem) {
    std::vector<FaxGrid> grids;
    for (const PageSize& paper : kPageSizes) {
        for (const Resolution& resolution : kResolutions) {
            grids.push_back(faxGrid(paper, resolution));
        }
    }
    const std::vector<FaxPdfPage> pages = pagesOf(document(grids, std::string("T.6\0code", 8)));
    ASSERT_EQ(pages.size(), grids.size());
    for (std::size_t i = 0; i < pages.size(); ++i) {
        EXPECT_EQ(pages[i].number, static_cast<int>(i) + 1);
        EXPECT_EQ(pages[i].width, static_cast<std::size_t>(grids[i].width));
        EXPECT_EQ(pages[i].height, static_cast<std::size_t>(grids[i].height));
        EXPECT_EQ(pages[i].resolution.name, grids[i].resolution.name);
        EXPECT_EQ(pages[i].g4, std::string("T.6\0code", 8));
    }
}

TEST_F(FaxPdfPagesTest, AreTheSameAfterJoining) {
    std::vector<ReceivedDocument> two;
    two.push_back(document({faxGrid(kPageSizes[0], kResolutions[1])}, "first"));
    two.push_back(document({faxGrid(kPageSizes[2], kResolutions[1])}, "second"));
    const std::vector<FaxPdfPage> pages = pagesOf(joinDocuments(std::move(two), scratch_.path()));
    ASSERT_EQ(pages.size(), 2U);
    EXPECT_EQ(pages[0].g4, "first");
    EXPECT_EQ(pages[1].g4, "second");
    EXPECT_EQ(pages[1].number, 2);
}

TEST_F(FaxPdfPagesTest, AreNoneInAPdfOfVectors) {
    const ReceivedDocument vectors = other(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> "
        "endobj\n"
        "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<<>> >> endobj\n"
        "trailer <</Root 1 0 R>>\n%%EOF\n");
    EXPECT_FALSE(readFaxPdf(vectors.pdf.stream(), [](const FaxPdfPage&) { FAIL(); }));
}

TEST_F(FaxPdfPagesTest, CannotBeReadFromSomethingElse) {
    const ReceivedDocument text = other("no PDF");
    expectJobError(JobEnd::kHeld, "cannot be read",
                   [&] { readFaxPdf(text.pdf.stream(), [](const FaxPdfPage&) {}); });
}

}  // namespace
}  // namespace voipnow
