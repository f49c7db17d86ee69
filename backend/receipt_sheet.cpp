// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/receipt_sheet.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace voipnow {
namespace {

// The left margin is wide enough to be punched.
constexpr double kLeft = 68;
constexpr double kRight = 48;
constexpr double kTop = 50;
constexpr double kBottom = 62;
constexpr double kThin = 0.5;

constexpr const char* kFont = "DejaVu Sans, sans-serif";
constexpr const char* kFixedFont = "DejaVu Sans Mono, monospace";

constexpr TextStyle kContinued{9, false, 0.4};
constexpr TextStyle kFoot{7.5, false, 0.25};
constexpr TextStyle kHeads{7.5, true, 0.35};

FontHandle fontOf(const TextStyle& style) {
    FontHandle font(pango_font_description_from_string(style.isFixed ? kFixedFont : kFont));
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    return font;
}

}  // namespace

ReceiptSheet::ReceiptSheet(cairo_surface_t* surface, const PageSize& paper, SheetWords words, int pages)
    : paper_(paper),
      words_(std::move(words)),
      pages_(pages),
      width_(paper.width - kLeft - kRight),
      context_(cairo_create(surface)),
      layout_(pango_cairo_create_layout(context_.get())),
      y_(kTop) {
    pango_cairo_context_set_resolution(pango_layout_get_context(layout_.get()), 72);
    pango_context_set_round_glyph_positions(pango_layout_get_context(layout_.get()), FALSE);
    pango_layout_context_changed(layout_.get());
    pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
}

