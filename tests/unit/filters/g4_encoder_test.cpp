// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/g4_encoder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>

#include "tests/unit/filters/g4_decoder.hpp"

namespace voipnow {
namespace {

using Pixel = std::function<bool(std::size_t x, std::size_t y)>;

BitPage drawn(std::size_t width, std::size_t height, const Pixel& isBlack) {
    BitPage page(width, height);
    for (std::size_t y = 0; y < height; ++y) {
        for (std::size_t x = 0; x < width; ++x) {
            if (isBlack(x, y)) {
                page.scanLine(y)[x / 8] |= static_cast<std::uint8_t>(0x80U >> (x % 8));
            }
        }
    }
    return page;
}

bool comesBack(const BitPage& page) {
    const std::vector<std::byte> g4 = encodeG4(page);
    return std::ranges::equal(decodeG4(g4, page.width(), page.height()).bytes(), page.bytes());
}

// Runs of every length are in some width: those that T.6 codes in one, two and several words.
TEST(G4EncoderTest, IsUnpackedToTheSamePixelsAtEveryWidth) {
    std::mt19937 random(7);
    for (std::size_t width = 1; width <= 5000; ++width) {
        const std::size_t longestRun = 1 + random() % width;
        std::size_t left = 0;
        bool black = false;
        const BitPage page = drawn(width, 3, [&](std::size_t, std::size_t) {
            if (left == 0) {
                left = 1 + random() % longestRun;
                black = !black;
            }
            --left;
            return black;
        });
        ASSERT_TRUE(comesBack(page)) << "width " << width;
    }
}

TEST(G4EncoderTest, IsUnpackedToTheSamePixelsWhateverIsOnThePage) {
    std::mt19937 random(3);
    for (const std::size_t width : {1U, 7U, 8U, 9U, 1190U, 1686U, 1728U, 2560U, 4999U}) {
        EXPECT_TRUE(comesBack(drawn(width, 40, [](auto, auto) { return false; }))) << "blank, " << width;
        EXPECT_TRUE(comesBack(drawn(width, 40, [](auto, auto) { return true; }))) << "black, " << width;
        EXPECT_TRUE(comesBack(drawn(width, 40, [](auto x, auto y) { return (x + y) % 2 == 0; })))
            << "dots, " << width;
        EXPECT_TRUE(comesBack(drawn(width, 40, [&](auto, auto) { return random() % 2 == 0; })))
            << "noise, " << width;
    }
}

TEST(G4EncoderTest, PacksAWholePageOfNoise) {
    std::mt19937 random(5);
    EXPECT_TRUE(comesBack(drawn(1728, 5474, [&random](auto, auto) { return random() % 2 == 0; })));
}

TEST(G4EncoderTest, PacksABlankPageToNextToNothing) {
    EXPECT_LT(encodeG4(BitPage(1728, 2156)).size(), 300U);
}

TEST(G4EncoderTest, EndsWithTheEndOfBlockMark) {
    // A blank scan line is the one bit V0; the mark is twice 000000000001.
    const std::vector<std::byte> expected{std::byte{0x80}, std::byte{0x08}, std::byte{0x00}, std::byte{0x80}};
    EXPECT_EQ(encodeG4(BitPage(1728, 1)), expected);
}

TEST(G4EncoderTest, GivesTheSameBytesForTheSamePage) {
    const BitPage page = drawn(1686, 100, [](auto x, auto y) { return (x * y) % 7 == 0; });
    EXPECT_EQ(encodeG4(page), encodeG4(page));
}

}  // namespace
}  // namespace voipnow
