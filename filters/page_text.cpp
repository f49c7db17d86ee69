// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_text.hpp"

#include <glib.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace voipnow {
namespace {

// Half the side of the box about a glyph's point, of the size of the font: no letter is as narrow.
constexpr double kHalfBox = 0.08;

// Finds what is drawn twice.
class PlacesTaken {
  public:
    explicit PlacesTaken(const std::vector<DrawnGlyph>& glyphs) : glyphs_(glyphs), behind_(glyphs.size()) {
        first_.reserve(glyphs.size());
    }

    // Whether nothing like this glyph was taken before at its place. An unknown glyph is like any.
    bool take(std::size_t index) {
        const DrawnGlyph& glyph = glyphs_[index];
        reach_ = std::fmax(reach_, kHalfBox * glyph.size);
        const double reach = std::fmin(reach_, kCell);
        for (std::int32_t right = cellOf(glyph.x - reach); right <= cellOf(glyph.x + reach); ++right) {
            for (std::int32_t down = cellOf(glyph.y - reach); down <= cellOf(glyph.y + reach); ++down) {
                if (const auto cell = first_.find(keyOf(right, down));
                    cell != first_.end() && isAmong(cell->second, glyph)) {
                    return false;
                }
            }
        }
        const auto [cell, isNew] = first_.try_emplace(keyOf(cellOf(glyph.x), cellOf(glyph.y)), index);
        behind_[index] = isNew ? kNone : std::exchange(cell->second, index);
        return true;
    }

  private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    static constexpr double kCell = 4;  // points

    static std::int32_t cellOf(double place) {
        constexpr double kFarthest = 1e6;
        return static_cast<std::int32_t>(
            std::floor(std::fmin(std::fmax(place, -kFarthest), kFarthest) / kCell));
    }
    static std::uint64_t keyOf(std::int32_t right, std::int32_t down) {
        constexpr unsigned kHalf = 32;
        return std::uint64_t{static_cast<std::uint32_t>(right)} << kHalf | static_cast<std::uint32_t>(down);
    }
    bool isAmong(std::size_t taken, const DrawnGlyph& glyph) const {
        for (; taken != kNone; taken = behind_[taken]) {
            const DrawnGlyph& other = glyphs_[taken];
            const double near = kHalfBox * other.size;
            const bool isAlike = other.text == glyph.text || glyph.text.empty();
            if (isAlike && std::abs(other.x - glyph.x) < near && std::abs(other.y - glyph.y) < near) {
                return true;
            }
        }
        return false;
    }

    const std::vector<DrawnGlyph>& glyphs_;
    std::unordered_map<std::uint64_t, std::size_t> first_;  // in a cell: the one taken last
    std::vector<std::size_t> behind_;                       // the one taken before it
    double reach_ = 0;
};

double distanceAlong(const DrawnGlyph& before, const DrawnGlyph& glyph) {
    const double length = std::hypot(before.advanceX, before.advanceY);
    const double x = glyph.x - before.x;
    const double y = glyph.y - before.y;
    return length > 0 ? (x * before.advanceX + y * before.advanceY) / length : x;
}

double distanceAcross(const DrawnGlyph& before, const DrawnGlyph& glyph) {
    const double length = std::hypot(before.advanceX, before.advanceY);
    const double x = glyph.x - before.x;
    const double y = glyph.y - before.y;
    return std::abs(length > 0 ? (y * before.advanceX - x * before.advanceY) / length : y);
}

bool isRightToLeft(std::uint32_t c) {
    constexpr std::uint32_t kFirst = 0x590;
    if (c < kFirst) {
        return false;
    }
    switch (g_unichar_get_script(c)) {
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
        case G_UNICODE_SCRIPT_NKO:
            return g_unichar_isalpha(c) != FALSE;
        default:
            return false;
    }
}

bool hasRightToLeft(const DrawnGlyph& glyph) {
    return std::any_of(glyph.text.begin(), glyph.text.end(), isRightToLeft);
}

bool isBlank(const DrawnGlyph& glyph) {
    return glyph.text.size() == 1 && g_unichar_isspace(glyph.text.front()) != FALSE;
}

// What stands between two glyphs that are drawn one behind the other.
std::optional<std::uint32_t> between(const DrawnGlyph& before, const DrawnGlyph& glyph, bool drawsBlanks) {
    constexpr double kSameLine = 0.6;  // of the size of the font: indexes and exponents are on the line
    constexpr double kBlank = 0.15;
    constexpr double kWidestSpacing = 1;  // of letters that are spaced out
    const double size = std::fmax(before.size, glyph.size);
    const double along = distanceAlong(before, glyph);
    if (distanceAcross(before, glyph) > kSameLine * size || along < -size) {
        return '\n';
    }
    if (hasRightToLeft(before) && hasRightToLeft(glyph) && along < 0) {
        return std::nullopt;
    }
    const double gap = along - std::hypot(before.advanceX, before.advanceY);
    if (gap <= (isBlank(before) ? kWidestSpacing : kBlank) * size) {
        return std::nullopt;
    }
    if (!drawsBlanks) {
        return ' ';
    }
    return gap > kWidestSpacing * size ? PageText::kGap : PageText::kSpacing;
}

// A hyphen that is not needed, for example.
bool hasNoWidth(const DrawnGlyph& glyph, const DrawnGlyph& next) {
    constexpr double kNone = 0.02;  // of the size of the font
    return std::abs(distanceAlong(glyph, next)) < kNone * glyph.size &&
           distanceAcross(glyph, next) < kNone * glyph.size;
}

std::vector<DrawnGlyph> seenOnce(const std::vector<DrawnGlyph>& glyphs) {
    PlacesTaken places(glyphs);
    std::vector<DrawnGlyph> once;
    once.reserve(glyphs.size());
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        const bool isNothing =
            isBlank(glyphs[i]) && i + 1 < glyphs.size() && hasNoWidth(glyphs[i], glyphs[i + 1]);
        if (!isNothing && places.take(i)) {
            once.push_back(glyphs[i]);
        }
    }
    return once;
}

