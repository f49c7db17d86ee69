// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/bit_writer.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace voipnow {
namespace {

// The first `count` bits, the highest of a byte first.
std::string digits(std::span<const std::byte> bytes, std::size_t count) {
    std::string digits;
    for (std::size_t i = 0; i < count; ++i) {
        digits += (std::to_integer<unsigned>(bytes[i / 8]) >> (7 - i % 8) & 1) != 0 ? '1' : '0';
    }
    return digits;
}

std::string digits(std::uint64_t bits, unsigned length) {
    std::string digits;
    for (unsigned i = length; i > 0; --i) {
        digits += (bits >> (i - 1) & 1) != 0 ? '1' : '0';
    }
    return digits;
}

TEST(BitWriterTest, PutsTheHighestBitFirstAndFillsTheLastByteWithZeros) {
    std::array<std::byte, 16> bytes{};
    BitWriter writer(bytes.data());
    writer.put(0b101, 3);
    writer.put(0b1111110, 7);
    ASSERT_EQ(writer.finish() - bytes.data(), 2);
    EXPECT_EQ(bytes[0], std::byte{0b10111111});
    EXPECT_EQ(bytes[1], std::byte{0b10000000});
}

TEST(BitWriterTest, WritesNothingWhenNothingWasPut) {
    std::array<std::byte, 16> bytes{};
    BitWriter writer(bytes.data());
    writer.put(0, 0);
    EXPECT_EQ(writer.finish(), bytes.data());
}

TEST(BitWriterTest, PutsCodesOfEveryLengthAcrossTheBordersOfItsWords) {
    std::mt19937_64 random(1);
    std::vector<std::byte> bytes(200'000);
    BitWriter writer(bytes.data());
    std::string expected;
    for (int i = 0; i < 20'000; ++i) {
        const auto length = static_cast<unsigned>(random() % 64);
        const std::uint64_t bits = random() & ((std::uint64_t{1} << length) - 1);
        writer.put(bits, length);
        expected += digits(bits, length);
    }
    const std::byte* end = writer.finish();
    EXPECT_EQ(static_cast<std::size_t>(end - bytes.data()), (expected.size() + 7) / 8);
    EXPECT_EQ(digits(bytes, expected.size()), expected);
}

TEST(BitWriterTest, PutsAnyNumberOfOnes) {
    for (std::size_t count = 0; count < 300; ++count) {
        std::array<std::byte, 64> bytes{};
        BitWriter writer(bytes.data());
        writer.put(0, 1);
        writer.putOnes(count);
        writer.put(0, 1);
        writer.finish();
        EXPECT_EQ(digits(bytes, count + 2), '0' + std::string(count, '1') + '0');
    }
}

TEST(BitWriterTest, GoesOnElsewhereWithTheBitsThatWait) {
    std::array<std::byte, 16> first{};
    std::array<std::byte, 16> second{};
    BitWriter writer(first.data());
    writer.put(0, 63);
    writer.put(0b11, 2);
    ASSERT_EQ(writer.next() - first.data(), 8);
    writer.moveTo(second.data());
    writer.finish();
    EXPECT_EQ(first[7], std::byte{1});
    EXPECT_EQ(second[0], std::byte{0x80});
}

}  // namespace
}  // namespace voipnow
