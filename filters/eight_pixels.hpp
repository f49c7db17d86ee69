// Eight pixels against their thresholds at once.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace voipnow {

// Eight bytes as they lie in memory: levels of gray of pixels, or their thresholds.
using EightLevels = std::uint64_t;

inline EightLevels eightLevelsAt(const std::uint8_t* levels) {
    EightLevels eight = 0;
    std::memcpy(&eight, levels, sizeof eight);
    return eight;
}

inline EightLevels eightTimes(std::uint8_t level) {
    return level * std::uint64_t{0x0101010101010101};
}

// The bits of the pixels that are darker than their thresholds, the first pixel in the highest bit.
inline std::uint8_t darkerBits(EightLevels pixels, EightLevels thresholds) {
    constexpr std::uint64_t kHighBits = 0x8080808080808080;
    // Of each byte the highest bit of the difference, no byte borrowing from the next.
    const std::uint64_t difference = (pixels | kHighBits) - (thresholds & ~kHighBits);
    const std::uint64_t isDarker =
        ((~pixels & thresholds) | (~(pixels ^ thresholds) & ~difference)) & kHighBits;
    // Gathers them in the highest byte, the pixel at the lowest address first.
    constexpr std::uint64_t kGather =
        std::endian::native == std::endian::little ? 0x8040201008040201 : 0x0102040810204080;
    return static_cast<std::uint8_t>(((isDarker >> 7) * kGather) >> 56);
}

}  // namespace voipnow
