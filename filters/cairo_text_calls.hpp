// Sees the text that Poppler draws, call by call, and may leave glyphs of it out.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// cairo has no way to watch text. So the programs that link this file have functions of the names by which Poppler draws
// text (cairo_set_font_face, cairo_show_text_glyphs, cairo_show_glyphs, cairo_glyph_path), which tell the watcher of their
// thread and call cairo's own; the loader takes a program's functions first (symbol interposition, see dlsym(3)). Where
// that does not work, textCanBeWatched() says so, and a watcher hears nothing.
#pragma once

#include <cairo.h>

#include <span>
#include <string_view>
#include <vector>

namespace voipnow {

// One call that draws text, or makes a path of it.
struct GlyphCall {
    cairo_t* context;
    std::span<const cairo_glyph_t> glyphs;

    // What the glyphs stand for, where the call says it; no clusters where it does not. A cluster is that many bytes of
    // the text and that many of the glyphs, from where the one before it ended.
    std::string_view utf8 = {};
    std::span<const cairo_text_cluster_t> clusters = {};
};

class TextWatcher {
  public:
    virtual void fontSelected() = 0;
    // Says of each glyph whether it is to be left out; nothing when all are to be drawn.
    virtual std::vector<bool> glyphsShown(const GlyphCall& call) = 0;

  protected:
    ~TextWatcher() = default;
};

// Tells `watcher` what its thread draws, from its construction to its end. One at a time in each thread.
class TextWatch {
  public:
    explicit TextWatch(TextWatcher& watcher);
    ~TextWatch();
    TextWatch(const TextWatch&) = delete;
    TextWatch& operator=(const TextWatch&) = delete;
};

// Whether Poppler's calls come here.
bool textCanBeWatched();

}  // namespace voipnow
