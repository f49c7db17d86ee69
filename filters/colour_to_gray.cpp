// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/colour_to_gray.hpp"

#include <bit>
#include <cstddef>
#include <cstring>

namespace voipnow {
namespace {

constexpr std::size_t kStep = 16;  // pixels
constexpr std::uint64_t kTwoWhite = 0x00FFFFFF00FFFFFF;
constexpr std::uint16_t kRed = 77;
constexpr std::uint16_t kGreen = 150;
constexpr std::uint16_t kBlue = 29;

std::uint8_t grayOf(std::uint32_t colour) {
    const std::uint32_t red = (colour >> 16) & 0xFF;
    const std::uint32_t green = (colour >> 8) & 0xFF;
    const std::uint32_t blue = colour & 0xFF;
    return static_cast<std::uint8_t>((kRed * red + kGreen * green + kBlue * blue) >> 8);
}

// Four pixels at once, in GCC's and clang's own form of it.
using FourPixels [[gnu::vector_size(16)]] = std::uint32_t;
using TwoPairs [[gnu::vector_size(16)]] = std::uint64_t;
using EightHalves [[gnu::vector_size(16)]] = std::uint16_t;

FourPixels loaded(const std::uint32_t* colours) {
    FourPixels four;
    std::memcpy(&four, colours, sizeof four);
    return four;
}

// On a machine with the lowest byte first, the halves of a pixel are GB and xR. No product or sum here has more than 16
// bits.
void fourToGray(FourPixels colours, std::uint8_t* gray) {
    constexpr EightHalves kBlueAndRed{kBlue, kRed, kBlue, kRed, kBlue, kRed, kBlue, kRed};
    constexpr EightHalves kGreenAndNothing{kGreen, 0, kGreen, 0, kGreen, 0, kGreen, 0};
    const auto halves = reinterpret_cast<EightHalves>(colours);
    const EightHalves sums = (halves & 0xFF) * kBlueAndRed + (halves >> 8) * kGreenAndNothing;
    const auto pairs = reinterpret_cast<FourPixels>(sums);
    const FourPixels whole = ((pairs & 0xFFFF) + (pairs >> 16)) >> 8;
    for (std::size_t i = 0; i < 4; ++i) {
        gray[i] = static_cast<std::uint8_t>(whole[i]);
    }
}

// Most of a page is white, and seen to be so at once.
void stepToGray(const std::uint32_t* colours, std::uint8_t* gray) {
    const FourPixels first = loaded(colours);
    const FourPixels second = loaded(colours + 4);
    const FourPixels third = loaded(colours + 8);
    const FourPixels fourth = loaded(colours + 12);
    const auto all = reinterpret_cast<TwoPairs>(first & second & third & fourth);
    if ((all[0] & all[1] & kTwoWhite) == kTwoWhite) {
        std::memset(gray, 255, kStep);
        return;
    }
    fourToGray(first, gray);
    fourToGray(second, gray + 4);
    fourToGray(third, gray + 8);
    fourToGray(fourth, gray + 12);
}

}  // namespace

void toGray(std::span<const std::uint32_t> colours, std::span<std::uint8_t> gray) {
    std::size_t x = 0;
    if constexpr (std::endian::native == std::endian::little) {
        for (; x + kStep <= gray.size(); x += kStep) {
            stepToGray(colours.data() + x, gray.data() + x);
        }
    }
    for (; x < gray.size(); ++x) {
        gray[x] = grayOf(colours[x]);
    }
}

}  // namespace voipnow
