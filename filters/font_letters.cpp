// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/font_letters.hpp"

#include <cairo-ft.h>

#include <algorithm>
#include <array>

namespace voipnow {
namespace {

struct NamedLetter {
    const char* glyph;  // in fonts that have names for their glyphs
    char letter;
};

constexpr std::array<NamedLetter, 8> kLetters{
    {{"at", '@'}, {"f", 'f'}, {"F", 'f'}, {"a", 'a'}, {"A", 'a'}, {"x", 'x'}, {"X", 'x'}, {"space", ' '}}};
constexpr std::array<char, 8> kCharacters{'@', 'f', 'F', 'a', 'A', 'x', 'X', ' '};

// Some of which every font has that is used for writing and has names.
constexpr std::array<const char*, 6> kOrdinary{"a", "e", "n", "one", "period", "space"};

unsigned indexOf(FT_Face face, const char* name) {
    return FT_Get_Name_Index(face, const_cast<char*>(name));
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

std::map<unsigned long, char32_t> readCharacters(FT_Face face) {
    std::map<unsigned long, char32_t> characters;
    if (face == nullptr) {
        return characters;
    }
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

FontLetters::Signs readSigns(FT_Face face) {
    FontLetters::Signs signs;
    if (face == nullptr) {
        return signs;
    }
    if (FT_HAS_GLYPH_NAMES(face)) {
        signs.areKnown = std::any_of(kOrdinary.begin(), kOrdinary.end(),
                                     [face](const char* name) { return indexOf(face, name) != 0; });
        for (const NamedLetter& each : kLetters) {
            if (const unsigned index = indexOf(face, each.glyph); index != 0) {
                signs.of[index] = each.letter;
            }
        }
    }
    if (face->charmap != nullptr && face->charmap->encoding == FT_ENCODING_UNICODE) {
        signs.areKnown = true;
        for (const char each : kCharacters) {
            if (const unsigned index = FT_Get_Char_Index(face, static_cast<unsigned char>(each));
                index != 0) {
                signs.of[index] = each;
            }
        }
    }
    return signs;
}

}  // namespace

const FontLetters::Signs& FontLetters::signsOf(cairo_t* context) {
    cairo_font_face_t* face = cairo_get_font_face(context);
    const auto found = signs_.find(face);
    if (found != signs_.end()) {
        return found->second;
    }
    faces_.emplace_back(cairo_font_face_reference(face));
    return signs_.emplace(face, readSigns(LockedFace(cairo_get_scaled_font(context)).get())).first->second;
}

char32_t FontLetters::characterOf(cairo_t* context, unsigned long glyph) {
    cairo_font_face_t* face = cairo_get_font_face(context);
    auto font = characters_.find(face);
    if (font == characters_.end()) {
        faces_.emplace_back(cairo_font_face_reference(face));
        const LockedFace locked(cairo_get_scaled_font(context));
        font = characters_.emplace(face, readCharacters(locked.get())).first;
    }
    const auto found = font->second.find(glyph);
    return found == font->second.end() ? 0 : found->second;
}

}  // namespace voipnow
