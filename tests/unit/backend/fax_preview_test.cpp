// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_preview.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

// A page that takes so long at 14,400 bit/s; of text, unless it has as many bytes in both codes.
PageCost pageOf(int number, double seconds, double mhTimes = 2, double black = 0.05) {
    PageCost cost;
    cost.page = number;
    cost.width = 1728;
    cost.height = 2156;
    cost.t6Bytes = static_cast<std::uint64_t>(seconds * kFastModem / 8);
    cost.mhBytes = static_cast<std::uint64_t>(static_cast<double>(cost.t6Bytes) * mhTimes);
    cost.black = black;
    return cost;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(FaxPreview, CountsBytesOfBothCodesAndBlackPixels) {
    BitPage pixels(16, 4);
    pixels.scanLine(0)[0] = 0xFF;
    pixels.scanLine(1)[1] = 0xFF;
    const FaxPdfPage page{3, 16, 4, kResolutions[2], "123456"};
    const PageCost cost = costOf(page, pixels);
    EXPECT_EQ(cost.page, 3);
    EXPECT_EQ(cost.width, 16U);
    EXPECT_EQ(cost.height, 4U);
    EXPECT_EQ(cost.resolution.name, "204x391dpi");
    EXPECT_EQ(cost.t6Bytes, 6U);
    EXPECT_GT(cost.mhBytes, 6U);
    EXPECT_DOUBLE_EQ(cost.black, 0.25);
}

TEST(FaxPreview, AddsPagesUpByTheirSize) {
    PageCost large = pageOf(1, 10, 2, 0.1);
    PageCost small = pageOf(2, 5, 2, 0.4);
    small.height = large.height / 2;
    const PageCost all = costOfAll({large, small});
    EXPECT_EQ(all.t6Bytes, large.t6Bytes + small.t6Bytes);
    EXPECT_EQ(all.mhBytes, large.mhBytes + small.mhBytes);
    EXPECT_NEAR(all.black, 0.2, 1e-9);
    EXPECT_EQ(costOfAll({}).black, 0);
}

TEST(FaxPreview, HasNoHintsForUsualPages) {
    EXPECT_TRUE(hintsFor({}, "Auto").empty());
    EXPECT_TRUE(hintsFor({pageOf(1, 5), pageOf(2, 24), pageOf(3, 5)}, "Auto").empty());
    EXPECT_TRUE(hintsFor({pageOf(1, 59), pageOf(2, 5)}, "Auto").empty());
}

TEST(FaxPreview, CallsPagesSlowThatTakeMoreThanAMinute) {
    const auto hints =
        hintsFor({pageOf(1, 5), pageOf(2, 61), pageOf(3, 90), pageOf(4, 80), pageOf(5, 5)}, "Auto");
    ASSERT_EQ(hints.size(), 1U);
    EXPECT_EQ(hints[0].kind, PageHint::Kind::kSlow);
    EXPECT_EQ(hints[0].pages, (std::vector{2, 3, 4}));
    EXPECT_TRUE(has(hints[0].text, "Pages 2-4 take long on the line: up to 90 seconds")) << hints[0].text;
}

TEST(FaxPreview, CallsAPageSlowThatTakesThriceAsLongAsTheMiddleOne) {
    const auto hints = hintsFor({pageOf(1, 5), pageOf(2, 10), pageOf(3, 31)}, "Auto");
    ASSERT_EQ(hints.size(), 1U);
    EXPECT_EQ(hints[0].pages, (std::vector{3}));
    EXPECT_TRUE(has(hints[0].text, "Page 3 takes long on the line: 31 seconds")) << hints[0].text;
    EXPECT_TRUE(has(hints[0].text, "the middle page takes 10")) << hints[0].text;
    EXPECT_TRUE(hintsFor({pageOf(1, 11), pageOf(2, 11), pageOf(3, 31)}, "Auto").empty());
    EXPECT_TRUE(hintsFor({pageOf(1, 5), pageOf(2, 31)}, "Auto").empty()) << "two pages have no middle";
}

TEST(FaxPreview, AdvisesOnlyWhatIsNotDoneYet) {
    PageCost page = pageOf(1, 70);
    EXPECT_TRUE(has(hintsFor({page}, "Auto")[0].text, "Resolution=204x98dpi"));
    EXPECT_FALSE(has(hintsFor({page}, "Auto")[0].text, "FaxContent")) << "there are no dots";
    page = pageOf(1, 70, 1);
    EXPECT_TRUE(has(hintsFor({page}, "Auto")[0].text, "FaxContent=Text"));
    EXPECT_FALSE(has(hintsFor({page}, "text")[0].text, "FaxContent=Text"));
    page.resolution = kResolutions[2];
    EXPECT_TRUE(has(hintsFor({page}, "Auto")[0].text, "Resolution=204x196dpi"));
    page.resolution = kResolutions[0];
    EXPECT_FALSE(has(hintsFor({page}, "Auto")[0].text, "Resolution="));
    EXPECT_TRUE(has(hintsFor({page}, "Text")[0].text, "Print the other pages only"));
}

TEST(FaxPreview, CallsPagesDarkThatAreMoreThanFortyPercentBlack) {
    const auto hints = hintsFor({pageOf(1, 5, 2, 0.41), pageOf(2, 5, 2, 0.4), pageOf(3, 5, 2, 0.9)}, "Auto");
    ASSERT_EQ(hints.size(), 1U);
    EXPECT_EQ(hints[0].kind, PageHint::Kind::kDark);
    EXPECT_EQ(hints[0].pages, (std::vector{1, 3}));
    EXPECT_TRUE(has(hints[0].text, "Pages 1, 3 are dark: up to 90 % black")) << hints[0].text;
}

TEST(FaxPreview, ListsPagesAsRanges) {
    EXPECT_EQ(listedPages({}), "");
    EXPECT_EQ(listedPages({7}), "7");
    EXPECT_EQ(listedPages({1, 2}), "1, 2");
    EXPECT_EQ(listedPages({1, 2, 3, 7, 9, 10, 11, 12}), "1-3, 7, 9-12");
}

}  // namespace
}  // namespace voipnow
