// HalftoneScreen: makes continuous tones black and white by dots that grow with the darkness.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Clustered dots in rows of 45 degrees, about 36 to an inch, round on paper at every resolution of a fax. They are
// coarser than what scatters single pixels (error diffusion), but survive a line and a printer, and take half the time
// on the line.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "filters/eight_pixels.hpp"
#include "filters/fax_paper.hpp"
#include "filters/gray_tiles.hpp"
#include "filters/page_pixels.hpp"

namespace voipnow {

class HalftoneScreen {
  public:
    explicit HalftoneScreen(const Resolution& resolution);

    // The thresholds of scan line `y`, from every multiple of eight pixels on: a pixel that is darker is black.
    EightLevels thresholdsOf(std::size_t y) const { return rows_[y % rows_.size()]; }

  private:
    std::vector<EightLevels> rows_;
};

// Draws the tiles that `isTone` marks, in place of what `bits` has there. `tileHeight` is that of the tiles.
void halftone(const GrayPage& page, const TileTable<bool>& isTone, std::size_t tileHeight,
              const HalftoneScreen& screen, BitPage& bits);

}  // namespace voipnow
