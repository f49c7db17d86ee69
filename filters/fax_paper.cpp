// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_paper.hpp"

#include <strings.h>

#include <algorithm>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

constexpr int kPointsPerInch = 72;
constexpr int kScanLine = 1728;        // pixels of a standard fax scan line (ITU-T T.4)
constexpr int kWidestShrunkTo = 1736;  // wider paper is no Letter at 204 dpi

int toPixels(int points, int perInch) {
    return (points * perInch + kPointsPerInch / 2) / kPointsPerInch;
}

template <typename Table>
auto find(const Table& table, std::string_view name) -> std::optional<typename Table::value_type> {
    const auto found = std::find_if(table.begin(), table.end(), [name](const auto& row) {
        return row.name.size() == name.size() && strncasecmp(row.name.data(), name.data(), name.size()) == 0;
    });
    return found == table.end() ? std::nullopt : std::optional(*found);
}

template <typename Table>
auto require(const Table& table, const std::string& keyword, const std::string& name) ->
    typename Table::value_type {
    if (const auto found = find(table, name)) {
        return *found;
    }
    std::string choices;
    for (const auto& row : table) {
        choices += choices.empty() ? "" : ", ";
        choices += row.name;
    }
    throw JobError(
        JobEnd::kHeld,
        keyword + '=' + name + " is not known to the fax printer. Print again with one of " + choices + '.');
}

}  // namespace

FaxGrid faxGrid(const PageSize& paper, const Resolution& resolution) {
    const int width = toPixels(paper.width, resolution.across);
    return {
        .paper = paper,
        .resolution = resolution,
        .width = width > kScanLine && width <= kWidestShrunkTo ? kScanLine : width,
        .height = toPixels(paper.height, resolution.down),
    };
}

std::optional<PageSize> findPageSize(std::string_view name) {
    return find(kPageSizes, name);
}

std::optional<Resolution> findResolution(std::string_view name) {
    return find(kResolutions, name);
}

PageSize requirePageSize(const std::string& name) {
    return require(kPageSizes, "PageSize", name);
}

Resolution requireResolution(const std::string& name) {
    return require(kResolutions, "Resolution", name);
}

}  // namespace voipnow
