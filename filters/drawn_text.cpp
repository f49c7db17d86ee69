// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/drawn_text.hpp"

#include <cairo-ft.h>
#include <dlfcn.h>
#include <glib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <span>
#include <string>
#include <utility>

namespace voipnow {
namespace {

thread_local DrawnText* watching = nullptr;

// The function of cairo whose name ours has.
template <typename Function>
Function* cairosOwn(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

struct NamedLetter {
    const char* glyph;  // in fonts that have names for their glyphs
    char letter;
};

constexpr std::array<NamedLetter, 8> kLetters{
    {{"at", '@'}, {"f", 'f'}, {"F", 'f'}, {"a", 'a'}, {"A", 'a'}, {"x", 'x'}, {"X", 'x'}, {"space", ' '}}};
constexpr std::array<char, 8> kCharacters{'@', 'f', 'F', 'a', 'A', 'x', 'X', ' '};

// Some of which every font has that is used for writing and has names.
constexpr std::array<const char*, 6> kOrdinary{"a", "e", "n", "one", "period", "space"};

bool isBlank(std::uint32_t letter) {
    return g_unichar_isspace(letter) != FALSE || g_unichar_iscntrl(letter) != FALSE ||
           g_unichar_type(letter) == G_UNICODE_FORMAT;
}

unsigned indexOf(FT_Face face, const char* name) {
    return FT_Get_Name_Index(face, const_cast<char*>(name));
}

// The characters of Unicode for the glyphs of a font, by its own table or the names of its glyphs.
std::map<unsigned long, char32_t> charactersOf(FT_Face face) {
    std::map<unsigned long, char32_t> characters;
    const FT_CharMap before = face->charmap;
    if (FT_Select_Charmap(face, FT_ENCODING_UNICODE) == 0) {
        FT_UInt glyph = 0;
        for (FT_ULong each = FT_Get_First_Char(face, &glyph); glyph != 0;
             each = FT_Get_Next_Char(face, each, &glyph)) {
            characters.emplace(glyph, static_cast<char32_t>(each));
        }
    }
    if (before != nullptr) {
        FT_Set_Charmap(face, before);
    }
    return characters;
}

class LockedFace {
  public:
    explicit LockedFace(cairo_scaled_font_t* font)
        : font_(font),
          face_(cairo_scaled_font_get_type(font) == CAIRO_FONT_TYPE_FT ? cairo_ft_scaled_font_lock_face(font)
                                                                       : nullptr) {}
    ~LockedFace() {
        if (face_ != nullptr) {
            cairo_ft_scaled_font_unlock_face(font_);
        }
    }
    LockedFace(const LockedFace&) = delete;
    LockedFace& operator=(const LockedFace&) = delete;

    FT_Face get() const { return face_; }

  private:
    cairo_scaled_font_t* font_;
    FT_Face face_;
};

}  // namespace

DrawnText::DrawnText() : DrawnText(nullptr, {}) {}

DrawnText::DrawnText(cairo_t* page, std::vector<GlyphBox> leaveOut)
    : page_(page), boxes_(std::move(leaveOut)), leftOut_(boxes_.size(), 0) {
    watching = this;
}

DrawnText::DrawnText(cairo_t* page) : DrawnText(page, {}) {
    keepsGlyphs_ = true;
}

bool DrawnText::standsBeforeCairo() {
    return ::dlsym(RTLD_DEFAULT, "cairo_show_glyphs") == reinterpret_cast<void*>(&cairo_show_glyphs);
}

DrawnText::~DrawnText() {
    watching = nullptr;
}

DrawnText* DrawnText::current() {
    return watching;
}

bool DrawnText::mayHoldMarks() const {
    return mayHoldMarks_ || hasInvisible();
}

void DrawnText::fontSelected() {
    hasInvisible_ = hasInvisible_ || isSelectedUnused_;
    isSelectedUnused_ = true;
}

void DrawnText::textShown(std::string_view utf8, bool isWhole) {
    isSelectedUnused_ = false;
    mayHoldMarks_ = mayHoldMarks_ || !isWhole;
    const char* end = utf8.data() + utf8.size();
    for (const char* at = utf8.data(); at < end && !mayHoldMarks_;) {
        const gunichar letter = g_utf8_get_char_validated(at, end - at);
        const bool isLetter = letter < 0x110000;
        feed(isLetter ? letter : '?');
        at = isLetter ? g_utf8_next_char(at) : at + 1;
    }
}

void DrawnText::glyphsShown(cairo_t* context, const cairo_glyph_t* glyphs, int count) {
    isSelectedUnused_ = false;
    if (mayHoldMarks_) {
        return;
    }
    const Letters& letters = lettersOf(context);
    if (!letters.areKnown) {
        mayHoldMarks_ = true;
        return;
    }
    for (int i = 0; i < count; ++i) {
        const auto found = letters.of.find(glyphs[i].index);
        feed(found == letters.of.end() ? '?' : static_cast<unsigned char>(found->second));
    }
}

// Counts how much of "@@" or "@fax" has come by, in whatever width and case, with or without blanks.
void DrawnText::feed(std::uint32_t letter) {
    constexpr std::uint32_t kFirstWide = 0xFF01;
    constexpr std::uint32_t kLastWide = 0xFF5E;
    constexpr std::uint32_t kWideOffset = 0xFEE0;
    constexpr std::uint32_t kSmallAt = 0xFE6B;
    constexpr std::string_view kMark = "@fax";
    if (letter >= kFirstWide && letter <= kLastWide) {
        letter -= kWideOffset;
    }
    if (letter == '@' || letter == kSmallAt) {
        mayHoldMarks_ = mayHoldMarks_ || seen_ > 0;
        seen_ = 1;
    } else if (seen_ > 0 && g_unichar_tolower(letter) == static_cast<unsigned char>(kMark[seen_])) {
        ++seen_;
        mayHoldMarks_ = mayHoldMarks_ || seen_ == kMark.size();
    } else if (seen_ > 0 && !isBlank(letter)) {
        seen_ = 0;
    }
}

char32_t DrawnText::characterOf(cairo_t* context, unsigned long glyph) {
    cairo_font_face_t* face = cairo_get_font_face(context);
    auto font = characters_.find(face);
    if (font == characters_.end()) {
        faces_.emplace_back(cairo_font_face_reference(face));
        const LockedFace locked(cairo_get_scaled_font(context));
        font = characters_
                   .emplace(face, locked.get() != nullptr ? charactersOf(locked.get())
                                                          : std::map<unsigned long, char32_t>{})
                   .first;
    }
    const auto found = font->second.find(glyph);
    return found == font->second.end() ? 0 : found->second;
}

const DrawnText::Letters& DrawnText::lettersOf(cairo_t* context) {
    cairo_font_face_t* face = cairo_get_font_face(context);
    const auto found = letters_.find(face);
    if (found != letters_.end()) {
        return found->second;
    }
    faces_.emplace_back(cairo_font_face_reference(face));
    return letters_.emplace(face, readLetters(context)).first->second;
}

DrawnText::Letters DrawnText::readLetters(cairo_t* context) {
    Letters letters;
    const LockedFace locked(cairo_get_scaled_font(context));
    FT_Face face = locked.get();
    if (face == nullptr) {
        return letters;
    }
    if (FT_HAS_GLYPH_NAMES(face)) {
        letters.areKnown = std::any_of(kOrdinary.begin(), kOrdinary.end(),
                                       [face](const char* name) { return indexOf(face, name) != 0; });
        for (const NamedLetter& each : kLetters) {
            if (const unsigned index = indexOf(face, each.glyph); index != 0) {
                letters.of[index] = each.letter;
            }
        }
    }
    if (face->charmap != nullptr && face->charmap->encoding == FT_ENCODING_UNICODE) {
        letters.areKnown = true;
        for (const char each : kCharacters) {
            if (const unsigned index = FT_Get_Char_Index(face, static_cast<unsigned char>(each));
                index != 0) {
                letters.of[index] = each;
            }
        }
    }
    return letters;
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

// A point in the glyph's body, a quarter of the letter's height above the line: the boxes of lines that stand close
// overlap at their edges.
DrawnGlyph DrawnText::pointOf(cairo_t* context, const cairo_glyph_t& glyph) {
    constexpr double kRight = 0.1;  // of the size of the font
    constexpr double kUp = 0.25;
    cairo_matrix_t font{};
    cairo_get_font_matrix(context, &font);
    DrawnGlyph drawn{kRight, -kUp, 0, 0, 0, {}};
    cairo_matrix_transform_distance(&font, &drawn.x, &drawn.y);
    drawn.x += glyph.x;
    drawn.y += glyph.y;
    cairo_user_to_device(context, &drawn.x, &drawn.y);
    double width = std::hypot(font.xx, font.yx);
    double height = std::hypot(font.xy, font.yy);
    cairo_user_to_device_distance(context, &width, &height);
    drawn.size = std::max(std::abs(width), std::abs(height));
    return drawn;
}

void DrawnText::keep(cairo_t* context, const cairo_glyph_t& glyph, std::string_view utf8) {
    if (!isInSpaceOfPage(context)) {
        return;
    }
    DrawnGlyph drawn = pointOf(context, glyph);
    cairo_text_extents_t extents{};
    cairo_glyph_extents(context, &glyph, 1, &extents);
    drawn.advanceX = extents.x_advance;
    drawn.advanceY = extents.y_advance;
    cairo_user_to_device_distance(context, &drawn.advanceX, &drawn.advanceY);
    for (const char* at = utf8.data(); at < utf8.data() + utf8.size(); at = g_utf8_next_char(at)) {
        drawn.text += static_cast<char32_t>(g_utf8_get_char(at));
    }
    if (drawn.text.empty()) {
        if (const char32_t character = characterOf(context, glyph.index); character != 0) {
            drawn.text += character;
        }
    }
    glyphs_.push_back(std::move(drawn));
}

bool DrawnText::leavesOut(cairo_t* context, const cairo_glyph_t& glyph) {
    if (!isInSpaceOfPage(context)) {
        return false;
    }
    const DrawnGlyph drawn = pointOf(context, glyph);
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
        if (boxes_[i].contains(drawn.x, drawn.y)) {
            ++leftOut_[i];
            return true;
        }
    }
    return false;
}

namespace {

std::vector<cairo_glyph_t> keptGlyphs(DrawnText& text, cairo_t* context,
                                      std::span<const cairo_glyph_t> glyphs) {
    std::vector<cairo_glyph_t> kept;
    std::copy_if(glyphs.begin(), glyphs.end(), std::back_inserter(kept),
                 [&](const cairo_glyph_t& each) { return !text.leavesOut(context, each); });
    return kept;
}

// Text with its glyphs, as cairo_show_text_glyphs takes it.
struct GlyphText {
    std::string utf8;
    std::vector<cairo_glyph_t> glyphs;
    std::vector<cairo_text_cluster_t> clusters;
};

GlyphText keptText(DrawnText& text, cairo_t* context, const char* utf8, std::span<const cairo_glyph_t> glyphs,
                   std::span<const cairo_text_cluster_t> clusters) {
    GlyphText kept;
    for (const cairo_text_cluster_t& cluster : clusters) {
        const auto count = static_cast<std::size_t>(cluster.num_glyphs);
        const auto some = keptGlyphs(text, context, glyphs.first(std::min(count, glyphs.size())));
        glyphs = glyphs.subspan(std::min(count, glyphs.size()));
        if (!some.empty()) {
            kept.utf8.append(utf8, static_cast<std::size_t>(cluster.num_bytes));
            kept.glyphs.insert(kept.glyphs.end(), some.begin(), some.end());
            kept.clusters.push_back({cluster.num_bytes, static_cast<int>(some.size())});
        }
        utf8 += cluster.num_bytes;
    }
    return kept;
}

using GlyphFunction = void(cairo_t*, const cairo_glyph_t*, int);

// The text of each glyph, as far as it can be said.
void keepText(DrawnText& text, cairo_t* context, std::string_view utf8, std::span<const cairo_glyph_t> glyphs,
              std::span<const cairo_text_cluster_t> clusters) {
    const bool isValid = g_utf8_validate(utf8.data(), static_cast<gssize>(utf8.size()), nullptr) != FALSE;
    for (const cairo_text_cluster_t& cluster : clusters) {
        const auto bytes = std::min(static_cast<std::size_t>(cluster.num_bytes), utf8.size());
        const auto count = std::min(static_cast<std::size_t>(cluster.num_glyphs), glyphs.size());
        std::string_view own = isValid ? utf8.substr(0, bytes) : std::string_view();
        for (const cairo_glyph_t& glyph : glyphs.first(count)) {
            text.keep(context, glyph, own);
        }
        utf8.remove_prefix(bytes);
        glyphs = glyphs.subspan(count);
    }
}

void watchGlyphs(cairo_t* context, const cairo_glyph_t* glyphs, int count, GlyphFunction* real) {
    DrawnText* text = DrawnText::current();
    if (text != nullptr) {
        text->glyphsShown(context, glyphs, count);
        for (int i = 0; text->keepsGlyphs() && i < count; ++i) {
            text->keep(context, glyphs[i], {});
        }
    }
    if (text == nullptr || !text->leavesAnyOut()) {
        real(context, glyphs, count);
        return;
    }
    const auto kept = keptGlyphs(*text, context, {glyphs, static_cast<std::size_t>(std::max(count, 0))});
    real(context, kept.data(), static_cast<int>(kept.size()));
}

}  // namespace
}  // namespace voipnow

// The names of the parameters are cairo's.
extern "C" void cairo_set_font_face(cairo_t* cr, cairo_font_face_t* font_face) {
    static auto* const real = voipnow::cairosOwn<decltype(cairo_set_font_face)>("cairo_set_font_face");
    if (auto* text = voipnow::DrawnText::current()) {
        text->fontSelected();
    }
    real(cr, font_face);
}

extern "C" void cairo_show_glyphs(cairo_t* cr, const cairo_glyph_t* glyphs, int num_glyphs) {
    static auto* const real = voipnow::cairosOwn<decltype(cairo_show_glyphs)>("cairo_show_glyphs");
    voipnow::watchGlyphs(cr, glyphs, num_glyphs, real);
}

extern "C" void cairo_glyph_path(cairo_t* cr, const cairo_glyph_t* glyphs, int num_glyphs) {
    static auto* const real = voipnow::cairosOwn<decltype(cairo_glyph_path)>("cairo_glyph_path");
    voipnow::watchGlyphs(cr, glyphs, num_glyphs, real);
}

extern "C" void cairo_show_text_glyphs(cairo_t* cr, const char* utf8, int utf8_len,
                                       const cairo_glyph_t* glyphs, int num_glyphs,
                                       const cairo_text_cluster_t* clusters, int num_clusters,
                                       cairo_text_cluster_flags_t cluster_flags) {
    static auto* const real = voipnow::cairosOwn<decltype(cairo_show_text_glyphs)>("cairo_show_text_glyphs");
    auto* text = voipnow::DrawnText::current();
    if (text == nullptr) {
        real(cr, utf8, utf8_len, glyphs, num_glyphs, clusters, num_clusters, cluster_flags);
        return;
    }
    const std::span allClusters(clusters, static_cast<std::size_t>(std::max(num_clusters, 0)));
    text->textShown({utf8, static_cast<std::size_t>(std::max(utf8_len, 0))},
                    std::all_of(allClusters.begin(), allClusters.end(),
                                [](const cairo_text_cluster_t& each) { return each.num_bytes > 0; }));
    const std::span allGlyphs(glyphs, static_cast<std::size_t>(std::max(num_glyphs, 0)));
    if (text->keepsGlyphs()) {
        voipnow::keepText(*text, cr, {utf8, static_cast<std::size_t>(std::max(utf8_len, 0))}, allGlyphs,
                          allClusters);
    }
    if (!text->leavesAnyOut()) {
        real(cr, utf8, utf8_len, glyphs, num_glyphs, clusters, num_clusters, cluster_flags);
        return;
    }
    const auto kept = voipnow::keptText(*text, cr, utf8, allGlyphs, allClusters);
    real(cr, kept.utf8.data(), static_cast<int>(kept.utf8.size()), kept.glyphs.data(),
         static_cast<int>(kept.glyphs.size()), kept.clusters.data(), static_cast<int>(kept.clusters.size()),
         cluster_flags);
}
