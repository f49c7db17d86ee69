// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/receipt_page.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "filters/drawing_surface.hpp"
#include "filters/fax_paper.hpp"
#include "filters/pango_handles.hpp"

namespace voipnow {
namespace {

// Sizes of the design, in points. The left margin is wide enough to be punched.
constexpr double kLeft = 68;
constexpr double kRight = 48;
constexpr double kTop = 50;
constexpr double kBottom = 62;
constexpr double kGap = 12;
constexpr double kPictureWidth = 132;
constexpr double kThin = 0.5;
constexpr double kThick = 1.6;

constexpr const char* kFont = "DejaVu Sans, sans-serif";
constexpr const char* kFixedFont = "DejaVu Sans Mono, monospace";

struct Style {
    double size = 9;
    bool isBold = false;
    double gray = 0;  // 0 black
    bool isFixed = false;
};

constexpr Style kBody{};
constexpr Style kLabel{9, false, 0.4};
constexpr Style kHeading{22, true};
constexpr Style kJob{11, false, 0.35};
constexpr Style kVerdict{11, true};
constexpr Style kSection{10, true};
constexpr Style kHeads{7.5, true, 0.35};
constexpr Style kFixed{7.5, false, 0, true};
constexpr Style kNote{7.5, false, 0.25};

struct Column {
    std::string head;
    double width;
};

FontHandle fontOf(const Style& style) {
    FontHandle font(pango_font_description_from_string(style.isFixed ? kFixedFont : kFont));
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    return font;
}

// Bytes of a PNG, for cairo to read.
struct Bytes {
    std::string_view left;
};

cairo_status_t readBytes(void* closure, unsigned char* to, unsigned int count) {
    auto& bytes = *static_cast<Bytes*>(closure);
    if (bytes.left.size() < count) {
        return CAIRO_STATUS_READ_ERROR;
    }
    std::memcpy(to, bytes.left.data(), count);
    bytes.left.remove_prefix(count);
    return CAIRO_STATUS_SUCCESS;
}

cairo_status_t writeBytes(void* closure, const unsigned char* from, unsigned int count) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(from), count);
    return CAIRO_STATUS_SUCCESS;
}

// Nothing where there is none, or it is broken.
DrawingSurface pictureOf(const Receipt& receipt) {
    if (!receipt.picture) {
        return nullptr;
    }
    Bytes bytes{*receipt.picture};
    DrawingSurface picture(cairo_image_surface_create_from_png_stream(&readBytes, &bytes));
    const bool isGood = cairo_surface_status(picture.get()) == CAIRO_STATUS_SUCCESS &&
                        cairo_image_surface_get_width(picture.get()) > 0;
    return isGood ? std::move(picture) : nullptr;
}

double shapeOf(cairo_surface_t* picture) {
    return static_cast<double>(cairo_image_surface_get_height(picture)) /
           cairo_image_surface_get_width(picture);
}

PageSize paperFor(cairo_surface_t* picture) {
    constexpr double kBetweenLetterAndA4 = 1.35;
    constexpr double kBetweenA4AndLegal = 1.53;
    const bool isLetter = picture != nullptr &&
                          (shapeOf(picture) < kBetweenLetterAndA4 || shapeOf(picture) > kBetweenA4AndLegal);
    return *findPageSize(isLetter ? "Letter" : "A4");
}

// Draws from top to bottom, and turns the page where it ends.
class Writer {
  public:
    // `pages` is how many there are; 0 while that is not known.
    Writer(const Receipt& receipt, cairo_surface_t* picture, const PageSize& paper, cairo_surface_t* surface,
           int pages)
        : receipt_(receipt),
          picture_(picture),
          paper_(paper),
          pages_(pages),
          width_(paper.width - kLeft - kRight),
          context_(cairo_create(surface)),
          layout_(pango_cairo_create_layout(context_.get())) {
        pango_cairo_context_set_resolution(pango_layout_get_context(layout_.get()), 72);
        pango_context_set_round_glyph_positions(pango_layout_get_context(layout_.get()), FALSE);
        pango_layout_context_changed(layout_.get());
        pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
    }

