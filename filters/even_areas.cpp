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

// Sets of tiles that are joined as it becomes known that they hang together.
class Sets {
  public:
    std::uint32_t add() {
        parents_.push_back(static_cast<std::uint32_t>(parents_.size()));
        return parents_.back();
    }

    std::uint32_t find(std::uint32_t set) {
        while (parents_[set] != set) {
            parents_[set] = parents_[parents_[set]];
            set = parents_[set];
        }
        return set;
    }

    std::uint32_t join(std::uint32_t left, std::uint32_t right) {
        left = find(left);
        right = find(right);
        parents_[std::max(left, right)] = std::min(left, right);
        return std::min(left, right);
    }

    std::size_t size() const { return parents_.size(); }

  private:
    std::vector<std::uint32_t> parents_;
};

bool areOfOneShade(const GrayRange& left, const GrayRange& right) {
    return std::abs(levelOf(left) - levelOf(right)) <= kSameShade;
}

// Numbers the sets of even tiles that hang together by their sides, in one pass: a tile belongs to the set of the tile on
// its left, of the tile above it, or of both.
Sets joinTiles(const GrayTiles& tiles, AreaTable& setOf) {
    Sets sets;
    for (std::size_t row = 0; row < tiles.rows(); ++row) {
        for (std::size_t column = 0; column < tiles.columns(); ++column) {
            const GrayRange& tile = tiles.at(column, row);
            if (!isEven(tile)) {
                continue;
            }
            std::uint32_t set = kNone;
            if (column > 0 && setOf.at(column - 1, row) != kNone && areOfOneShade(tiles.at(column - 1, row), tile)) {
                set = setOf.at(column - 1, row);
            }
            if (row > 0 && setOf.at(column, row - 1) != kNone && areOfOneShade(tiles.at(column, row - 1), tile)) {
                const std::uint32_t above = setOf.at(column, row - 1);
                set = set == kNone || set == above ? above : sets.join(set, above);
            }
            setOf.at(column, row) = set == kNone ? sets.add() : set;
        }
    }
    return sets;
}

std::vector<Area> findAreas(const GrayTiles& tiles, AreaTable& areaOf) {
    Sets sets = joinTiles(tiles, areaOf);
    std::vector<std::uint32_t> numbers(sets.size(), kNone);
    std::vector<Area> areas;
    for (std::size_t row = 0; row < tiles.rows(); ++row) {
        for (std::size_t column = 0; column < tiles.columns(); ++column) {
            std::uint32_t& area = areaOf.at(column, row);
            if (area == kNone) {
                continue;
            }
            std::uint32_t& number = numbers[sets.find(area)];
            if (number == kNone) {
                number = static_cast<std::uint32_t>(areas.size());
                areas.emplace_back();
            }
            area = number;
            ++areas[number].tiles;
            areas[number].levels += static_cast<std::uint64_t>(levelOf(tiles.at(column, row)));
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
