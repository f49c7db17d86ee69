// Whatever lp can print arrives as fax pages with what was on the paper.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/child_process.hpp"
#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"
#include "tests/end_to_end/received_pages.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

std::int64_t blackPixelsLeftOf(int column, const ReceivedPage& page) {
    std::int64_t count = 0;
    for (const auto& row : page.rows) {
        count += std::count(row.begin(), row.begin() + column, true);
    }
    return count;
}

class DocumentFormats : public FaxPrinterTest {
  protected:
    // A drawing with three wide bars, in a format that Ghostscript can write.
    fs::path drawn(const std::string& device, const std::string& name) const {
        const fs::path postscript = scratch_.write("drawing.ps", drawnPostScript({numberedPage(3)}));
        fs::path file = scratch_.write(name, "");
        runOrThrow({"gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-r100", "-sDEVICE=" + device,
                    "-sOutputFile=" + file.string(), postscript.string()});
        return file;
    }

    // Prints the file, and expects one Letter page with the three bars of the drawing.
    void expectThreeBars(const fs::path& file) const {
        const ReceivedFax fax = printed({file}, to("5550100"));
        ASSERT_EQ(fax.files.size(), 1U);
        EXPECT_EQ(fax.files.front().contentType, "application/pdf");
        const auto pages = receivedPages(fax.files.front().path);
        ASSERT_EQ(pages.size(), 1U);
        EXPECT_EQ(pages.front().width, kGridWidth);
        EXPECT_EQ(pages.front().height, kGridHeight);
        EXPECT_EQ(pages.front().barsDown(pages.front().width / 2), 3);
    }
};

TEST_F(DocumentFormats, APdfArrives) {
    expectThreeBars(scratch_.write("drawing.pdf", drawnPdf({numberedPage(3)})));
}

TEST_F(DocumentFormats, APdfMadeByGhostscriptArrives) {
    expectThreeBars(drawn("pdfwrite", "drawing.pdf"));
}

TEST_F(DocumentFormats, APostScriptFileArrives) {
    expectThreeBars(scratch_.write("drawing.ps", drawnPostScript({numberedPage(3)})));
}

TEST_F(DocumentFormats, APngArrives) {
    expectThreeBars(drawn("png16m", "drawing.png"));
}

TEST_F(DocumentFormats, AJpegArrives) {
    expectThreeBars(drawn("jpeg", "drawing.jpg"));
}

TEST_F(DocumentFormats, ATiffArrives) {
    expectThreeBars(drawn("tiff24nc", "drawing.tif"));
}

TEST_F(DocumentFormats, PlainTextArrives) {
    const ReceivedFax fax =
        printed({scratch_.write("note.txt", "Dear Sir,\n\nthe meeting is on Monday.\n")}, to("5550100"));
    ASSERT_EQ(fax.files.size(), 1U);
    const auto pages = receivedPages(fax.files.front().path);
    ASSERT_EQ(pages.size(), 1U);
    // Two lines of text: some black, and far from a black page.
    EXPECT_GT(pages.front().blackPixels(), 1000);
    EXPECT_LT(pages.front().blackPixels(), 100'000);
    // And nothing in the outermost quarter inch (51 pixels), where fax machines do not print.
    EXPECT_EQ(blackPixelsLeftOf(51, pages.front()), 0);
}

TEST_F(DocumentFormats, ALetterFromLibreOfficeArrives) {
    const ReceivedFax fax =
        printed({fs::path(kSourceFolder) / "install/demo-letter/letter.pdf"}, to("5550100"));
    ASSERT_EQ(fax.files.size(), 1U);
    const auto pages = receivedPages(fax.files.front().path);
    ASSERT_EQ(pages.size(), 2U);
    EXPECT_EQ(fax.pages, 2);
    for (const ReceivedPage& page : pages) {
        EXPECT_GT(page.blackPixels(), 50'000);
        EXPECT_LT(page.blackPixels(), 600'000);
    }
}

}  // namespace
}  // namespace voipnow::end_to_end
