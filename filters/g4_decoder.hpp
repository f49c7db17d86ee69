// Unpacks T.6 by libtiff, to see what a reader sees: for the preview, and for the tests of our own encoder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

#include "filters/page_pixels.hpp"

namespace voipnow {

// Throws std::runtime_error with the pattern of libtiff's message when the code is broken, ends early, or
// libtiff warns. Changes libtiff's handlers of errors and warnings while it works.
BitPage decodeG4(std::span<const std::byte> g4, std::size_t width, std::size_t height);

}  // namespace voipnow
