// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/binarisation.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "filters/eight_pixels.hpp"
#include "filters/even_areas.hpp"

namespace voipnow {
namespace {

using Thresholds = TileTable<std::uint8_t>;  // a pixel that is darker is black

constexpr std::uint8_t kAllWhite = 0;
constexpr std::uint8_t kAllBlack = 255;
constexpr int kBlackestPaper = 255;

// The paper and the ink of the areas in view of a tile.
struct View {
    int darkestPaper = kBlackestPaper;
    int lightestInk = 0;
    bool hasInk = false;
};

View viewFrom(const EvenAreas& areas, const GrayTiles& tiles, std::size_t column, std::size_t row) {
    View view;
    for (std::size_t y = row == 0 ? 0 : row - 1; y <= std::min(row + 1, tiles.rows() - 1); ++y) {
        for (std::size_t x = column == 0 ? 0 : column - 1; x <= std::min(column + 1, tiles.columns() - 1); ++x) {
            const EvenArea* area = areas.at(x, y);
            if (area == nullptr) {
                continue;
            }
            if (area->isPaper) {
                view.darkestPaper = std::min(view.darkestPaper, area->level);
            } else {
                view.lightestInk = std::max(view.lightestInk, area->level);
                view.hasInk = true;
            }
        }
    }
    return view;
}

std::uint8_t between(int darkest, int lightest, int percent) {
    return static_cast<std::uint8_t>(darkest + (lightest - darkest) * percent / 100);
}

std::uint8_t thresholdOf(const GrayRange& around, const LocalContrast& rule) {
    return around.contrast() <= rule.least ? static_cast<std::uint8_t>(rule.thresholdOfFlat)
                                           : between(around.darkest, around.lightest, rule.threshold);
}

std::uint8_t thresholdOf(const GrayRange& around, const View& view, const LocalContrast& rule) {
    const int lightest = std::min<int>(around.lightest, view.darkestPaper);
    const int darkest = view.hasInk ? std::max<int>(around.darkest, view.lightestInk) : around.darkest;
    const bool isDarkGround = view.hasInk && view.darkestPaper == kBlackestPaper;
    if (lightest - darkest > rule.least) {
        return between(darkest, lightest, isDarkGround ? rule.thresholdOfLightOnDark : rule.threshold);
    }
    if (view.darkestPaper != kBlackestPaper && !view.hasInk) {
        return static_cast<std::uint8_t>(std::max(0, lightest - rule.least / 2));
    }
    return view.hasInk ? static_cast<std::uint8_t>(std::min(255, darkest + rule.least / 2))
                       : static_cast<std::uint8_t>(rule.thresholdOfFlat);
}

Thresholds thresholdsOf(const GrayTiles& tiles, const LocalContrast& rule) {
    const EvenAreas areas(tiles);
    const GrayTiles around = surroundingsOf(tiles);
    Thresholds thresholds(tiles.columns(), tiles.rows());
    for (std::size_t row = 0; row < tiles.rows(); ++row) {
        for (std::size_t column = 0; column < tiles.columns(); ++column) {
            if (areas.isEmpty()) {
                thresholds.at(column, row) = thresholdOf(around.at(column, row), rule);
            } else if (const EvenArea* area = areas.at(column, row)) {
                thresholds.at(column, row) = area->isPaper ? kAllWhite : kAllBlack;
            } else {
                thresholds.at(column, row) =
                    thresholdOf(around.at(column, row), viewFrom(areas, tiles, column, row), rule);
            }
        }
    }
    return thresholds;
}

void packTile(const std::uint8_t* pixels, std::size_t count, std::uint8_t threshold, std::uint8_t* bits) {
    const EightLevels thresholds = eightTimes(threshold);
    for (; count >= 8; count -= 8, pixels += 8) {
        *bits++ = darkerBits(eightLevelsAt(pixels), thresholds);
    }
    if (count > 0) {
        std::array<std::uint8_t, 8> rest;
        rest.fill(255);  // what is behind the last pixel is white
        std::copy_n(pixels, count, rest.data());
        *bits = darkerBits(eightLevelsAt(rest.data()), thresholds);
    }
}

// A line that is lighter than the letters beside it, or narrower than a pixel, does not reach their threshold. It is
// seen by its course: darker than the pixels next to it on two opposite sides, and clearly darker than those behind
// them. The soft edge of a letter is not, because on one side of it the letter is.
class FaintLines {
  public:
    FaintLines(const GrayPage& page, int least)
        : page_(page), least_(least), lightest_(eightTimes(static_cast<std::uint8_t>(255 - least))) {}

