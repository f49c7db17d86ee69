// Eight bytes as one number, the first byte the highest: so pixels and code bits stand in order in a word.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Written out byte by byte, in the forms that compilers turn into one move and one swap.
#pragma once

#include <cstddef>
#include <cstdint>

namespace voipnow {

inline std::uint64_t loadBigEndian(const std::uint8_t* from) {
    return std::uint64_t{from[0]} << 56 | std::uint64_t{from[1]} << 48 | std::uint64_t{from[2]} << 40 |
           std::uint64_t{from[3]} << 32 | std::uint64_t{from[4]} << 24 | std::uint64_t{from[5]} << 16 |
           std::uint64_t{from[6]} << 8 | std::uint64_t{from[7]};
}

inline void storeBigEndian(std::uint64_t word, std::byte* to) {
    to[0] = static_cast<std::byte>(word >> 56);
    to[1] = static_cast<std::byte>(word >> 48);
    to[2] = static_cast<std::byte>(word >> 40);
    to[3] = static_cast<std::byte>(word >> 32);
    to[4] = static_cast<std::byte>(word >> 24);
    to[5] = static_cast<std::byte>(word >> 16);
    to[6] = static_cast<std::byte>(word >> 8);
    to[7] = static_cast<std::byte>(word);
}

}  // namespace voipnow
