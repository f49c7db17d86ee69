// ReceiptSheet: text, rules, tables and a picture on the pages of a PDF, from top to bottom.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Units are points; `x` counts from the left margin, `y` from the top of the paper. Text may be in any script, and stands
// to the left whichever way it is read. The page is turned where something does not fit any more.
#pragma once

#include <cairo.h>

#include <string>
#include <vector>

#include "filters/drawing_surface.hpp"
#include "filters/fax_paper.hpp"
#include "filters/pango_handles.hpp"

namespace voipnow {

struct TextStyle {
    double size = 9;
    bool isBold = false;
    double gray = 0;  // 0 black
    bool isFixed = false;
};

struct SheetWords {
    std::string continued;  // at the head of each page but the first
    std::string foot;       // at the foot of each, beside its number
};

class ReceiptSheet {
  public:
    static constexpr double kGap = 12;

    using Cells = std::vector<std::string>;

    // Draws on `surface`, a PDF on that paper. `pages` is how many there will be; 0 while that is not known.
    ReceiptSheet(cairo_surface_t* surface, const PageSize& paper, SheetWords words, int pages);

    double width() const { return width_; }
    double y() const { return y_; }
    void goTo(double y) { y_ = y; }
    void goDown(double by) { y_ += by; }

    double widthOf(const std::string& text, const TextStyle& style);  // on one line
    double heightOf(const std::string& text, const TextStyle& style, double width);
    double baselineOf(const std::string& text, const TextStyle& style);  // from its top

    // Gives the height of the text.
    double draw(const std::string& text, const TextStyle& style, double x, double y, double width);

    void rule(double y, double thickness, double gray = 0);
    void fill(double x, double y, double width, double height, double gray);
    void frame(double x, double y, double width, double height);
    // As wide as `width`; gives its height.
    double picture(cairo_surface_t* picture, double x, double y, double width);

    // Turns the page when there is less room than this.
    void need(double height);

    // Columns as wide as what is in them; number `flexible` takes what is left. The heads stand on each page.
    void table(const Cells& heads, const std::vector<Cells>& rows, const std::vector<TextStyle>& styles,
               std::size_t flexible);

    // The foot of the last page. std::runtime_error when cairo could not draw.
    void finish();

    int pages() const { return page_; }
    // Characters that no font of this machine has.
    int missing() const { return missing_; }

  private:
    struct Column {
        std::string head;
        double width;
    };
    void finishPage();
    std::vector<Column> columnsFor(const Cells& heads, const std::vector<Cells>& rows,
                                   const std::vector<TextStyle>& styles, std::size_t flexible);
    void drawHeads(const std::vector<Column>& columns);
    void drawRow(const std::vector<Column>& columns, const Cells& cells,
                 const std::vector<TextStyle>& styles);

    PageSize paper_;
    SheetWords words_;
    int pages_;
    double width_;
    DrawingContext context_;
    LayoutHandle layout_;
    double y_;
    int page_ = 1;
    int missing_ = 0;
};

}  // namespace voipnow
