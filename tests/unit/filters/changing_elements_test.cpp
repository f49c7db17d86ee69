// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/changing_elements.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "tests/unit/filters/drawn_page.hpp"

namespace voipnow {
namespace {

std::vector<std::int32_t> foundIn(const BitPage& page) {
    ChangingElements elements(page.width());
    elements.find(page.scanLine(0));
    return {elements.positions(), elements.positions() + elements.count()};
}

std::vector<std::int32_t> seenPixelByPixel(const BitPage& page) {
    std::vector<std::int32_t> positions;
    bool before = false;
    for (std::size_t x = 0; x < page.width(); ++x) {
        if (page.isBlack(x, 0) != before) {
            positions.push_back(static_cast<std::int32_t>(x));
            before = !before;
        }
    }
    return positions;
}

TEST(ChangingElementsTest, AreThoseSeenPixelByPixelAtEveryWidth) {
    std::mt19937 random(1);
    for (std::size_t width = 1; width <= 1000; ++width) {
        for (const unsigned sparse : {2U, 3U, 50U}) {
            bool black = false;
            const BitPage page = drawnPage(width, 1, [&](std::size_t, std::size_t) {
                black ^= random() % sparse == 0;
                return black;
            });
            ASSERT_EQ(foundIn(page), seenPixelByPixel(page)) << "width " << width;
        }
    }
}

TEST(ChangingElementsTest, DoNotHaveTheEndOfABlackScanLine) {
    for (const std::size_t width : {1U, 7U, 8U, 63U, 64U, 65U, 128U, 1728U}) {
        EXPECT_EQ(foundIn(drawnPage(width, 1, [](auto, auto) { return true; })),
                  std::vector<std::int32_t>{0});
    }
}

TEST(ChangingElementsTest, StandBetweenMinusOneAndTheWidth) {
    constexpr std::int32_t kNever = ChangingElements::kNever;
    ChangingElements elements(70);
    const auto withItsEnds = [&elements] {
        return std::vector<std::int32_t>(elements.positions() - 1,
                                         elements.positions() + elements.count() + 6);
    };
    const std::vector<std::int32_t> blank{-1, 70, 70, kNever, kNever, kNever, kNever};
    EXPECT_EQ(withItsEnds(), blank);
    elements.find(drawnPage(70, 1, [](auto x, auto) { return x == 3 || x > 65; }).scanLine(0));
    EXPECT_EQ(withItsEnds(),
              (std::vector<std::int32_t>{-1, 3, 4, 66, 70, 70, kNever, kNever, kNever, kNever}));
    elements.find(BitPage(70, 1).scanLine(0));
    EXPECT_EQ(withItsEnds(), blank);
}

}  // namespace
}  // namespace voipnow
