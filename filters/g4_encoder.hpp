// Packs a black and white page by ITU-T T.6 ("Group 4"), the densest code that every PDF reader knows.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// T.6 describes each scan line by what differs from the one above it; the code words of its runs are those of
// T.4. The tests decode by libtiff what this encoder makes.
#pragma once

#include <cstddef>
#include <vector>

#include "filters/page_pixels.hpp"

namespace voipnow {

// Gives the code of the whole page with its end-of-block mark, highest bit of a byte first, as PDF's
// CCITTFaxDecode takes it with K -1. The code does not hold the page's width and height.
std::vector<std::byte> encodeG4(const BitPage& page);

}  // namespace voipnow
