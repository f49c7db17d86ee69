// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/eight_pixels.hpp"

#include <gtest/gtest.h>

#include <array>

namespace voipnow {
namespace {

using Eight = std::array<std::uint8_t, 8>;

Eight eight(int level) {
    Eight all;
    all.fill(static_cast<std::uint8_t>(level));
    return all;
}

unsigned darkerBits(const Eight& pixels, const Eight& thresholds) {
    return voipnow::darkerBits(eightLevelsAt(pixels.data()), eightLevelsAt(thresholds.data()));
}

TEST(EightPixelsTest, RepeatsALevelEightTimes) {
    for (int level = 0; level < 256; ++level) {
        EXPECT_EQ(eightTimes(static_cast<std::uint8_t>(level)), eightLevelsAt(eight(level).data())) << level;
    }
}

TEST(EightPixelsTest, ComparesEveryPixelWithEveryThreshold) {
    for (int pixel = 0; pixel < 256; ++pixel) {
        for (int threshold = 0; threshold < 256; ++threshold) {
            ASSERT_EQ(darkerBits(eight(pixel), eight(threshold)), pixel < threshold ? 0xFFU : 0x00U)
                << pixel << " against " << threshold;
        }
    }
}

TEST(EightPixelsTest, HasTheFirstPixelInTheHighestBit) {
    for (std::size_t place = 0; place < 8; ++place) {
        Eight pixels = eight(128);
        pixels[place] = 127;
        EXPECT_EQ(darkerBits(pixels, eight(128)), 0x80U >> place);
        Eight thresholds = eight(128);
        thresholds[place] = 129;
        EXPECT_EQ(darkerBits(eight(128), thresholds), 0x80U >> place);
    }
}

// All pixels but one are as dark, or as light, as can be.
TEST(EightPixelsTest, LetsNoPixelChangeWhatBecomesOfItsNeighbours) {
    for (std::size_t place = 0; place < 8; ++place) {
        for (int pixel = 0; pixel < 256; ++pixel) {
            for (int threshold = 0; threshold < 256; ++threshold) {
                const unsigned bit = 0x80U >> place;
                const unsigned expected = pixel < threshold ? bit : 0U;
                Eight dark = eight(0);
                Eight highThresholds = eight(255);
                Eight light = eight(255);
                Eight lowThresholds = eight(0);
                dark[place] = light[place] = static_cast<std::uint8_t>(pixel);
                highThresholds[place] = lowThresholds[place] = static_cast<std::uint8_t>(threshold);
                ASSERT_EQ(darkerBits(dark, highThresholds), expected | (0xFFU & ~bit))
                    << pixel << " against " << threshold << " at " << place;
                ASSERT_EQ(darkerBits(light, lowThresholds), expected)
                    << pixel << " against " << threshold << " at " << place;
            }
        }
    }
}

}  // namespace
}  // namespace voipnow
