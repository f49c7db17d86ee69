// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_placement.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

struct Sides {
    double width;
    double height;
};

bool isSidePossible(double side) {
    // Written so that NaN is refused.
    return side >= kSmallestPageSide && side <= kLargestPageSide;
}

bool isSamePaper(const Sides& page, const Sides& paper) {
    return std::abs(page.width - paper.width) <= kSamePaper &&
           std::abs(page.height - paper.height) <= kSamePaper;
}

bool fits(const Sides& page, const Sides& paper) {
    return page.width <= paper.width + kSamePaper && page.height <= paper.height + kSamePaper;
}

// Half of what a page leaves free, in whole pixels. What a fitted page leaves is nothing but a rounding
// error.
double margin(double left) {
    return std::floor(std::max(left, 0.0) / 2);
}

std::string rounded(double value) {
    return std::isfinite(value) ? std::to_string(std::lround(std::clamp(value, -1e9, 1e9))) : "?";
}

}  // namespace

PagePlacement placePage(double width, double height, int number, const FaxGrid& grid) {
    if (!isSidePossible(width) || !isSidePossible(height)) {
        throw JobError(
            JobEnd::kCanceled,
            "Page " + std::to_string(number) + " has an impossible size (" + rounded(width) + " x " +
                rounded(height) +
                " points), so nothing was sent. Make the page no larger than 200 inches and print again.");
    }
    const Sides paper{static_cast<double>(grid.paper.width), static_cast<double>(grid.paper.height)};
    const bool turned = width > height && !fits({width, height}, paper);
    const Sides page = turned ? Sides{height, width} : Sides{width, height};
    const double gridWidth = grid.width;
    const double gridHeight = grid.height;
    if (isSamePaper(page, paper)) {
        return {turned, gridWidth / page.width, gridHeight / page.height, 0, 0};
    }
    const double scale = std::min({1.0, paper.width / page.width, paper.height / page.height});
    const double across = scale * gridWidth / paper.width;
    const double down = scale * gridHeight / paper.height;
    return {turned, across, down, margin(gridWidth - page.width * across),
            margin(gridHeight - page.height * down)};
}

}  // namespace voipnow
