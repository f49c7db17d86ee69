// Colours as cairo draws them become gray.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace voipnow {

// `colours` are pixels of CAIRO_FORMAT_RGB24: 0x00RRGGBB in the order of the machine, the highest byte of any value.
// Gives their lightness by ITU-R BT.601, (77 R + 150 G + 29 B) / 256, to `gray`, which is as long.
void toGray(std::span<const std::uint32_t> colours, std::span<std::uint8_t> gray);

}  // namespace voipnow
