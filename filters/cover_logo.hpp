// Reads the logo of a cover template: a PNG file.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>

#include "filters/drawing_surface.hpp"

namespace voipnow {

inline constexpr std::size_t kLargestLogo = std::size_t{4} << 20;  // bytes
inline constexpr int kWidestLogo = 4000;                           // pixels across and down

// The picture as a surface. JobError kHeld, with the file, when it cannot be read, is no whole PNG, or is too large;
// its size is looked at before it is unpacked.
DrawingSurface readCoverLogo(const std::filesystem::path& file);

}  // namespace voipnow
