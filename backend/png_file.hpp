// Writes pictures in the format PNG: gray, some bits a pixel.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The format is simple enough to be written here, with zlib: a signature, then chunks of length, name, data and
// checksum (PNG specification, third edition, 5.3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace voipnow {

struct PngForm {
    std::size_t width;
    std::size_t height;
    std::uint8_t bits;         // a pixel: 1, 2, 4 or 8; 0 is black
    double dotsPerInchAcross;  // 0: not told
    double dotsPerInchDown;
};

// `lines` holds the scan lines from the top, each with a 0 before it (its filter: none) and filled up to whole bytes.
// Gives the bytes of the file. Throws std::runtime_error without memory.
std::vector<std::uint8_t> pngFile(const PngForm& form, std::span<const std::uint8_t> lines);

}  // namespace voipnow
