// How many bytes a page has on the line, by libtiff's own fax encoders.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace voipnow::emulator {

// A page of one bit a pixel. Rows begin at whole bytes; the highest bit is the leftmost pixel; 1 is black.
struct Bitmap {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> bits;

    std::size_t bytesPerRow() const { return (static_cast<std::size_t>(width) + 7) / 8; }
};

enum class LineCode {
    kG4,  // ITU-T T.6, two-dimensional
    kMh,  // ITU-T T.4, one-dimensional (Modified Huffman), with end-of-line codes
};

// Throws std::runtime_error when libtiff cannot encode the page.
std::uint64_t encodedBytes(const Bitmap& page, LineCode code);

}  // namespace voipnow::emulator
