// A fax page as a picture to look at: PNG, black and white, one bit a pixel.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A fax has other distances across than down. The picture has them alike, nearly, by repeating pixels, never by
// mixing them, and says in its pHYs chunk how large it is on paper:
//
//     204x98dpi   each scan line twice        Letter: 1728 x 1078 becomes 1728 x 2156
//     204x196dpi  as it is                    Letter: 1728 x 2156
//     204x391dpi  each pixel twice across     Letter: 1728 x 4301 becomes 3456 x 4301
#pragma once

#include <cstdint>
#include <vector>

#include "filters/fax_paper.hpp"
#include "filters/page_pixels.hpp"

namespace voipnow {

// The bytes of the PNG file.
std::vector<std::uint8_t> pagePicture(const BitPage& page, const Resolution& resolution);

}  // namespace voipnow
