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

// What makes the pixels of a tile black: that they are darker than `level`.
struct Threshold {
    std::uint8_t level = 0;
    bool isDarkGround = false;  // light things stand on dark here
};
using Thresholds = TileTable<Threshold>;

constexpr std::uint8_t kAllWhite = 0;
constexpr std::uint8_t kAllBlack = 255;
constexpr int kBlackestPaper = 255;

// The paper and the ink of the areas in view of a tile.
struct View {
    int darkestPaper = kBlackestPaper;
    int lightestInk = 0;
    bool hasPaper = false;
    bool hasInk = false;
};

// What there is up to `far` tiles away, across and down.
View viewFrom(const EvenAreas& areas, const GrayTiles& tiles, std::size_t column, std::size_t row,
              std::size_t far) {
    View view;
    for (std::size_t y = std::max(row, far) - far; y <= std::min(row + far, tiles.rows() - 1); ++y) {
        for (std::size_t x = std::max(column, far) - far; x <= std::min(column + far, tiles.columns() - 1);
             ++x) {
            const EvenArea* area = areas.at(x, y);
            if (area == nullptr) {
                continue;
            }
            if (area->isPaper) {
                view.darkestPaper = std::min(view.darkestPaper, area->level);
                view.hasPaper = true;
            } else {
                view.lightestInk = std::max(view.lightestInk, area->level);
                view.hasInk = true;
            }
        }
    }
    return view;
}

// In the middle of small letters there is no ground next to a tile.
View viewFrom(const EvenAreas& areas, const GrayTiles& tiles, std::size_t column, std::size_t row) {
    constexpr std::size_t kFarthest = 3;
    View view;
    for (std::size_t far = 1; far <= kFarthest && !view.hasPaper && !view.hasInk; ++far) {
        view = viewFrom(areas, tiles, column, row, far);
    }
    return view;
}

std::uint8_t between(int darkest, int lightest, int percent) {
    return static_cast<std::uint8_t>(darkest + (lightest - darkest) * percent / 100);
}

Threshold thresholdOf(const GrayRange& around, const LocalContrast& rule) {
    return {around.contrast() <= rule.least ? static_cast<std::uint8_t>(rule.thresholdOfFlat)
                                            : between(around.darkest, around.lightest, rule.threshold)};
}

Threshold thresholdOf(const GrayRange& around, const View& view, const LocalContrast& rule) {
    const int lightest = std::min<int>(around.lightest, view.darkestPaper);
    const int darkest = view.hasInk ? std::max<int>(around.darkest, view.lightestInk) : around.darkest;
    const bool isDarkGround = view.hasInk && !view.hasPaper;
    if (lightest - darkest > rule.least) {
        return {between(darkest, lightest, isDarkGround ? rule.thresholdOfLightOnDark : rule.threshold),
                isDarkGround};
    }
    // Nothing stands out here: all is paper, or all is ink.
    if (view.hasPaper && !view.hasInk) {
        return {static_cast<std::uint8_t>(std::max(0, lightest - rule.least))};
    }
    return {view.hasInk ? static_cast<std::uint8_t>(std::min(255, darkest + rule.least))
                        : static_cast<std::uint8_t>(rule.thresholdOfFlat)};
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
                thresholds.at(column, row) = {area->isPaper ? kAllWhite : kAllBlack};
            } else {
                thresholds.at(column, row) =
                    thresholdOf(around.at(column, row), viewFrom(areas, tiles, column, row), rule);
            }
        }
    }
    return thresholds;
}

// A line that is lighter than the letters beside it, or narrower than a pixel, does not reach their threshold. It is
// seen by its course: darker than the pixels next to it on two opposite sides, and clearly darker than those behind
// them. The soft edge of a letter is not, because on one side of it the letter is. On a dark ground the same holds for
// lines that are too dark to become white.
class FaintLines {
  public:
    FaintLines(const GrayPage& page, int least) : page_(page), least_(least) {}

    // Of eight pixels of the scan line `y`, from `x` on: blackens in `bits` those white ones that are on a dark line.
    void blacken(std::size_t x, std::size_t y, std::uint8_t& bits) const {
        const EightLevels eight = eightLevelsAt(page_.scanLine(y).data() + x);
        const auto lightest = static_cast<std::uint8_t>(255 - least_);
        bits = static_cast<std::uint8_t>(bits |
                                         chosen(darkerBits(eight, eightTimes(lightest)) & ~bits, x, y, 1));
    }

    // Whitens those black ones that are on a light line. `darkest` is the darkest level about.
    void whiten(std::size_t x, std::size_t y, std::uint8_t darkest, std::uint8_t& bits) const {
        const EightLevels eight = eightLevelsAt(page_.scanLine(y).data() + x);
        const auto lightest = static_cast<std::uint8_t>(std::min(255, darkest + least_));
        bits = static_cast<std::uint8_t>(bits &
                                         ~chosen(bits & ~darkerBits(eight, eightTimes(lightest)), x, y, -1));
    }

