// Unpacks T.6 by libtiff, to see what a reader would see.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

#include "filters/page_pixels.hpp"

namespace voipnow {

// Throws std::runtime_error with the pattern of libtiff's message when the code is broken, ends early, or
// libtiff warns.
BitPage decodeG4(std::span<const std::byte> g4, std::size_t width, std::size_t height);

}  // namespace voipnow
