// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/drawn_text.hpp"

#include <glib.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace voipnow {

// From the places of glyphs, as one call gives them, to the points of the page.
class DrawnText::CallSpace {
  public:
    CallSpace(cairo_t* context, const cairo_matrix_t& toPoints)
        : context_(context), font_(cairo_get_scaled_font(context)) {
        constexpr double kRight = 0.1;  // of the size of the font
        constexpr double kUp = 0.25;
        cairo_matrix_t own{};
        cairo_matrix_t fontMatrix{};
        cairo_get_matrix(context, &own);
        cairo_get_font_matrix(context, &fontMatrix);
        cairo_matrix_multiply(&toPoints_, &own, &toPoints);
        right_ = kRight;
        down_ = -kUp;
        cairo_matrix_transform_distance(&fontMatrix, &right_, &down_);
        double width = std::hypot(fontMatrix.xx, fontMatrix.yx);
        double height = std::hypot(fontMatrix.xy, fontMatrix.yy);
        cairo_matrix_transform_distance(&toPoints_, &width, &height);
        size_ = std::max(std::abs(width), std::abs(height));
    }

    cairo_t* context() const { return context_; }

    // A point in the glyph's body, a quarter of the letter's height above the line: the boxes of lines that stand close
    // overlap at their edges.
    DrawnGlyph pointOf(const cairo_glyph_t& glyph) const {
        DrawnGlyph drawn{glyph.x + right_, glyph.y + down_, 0, 0, size_};
        cairo_matrix_transform_point(&toPoints_, &drawn.x, &drawn.y);
        return drawn;
    }

    void addAdvance(const cairo_glyph_t& glyph, DrawnGlyph& drawn) const {
        cairo_text_extents_t extents{};
        cairo_scaled_font_glyph_extents(font_, &glyph, 1, &extents);
        drawn.advanceX = extents.x_advance;
        drawn.advanceY = extents.y_advance;
        cairo_matrix_transform_distance(&toPoints_, &drawn.advanceX, &drawn.advanceY);
    }

  private:
    cairo_t* context_;
    cairo_scaled_font_t* font_;
    cairo_matrix_t toPoints_{};
    double right_ = 0;
    double down_ = 0;
    double size_ = 0;
};

namespace {

// Whether the glyph before is a letter or digit, and this one close to it.
bool isWordBefore(const DrawnGlyph& before, const DrawnGlyph& glyph) {
    constexpr double kClose = 0.2;  // of the size of the font
    return !before.text.empty() && g_unichar_isalnum(before.text.back()) != FALSE &&
           std::hypot(before.x + before.advanceX - glyph.x, before.y + before.advanceY - glyph.y) <
               kClose * glyph.size;
}

}  // namespace

DrawnText::DrawnText(Keeps keeps) : keeps_(keeps) {}

DrawnText::DrawnText(std::vector<TextBox> leaveOut)
    : boxes_(std::move(leaveOut)), leftOut_(boxes_.size(), 0) {}

void DrawnText::begin(cairo_t* page) {
    page_ = page;
    cairo_get_matrix(page, &toPoints_);
    cairo_matrix_invert(&toPoints_);
}

bool DrawnText::leftOutJust(const std::vector<TextBox>& boxes) const {
    std::vector<int> found(boxes.size(), 0);
    for (const DrawnGlyph& glyph : glyphs_) {
        const auto box = std::find_if(boxes.begin(), boxes.end(), [&glyph](const TextBox& each) {
            return each.contains(glyph.x, glyph.y);
        });
        if (glyph.isLeftOut != (box != boxes.end())) {
            return false;
        }
        if (box != boxes.end()) {
            ++found[static_cast<std::size_t>(box - boxes.begin())];
        }
    }
    return std::find(found.begin(), found.end(), 0) == found.end();
}

std::vector<TextBox> DrawnText::untouched() const {
    std::vector<TextBox> untouched;
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
        if (leftOut_[i] == 0) {
            untouched.push_back(boxes_[i]);
        }
    }
    return untouched;
}

void DrawnText::fontSelected() {
    hasInvisible_ = hasInvisible_ || isSelectedUnused_;
    isSelectedUnused_ = true;
}

std::vector<bool> DrawnText::glyphsShown(const GlyphCall& call) {
    isSelectedUnused_ = false;
    if (!boxes_.empty()) {
        return isInSpaceOfPage(call.context) ? inBoxes(call) : std::vector<bool>{};
    }
    look(call);
    return keeps_ == Keeps::kGlyphs && isInSpaceOfPage(call.context) ? keep(call) : std::vector<bool>{};
}

void DrawnText::look(const GlyphCall& call) {
    if (sign_.wasSeen() || hasUnknown_) {
        return;
    }
    if (call.clusters.empty()) {
        lookAtGlyphs(call);
    } else {
        lookAtText(call);
    }
}