    void write() {
        writeHead();
        writeFacts();
        writeRecipients();
        writeFiles();
        writeNotes();
        finishPage();
        if (const cairo_status_t status = cairo_status(context_.get()); status != CAIRO_STATUS_SUCCESS) {
            throw std::runtime_error(std::string("The receipt cannot be drawn: ") +
                                     cairo_status_to_string(status) + '.');
        }
    }

    int pages() const { return page_; }
    int missing() const { return missing_; }

  private:
    // Sets the text; gives its height.
    double set(const std::string& text, const Style& style, double width) {
        pango_layout_set_font_description(layout_.get(), fontOf(style).get());
        pango_layout_set_width(layout_.get(), static_cast<int>(width * PANGO_SCALE));
        pango_layout_set_text(layout_.get(), text.data(), static_cast<int>(text.size()));
        // To the left, whichever way it is read: Pango swaps the sides of what is read from the right.
        const bool isFromRight = pango_layout_get_direction(layout_.get(), 0) == PANGO_DIRECTION_RTL;
        pango_layout_set_alignment(layout_.get(), isFromRight ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
        PangoRectangle logical{};
        pango_layout_get_extents(layout_.get(), nullptr, &logical);
        return static_cast<double>(logical.height) / PANGO_SCALE;
    }

    // The width that the text takes on one line.
    double widthOf(const std::string& text, const Style& style) {
        set(text, style, -1);
        PangoRectangle logical{};
        pango_layout_get_extents(layout_.get(), nullptr, &logical);
        return static_cast<double>(logical.width) / PANGO_SCALE;
    }

    // From the top of the text to the line that its letters stand on.
    double baselineOf(const std::string& text, const Style& style) {
        set(text, style, -1);
        return static_cast<double>(pango_layout_get_baseline(layout_.get())) / PANGO_SCALE;
    }

    // At `x` from the margin; gives its height.
    double draw(const std::string& text, const Style& style, double x, double y, double width) {
        const double height = set(text, style, width);
        missing_ += pango_layout_get_unknown_glyphs_count(layout_.get());
        cairo_set_source_rgb(context_.get(), style.gray, style.gray, style.gray);
        cairo_move_to(context_.get(), kLeft + x, y);
        pango_cairo_show_layout(context_.get(), layout_.get());
        return height;
    }

    void rule(double y, double thickness, double gray = 0) {
        cairo_set_source_rgb(context_.get(), gray, gray, gray);
        cairo_rectangle(context_.get(), kLeft, y, width_, thickness);
        cairo_fill(context_.get());
    }

    bool fits(double height) const { return y_ + height <= paper_.height - kBottom; }

    void finishPage() {
        const double y = paper_.height - kBottom + kGap;
        const std::string number =
            "Page " + std::to_string(page_) + (pages_ > 0 ? " of " + std::to_string(pages_) : std::string());
        const double width = widthOf(number, kNote);
        rule(y, kThin, 0.6);
        draw(receipt_.made, kNote, 0, y + 5, width_ - width - kGap);
        draw(number, kNote, width_ - width, y + 5, width + 1);
        cairo_show_page(context_.get());
    }

    void turnPage() {
        finishPage();
        ++page_;
        y_ = kTop;
        y_ += draw("Fax receipt, print job " + receipt_.job + ", continued", kLabel, 0, y_, width_) + 4;
        rule(y_, kThin, 0.6);
        y_ += kGap;
    }

    void writeHead() {
        const double height = set("Fax receipt", kHeading, width_);
        draw("Fax receipt", kHeading, 0, y_, width_);
        const double jobWidth = std::min(widthOf(receipt_.job, kJob), width_ / 2);
        const double jobHeight = set(receipt_.job, kJob, jobWidth + 1);
        draw(receipt_.job, kJob, width_ - jobWidth, y_ + std::max(0.0, height - jobHeight - 3), jobWidth + 1);
        y_ += std::max(height, jobHeight) + 6;
        rule(y_, kThick);
        y_ += kThick + kGap;
        constexpr double kPadding = 9;
        const double boxed = set(receipt_.verdict, kVerdict, width_ - 2 * kPadding) + 2 * kPadding;
        cairo_set_source_rgb(context_.get(), 0.94, 0.94, 0.94);
        cairo_rectangle(context_.get(), kLeft, y_, width_, boxed);
        cairo_fill(context_.get());
        cairo_set_source_rgb(context_.get(), 0, 0, 0);
        cairo_rectangle(context_.get(), kLeft, y_, receipt_.isSent ? 3 : 0, boxed);
        cairo_fill(context_.get());
        draw(receipt_.verdict, kVerdict, kPadding, y_ + kPadding, width_ - 2 * kPadding);
        y_ += boxed + kGap;
    }

    // Gives its lower end.
    double drawPicture(double x, double y) {
        if (picture_ == nullptr) {
            const std::string words =
                "No picture of the first page: none was kept. There is none of pages that were sent as "
                "drawings (FaxContent=Vector).";
            const double height = set(words, kNote, kPictureWidth - kGap) + kGap;
            frame(x, y, kPictureWidth, height);
            draw(words, kNote, x + kGap / 2, y + kGap / 2, kPictureWidth - kGap);
            return y + height;
        }
        const double height = kPictureWidth * shapeOf(picture_);
        const double scale = kPictureWidth / cairo_image_surface_get_width(picture_);
        cairo_save(context_.get());
        cairo_translate(context_.get(), kLeft + x, y);
        cairo_scale(context_.get(), scale, scale);
        cairo_set_source_surface(context_.get(), picture_, 0, 0);
        cairo_paint(context_.get());
        cairo_restore(context_.get());
        frame(x, y, kPictureWidth, height);
        return y + height + 3 + draw("First page, as it was faxed", kNote, x, y + height + 3, kPictureWidth);
    }

    void frame(double x, double y, double width, double height) {
        cairo_set_source_rgb(context_.get(), 0.55, 0.55, 0.55);
        cairo_set_line_width(context_.get(), kThin);
        cairo_rectangle(context_.get(), kLeft + x, y, width, height);
        cairo_stroke(context_.get());
    }

    // Label and value, with the picture at their right.
    void writeFacts() {
        const double top = y_;
        const double width = width_ - kPictureWidth - 2 * kGap;
        double label = 0;
        for (const auto& [name, value] : receipt_.facts) {
            label = std::max(label, widthOf(name, kLabel));
        }
        label += kGap;
        for (const auto& [name, value] : receipt_.facts) {
            // Both on one line: letters of some scripts stand in taller lines.
            const double below = baselineOf(value, kBody) - baselineOf(name, kLabel);
            draw(name, kLabel, 0, y_ + std::max(0.0, below), label);
            y_ += draw(value, kBody, label, y_ + std::max(0.0, -below), width - label) + 4.5;
        }
        y_ = std::max(y_, drawPicture(width_ - kPictureWidth, top)) + kGap;
    }

    void section(const std::string& title, double following) {
        y_ += 4;
        if (!fits(following + 2 * kGap)) {
            turnPage();
        }
        y_ += draw(title, kSection, 0, y_, width_) + 5;
    }

    void drawHeads(const std::vector<Column>& columns) {
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

    void drawRow(const std::vector<Column>& columns, const std::vector<std::string>& cells,
                 const std::vector<Style>& styles) {
        double height = 0;
        double baseline = 0;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            baseline = std::max(baseline, baselineOf(cells[i], styles[i]));
        }
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const double below = baseline - baselineOf(cells[i], styles[i]);
            height = std::max(height, below + set(cells[i], styles[i], columns[i].width - kGap / 2));
        }
        if (!fits(height)) {
            turnPage();
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

    // A table whose columns are as wide as what is in them; the one that is `flexible` takes what is left.
    void writeTable(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows,
                    const std::vector<Style>& styles, std::size_t flexible) {
        std::vector<Column> columns;
        columns.reserve(heads.size());
        double fixed = 0;
        for (std::size_t i = 0; i < heads.size(); ++i) {
            double width = widthOf(heads[i], kHeads);
            for (const auto& row : rows) {
                width = std::max(width, widthOf(row[i], styles[i]));
            }
            width = std::min(width + kGap, width_ * 0.75);
            columns.push_back({heads[i], width});
            fixed += i == flexible ? 0 : width;
        }
        constexpr double kLeast = 70;
        columns[flexible].width = std::max(kLeast, width_ - fixed);
        drawHeads(columns);
        for (const auto& row : rows) {
            drawRow(columns, row, styles);
        }
        y_ += kGap;
    }

    void writeRecipients() {
        if (receipt_.recipients.empty()) {
            return;
        }
        const bool hasPages = std::any_of(receipt_.recipients.begin(), receipt_.recipients.end(),
                                          [](const ReceiptRecipient& each) { return !each.pages.empty(); });
        const bool hasNames = std::any_of(receipt_.recipients.begin(), receipt_.recipients.end(),
                                          [](const ReceiptRecipient& each) { return !each.name.empty(); });
        std::vector<std::string> heads{"Number", "State", "Time", "Fax id"};
        if (hasNames) {
            heads.insert(heads.begin(), "Recipient");
        }
        if (hasPages) {
            heads.emplace_back("Pages");
        }
        std::vector<std::vector<std::string>> rows;
        rows.reserve(receipt_.recipients.size());
        for (const ReceiptRecipient& each : receipt_.recipients) {
            rows.push_back({each.number, each.state, each.time, each.fax});
            if (hasNames) {
                rows.back().insert(rows.back().begin(), each.name);
            }
            if (hasPages) {
                rows.back().push_back(each.pages);
            }
        }
        section(rows.size() == 1 ? "Recipient" : std::to_string(rows.size()) + " recipients", 40);
        writeTable(heads, rows, std::vector<Style>(heads.size(), kBody), 0);
    }

    void writeFiles() {
        if (receipt_.files.empty()) {
            return;
        }
        std::vector<std::vector<std::string>> rows;
        rows.reserve(receipt_.files.size());
        for (const ReceiptFile& each : receipt_.files) {
            rows.push_back({each.sha256, each.bytes, each.faxes});
        }
        section(rows.size() == 1 ? "File" : "Files", 40);
        writeTable({"SHA-256", "Bytes", "Fax id"}, rows, {kFixed, kBody, kBody}, 2);
    }

    void writeNotes() {
        for (const std::string& note : receipt_.notes) {
            if (!fits(set(note, kNote, width_))) {
                turnPage();
            }
            y_ += draw(note, kNote, 0, y_, width_) + 4;
        }
    }

    const Receipt& receipt_;
    cairo_surface_t* picture_;
    PageSize paper_;
    int pages_;
    double width_;
    DrawingContext context_;
    LayoutHandle layout_;
    double y_ = kTop;
    int page_ = 1;
    int missing_ = 0;
};

ReceiptPdf written(const Receipt& receipt, cairo_surface_t* picture, int pages) {
    ReceiptPdf made;
    const PageSize paper = paperFor(picture);
    {
        const DrawingSurface surface(
            cairo_pdf_surface_create_for_stream(&writeBytes, &made.pdf, paper.width, paper.height));
        const std::string title = "Fax receipt, print job " + receipt.job;
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_SUBJECT, receipt.verdict.c_str());
        Writer writer(receipt, picture, paper, surface.get(), pages);
        writer.write();
        made.pages = writer.pages();
        made.missing = writer.missing();
        cairo_surface_finish(surface.get());
        if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
            throw std::runtime_error(std::string("The receipt cannot be made: ") +
                                     cairo_status_to_string(cairo_surface_status(surface.get())) + '.');
        }
    }
    return made;
}

}  // namespace

ReceiptPdf receiptPdf(const Receipt& receipt) {
    const DrawingSurface picture = pictureOf(receipt);
    // Once to count the pages, once to number them.
    return written(receipt, picture.get(), written(receipt, picture.get(), 0).pages);
}

}  // namespace voipnow
