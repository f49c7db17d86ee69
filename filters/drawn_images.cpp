// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/drawn_images.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "filters/page_placement.hpp"

namespace voipnow {
namespace {

struct FreeMapping {
    void operator()(GList* mapping) const { poppler_page_free_image_mapping(mapping); }
};

// The tiles between two positions in pixels.
struct Span {
    std::size_t first;
    std::size_t end;
};

Span tilesBetween(double from, double to, std::size_t tile, int pixels) {
    const double low = std::clamp(std::min(from, to), 0.0, static_cast<double>(pixels));
    const double high = std::clamp(std::max(from, to), 0.0, static_cast<double>(pixels));
    const auto size = static_cast<double>(tile);
    return {static_cast<std::size_t>(std::floor(low / size)),
            static_cast<std::size_t>(std::ceil(high / size))};
}

}  // namespace

std::vector<ImageTiles> drawnImages(PopplerPage* page, int number, const FaxGrid& grid,
                                    std::size_t tileHeight) {
    double width = 0;
    double height = 0;
    poppler_page_get_size(page, &width, &height);
    const PagePlacement place = placePage(width, height, number, grid);
    PopplerRectangle crop{};
    poppler_page_get_crop_box(page, &crop);
    const std::unique_ptr<GList, FreeMapping> mapping(poppler_page_get_image_mapping(page));
    std::vector<ImageTiles> images;
    for (const GList* each = mapping.get(); each != nullptr; each = each->next) {
        // In points from the page's top left corner, from which Poppler takes the crop box's corner away once more.
        PopplerRectangle area = static_cast<const PopplerImageMapping*>(each->data)->area;
        area.x1 += crop.x1;
        area.x2 += crop.x1;
        area.y1 += crop.y1;
        area.y2 += crop.y1;
        const bool turned = place.turned;
        const double x1 = place.left + (turned ? area.y1 : area.x1) * place.across;
        const double x2 = place.left + (turned ? area.y2 : area.x2) * place.across;
        const double y1 = place.top + (turned ? width - area.x1 : area.y1) * place.down;
        const double y2 = place.top + (turned ? width - area.x2 : area.y2) * place.down;
        const Span across = tilesBetween(x1, x2, kTileWidth, grid.width);
        const Span down = tilesBetween(y1, y2, tileHeight, grid.height);
        if (across.first < across.end && down.first < down.end) {
            images.push_back({across.first, down.first, across.end, down.end});
        }
    }
    return images;
}

}  // namespace voipnow
