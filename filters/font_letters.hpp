// FontLetters: what the glyphs of a font stand for, where the text that is drawn does not say it.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Read from the font itself: its table of Unicode characters, or the names of its glyphs. A font that cairo draws in a way
// of its own (Type 3) has neither. Each font is read once.
#pragma once

#include <cairo.h>

#include <map>
#include <memory>
#include <vector>

namespace voipnow {

class FontLetters {
  public:
    // The glyphs of one font that stand for the letters of "@fax" or a blank; a few look-ups, and nearly free.
    struct Signs {
        bool areKnown = false;  // the font tells its letters, so a glyph that is not in `of` is none of them
        std::map<unsigned long, char> of = {};
    };

    // Of the font that is set in the context.
    const Signs& signsOf(cairo_t* context);

    // What this glyph stands for in the font that is set in the context; 0 when that is not known. Reads the whole table.
    char32_t characterOf(cairo_t* context, unsigned long glyph);

  private:
    struct DestroyFace {
        void operator()(cairo_font_face_t* face) const { cairo_font_face_destroy(face); }
    };
    using Face = std::unique_ptr<cairo_font_face_t, DestroyFace>;

    std::map<cairo_font_face_t*, Signs> signs_;
    std::map<cairo_font_face_t*, std::map<unsigned long, char32_t>> characters_;
    std::vector<Face> faces_;  // so that no other takes the place of one in the tables
};

}  // namespace voipnow
