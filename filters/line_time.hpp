// How long a page takes on the telephone line.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// In the code that every fax machine understands: ITU-T T.4, one-dimensional ("Modified Huffman", MH). A
// machine that takes T.6 mostly gets the page sooner.
#pragma once

#include <cstdint>

#include "filters/page_pixels.hpp"

namespace voipnow {

// How many bytes the page has in MH, with an end-of-line code before each scan line: as many as libtiff makes
// of it. Without fill bits, and without the return to control behind the page. Encodes nothing, only counts.
std::uint64_t mhBytes(const BitPage& page);

// For a modem of that speed, usually 14,400 or 9,600, without the calls and signals around the page.
double secondsOnTheLine(std::uint64_t bytes, int bitsPerSecond);

}  // namespace voipnow
