// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/halftone.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>

namespace voipnow {
namespace {

constexpr std::size_t kAcross = 8;  // pixels of a cell, which has two dots
// What is nearly white or black becomes so: specks and pinholes are long on the line and show nothing.
constexpr double kBlack = 12;
constexpr double kWhite = 243;

// From 1, the middle of a dot, to -1, the middle between dots. There is one dot in the corner and one in the middle.
double height(std::size_t x, std::size_t y, std::size_t down) {
    constexpr double kTurn = 2 * std::numbers::pi;
    return std::cos(kTurn * (static_cast<double>(x) + 0.5) / static_cast<double>(kAcross)) *
           std::cos(kTurn * (static_cast<double>(y) + 0.5) / static_cast<double>(down));
}

}  // namespace

HalftoneScreen::HalftoneScreen(const Resolution& resolution) {
    const auto down = static_cast<std::size_t>(
        std::lround(static_cast<double>(kAcross) * resolution.down / resolution.across));
    std::vector<std::size_t> order(kAcross * down);
    std::iota(order.begin(), order.end(), std::size_t{0});
    // The first to become black are the middles of the dots; they have the highest thresholds.
    std::stable_sort(order.begin(), order.end(), [down](std::size_t left, std::size_t right) {
        return height(left % kAcross, left / kAcross, down) > height(right % kAcross, right / kAcross, down);
    });
    std::vector<std::uint8_t> thresholds(order.size());
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        const double share = (static_cast<double>(rank) + 0.5) / static_cast<double>(order.size());
        thresholds[order[rank]] = static_cast<std::uint8_t>(std::lround(kWhite - share * (kWhite - kBlack)));
    }
    for (std::size_t y = 0; y < down; ++y) {
        rows_.push_back(eightLevelsAt(thresholds.data() + y * kAcross));
    }
}

void halftone(const GrayPage& page, const TileTable<bool>& isTone, std::size_t tileHeight,
              const HalftoneScreen& screen, BitPage& bits) {
    for (std::size_t y = 0; y < page.height(); ++y) {
        const std::span<const std::uint8_t> pixels = page.scanLine(y);
        const std::span<std::uint8_t> line = bits.scanLine(y);
        const EightLevels thresholds = screen.thresholdsOf(y);
        for (std::size_t byte = 0; byte < line.size(); ++byte) {
            const std::size_t x = byte * 8;
            if (!isTone.at(x / kTileWidth, y / tileHeight)) {
                continue;
            }
            std::array<std::uint8_t, 8> eight;
            eight.fill(255);  // what is behind the last pixel is white
            std::copy_n(pixels.data() + x, std::min<std::size_t>(8, pixels.size() - x), eight.data());
            line[byte] = darkerBits(eightLevelsAt(eight.data()), thresholds);
        }
    }
}

}  // namespace voipnow
