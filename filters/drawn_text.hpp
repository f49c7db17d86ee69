// DrawnText: sees the text of a page while cairo draws it, and leaves some of it out.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looking for marks in the text of a page (filters/page_marks.hpp) costs a third of the time of drawing it, and few pages
// have one. So what is drawn anyway is watched first: as long as no "@@" and no "@fax" comes by, there is nothing to look
// for. And a mark is taken off its page by not drawing its glyphs: nothing else on the page can change by that.
//
// cairo has no way to watch text. So the programs that link this file have functions of the names by which Poppler
// draws text (cairo_set_font_face, cairo_show_text_glyphs, cairo_show_glyphs, cairo_glyph_path), which tell the DrawnText of
// their thread and call cairo's own; the loader takes a program's functions first (symbol interposition, see dlsym(3)).
// Where that does not work, every page may hold marks, and nothing is left out.
#pragma once

#include <cairo.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace voipnow {

// In the units of the surface.
struct GlyphBox {
    double left;
    double top;
    double right;
    double bottom;

    bool contains(double x, double y) const { return x >= left && x < right && y >= top && y < bottom; }
};

// A glyph of a page.
struct DrawnGlyph {
    double x;  // the point by which it is told (DrawnText::pointOf), in the units of the surface
    double y;
    double advanceX;
    double advanceY;
    double size;          // of its font
    std::u32string text;  // empty when it is not known
};

// One at a time in each thread; it watches from its construction to its end.
class DrawnText {
  public:
    DrawnText();
    // Keeps the glyphs of `page`.
    explicit DrawnText(cairo_t* page);
    // Glyphs of `page` that stand in one of the boxes are not drawn.
    DrawnText(cairo_t* page, std::vector<GlyphBox> leaveOut);
    ~DrawnText();
    DrawnText(const DrawnText&) = delete;
    DrawnText& operator=(const DrawnText&) = delete;

    // Whether the text that was drawn may hold a mark. It may, when there is text whose letters cannot be known.
    bool mayHoldMarks() const;

    // In the order in which they were drawn.
    const std::vector<DrawnGlyph>& glyphs() const { return glyphs_; }
    bool hasInvisible() const { return hasInvisible_ || isSelectedUnused_ || !standsBeforeCairo(); }

    // How many glyphs of box `index` were left out.
    int leftOutOf(std::size_t index) const { return leftOut_[index]; }

    // For the functions that stand before cairo's; null when nobody watches.
    static DrawnText* current();

    void fontSelected();
    // Not whole: there are glyphs of which the text is not known.
    void textShown(std::string_view utf8, bool isWhole);
    void glyphsShown(cairo_t* context, const cairo_glyph_t* glyphs, int count);
    // Whether this glyph is to be left out; counts it.
    bool leavesOut(cairo_t* context, const cairo_glyph_t& glyph);
    bool leavesAnyOut() const { return !boxes_.empty(); }
    bool keepsGlyphs() const { return keepsGlyphs_; }
    void keep(cairo_t* context, const cairo_glyph_t& glyph, std::string_view utf8);

  private:
    // Which glyphs of a font are the letters that matter.
    struct Letters {
        bool areKnown = false;
        std::map<unsigned long, char> of = {};
    };
    struct DestroyFace {
        void operator()(cairo_font_face_t* face) const { cairo_font_face_destroy(face); }
    };
    using Face = std::unique_ptr<cairo_font_face_t, DestroyFace>;

    // Whether Poppler's calls come here.
    static bool standsBeforeCairo();
    static DrawnGlyph pointOf(cairo_t* context, const cairo_glyph_t& glyph);
    const Letters& lettersOf(cairo_t* context);
    // What this glyph stands for in its font; 0 when that is not known.
    char32_t characterOf(cairo_t* context, unsigned long glyph);
    static Letters readLetters(cairo_t* context);
    void feed(std::uint32_t letter);
    bool isInSpaceOfPage(cairo_t* context) const;

    cairo_t* page_;
    bool keepsGlyphs_ = false;
    std::vector<DrawnGlyph> glyphs_;
    std::vector<GlyphBox> boxes_;
    std::vector<int> leftOut_;
    std::map<cairo_font_face_t*, Letters> letters_;
    std::map<cairo_font_face_t*, std::map<unsigned long, char32_t>> characters_;
    std::vector<Face> faces_;  // so that no other takes the place of one in letters_
    std::size_t seen_ = 0;     // of "@fax"
    bool mayHoldMarks_ = false;
    bool hasInvisible_ = false;
    bool isSelectedUnused_ = false;  // a font was selected, and nothing drawn with it: invisible text
};

}  // namespace voipnow
