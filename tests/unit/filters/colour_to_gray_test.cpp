// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/colour_to_gray.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace voipnow {
namespace {

constexpr std::uint32_t kWhite = 0x00FFFFFF;

std::vector<std::uint8_t> grayOf(const std::vector<std::uint32_t>& colours) {
    std::vector<std::uint8_t> gray(colours.size(), std::uint8_t{7});
    toGray(colours, gray);
    return gray;
}

// The formula of the contract, for one pixel.
int plainGray(std::uint32_t colour) {
    return static_cast<int>((77 * (colour >> 16 & 0xFF) + 150 * (colour >> 8 & 0xFF) + 29 * (colour & 0xFF)) /
                            256);
}

void expectGrayOf(const std::vector<std::uint32_t>& colours) {
    const std::vector<std::uint8_t> gray = grayOf(colours);
    for (std::size_t x = 0; x < colours.size(); ++x) {
        ASSERT_EQ(gray[x], plainGray(colours[x])) << std::hex << colours[x] << std::dec << " at " << x;
    }
}

TEST(ColourToGrayTest, KeepsEveryGray) {
    std::vector<std::uint32_t> grays;
    for (std::uint32_t level = 0; level < 256; ++level) {
        grays.push_back(level * 0x010101);
    }
    const std::vector<std::uint8_t> gray = grayOf(grays);
    for (std::size_t level = 0; level < 256; ++level) {
        EXPECT_EQ(gray[level], level);
    }
}

TEST(ColourToGrayTest, WeighsRedGreenAndBlue) {
    EXPECT_EQ(grayOf({0xFF0000, 0x00FF00, 0x0000FF, 0x000000, 0xFFFFFF}),
              (std::vector<std::uint8_t>{76, 149, 28, 0, 255}));
}

TEST(ColourToGrayTest, FollowsTheFormulaForColoursOfAllKinds) {
    std::vector<std::uint32_t> colours;
    for (std::uint32_t red = 0; red < 256; red += 5) {
        for (std::uint32_t green = 0; green < 256; green += 5) {
            for (std::uint32_t blue = 0; blue < 256; blue += 5) {
                colours.push_back(red << 16 | green << 8 | blue);
            }
        }
    }
    expectGrayOf(colours);
}

TEST(ColourToGrayTest, TakesLinesOfAnyLengthAndWritesNothingBehindThem) {
    std::mt19937 random(1);
    for (std::size_t length = 0; length <= 40; ++length) {
        std::vector<std::uint32_t> colours(length);
        for (std::uint32_t& colour : colours) {
            colour = static_cast<std::uint32_t>(random());
        }
        expectGrayOf(colours);
        std::vector<std::uint8_t> gray(length + 20, std::uint8_t{7});
        toGray(colours, std::span(gray).first(length));
        EXPECT_EQ(std::count(gray.begin() + static_cast<std::ptrdiff_t>(length), gray.end(), 7), 20)
            << length;
    }
}

TEST(ColourToGrayTest, TakesNoNoticeOfTheHighestByte) {
    const std::vector<std::uint32_t> plain(40, 0x00123456);
    for (const std::uint32_t highest : {0x01000000U, 0x80000000U, 0xFF000000U}) {
        EXPECT_EQ(grayOf(std::vector<std::uint32_t>(40, highest | 0x123456)), grayOf(plain));
        EXPECT_EQ(grayOf(std::vector<std::uint32_t>(40, highest | kWhite)),
                  std::vector<std::uint8_t>(40, 255));
    }
}

TEST(ColourToGrayTest, SeesEveryPixelThatIsNotQuiteWhite) {
    for (std::size_t place = 0; place < 40; ++place) {
        for (const std::uint32_t colour : {0xFEFFFFU, 0xFFFEFFU, 0xFFFFFEU, 0x7FFFFFU, 0xFF00FFU}) {
            std::vector<std::uint32_t> colours(40, kWhite);
            colours[place] = colour;
            std::vector<std::uint8_t> expected(40, 255);
            expected[place] = static_cast<std::uint8_t>(plainGray(colour));
            ASSERT_NE(expected[place], 255);
            EXPECT_EQ(grayOf(colours), expected) << std::hex << colour << std::dec << " at " << place;
        }
    }
}

}  // namespace
}  // namespace voipnow
