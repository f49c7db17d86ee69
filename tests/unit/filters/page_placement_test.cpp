// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_placement.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

const FaxGrid kLetter = faxGrid(requirePageSize("Letter"), requireResolution("204x196dpi"));
const FaxGrid kA4 = faxGrid(requirePageSize("A4"), requireResolution("204x98dpi"));

struct Size {
    double width;
    double height;
};

// The pixels that a page of this size covers.
Size covered(const Size& page, const PagePlacement& placement) {
    return placement.turned ? Size{page.height * placement.across, page.width * placement.down}
                            : Size{page.width * placement.across, page.height * placement.down};
}

TEST(PagePlacementTest, CoversTheGridWithAPageOfThePapersSize) {
    for (const Size page : {Size{595, 842}, Size{595.276, 841.89}, Size{594, 840}, Size{597.9, 844.9}}) {
        const PagePlacement placement = placePage(page.width, page.height, 1, kA4);
        EXPECT_FALSE(placement.turned);
        EXPECT_EQ(placement.left, 0);
        EXPECT_EQ(placement.top, 0);
        EXPECT_DOUBLE_EQ(covered(page, placement).width, 1686);
        EXPECT_DOUBLE_EQ(covered(page, placement).height, 1146);
    }
}

TEST(PagePlacementTest, GivesLettersScanLineThatItAsksFor) {
    const PagePlacement placement = placePage(612, 792, 1, kLetter);
    EXPECT_DOUBLE_EQ(placement.across * 612, 1728);
    EXPECT_DOUBLE_EQ(placement.down * 72, 196);
    // A page as wide as 1728 pixels at 204 dpi, as fax machines and scanners make it, is not resampled.
    const PagePlacement fax = placePage(609.88, 792, 1, kLetter);
    EXPECT_DOUBLE_EQ(fax.across * 609.88, 1728);
}

TEST(PagePlacementTest, MakesALargerPageSmallerUntilItFits) {
    for (const Size page :
         {Size{842, 1191}, Size{700, 800}, Size{596, 1600}, Size{5000, 5000}, Size{600, 14400}}) {
        const PagePlacement placement = placePage(page.width, page.height, 1, kA4);
        const Size size = covered(page, placement);
        EXPECT_FALSE(placement.turned);
        EXPECT_LE(placement.left + size.width, 1686 + 1e-6);
        EXPECT_LE(placement.top + size.height, 1146 + 1e-6);
        EXPECT_GE(placement.left, 0);
        EXPECT_GE(placement.top, 0);
        EXPECT_TRUE(size.width > 1685.9 || size.height > 1145.9) << "one side fills the paper";
        EXPECT_NEAR(placement.across / placement.down, (1686 / 595.0) / (1146 / 842.0), 1e-9)
            << "both ways alike";
    }
}

TEST(PagePlacementTest, PutsASmallerPageInTheMiddleAtItsSize) {
    const PagePlacement placement = placePage(306, 396, 1, kLetter);
    EXPECT_FALSE(placement.turned);
    EXPECT_DOUBLE_EQ(placement.across * 306, 864);
    EXPECT_DOUBLE_EQ(placement.down * 396, 1078);
    EXPECT_EQ(placement.left, 432);
    EXPECT_EQ(placement.top, 539);
}

TEST(PagePlacementTest, BeginsOnAWholePixel) {
    const PagePlacement placement = placePage(333.3, 444.4, 1, kLetter);
    EXPECT_EQ(placement.left, std::floor(placement.left));
    EXPECT_EQ(placement.top, std::floor(placement.top));
}

TEST(PagePlacementTest, TurnsALandscapePageThatWouldHaveToShrink) {
    const PagePlacement same = placePage(792, 612, 1, kLetter);
    EXPECT_TRUE(same.turned);
    EXPECT_DOUBLE_EQ(same.across * 612, 1728);
    EXPECT_DOUBLE_EQ(same.down * 792, 2156);
    EXPECT_TRUE(placePage(1191, 842, 1, kLetter).turned);
    EXPECT_TRUE(placePage(700, 100, 1, kLetter).turned);
}

TEST(PagePlacementTest, LeavesALandscapePageUprightThatFits) {
    EXPECT_FALSE(placePage(595.276, 420, 1, kLetter).turned);
    EXPECT_FALSE(placePage(252, 144, 1, kLetter).turned);
    EXPECT_FALSE(placePage(595.276, 419.53, 1, kA4).turned) << "A5 across A4";
}

TEST(PagePlacementTest, TakesTheLargestPageThatPdfKnows) {
    const PagePlacement placement = placePage(14400, 14400, 1, kLetter);
    EXPECT_NEAR(placement.across * 14400, 1728, 1e-6);
}

TEST(PagePlacementTest, RefusesImpossiblePages) {
    const double infinite = std::numeric_limits<double>::infinity();
    const double notANumber = std::numeric_limits<double>::quiet_NaN();
    for (const double side : {0.0, -612.0, 0.5, 14401.0, 1e6, 1e9, 1e300, infinite, -infinite, notANumber}) {
        for (const Size page : {Size{side, 792}, Size{612, side}, Size{side, side}}) {
            const JobError error = thrownBy([&page] { placePage(page.width, page.height, 7, kLetter); });
            EXPECT_EQ(error.end(), JobEnd::kCanceled);
            EXPECT_TRUE(mentions(error, "Page 7 ")) << error.what();
        }
    }
    EXPECT_TRUE(mentions(thrownBy([] { placePage(1e6, 0, 1, kLetter); }), "1000000 x 0 points"));
}

}  // namespace
}  // namespace voipnow