    // Of `count` pixels of the scan line `y`, from the pixel `left` on: blackens those that are on a line. `bits` has what
    // is black already. The last pixels of a line that are less than eight are passed over.
    void add(std::size_t y, std::size_t left, std::size_t count, std::uint8_t* bits) const {
        const std::uint8_t* pixels = page_.scanLine(y).data();
        for (std::size_t x = left; x + 8 <= left + count; x += 8, ++bits) {
            const EightLevels eight = eightLevelsAt(pixels + x);
            // Few pixels are between the two.
            auto candidates = static_cast<std::uint8_t>(darkerBits(eight, lightest_) & ~*bits);
            for (; candidates != 0; candidates = static_cast<std::uint8_t>(candidates & (candidates - 1))) {
                const auto bit = static_cast<std::size_t>(std::countr_zero(candidates));
                if (isOnLine(x + 7 - bit, y)) {
                    *bits = static_cast<std::uint8_t>(*bits | (1U << bit));
                }
            }
        }
    }

  private:
    bool isOnLine(std::size_t x, std::size_t y) const {
        if (x < 2 || y < 2 || x + 2 >= page_.width() || y + 2 >= page_.height()) {
            return false;
        }
        const std::uint8_t* here = page_.scanLine(y).data() + x;
        return isBetween(here[-2], here[-1], here[0], here[1], here[2]) ||
               isBetween(page_.scanLine(y - 2)[x], page_.scanLine(y - 1)[x], here[0], page_.scanLine(y + 1)[x],
                         page_.scanLine(y + 2)[x]);
    }

    bool isBetween(int before2, int before, int level, int behind, int behind2) const {
        return before >= level && behind >= level && before2 - level >= least_ && behind2 - level >= least_;
    }

    const GrayPage& page_;
    int least_;
    EightLevels lightest_;
};

}  // namespace

LocalContrast localContrastFor(int scanLinesPerInch) {
    if (scanLinesPerInch < 150) {
        // The strokes of small letters are fainter here, for they are narrower than a scan line.
        return {.tileHeight = 4, .leastOfFaintLine = 40};
    }
    return {.tileHeight = scanLinesPerInch < 300 ? std::size_t{8} : std::size_t{16}};
}

BitPage binarise(const GrayPage& page, const GrayTiles& tiles, const LocalContrast& rule) {
    const Thresholds thresholds = thresholdsOf(tiles, rule);
    const FaintLines faintLines(page, rule.leastOfFaintLine);
    BitPage bits(page.width(), page.height());
    for (std::size_t row = 0; row < tiles.rows(); ++row) {
        const std::size_t end = std::min((row + 1) * rule.tileHeight, page.height());
        for (std::size_t column = 0; column < tiles.columns(); ++column) {
            const std::uint8_t threshold = thresholds.at(column, row);
            const bool isWhite = tiles.at(column, row).darkest >= threshold;
            const bool hasFaint = threshold != kAllWhite && threshold != kAllBlack && tiles.at(column, row).contrast() > rule.least;
            if (isWhite && !hasFaint) {
                continue;  // as the bits are
            }
            const std::size_t left = column * kTileWidth;
            const std::size_t count = std::min(kTileWidth, page.width() - left);
            for (std::size_t y = row * rule.tileHeight; y < end; ++y) {
                packTile(page.scanLine(y).data() + left, count, threshold, bits.scanLine(y).data() + left / 8);
                if (hasFaint) {
                    faintLines.add(y, left, count, bits.scanLine(y).data() + left / 8);
                }
            }
        }
    }
    return bits;
}

}  // namespace voipnow