  private:
    // Those of the candidates, which are few, that are on a line: `sign` 1 for dark lines, -1 for light ones.
    unsigned chosen(unsigned candidates, std::size_t x, std::size_t y, int sign) const {
        unsigned onLine = 0;
        for (candidates &= 0xFF; candidates != 0; candidates &= candidates - 1) {
            const auto bit = static_cast<std::size_t>(std::countr_zero(candidates));
            onLine |= static_cast<unsigned>(isOnLine(x + 7 - bit, y, sign)) << bit;
        }
        return onLine;
    }

    bool isOnLine(std::size_t x, std::size_t y, int sign) const {
        if (x < 2 || y < 2 || x + 2 >= page_.width() || y + 2 >= page_.height()) {
            return false;
        }
        const std::uint8_t* here = page_.scanLine(y).data() + x;
        return isBetween(here[-2], here[-1], here[0], here[1], here[2], sign) ||
               isBetween(page_.scanLine(y - 2)[x], page_.scanLine(y - 1)[x], here[0],
                         page_.scanLine(y + 1)[x], page_.scanLine(y + 2)[x], sign);
    }

    bool isBetween(int before2, int before, int level, int behind, int behind2, int sign) const {
        return (before - level) * sign >= 0 && (behind - level) * sign >= 0 &&
               (before2 - level) * sign >= least_ && (behind2 - level) * sign >= least_;
    }

    const GrayPage& page_;
    int least_;
};

// Decides the pixels of one tile, one scan line after the other.
class TilePacker {
  public:
    TilePacker(const GrayPage& page, const LocalContrast& rule, BitPage& bits)
        : page_(page), rule_(rule), faintLines_(page, rule.leastOfFaintLine), bits_(bits) {}

    void pack(std::size_t column, std::size_t row, const GrayRange& range, const Threshold& threshold) {
        const bool isWhite = range.darkest >= threshold.level;
        const bool hasLines =
            threshold.level != kAllWhite && threshold.level != kAllBlack && range.contrast() > rule_.least;
        if (isWhite && !hasLines) {
            return;  // as the bits are
        }
        const std::size_t left = column * kTileWidth;
        const std::size_t right = std::min(left + kTileWidth, page_.width());
        const std::size_t bottom = std::min((row + 1) * rule_.tileHeight, page_.height());
        for (std::size_t y = row * rule_.tileHeight; y < bottom; ++y) {
            std::uint8_t* bits = bits_.scanLine(y).data() + left / 8;
            std::size_t x = left;
            for (; x + 8 <= right; x += 8, ++bits) {
                *bits = darkerBits(eightLevelsAt(page_.scanLine(y).data() + x), eightTimes(threshold.level));
                if (hasLines && !threshold.isDarkGround) {
                    faintLines_.blacken(x, y, *bits);
                } else if (hasLines) {
                    faintLines_.whiten(x, y, range.darkest, *bits);
                }
            }
            if (x < right) {
                *bits = lastBits(page_.scanLine(y).subspan(x), threshold.level);
            }
        }
    }

  private:
    // Of the last pixels of a scan line, less than eight.
    static std::uint8_t lastBits(std::span<const std::uint8_t> pixels, std::uint8_t level) {
        std::array<std::uint8_t, 8> eight;
        eight.fill(255);  // what is behind the last pixel is white
        std::copy(pixels.begin(), pixels.end(), eight.begin());
        return darkerBits(eightLevelsAt(eight.data()), eightTimes(level));
    }

    const GrayPage& page_;
    const LocalContrast& rule_;
    FaintLines faintLines_;
    BitPage& bits_;
};

}  // namespace

LocalContrast localContrastFor(int scanLinesPerInch) {
    if (scanLinesPerInch < 150) {
        // The strokes of small letters are fainter here, for they are narrower than a scan line.
        return {.tileHeight = 4, .thresholdOfLightOnDark = 30, .leastOfFaintLine = 40};
    }
    return {.tileHeight = scanLinesPerInch < 300 ? std::size_t{8} : std::size_t{16}};
}

BitPage binarise(const GrayPage& page, const GrayTiles& tiles, const LocalContrast& rule) {
    const Thresholds thresholds = thresholdsOf(tiles, rule);
    BitPage bits(page.width(), page.height());
    TilePacker packer(page, rule, bits);
    for (std::size_t row = 0; row < tiles.rows(); ++row) {
        for (std::size_t column = 0; column < tiles.columns(); ++column) {
            packer.pack(column, row, tiles.at(column, row), thresholds.at(column, row));
        }
    }
    return bits;
}

}  // namespace voipnow
