// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/changing_elements.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "filters/big_endian.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kWordBytes = sizeof(std::uint64_t);
constexpr std::int32_t kWordBits = 64;
constexpr std::size_t kWidthsBehind = 2;
constexpr std::size_t kNeversBehind = 4;

// The same bits from the other end.
std::uint64_t reversed(std::uint64_t word) {
    const auto swapped = [&word](int distance, std::uint64_t lower) {
        return (word >> distance & lower) | (word & lower) << distance;
    };
    word = swapped(1, 0x5555555555555555);
    word = swapped(2, 0x3333333333333333);
    word = swapped(4, 0x0F0F0F0F0F0F0F0F);
    word = swapped(8, 0x00FF00FF00FF00FF);
    word = swapped(16, 0x0000FFFF0000FFFF);
    return word >> 32 | word << 32;
}

// The 64 pixels from `at` on, the first in the highest bit; those behind the scan line are white.
std::uint64_t wordAt(std::span<const std::uint8_t> scanLine, std::size_t at) {
    if (at + kWordBytes <= scanLine.size()) {
        return loadBigEndian(scanLine.data() + at);
    }
    std::array<std::uint8_t, kWordBytes> rest{};
    std::ranges::copy(scanLine.subspan(at), rest.begin());
    return loadBigEndian(rest.data());
}

}  // namespace

ChangingElements::ChangingElements(std::size_t width)
    : width_(static_cast<std::int32_t>(width)),
      positions_(kBefore + width + kWidthsBehind + kNeversBehind, -1) {
    close(positions_.data() + kBefore);
}

void ChangingElements::find(std::span<const std::uint8_t> scanLine) {
    std::int32_t* end = positions_.data() + kBefore;
    std::int32_t x = 0;
    std::uint64_t before = 0;
    for (std::size_t at = 0; at < scanLine.size(); at += kWordBytes, x += kWordBits) {
        const std::uint64_t pixels = wordAt(scanLine, at);
        const std::uint64_t changes = pixels ^ (pixels >> 1 | before << (kWordBits - 1));
        before = pixels;
        if (changes != 0) {
            // From the lowest bit, as processors find and clear it faster than the highest.
            for (std::uint64_t left = reversed(changes); left != 0; left &= left - 1) {
                *end++ = x + std::countr_zero(left);
            }
        }
    }
    close(end);
}

// Takes the positions up to `end`. When the last pixel is black, the padding may have given the width as one.
void ChangingElements::close(std::int32_t* end) {
    std::int32_t* const first = positions_.data() + kBefore;
    if (end != first && end[-1] == width_) {
        --end;
    }
    count_ = static_cast<std::size_t>(end - first);
    std::fill_n(end, kWidthsBehind, width_);
    std::fill_n(end + kWidthsBehind, kNeversBehind, kNever);
}

}  // namespace voipnow
