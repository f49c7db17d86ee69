// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/receipt_page.hpp"

#include <cairo-pdf.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "backend/receipt_sheet.hpp"
#include "filters/drawing_surface.hpp"
#include "filters/fax_paper.hpp"

namespace voipnow {
namespace {

constexpr double kGap = ReceiptSheet::kGap;
constexpr double kPictureWidth = 132;

constexpr TextStyle kBody{};
constexpr TextStyle kLabel{9, false, 0.4};
constexpr TextStyle kHeading{22, true};
constexpr TextStyle kJob{11, false, 0.35};
constexpr TextStyle kVerdict{11, true};
constexpr TextStyle kSection{10, true};
constexpr TextStyle kFixed{7.5, false, 0, true};
constexpr TextStyle kNote{7.5, false, 0.25};

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

// What the receipt says, one part below the other.
class Writer {
  public:
    Writer(const Receipt& receipt, cairo_surface_t* picture, ReceiptSheet& sheet)
        : receipt_(receipt), picture_(picture), sheet_(sheet) {}

    void write() {
        writeHead();
        writeVerdict();
        writeFacts();
        writeRecipients();
        writeFiles();
        writeNotes();
        sheet_.finish();
    }

  private:
    void writeHead() {
        constexpr double kThick = 1.6;
        const double y = sheet_.y();
        const double height = sheet_.draw("Fax receipt", kHeading, 0, y, sheet_.width());
        const double width = std::min(sheet_.widthOf(receipt_.job, kJob), sheet_.width() / 2);
        const double jobHeight = sheet_.heightOf(receipt_.job, kJob, width + 1);
        sheet_.draw(receipt_.job, kJob, sheet_.width() - width, y + std::max(0.0, height - jobHeight - 3),
                    width + 1);
        sheet_.goDown(std::max(height, jobHeight) + 6);
        sheet_.rule(sheet_.y(), kThick);
        sheet_.goDown(kThick + kGap);
    }

    // In a box, with a bar at its side when all is well.
    void writeVerdict() {
        constexpr double kPadding = 9;
        constexpr double kBar = 3;
        constexpr double kLight = 0.94;
        const double y = sheet_.y();
        const double width = sheet_.width() - 2 * kPadding;
        const double height = sheet_.heightOf(receipt_.verdict, kVerdict, width) + 2 * kPadding;
        sheet_.fill(0, y, sheet_.width(), height, kLight);
        if (receipt_.isSent) {
            sheet_.fill(0, y, kBar, height, 0);
        }
        sheet_.draw(receipt_.verdict, kVerdict, kPadding, y + kPadding, width);
        sheet_.goDown(height + kGap);
    }

    // Label and value, with the picture at their right.
    void writeFacts() {
        constexpr double kBetween = 4.5;
        const double top = sheet_.y();
        const double width = sheet_.width() - kPictureWidth - 2 * kGap;
        double label = 0;
        for (const auto& [name, value] : receipt_.facts) {
            label = std::max(label, sheet_.widthOf(name, kLabel));
        }
        label += kGap;
        for (const auto& [name, value] : receipt_.facts) {
            // Both on one line: letters of some scripts stand in taller lines.
            const double below = sheet_.baselineOf(value, kBody) - sheet_.baselineOf(name, kLabel);
            sheet_.draw(name, kLabel, 0, sheet_.y() + std::max(0.0, below), label);
            sheet_.goDown(
                sheet_.draw(value, kBody, label, sheet_.y() + std::max(0.0, -below), width - label) +
                kBetween);
        }
        sheet_.goTo(std::max(sheet_.y(), drawPicture(sheet_.width() - kPictureWidth, top)) + kGap);
    }

    // Gives its lower end.
    double drawPicture(double x, double y) {
        if (picture_ == nullptr) {
            const std::string words =
                "No picture of the first page: none was kept. There is none of pages that were sent as "
                "drawings (FaxContent=Vector).";
            const double height =
                sheet_.draw(words, kNote, x + kGap / 2, y + kGap / 2, kPictureWidth - kGap) + kGap;
            sheet_.frame(x, y, kPictureWidth, height);
            return y + height;
        }
        const double height = sheet_.picture(picture_, x, y, kPictureWidth);
        sheet_.frame(x, y, kPictureWidth, height);
        const double below = y + height + 3;
        return below + sheet_.draw("First page, as it was faxed", kNote, x, below, kPictureWidth);
    }

    // A heading, with room for the beginning of what follows.
    void section(const std::string& title) {
        constexpr double kRoom = 64;
        sheet_.goDown(4);
        sheet_.need(kRoom);
        sheet_.goDown(sheet_.draw(title, kSection, 0, sheet_.y(), sheet_.width()) + 5);
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
        section(rows.size() == 1 ? "Recipient" : std::to_string(rows.size()) + " recipients");
        sheet_.table(heads, rows, std::vector<TextStyle>(heads.size(), kBody), 0);
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
        section(rows.size() == 1 ? "File" : "Files");
        sheet_.table({"SHA-256", "Bytes", "Fax id"}, rows, {kFixed, kBody, kBody}, 2);
    }

    void writeNotes() {
        for (const std::string& note : receipt_.notes) {
            sheet_.need(sheet_.heightOf(note, kNote, sheet_.width()));
            sheet_.goDown(sheet_.draw(note, kNote, 0, sheet_.y(), sheet_.width()) + 4);
        }
    }

    const Receipt& receipt_;
    cairo_surface_t* picture_;
    ReceiptSheet& sheet_;
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
        ReceiptSheet sheet(surface.get(), paper, {title + ", continued", receipt.made}, pages);
        Writer(receipt, picture, sheet).write();
        made.pages = sheet.pages();
        made.missing = sheet.missing();
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
