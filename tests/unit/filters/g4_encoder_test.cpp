// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/g4_encoder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "filters/g4_decoder.hpp"
#include "tests/unit/filters/drawn_page.hpp"

namespace voipnow {
namespace {

bool comesBack(const BitPage& page) {
    const std::vector<std::byte> g4 = encodeG4(page);
    return std::ranges::equal(decodeG4(g4, page.width(), page.height()).bytes(), page.bytes());
}

// Runs of random lengths, up to one that is chosen for each scan line.
BitPage randomRuns(std::size_t width, std::size_t height, std::mt19937& random) {
    std::size_t longest = 1;
    std::size_t left = 0;
    bool black = false;
    return drawnPage(width, height, [&](std::size_t x, std::size_t) {
        if (x == 0) {
            longest = 1 + random() % width;
        }
        if (left == 0) {
            left = 1 + random() % longest;
            black = !black;
        }
        --left;
        return black;
    });
}

// Scan lines like those above them, with edges that move by up to `farthest` pixels; now and then a run is
// lost, or there is a new one.
BitPage wanderingEdges(std::size_t width, std::size_t height, int farthest, std::mt19937& random) {
    const auto pixels = static_cast<int>(width);
    std::vector<int> edges;
    for (int x = 0; x < pixels; x += 1 + static_cast<int>(random() % 20)) {
        edges.push_back(x);
    }
    std::size_t row = 0;
    return drawnPage(width, height, [&](std::size_t x, std::size_t y) {
        if (y != row) {
            row = y;
            for (int& edge : edges) {
                edge += static_cast<int>(random() % static_cast<unsigned>(2 * farthest + 1)) - farthest;
            }
            if (random() % 3 == 0) {
                edges[random() % edges.size()] = static_cast<int>(random() % width);
            }
        }
        return std::ranges::count_if(edges, [x](int edge) { return edge <= static_cast<int>(x); }) % 2 == 1;
    });
}

// The code's bits without the end-of-block mark and what fills its last byte. '#' is a black pixel.
std::string bitsOf(const std::vector<std::string>& scanLines) {
    const std::vector<std::byte> g4 = encodeG4(drawnPage(
        scanLines[0].size(), scanLines.size(), [&](auto x, auto y) { return scanLines[y][x] == '#'; }));
    std::string bits;
    for (const std::byte byte : g4) {
        for (int i = 7; i >= 0; --i) {
            bits += (std::to_integer<int>(byte) >> i & 1) != 0 ? '1' : '0';
        }
    }
    return bits.substr(0, bits.rfind("000000000001000000000001"));
}

// Runs of every length are in some width: those that T.6 codes in one, two and several words.
TEST(G4EncoderTest, IsUnpackedToTheSamePixelsAtEveryWidth) {
    std::mt19937 random(7);
    for (std::size_t width = 1; width <= 5000; ++width) {
        ASSERT_TRUE(comesBack(randomRuns(width, 4, random))) << "width " << width;
    }
}

TEST(G4EncoderTest, IsUnpackedToTheSamePixelsWhateverIsOnThePage) {
    std::mt19937 random(3);
    for (const std::size_t width : {1U, 7U, 8U, 9U, 63U, 64U, 65U, 1190U, 1686U, 1728U, 2560U, 4999U}) {
        const auto comesBackWith = [width](const auto& isBlack) {
            return comesBack(drawnPage(width, 40, isBlack));
        };
        EXPECT_TRUE(comesBackWith([](auto, auto) { return false; })) << "blank, " << width;
        EXPECT_TRUE(comesBackWith([](auto, auto) { return true; })) << "black, " << width;
        EXPECT_TRUE(comesBackWith([](auto x, auto y) { return (x + y) % 2 == 0; })) << "dots, " << width;
        EXPECT_TRUE(comesBackWith([&](auto, auto) { return random() % 2 == 0; })) << "noise, " << width;
        EXPECT_TRUE(comesBackWith([](auto, auto y) { return y % 2 == 0; })) << "stripes, " << width;
        EXPECT_TRUE(comesBackWith([](auto x, auto y) { return y % 2 == 0 && x % 2 == 0; }))
            << "combs over blank lines, " << width;
        EXPECT_TRUE(comesBackWith([](auto x, auto y) { return x % 2 == 0 && x % (1 + y * y) == 0; }))
            << "combs over wider combs, " << width;
        EXPECT_TRUE(comesBackWith([](auto x, auto y) { return (x + y * y / 3) / 5 % 2 == 0; }))
            << "slanted, " << width;
    }
}

TEST(G4EncoderTest, IsUnpackedToTheSamePixelsHoweverEdgesMove) {
    std::mt19937 random(11);
    for (const std::size_t width : {5U, 60U, 129U, 400U}) {
        for (int farthest = 1; farthest <= 5; ++farthest) {
            EXPECT_TRUE(comesBack(wanderingEdges(width, 100, farthest, random))) << width << ", " << farthest;
        }
    }
}

// Over blank lines: there each run of both colours is coded by its length.
TEST(G4EncoderTest, PacksRunsOfEveryLength) {
    EXPECT_TRUE(comesBack(
        drawnPage(5400, 5400, [](auto x, auto y) { return y % 2 == 1 && x >= y / 2 && x < y / 2 * 2; })));
}

TEST(G4EncoderTest, PacksRunsThatNeedTheLongestMakeUpCodeSeveralTimes) {
    for (const std::size_t run :
         {2559U, 2560U, 2561U, 2623U, 2624U, 5119U, 5120U, 5121U, 5184U, 7680U, 20'000U}) {
        for (const bool first : {false, true}) {
            EXPECT_TRUE(comesBack(drawnPage(run + 9, 3, [=](auto x, auto y) {
                return (x < run) == (first != (y == 1));
            }))) << run;
            EXPECT_TRUE(comesBack(drawnPage(2 * run + 9, 3, [=](auto x, auto y) {
                return y == 1 && (x / run == 1) == first;
            }))) << run;
        }
    }
}

TEST(G4EncoderTest, PacksAWholePageOfNoise) {
    std::mt19937 random(5);
    EXPECT_TRUE(comesBack(drawnPage(1728, 5474, [&random](auto, auto) { return random() % 2 == 0; })));
}

TEST(G4EncoderTest, TellsAnEdgeByItsDistanceFromTheOneAbove) {
    const std::string above = "........########........";
    const std::string first =
        "001"
        "10011"
        "000101"
        "1";  // horizontal mode, 8 white, 8 black; then V(0)
    EXPECT_EQ(bitsOf({above, ".....###########........"}), first +
                                                               "0000010"
                                                               "1"
                                                               "1");
    EXPECT_EQ(bitsOf({above, "......##########........"}), first +
                                                               "000010"
                                                               "1"
                                                               "1");
    EXPECT_EQ(bitsOf({above, ".......#########........"}), first +
                                                               "010"
                                                               "1"
                                                               "1");
    EXPECT_EQ(bitsOf({above, above}), first +
                                          "1"
                                          "1"
                                          "1");
    EXPECT_EQ(bitsOf({above, "........#########......."}), first +
                                                               "1"
                                                               "011"
                                                               "1");
    EXPECT_EQ(bitsOf({above, "........##########......"}), first +
                                                               "1"
                                                               "000011"
                                                               "1");
    EXPECT_EQ(bitsOf({above, "........###########....."}), first +
                                                               "1"
                                                               "0000011"
                                                               "1");
    // Four pixels are too far for vertical mode: 4 white and 12 black, 8 white and 12 black.
    EXPECT_EQ(bitsOf({above, "....############........"}), first +
                                                               "001"
                                                               "1011"
                                                               "0000111"
                                                               "1");
    EXPECT_EQ(bitsOf({above, "........############...."}), first +
                                                               "1"
                                                               "001"
                                                               "0000111"
                                                               "1011");
}

TEST(G4EncoderTest, PassesOverRunsThatTheLineAboveHasAlone) {
    // Horizontal mode for 2 white and 2 black, then 4 white and 2 black, then V(0).
    const std::string first =
        "001"
        "0111"
        "11"
        "001"
        "1011"
        "11"
        "1";
    EXPECT_EQ(bitsOf({"..##....##......", "................"}), first +
                                                                    "0001"
                                                                    "0001"
                                                                    "1");
    EXPECT_EQ(bitsOf({"..##....##......", "........##......"}), first +
                                                                    "0001"
                                                                    "1"
                                                                    "1"
                                                                    "1");
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
    const BitPage page = drawnPage(1686, 100, [](auto x, auto y) { return (x * y) % 7 == 0; });
    EXPECT_EQ(encodeG4(page), encodeG4(page));
}

}  // namespace
}  // namespace voipnow