bool hasLeftToRight(const DrawnGlyph& glyph) {
    return std::any_of(glyph.text.begin(), glyph.text.end(),
                       [](std::uint32_t c) { return g_unichar_isalnum(c) != FALSE && !isRightToLeft(c); });
}

using Glyphs = std::vector<DrawnGlyph>;
using IsOfRun = bool (*)(const DrawnGlyph&);

// Turns each run round that begins and ends with a glyph of the one direction and has none of the other in it.
void turnRuns(Glyphs::iterator from, Glyphs::iterator end, IsOfRun isOfRun, IsOfRun isOther) {
    while ((from = std::find_if(from, end, isOfRun)) != end) {
        auto last = from;
        for (auto at = from; at != end && !isOther(*at); ++at) {
            last = isOfRun(*at) ? at : last;
        }
        std::reverse(from, last + 1);
        from = last + 1;
    }
}

// Programs draw a line with such letters in pieces of either direction, in any order. It is put in the order in which it
// stands, from left to right, and then in that in which a paragraph of this direction is read.
void readLines(Glyphs& glyphs, bool isParagraphRightToLeft) {
    constexpr double kSameLine = 0.1;  // of the size of the font
    for (auto line = glyphs.begin(); line != glyphs.end();) {
        const DrawnGlyph first = *line;
        const auto end = std::find_if(line, glyphs.end(), [&first](const DrawnGlyph& each) {
            return distanceAcross(first, each) > kSameLine * first.size;
        });
        if (std::any_of(line, end, hasRightToLeft)) {
            std::stable_sort(line, end, [&first](const DrawnGlyph& one, const DrawnGlyph& other) {
                return distanceAlong(first, one) < distanceAlong(first, other);
            });
            if (isParagraphRightToLeft) {
                std::reverse(line, end);
                turnRuns(line, end, &hasLeftToRight, &hasRightToLeft);
            } else {
                turnRuns(line, end, &hasRightToLeft, &hasLeftToRight);
            }
        }
        line = end;
    }
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

PageText textOf(const Glyphs& glyphs, bool hasInvisible) {
    PageText text;
    text.isWhole = !hasInvisible;
    text.characters.reserve(glyphs.size() * 2);
    const bool drawsBlanks = std::any_of(glyphs.begin(), glyphs.end(), isBlank);
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        if (const auto blank = i == 0 ? std::nullopt : between(glyphs[i - 1], glyphs[i], drawsBlanks)) {
            text.characters.push_back({*blank});
        }
        append(glyphs[i], text);
    }
    return text;
}

}  // namespace

std::vector<PageText> textsOf(const std::vector<DrawnGlyph>& drawn, bool hasInvisible) {
    Glyphs glyphs = seenOnce(drawn);
    if (std::none_of(glyphs.begin(), glyphs.end(), hasRightToLeft)) {
        return {textOf(glyphs, hasInvisible)};
    }
    Glyphs other = glyphs;
    readLines(glyphs, false);
    readLines(other, true);
    return {textOf(glyphs, hasInvisible), textOf(other, hasInvisible)};
}

std::vector<PageText> textsOf(const DrawnText& drawn) {
    return textsOf(drawn.glyphs(), drawn.hasInvisible());
}

}  // namespace voipnow