void DrawnText::lookAtText(const GlyphCall& call) {
    hasUnknown_ = std::any_of(call.clusters.begin(), call.clusters.end(),
                              [](const cairo_text_cluster_t& each) { return each.num_bytes <= 0; });
    const char* const end = call.utf8.data() + call.utf8.size();
    for (const char* at = call.utf8.data(); at < end;) {
        const gunichar letter = g_utf8_get_char_validated(at, end - at);
        const bool isLetter = letter < 0x110000;
        sign_.feed(isLetter ? letter : '?');
        at = isLetter ? g_utf8_next_char(at) : at + 1;
    }
}

void DrawnText::lookAtGlyphs(const GlyphCall& call) {
    const FontLetters::Signs& signs = fonts_.signsOf(call.context);
    hasUnknown_ = !signs.areKnown;
    for (const cairo_glyph_t& glyph : call.glyphs) {
        const auto found = signs.of.find(glyph.index);
        sign_.feed(found == signs.of.end() ? '?' : static_cast<unsigned char>(found->second));
    }
}

// Poppler draws the cells of patterns, and the glyphs of Type 3 fonts, in contexts of their own, elsewhere.
bool DrawnText::isInSpaceOfPage(cairo_t* context) const {
    cairo_matrix_t one{};
    cairo_matrix_t other{};
    cairo_get_matrix(context, &one);
    cairo_get_matrix(page_, &other);
    return context == page_ || (one.xx == other.xx && one.xy == other.xy && one.yx == other.yx &&
                                one.yy == other.yy && one.x0 == other.x0 && one.y0 == other.y0);
}

std::vector<bool> DrawnText::keep(const GlyphCall& call) {
    const std::size_t first = glyphs_.size();
    const CallSpace space(call.context, toPoints_);
    if (call.clusters.empty()) {
        for (const cairo_glyph_t& glyph : call.glyphs) {
            keepGlyph(space, glyph, {});
        }
        return likelyFrom(first, call.glyphs.size());
    }
    const bool isValid =
        g_utf8_validate(call.utf8.data(), static_cast<gssize>(call.utf8.size()), nullptr) != FALSE;
    std::string_view utf8 = call.utf8;
    std::span<const cairo_glyph_t> glyphs = call.glyphs;
    for (const cairo_text_cluster_t& cluster : call.clusters) {
        const auto bytes = std::min(static_cast<std::size_t>(cluster.num_bytes), utf8.size());
        const auto count = std::min(static_cast<std::size_t>(cluster.num_glyphs), glyphs.size());
        for (const cairo_glyph_t& glyph : glyphs.first(count)) {
            keepGlyph(space, glyph, isValid ? utf8.substr(0, bytes) : std::string_view());
        }
        utf8.remove_prefix(bytes);
        glyphs = glyphs.subspan(count);
    }
    return likelyFrom(first, call.glyphs.size());
}

void DrawnText::keepGlyph(const CallSpace& space, const cairo_glyph_t& glyph, std::string_view utf8) {
    DrawnGlyph drawn = space.pointOf(glyph);
    for (const char* at = utf8.data(); at < utf8.data() + utf8.size(); at = g_utf8_next_char(at)) {
        drawn.text += static_cast<char32_t>(g_utf8_get_char(at));
    }
    drawn.isTextTold = !drawn.text.empty();
    if (drawn.text.empty()) {
        if (const char32_t character = fonts_.characterOf(space.context(), glyph.index); character != 0) {
            drawn.text += character;
        }
    }
    space.addAdvance(glyph, drawn);
    glyphs_.push_back(std::move(drawn));
}

// Of the `count` glyphs of one call, which were kept from number `first` on.
std::vector<bool> DrawnText::likelyFrom(std::size_t first, std::size_t count) {
    std::vector<bool> leftOut;
    for (std::size_t i = first; i < glyphs_.size(); ++i) {
        DrawnGlyph& glyph = glyphs_[i];
        const char32_t letter = glyph.text.empty() ? U'\0' : glyph.text.front();
        if (likely_.holds(letter, letter == '@' && i > 0 && isWordBefore(glyphs_[i - 1], glyph))) {
            glyph.isLeftOut = true;
            leftOut.resize(count, false);
            leftOut[i - first] = true;
        }
    }
    return leftOut;
}

std::vector<bool> DrawnText::inBoxes(const GlyphCall& call) {
    const CallSpace space(call.context, toPoints_);
    std::vector<bool> leftOut;
    for (std::size_t i = 0; i < call.glyphs.size(); ++i) {
        const DrawnGlyph drawn = space.pointOf(call.glyphs[i]);
        const auto box = std::find_if(boxes_.begin(), boxes_.end(), [&drawn](const TextBox& each) {
            return each.contains(drawn.x, drawn.y);
        });
        if (box != boxes_.end()) {
            ++leftOut_[static_cast<std::size_t>(box - boxes_.begin())];
            leftOut.resize(call.glyphs.size(), false);
            leftOut[i] = true;
        }
    }
    return leftOut;
}

}  // namespace voipnow
