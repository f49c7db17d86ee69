// Where a page draws images, on the grid of the fax.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <poppler.h>

#include <vector>

#include "filters/continuous_tones.hpp"
#include "filters/fax_paper.hpp"

namespace voipnow {

// The tiles that each image touches; images beside the paper are left out. Poppler goes through the page for it, without
// decoding the images. `number` (from 1) is for messages; throws as placePage.
std::vector<ImageTiles> drawnImages(PopplerPage* page, int number, const FaxGrid& grid,
                                    std::size_t tileHeight);

}  // namespace voipnow
