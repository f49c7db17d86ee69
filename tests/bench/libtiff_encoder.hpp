// libtiff's T.6 encoder, to measure ours against.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "filters/page_pixels.hpp"

namespace voipnow {

// Gives what encodeG4 has to give. Throws std::runtime_error when libtiff fails.
std::vector<std::byte> encodeG4ByLibtiff(const BitPage& page);

}  // namespace voipnow
