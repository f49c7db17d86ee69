// What the options of a print job do to the pages.
// SPDX-License-Identifier: GPL-3.0-or-later
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
