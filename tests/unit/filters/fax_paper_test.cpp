// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_paper.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

struct GridCase {
    std::string paper;
    std::string resolution;
    int width;
    int height;
};

std::ostream& operator<<(std::ostream& out, const GridCase& each) {
    return out << each.paper << " at " << each.resolution;
}

class FaxGridTest : public ::testing::TestWithParam<GridCase> {};

// The sizes in pixels that Ghostscript's tiffg4 gives these papers at these resolutions.
TEST_P(FaxGridTest, HasThePixelsThatGhostscriptGivesThePaper) {
    const FaxGrid grid = faxGrid(requirePageSize(GetParam().paper), requireResolution(GetParam().resolution));
    EXPECT_EQ(grid.width, GetParam().width);
    EXPECT_EQ(grid.height, GetParam().height);
    EXPECT_EQ(grid.paper.name, GetParam().paper);
    EXPECT_EQ(grid.resolution.name, GetParam().resolution);
}

INSTANTIATE_TEST_SUITE_P(
    Every, FaxGridTest,
    ::testing::Values(GridCase{"Letter", "204x98dpi", 1728, 1078},
                      GridCase{"Letter", "204x196dpi", 1728, 2156},
                      GridCase{"Letter", "204x391dpi", 1728, 4301},
                      GridCase{"Legal", "204x98dpi", 1728, 1372}, GridCase{"Legal", "204x196dpi", 1728, 2744},
                      GridCase{"Legal", "204x391dpi", 1728, 5474}, GridCase{"A4", "204x98dpi", 1686, 1146},
                      GridCase{"A4", "204x196dpi", 1686, 2292}, GridCase{"A4", "204x391dpi", 1686, 4573},
                      GridCase{"A5", "204x98dpi", 1190, 810}, GridCase{"A5", "204x196dpi", 1190, 1620},
                      GridCase{"A5", "204x391dpi", 1190, 3231}));

TEST(FaxPaperTest, KnowsNamesWithoutRegardToCase) {
    EXPECT_EQ(requirePageSize("letter").name, "Letter");
    EXPECT_EQ(requirePageSize("a4").name, "A4");
    EXPECT_EQ(requireResolution("204X98DPI").down, 98);
}

TEST(FaxPaperTest, RefusesAnUnknownPaperWithItsNameAndTheChoices) {
    for (const std::string name : {"", "A", "A44", "B5", "A4.Borderless", "Custom.100x100", "Letter\n"}) {
        const JobError error = thrownBy([&name] { requirePageSize(name); });
        EXPECT_EQ(error.end(), JobEnd::kHeld) << name;
        EXPECT_TRUE(mentions(error, "PageSize=" + name)) << error.what();
        EXPECT_TRUE(mentions(error, "Letter, Legal, A4, A5")) << error.what();
        EXPECT_FALSE(findPageSize(name)) << name;
    }
}

TEST(FaxPaperTest, RefusesAnUnknownResolutionWithItsNameAndTheChoices) {
    for (const std::string name : {"", "204", "204x196", "300dpi", "600x600dpi", "204x196dpi "}) {
        const JobError error = thrownBy([&name] { requireResolution(name); });
        EXPECT_EQ(error.end(), JobEnd::kHeld) << name;
        EXPECT_TRUE(mentions(error, "Resolution=" + name)) << error.what();
        EXPECT_TRUE(mentions(error, "204x98dpi, 204x196dpi, 204x391dpi")) << error.what();
        EXPECT_FALSE(findResolution(name)) << name;
    }
}

// The PPD is what users choose from; both tables must say the same.
TEST(FaxPaperTest, AgreesWithThePpd) {
    std::ifstream file(VOIPNOW_PPD);
    const std::string ppd = (std::ostringstream() << file.rdbuf()).str();
    std::size_t papers = 0;
    std::size_t resolutions = 0;
    std::istringstream lines(ppd);
    for (std::string line; std::getline(lines, line);) {
        papers += line.starts_with("*PageSize ") ? 1U : 0U;
        resolutions += line.starts_with("*Resolution ") ? 1U : 0U;
    }
    EXPECT_EQ(papers, kPageSizes.size());
    EXPECT_EQ(resolutions, kResolutions.size());
    for (const PageSize& paper : kPageSizes) {
        const std::string size = std::to_string(paper.width) + ' ' + std::to_string(paper.height);
        const std::string name(paper.name);
        EXPECT_NE(ppd.find("*PageSize " + name + "/"), std::string::npos) << name;
        EXPECT_NE(ppd.find("<</PageSize[" + size + "]"), std::string::npos) << name;
    }
    for (const Resolution& resolution : kResolutions) {
        EXPECT_NE(ppd.find("*Resolution " + std::string(resolution.name) + "/"), std::string::npos)
            << resolution.name;
    }
    EXPECT_NE(ppd.find("*DefaultResolution: " + std::string(kDefaultResolution.name) + '\n'),
              std::string::npos);
    EXPECT_NE(ppd.find("*DefaultPageSize: " + std::string(kDefaultPageSize.name) + '\n'), std::string::npos);
}

}  // namespace
}  // namespace voipnow
