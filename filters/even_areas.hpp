// EvenAreas: the areas of a page that are filled with one shade, and whether they are paper or ink on the fax.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A coloured box with text on it has to become white with black text or black with white text, as a whole: a threshold
// that looks at a pixel's surroundings alone would draw halos and frames. So tiles of one shade that hang together are
// taken as an area, and what stands on the area decides:
//   paper  when something darker stands on it (text), or it is light and nothing stands on it
//   ink    when something lighter stands on it (light text on a dark ground), or it is dark and nothing stands on it
// What is darker or lighter because another large area begins there says nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "filters/gray_tiles.hpp"

namespace voipnow {

struct EvenArea {
    int level = 255;  // its gray
    bool isPaper = true;
};

class EvenAreas {
  public:
    explicit EvenAreas(const GrayTiles& tiles);

    // The area that the tile belongs to, or nullptr when the tile is of several shades or stands alone.
    const EvenArea* at(std::size_t column, std::size_t row) const {
        const std::uint32_t area = areaOf_.at(column, row);
        return area == kNone ? nullptr : &areas_[area];
    }

    // True when the whole page is white paper but for tiles of several shades.
    bool isEmpty() const { return areas_.empty(); }

  private:
    static constexpr std::uint32_t kNone = UINT32_MAX;

    TileTable<std::uint32_t> areaOf_;
    std::vector<EvenArea> areas_;
};

}  // namespace voipnow
