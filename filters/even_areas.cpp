// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/even_areas.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <span>
#include <utility>

namespace voipnow {
namespace {

constexpr int kEven = 24;              // levels of gray within a tile of one shade
constexpr int kSameShade = 8;          // levels between neighbours of one area: shades may run
constexpr int kNearlyWhite = 240;      // no area of its own where everything else is white too
constexpr int kDiffers = 40;           // levels: as much as a thing on an area has to be darker or lighter
constexpr std::uint32_t kFewest = 4;   // tiles of an area
constexpr std::uint32_t kLarge = 150;  // tiles: no stroke of a letter
constexpr int kLight = 150;            // an area on which nothing stands is paper from here on
constexpr int kTooLightForInk = 205;

constexpr std::uint32_t kNone = UINT32_MAX;

struct Area {
    std::uint32_t tiles = 0;
    std::uint64_t levels = 0;  // sum over its tiles
    int darker = 0;            // contrast of what stands on it and is darker, summed over tiles
    int lighter = 0;           // the same of what is lighter
    std::uint32_t fitting =
        kNone;  // the largest area beside it that may be the same one, but for a soft edge

    int level() const { return static_cast<int>(levels / tiles); }
    bool isEmpty() const { return darker == 0 && lighter == 0; }
    bool isPaper() const {
        if (isEmpty()) {
            return level() >= kLight;
        }
        return darker >= lighter || level() >= kTooLightForInk;
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

// The areas up to `far` tiles away from a tile, each once.
class AreasAbout {
  public:
    AreasAbout(const AreaTable& areaOf, const Tile& tile, std::size_t far) {
        const auto [column, row] = tile;
        for (std::size_t y = std::max(row, far) - far; y <= std::min(row + far, areaOf.rows() - 1); ++y) {
            for (std::size_t x = std::max(column, far) - far;
                 x <= std::min(column + far, areaOf.columns() - 1); ++x) {
                add(areaOf.at(x, y));
            }
        }
    }

    std::span<const std::uint32_t> numbers() const { return {numbers_.data(), count_}; }

  private:
    void add(std::uint32_t number) {
        const auto numbers = this->numbers();
        if (number != kNone && count_ < numbers_.size() &&
            std::find(numbers.begin(), numbers.end(), number) == numbers.end()) {
            numbers_[count_++] = number;
        }
    }

    std::array<std::uint32_t, 25> numbers_;
    std::size_t count_ = 0;
};

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
            if (column > 0 && setOf.at(column - 1, row) != kNone &&
                areOfOneShade(tiles.at(column - 1, row), tile)) {
                set = setOf.at(column - 1, row);
            }
            if (row > 0 && setOf.at(column, row - 1) != kNone &&
                areOfOneShade(tiles.at(column, row - 1), tile)) {
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

void addThing(const GrayRange& thing, Area& area) {
    const int darker = area.level() - thing.darkest;
    const int lighter = thing.lightest - area.level();
    if (darker > kDiffers && lighter <= kDiffers) {
        area.darker += darker;
    } else if (lighter > kDiffers && darker <= kDiffers) {
        area.lighter += lighter;
    }
}

bool isLarge(const Area& area) {
    return area.tiles >= kLarge;
}

// Whether the two are parts of one ground, cut by something between them; neither of them is tiny.
bool areTwins(const Area& left, const Area& right) {
    return std::min(left.tiles, right.tiles) >= kFewest &&
           std::abs(left.level() - right.level()) <= kSameShade;
}

// Whether two large areas meet here, or two of one shade: the edge of a box, or a line of a table.
bool isBorder(std::span<const std::uint32_t> numbers, const std::vector<Area>& areas) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        for (std::size_t j = i + 1; j < numbers.size(); ++j) {
            const Area& left = areas[numbers[i]];
            const Area& right = areas[numbers[j]];
            if ((isLarge(left) && isLarge(right)) || areTwins(left, right)) {
                return true;
            }
        }
    }
    return false;
}

// What a tile of several shades says about the areas that it touches: a border, also that of the page, nothing. A small
// area can be a stroke of a large letter, so it is a ground only where there is no large one.
void lookAtThing(const GrayRange& thing, const Tile& tile, const AreaTable& areaOf,
                 std::vector<Area>& areas) {
    constexpr std::size_t kAcrossALine = 2;
    const auto [column, row] = tile;
    if (column == 0 || row == 0 || column + 1 == areaOf.columns() || row + 1 == areaOf.rows() ||
        isBorder(AreasAbout(areaOf, tile, kAcrossALine).numbers(), areas)) {
        return;
    }
    const AreasAbout touched(areaOf, tile, 1);
    const bool touchesLarge = std::any_of(touched.numbers().begin(), touched.numbers().end(),
                                          [&areas](std::uint32_t number) { return isLarge(areas[number]); });
    for (const std::uint32_t number : touched.numbers()) {
        if (!touchesLarge || isLarge(areas[number])) {
            addThing(thing, areas[number]);
        }
    }
}

// Two even tiles side by side, of two areas with little between them: the larger area is noted at the smaller one.
void lookAtSeam(std::uint32_t left, std::uint32_t right, std::vector<Area>& areas) {
    if (left == kNone || right == kNone || left == right ||
        std::abs(areas[left].level() - areas[right].level()) > kDiffers) {
        return;
    }
    const auto [small, large] =
        areas[left].tiles < areas[right].tiles ? std::pair(left, right) : std::pair(right, left);
    std::uint32_t& fitting = areas[small].fitting;
    if (fitting == kNone || areas[fitting].tiles < areas[large].tiles) {
        fitting = large;
    }
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
            const std::uint32_t area = areaOf_.at(column, row);
            if (area == kNone) {
                lookAtThing(tiles.at(column, row), {column, row}, areaOf_, areas);
                continue;
            }
            if (column > 0) {
                lookAtSeam(areaOf_.at(column - 1, row), area, areas);
            }
            if (row > 0) {
                lookAtSeam(areaOf_.at(column, row - 1), area, areas);
            }
        }
    }
    areas_.reserve(areas.size());
    for (const Area& area : areas) {
        const bool follows = area.isEmpty() && area.fitting != kNone;
        areas_.push_back({area.level(), follows ? areas[area.fitting].isPaper() : area.isPaper()});
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
