// What the options of a print job do to the pages.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"
#include "tests/end_to_end/received_pages.hpp"

namespace voipnow::end_to_end {
namespace {

class PageOptions : public FaxPrinterTest {
  protected:
    // Prints pages with the numbers 1 to 5.
    ReceivedFax printedFive(std::vector<std::string> options) const {
        options.insert(options.end(), {"-o", "phone=5550100"});
        ReceivedFax fax = printed({scratch_.write("five.pdf", drawnPdf(numberedPages(5)))}, options);
        if (fax.files.size() != 1) {
            throw std::runtime_error("there is not one file in the fax");
        }
        return fax;
    }
};

TEST_F(PageOptions, PageRangesChooseThePages) {
    const ReceivedFax fax = printedFive({"-o", "page-ranges=2,4-5"});
    EXPECT_EQ(pageNumbers(fax.files.front().path), (std::vector{2, 4, 5}));
}

TEST_F(PageOptions, NumberUpPutsSeveralPagesOnASheet) {
    const ReceivedFax fax = printedFive({"-o", "number-up=2"});
    EXPECT_EQ(receivedPages(fax.files.front().path).size(), 3U);
}

TEST_F(PageOptions, CopiesAreIgnored) {
    const ReceivedFax fax = printedFive({"-n", "3"});
    EXPECT_EQ(pageNumbers(fax.files.front().path), (std::vector{1, 2, 3, 4, 5}));
    EXPECT_EQ(emulator_.requests("PUT", "/").size(), 1U);
}

TEST_F(PageOptions, BannerPagesAreDropped) {
    const ReceivedFax fax = printedFive({"-o", "job-sheets=standard,standard"});
    EXPECT_EQ(pageNumbers(fax.files.front().path), (std::vector{1, 2, 3, 4, 5}));
}

std::string bytesOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

int blackAndWhiteImages(const std::string& pdf) {
    int images = 0;
    for (std::size_t at = pdf.find("/CCITTFaxDecode"); at != std::string::npos;
         at = pdf.find("/CCITTFaxDecode", at + 1)) {
        ++images;
    }
    return images;
}

constexpr std::int64_t kGrayArea = std::int64_t{800} * 800;

class ContentOptions : public PageOptions {
  protected:
    // How many pixels of a gray square are black.
    std::int64_t blackOfGray(const std::string& content) const {
        const std::string gray = scratch_.write("gray.pdf", drawnPdf({{{100, 100, 800, 800, 0.5}}}));
        const ReceivedFax fax = printed({gray}, {"-o", "phone=5550100", "-o", "FaxContent=" + content});
        return receivedPages(fax.files.front().path).front().blackPixels();
    }
};

TEST_F(ContentOptions, PhotoMakesGrayToDots) {
    EXPECT_NEAR(static_cast<double>(blackOfGray("Photo")), kGrayArea / 2.0, kGrayArea * 0.03);
}

TEST_F(ContentOptions, TextMakesGrayBlackOrWhite) {
    EXPECT_EQ(blackOfGray("Text"), kGrayArea);
}

TEST_F(ContentOptions, VectorHandsTheDrawingOn) {
    const std::string five = scratch_.write("five.pdf", drawnPdf(numberedPages(5)));
    const std::string two = scratch_.write("two.pdf", drawnPdf(numberedPages(2)));
    const ReceivedFax fax = printed({five, two}, {"-o", "phone=5550100", "-o", "FaxContent=Vector"});
    ASSERT_EQ(fax.files.size(), 1U);
    EXPECT_EQ(fax.files.front().pages, 7);
    EXPECT_EQ(blackAndWhiteImages(bytesOf(fax.files.front().path)), 0);
}

TEST_F(ContentOptions, AllOthersMakeAnImageOfEachPage) {
    EXPECT_EQ(blackAndWhiteImages(bytesOf(printedFive({}).files.front().path)), 5);
}

// CUPS's own filter before ours puts the unit into the size of the page; Poppler does not know it.
TEST_F(PageOptions, TheUserUnitOfAPageIsObeyed) {
    std::string small = drawnPdf({{{0, 1078, 864, 1078}}});  // the lower left quarter
    const std::string box = "/MediaBox[0 0 612 792]";
    const auto at = small.find(box);
    ASSERT_NE(at, std::string::npos);
    small.replace(at, box.size(), "/MediaBox[0 0 306 396]/UserUnit 2");
    const ReceivedFax fax = printed({scratch_.write("unit.pdf", small)}, {"-o", "phone=5550100"});
    const auto pages = receivedPages(fax.files.front().path);
    ASSERT_EQ(pages.size(), 1U);
    EXPECT_GT(pages.front().blackPixels(), kGridWidth * kGridHeight * 99 / 100) << "it fills the sheet";
}

struct Grid {
    std::string resolution;
    std::string paper;
    int width;
    int height;
    double pointsWide;
    double pointsHigh;
};

// For the list of tests.
void PrintTo(const Grid& grid, std::ostream* out) {
    *out << grid.paper << " at " << grid.resolution;
}

class PageGrids : public FaxPrinterTest, public ::testing::WithParamInterface<Grid> {};

TEST_P(PageGrids, ResolutionAndPageSizeMakeTheGrid) {
    const Grid& grid = GetParam();
    const ReceivedFax fax = printed(
        {scratch_.write("page.pdf", drawnPdf({numberedPage(2)}))},
        {"-o", "phone=5550100", "-o", "Resolution=" + grid.resolution, "-o", "PageSize=" + grid.paper});
    ASSERT_EQ(fax.files.size(), 1U);
    const auto pages = receivedPages(fax.files.front().path);
    ASSERT_EQ(pages.size(), 1U);
    EXPECT_EQ(pages.front().width, grid.width);
    EXPECT_EQ(pages.front().height, grid.height);
    EXPECT_DOUBLE_EQ(pages.front().pointsWide, grid.pointsWide);
    EXPECT_DOUBLE_EQ(pages.front().pointsHigh, grid.pointsHigh);
    EXPECT_EQ(pages.front().barsDown(grid.width / 2), 2);
}

INSTANTIATE_TEST_SUITE_P(All, PageGrids,
                         ::testing::Values(Grid{"204x98dpi", "Letter", 1728, 1078, 612, 792},
                                           Grid{"204x196dpi", "Legal", 1728, 2744, 612, 1008},
                                           Grid{"204x196dpi", "A4", 1686, 2292, 595, 842},
                                           Grid{"204x391dpi", "A5", 1190, 3231, 420, 595}),
                         [](const ::testing::TestParamInfo<Grid>& grid) {
                             return grid.param.paper + "_" + grid.param.resolution;
                         });

}  // namespace
}  // namespace voipnow::end_to_end
