// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_text.hpp"

#include <cairo.h>
#include <glib.h>

#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "filters/drawn_text.hpp"

namespace voipnow {
namespace {

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyCairo {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};

// Half the side of the box about a glyph's point, of the size of the font: no letter is as narrow.
constexpr double kHalfBox = 0.08;

// Finds what is drawn twice.
class PlacesTaken {
  public:
    // Whether nothing like it was drawn here before. An unknown glyph is like any.
    bool take(const DrawnGlyph& glyph) {
        for (const int right : {-1, 0, 1}) {
            for (const int down : {-1, 0, 1}) {
                const auto cell = cells_.find({cellOf(glyph.x) + right, cellOf(glyph.y) + down});
                if (cell != cells_.end() && isAmong(cell->second, glyph)) {
                    return false;
                }
            }
        }
        cells_[{cellOf(glyph.x), cellOf(glyph.y)}].push_back(glyph);
        return true;
    }

  private:
    static int cellOf(double place) {
        constexpr double kFarthest = 1e6;
        return static_cast<int>(std::floor(std::fmin(std::fmax(place, -kFarthest), kFarthest)));
    }
    static bool isAmong(const std::vector<DrawnGlyph>& others, const DrawnGlyph& glyph) {
        for (const DrawnGlyph& other : others) {
            const double near = kHalfBox * other.size;
            const bool isAlike = other.text == glyph.text || glyph.text.empty();
            if (isAlike && std::abs(other.x - glyph.x) < near && std::abs(other.y - glyph.y) < near) {
                return true;
            }
        }
        return false;
    }

    std::map<std::pair<int, int>, std::vector<DrawnGlyph>> cells_;
};

// What stands between two glyphs that are drawn one behind the other.
std::optional<char> between(const DrawnGlyph& before, const DrawnGlyph& glyph) {
    constexpr double kSameLine = 0.6;  // of the size of the font: indexes and exponents are on the line
    constexpr double kBlank = 0.15;
    const double length = std::hypot(before.advanceX, before.advanceY);
    const double alongX = length > 0 ? before.advanceX / length : 1;
    const double alongY = length > 0 ? before.advanceY / length : 0;
    const double x = glyph.x - before.x;
    const double y = glyph.y - before.y;
    const double along = x * alongX + y * alongY;
    const double across = std::abs(y * alongX - x * alongY);
    const double size = std::fmax(before.size, glyph.size);
    if (across > kSameLine * size || along < -size) {
        return '\n';
    }
    return along - length > kBlank * size ? std::optional(' ') : std::nullopt;
}

void append(const DrawnGlyph& glyph, PageText& text) {
    const double half = kHalfBox * glyph.size;
    const TextBox box{glyph.x - half, glyph.y - half, glyph.x + half, glyph.y + half};
    if (glyph.text.empty()) {
        text.characters.push_back({PageText::kUnknown, box});
        text.isWhole = false;
    }
    for (const std::uint32_t each : glyph.text) {
        text.characters.push_back({each, box});
    }
}

}  // namespace

PageText drawnTextOf(PopplerPage* page) {
    const std::unique_ptr<cairo_surface_t, DestroySurface> nowhere(
        cairo_recording_surface_create(CAIRO_CONTENT_COLOR, nullptr));
    const std::unique_ptr<cairo_t, DestroyCairo> context(cairo_create(nowhere.get()));
    DrawnText drawn(context.get());
    poppler_page_render_for_printing(page, context.get());

    PageText text;
    text.isWhole = !drawn.hasInvisible();
    PlacesTaken places;
    const DrawnGlyph* before = nullptr;
    for (const DrawnGlyph& glyph : drawn.glyphs()) {
        if (!places.take(glyph)) {
            continue;
        }
        if (const auto blank = before == nullptr ? std::nullopt : between(*before, glyph)) {
            text.characters.push_back({static_cast<unsigned char>(*blank)});
        }
        append(glyph, text);
        before = &glyph;
    }
    return text;
}

}  // namespace voipnow