double ReceiptSheet::heightOf(const std::string& text, const TextStyle& style, double width) {
    pango_layout_set_font_description(layout_.get(), fontOf(style).get());
    pango_layout_set_width(layout_.get(), width < 0 ? -1 : static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_text(layout_.get(), text.data(), static_cast<int>(text.size()));
    // Pango swaps the sides of what is read from the right.
    const bool isFromRight = pango_layout_get_direction(layout_.get(), 0) == PANGO_DIRECTION_RTL;
    pango_layout_set_alignment(layout_.get(), isFromRight ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    PangoRectangle logical{};
    pango_layout_get_extents(layout_.get(), nullptr, &logical);
    return static_cast<double>(logical.height) / PANGO_SCALE;
}

double ReceiptSheet::widthOf(const std::string& text, const TextStyle& style) {
    heightOf(text, style, -1);
    PangoRectangle logical{};
    pango_layout_get_extents(layout_.get(), nullptr, &logical);
    return static_cast<double>(logical.width) / PANGO_SCALE;
}

double ReceiptSheet::baselineOf(const std::string& text, const TextStyle& style) {
    heightOf(text, style, -1);
    return static_cast<double>(pango_layout_get_baseline(layout_.get())) / PANGO_SCALE;
}

double ReceiptSheet::draw(const std::string& text, const TextStyle& style, double x, double y, double width) {
    const double height = heightOf(text, style, width);
    missing_ += pango_layout_get_unknown_glyphs_count(layout_.get());
    cairo_set_source_rgb(context_.get(), style.gray, style.gray, style.gray);
    cairo_move_to(context_.get(), kLeft + x, y);
    pango_cairo_show_layout(context_.get(), layout_.get());
    return height;
}

void ReceiptSheet::rule(double y, double thickness, double gray) {
    fill(0, y, width_, thickness, gray);
}

void ReceiptSheet::fill(double x, double y, double width, double height, double gray) {
    cairo_set_source_rgb(context_.get(), gray, gray, gray);
    cairo_rectangle(context_.get(), kLeft + x, y, width, height);
    cairo_fill(context_.get());
}

void ReceiptSheet::frame(double x, double y, double width, double height) {
    constexpr double kGray = 0.55;
    cairo_set_source_rgb(context_.get(), kGray, kGray, kGray);
    cairo_set_line_width(context_.get(), kThin);
    cairo_rectangle(context_.get(), kLeft + x, y, width, height);
    cairo_stroke(context_.get());
}

double ReceiptSheet::picture(cairo_surface_t* picture, double x, double y, double width) {
    const double scale = width / cairo_image_surface_get_width(picture);
    cairo_save(context_.get());
    cairo_translate(context_.get(), kLeft + x, y);
    cairo_scale(context_.get(), scale, scale);
    cairo_set_source_surface(context_.get(), picture, 0, 0);
    cairo_paint(context_.get());
    cairo_restore(context_.get());
    return scale * cairo_image_surface_get_height(picture);
}

void ReceiptSheet::need(double height) {
    if (y_ + height <= paper_.height - kBottom) {
        return;
    }
    finishPage();
    ++page_;
    y_ = kTop;
    y_ += draw(words_.continued, kContinued, 0, y_, width_) + 4;
    rule(y_, kThin, 0.6);
    y_ += kGap;
}

void ReceiptSheet::finishPage() {
    const double y = paper_.height - kBottom + kGap;
    const std::string number =
        "Page " + std::to_string(page_) + (pages_ > 0 ? " of " + std::to_string(pages_) : std::string());
    const double width = widthOf(number, kFoot);
    rule(y, kThin, 0.6);
    draw(words_.foot, kFoot, 0, y + 5, width_ - width - kGap);
    draw(number, kFoot, width_ - width, y + 5, width + 1);
    cairo_show_page(context_.get());
}

void ReceiptSheet::finish() {
    finishPage();
    if (const cairo_status_t status = cairo_status(context_.get()); status != CAIRO_STATUS_SUCCESS) {
        throw std::runtime_error(std::string("The receipt cannot be drawn: ") +
                                 cairo_status_to_string(status) + '.');
    }
}

void ReceiptSheet::table(const Cells& heads, const std::vector<Cells>& rows,
                         const std::vector<TextStyle>& styles, std::size_t flexible) {
    const std::vector<Column> columns = columnsFor(heads, rows, styles, flexible);
    drawHeads(columns);
    for (const Cells& row : rows) {
        drawRow(columns, row, styles);
    }
    y_ += kGap;
}

std::vector<ReceiptSheet::Column> ReceiptSheet::columnsFor(const Cells& heads, const std::vector<Cells>& rows,
                                                           const std::vector<TextStyle>& styles,
                                                           std::size_t flexible) {
    constexpr double kWidest = 0.75;  // of the page
    constexpr double kLeast = 70;
    std::vector<Column> columns;
    columns.reserve(heads.size());
    double fixed = 0;
    for (std::size_t i = 0; i < heads.size(); ++i) {
        double width = widthOf(heads[i], kHeads);
        for (const Cells& row : rows) {
            width = std::max(width, widthOf(row[i], styles[i]));
        }
        width = std::min(width + kGap, width_ * kWidest);
        columns.push_back({heads[i], width});
        fixed += i == flexible ? 0 : width;
    }
    columns[flexible].width = std::max(kLeast, width_ - fixed);
    return columns;
}

void ReceiptSheet::drawHeads(const std::vector<Column>& columns) {
    double x = 0;
    double height = 0;
    for (const Column& column : columns) {
        height = std::max(height, draw(column.head, kHeads, x, y_, column.width));
        x += column.width;
    }
    y_ += height + 2;
    rule(y_, kThin);
    y_ += kThin + 3;
}

// All cells of a row stand on one line: letters of some scripts take taller lines.
void ReceiptSheet::drawRow(const std::vector<Column>& columns, const Cells& cells,
                           const std::vector<TextStyle>& styles) {
    double baseline = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        baseline = std::max(baseline, baselineOf(cells[i], styles[i]));
    }
    double height = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const double below = baseline - baselineOf(cells[i], styles[i]);
        height = std::max(height, below + heightOf(cells[i], styles[i], columns[i].width - kGap / 2));
    }
    const int page = page_;
    need(height);
    if (page_ != page) {
        drawHeads(columns);
    }
    double x = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const double below = baseline - baselineOf(cells[i], styles[i]);
        draw(cells[i], styles[i], x, y_ + below, columns[i].width - kGap / 2);
        x += columns[i].width;
    }
    y_ += height + 3;
}

}  // namespace voipnow
