// Finds the photographs on a page.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the document draws an image, its pixels decide what it is. On a scanned letter, a logo or a screenshot nearly
// every tile has the ground in it (paper, mostly), and the rest has few shades; on a photograph hardly any two tiles
// are alike. Only tiles with tones are taken, so a photograph on a scanned page is found and the text beside it is not.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "filters/gray_tiles.hpp"

namespace voipnow {

// The tiles that an image on the page touches: from the first to the one before the end.
struct ImageTiles {
    std::size_t left;
    std::size_t top;
    std::size_t right;
    std::size_t bottom;
};

// False when there are so few tiles of middle gray that no photograph can be on the page, and nobody has to look for
// its images.
bool mayHaveTones(const GrayTiles& tiles);

// Marks the tiles that are continuous tone; nothing when there are none.
std::optional<TileTable<bool>> continuousTones(const GrayTiles& tiles, const std::vector<ImageTiles>& images);

}  // namespace voipnow
