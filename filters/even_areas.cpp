// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/even_areas.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace voipnow {
namespace {

constexpr int kEven = 24;            // levels of gray within a tile of one shade
constexpr int kSameShade = 8;        // levels between neighbours of one area: shades may run
constexpr int kNearlyWhite = 240;    // no area of its own where everything else is white too
constexpr int kDiffers = 40;         // levels: as much as a thing on an area has to be darker or lighter
constexpr std::uint32_t kFewest = 4;  // tiles of an area
constexpr std::uint32_t kLarge = 150;  // tiles: no stroke of a letter
constexpr int kLight = 150;            // an area on which nothing stands is paper from here on
constexpr int kTooLightForInk = 205;

constexpr std::uint32_t kNone = UINT32_MAX;

struct Area {
    std::uint32_t tiles = 0;
    std::uint64_t levels = 0;  // sum over its tiles
    int darkerThings = 0;      // tiles about it with something darker on it
    int lighterThings = 0;

    int level() const { return static_cast<int>(levels / tiles); }
    bool isPaper() const {
        if (darkerThings > lighterThings) {
            return true;
        }
        return lighterThings > darkerThings ? level() >= kTooLightForInk : level() >= kLight;
    }
};

bool isEven(const GrayRange& range) {
    return range.contrast() <= kEven;
}

int levelOf(const GrayRange& range) {
    return (range.darkest + range.lightest) / 2;
}

bool hasShade(const GrayRange& range) {
    return isEven(range) && levelOf(range) < kNearlyWhite;
}

using AreaTable = TileTable<std::uint32_t>;
using Tile = std::pair<std::size_t, std::size_t>;  // column, row

template <typename Visit>
void visitNeighbours(const AreaTable& table, const Tile& tile, const Visit& visit) {
    const auto [column, row] = tile;
    for (std::size_t y = row == 0 ? 0 : row - 1; y <= std::min(row + 1, table.rows() - 1); ++y) {
        for (std::size_t x = column == 0 ? 0 : column - 1; x <= std::min(column + 1, table.columns() - 1); ++x) {
            if (x != column || y != row) {
                visit(x, y);
            }
        }
    }
}

// Gives `first` and all tiles that hang together with it the number `number`.
Area fill(const GrayTiles& tiles, const Tile& first, std::uint32_t number, AreaTable& areaOf) {
    Area area;
    std::vector<Tile> left{first};
    areaOf.at(first.first, first.second) = number;
    while (!left.empty()) {
        const Tile tile = left.back();
        left.pop_back();
        const int level = levelOf(tiles.at(tile.first, tile.second));
        ++area.tiles;
        area.levels += static_cast<std::uint64_t>(level);
        visitNeighbours(areaOf, tile, [&](std::size_t x, std::size_t y) {
            const GrayRange& next = tiles.at(x, y);
            if (areaOf.at(x, y) == kNone && isEven(next) && std::abs(levelOf(next) - level) <= kSameShade) {
                areaOf.at(x, y) = number;
                left.emplace_back(x, y);
            }
        });
    }
    return area;
}

std::vector<Area> findAreas(const GrayTiles& tiles, AreaTable& areaOf) {
    std::vector<Area> areas;
    for (std::size_t row = 0; row < tiles.rows(); ++row) {
        for (std::size_t column = 0; column < tiles.columns(); ++column) {
            if (areaOf.at(column, row) == kNone && isEven(tiles.at(column, row))) {
                areas.push_back(
                    fill(tiles, {column, row}, static_cast<std::uint32_t>(areas.size()), areaOf));
            }
        }
    }
    return areas;
}

// What a tile of several shades says about the areas that it touches.
void lookAtThing(const GrayRange& thing, const Tile& tile, const AreaTable& areaOf, std::vector<Area>& areas) {
    int darkestLarge = 255;
    int lightestLarge = 0;
    visitNeighbours(areaOf, tile, [&](std::size_t x, std::size_t y) {
        const std::uint32_t number = areaOf.at(x, y);
        if (number != kNone && areas[number].tiles >= kLarge) {
            darkestLarge = std::min(darkestLarge, areas[number].level());
            lightestLarge = std::max(lightestLarge, areas[number].level());
        }
    });
    std::uint32_t last = kNone;
    visitNeighbours(areaOf, tile, [&](std::size_t x, std::size_t y) {
        const std::uint32_t number = areaOf.at(x, y);
        if (number == kNone || number == last) {
            return;
        }
        last = number;
        Area& area = areas[number];
        const int level = area.level();
        const bool isDarker = thing.darkest < level - kDiffers && darkestLarge >= level - kDiffers;
        const bool isLighter = thing.lightest > level + kDiffers && lightestLarge <= level + kDiffers;
        area.darkerThings += static_cast<int>(isDarker && !isLighter);
        area.lighterThings += static_cast<int>(isLighter && !isDarker);
    });
}

bool anyShade(const GrayTiles& tiles) {
    for (std::size_t row = 0; row < tiles.rows(); ++row) {
        for (std::size_t column = 0; column < tiles.columns(); ++column) {
            if (hasShade(tiles.at(column, row))) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

EvenAreas::EvenAreas(const GrayTiles& tiles) : areaOf_(tiles.columns(), tiles.rows(), kNone) {
    if (!anyShade(tiles)) {
        return;
    }
    std::vector<Area> areas = findAreas(tiles, areaOf_);
    for (std::size_t row = 0; row < tiles.rows(); ++row) {
        for (std::size_t column = 0; column < tiles.columns(); ++column) {
            if (areaOf_.at(column, row) == kNone) {
                lookAtThing(tiles.at(column, row), {column, row}, areaOf_, areas);
            }
        }
    }
    areas_.reserve(areas.size());
    for (const Area& area : areas) {
        areas_.push_back({area.level(), area.isPaper()});
    }
    for (std::size_t row = 0; row < tiles.rows(); ++row) {
        for (std::size_t column = 0; column < tiles.columns(); ++column) {
            std::uint32_t& number = areaOf_.at(column, row);
            if (number != kNone && areas[number].tiles < kFewest) {
                number = kNone;
            }
        }
    }
}

}  // namespace voipnow
