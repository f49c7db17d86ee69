// DrawnText: sees the text of a page while cairo draws it, and leaves some of it out.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Drawing a page is half of the work of making a fax page of it, so the text in which marks are looked for
// (filters/page_marks.hpp) is that of the drawing that is made anyway. And a mark is taken off its page by not drawing its
// glyphs: nothing else on the page can change by that. Lines and boxes that stand about a mark (underlined text, the box
// of a highlighter) are drawn as they are: a PDF does not say what a line belongs to.
//
// A mark is known for certain only when the whole page was drawn. A DrawnText that keeps glyphs leaves out what is likely a
// mark before that; leftOutJust() says whether that was right, and a page where it was not is drawn again.
//
// Where text cannot be watched (filters/cairo_text_calls.hpp), every page may hold marks, and nothing is left out.
#pragma once

#include <cairo.h>

#include <cstddef>
#include <string>
#include <vector>

#include "filters/cairo_text_calls.hpp"
#include "filters/font_letters.hpp"
#include "filters/mark_signs.hpp"
#include "filters/text_box.hpp"

namespace voipnow {

// A glyph of a page, in its points (filters/text_box.hpp).
struct DrawnGlyph {
    double x;  // a point in its body
    double y;
    double advanceX;  // to about a pixel of the surface
    double advanceY;
    double size;               // of its font
    std::u32string text = {};  // empty when it is not known
    bool isTextTold = false;   // by the document; else by its font
    bool isLeftOut = false;
};

class DrawnText final : public TextWatcher {
  public:
    enum class Keeps { kNothing, kGlyphs };

    // Keeping glyphs, it leaves out what is likely a mark.
    explicit DrawnText(Keeps keeps);
    // Leaves out the glyphs that stand in one of the boxes.
    explicit DrawnText(std::vector<TextBox> leaveOut);

    // The page begins on this context, whose units are its points now. Watch it until it is drawn (TextWatch).
    void begin(cairo_t* page);

    // Whether the text that was drawn may hold a mark. It may, when there is text whose letters cannot be known.
    bool mayHoldMarks() const { return sign_.wasSeen() || hasUnknown_ || hasInvisible(); }

    // In the order in which they were drawn.
    const std::vector<DrawnGlyph>& glyphs() const { return glyphs_; }
    bool hasInvisible() const { return hasInvisible_ || isSelectedUnused_ || !textCanBeWatched(); }

    // Whether the glyphs that stand in the boxes were left out, in each box at least one, and no others.
    bool leftOutJust(const std::vector<TextBox>& boxes) const;

    // The boxes given to it in which there was no glyph to be left out.
    std::vector<TextBox> untouched() const;

    void fontSelected() override;
    std::vector<bool> glyphsShown(const GlyphCall& call) override;

  private:
    class CallSpace;

    bool isInSpaceOfPage(cairo_t* context) const;
    void look(const GlyphCall& call);
    void lookAtText(const GlyphCall& call);
    void lookAtGlyphs(const GlyphCall& call);
    std::vector<bool> keep(const GlyphCall& call);
    void keepGlyph(const CallSpace& space, const cairo_glyph_t& glyph, std::string_view utf8);
    std::vector<bool> likelyFrom(std::size_t first, std::size_t count);
    std::vector<bool> inBoxes(const GlyphCall& call);

    Keeps keeps_ = Keeps::kNothing;
    std::vector<TextBox> boxes_;
    std::vector<int> leftOut_;  // for each box
    cairo_t* page_ = nullptr;
    cairo_matrix_t toPoints_{};
    FontLetters fonts_;
    MarkSign sign_;
    LikelyMark likely_;
    std::vector<DrawnGlyph> glyphs_;
    bool hasUnknown_ = false;
    bool hasInvisible_ = false;
    bool isSelectedUnused_ = false;  // a font was selected, and nothing drawn with it: invisible text
};

}  // namespace voipnow
