// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/drawn_document.hpp"

#include <algorithm>
#include <iomanip>
#include <random>
#include <sstream>

namespace voipnow::end_to_end {
namespace {

constexpr int kPointsWide = 612;
constexpr int kPointsHigh = 792;

// The operators that paint a page: the same ones in PDF and, by their definitions below, in PostScript.
std::string painted(const DrawnPage& page) {
    std::ostringstream text;
    for (const Rectangle& each : page) {
        text << each.gray << " g " << each.left << ' ' << each.top << ' ' << each.width << ' ' << each.height
             << " re f\n";
    }
    return text.str();
}

std::string written(const std::vector<std::string>& lines) {
    std::string text = "0 g BT /F 12 Tf 14 TL 72 200 Td\n";
    for (const std::string& line : lines) {
        text += "(" + line + ") Tj T*\n";
    }
    return text + "ET\n";
}

// A point is so many pixels: x from the left, y from the top.
std::string gridMatrix() {
    std::ostringstream text;
    text << std::setprecision(12) << static_cast<double>(kPointsWide) / kGridWidth << " 0 0 "
         << -static_cast<double>(kPointsHigh) / kGridHeight << " 0 " << kPointsHigh;
    return text.str();
}

// Puts objects one after the other and writes the table of their places at the end.
class PdfText {
  public:
    void add(const std::string& body) {
        places_.push_back(text_.size());
        text_ += std::to_string(places_.size()) + " 0 obj\n" + body + "\nendobj\n";
    }

    std::string finished() const {
        std::ostringstream end;
        end << "xref\n0 " << places_.size() + 1 << "\n0000000000 65535 f \n";
        for (const std::size_t place : places_) {
            end << std::setw(10) << std::setfill('0') << place << " 00000 n \n";
        }
        end << "trailer\n<</Size " << places_.size() + 1 << "/Root 1 0 R>>\nstartxref\n"
            << text_.size() << "\n%%EOF\n";
        return text_ + end.str();
    }

  private:
    std::string text_ = "%PDF-1.4\n";
    std::vector<std::size_t> places_;
};

}  // namespace

std::string drawnPdf(const std::vector<DrawnPage>& pages) {
    std::vector<WrittenPage> written;
    written.reserve(pages.size());
    for (const DrawnPage& page : pages) {
        written.push_back({page, {}});
    }
    return writtenPdf(written);
}

std::string writtenPdf(const std::vector<WrittenPage>& pages) {
    PdfText pdf;
    std::string kids;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        kids += std::to_string(3 + 2 * i) + " 0 R ";
    }
    pdf.add("<</Type/Catalog/Pages 2 0 R>>");
    pdf.add("<</Type/Pages/Count " + std::to_string(pages.size()) + "/Kids[" + kids + "]>>");
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const std::string content =
            "q " + gridMatrix() + " cm\n" + painted(pages[i].drawn) + "Q\n" + written(pages[i].lines);
        pdf.add(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F "
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>/Contents " +
            std::to_string(4 + 2 * i) + " 0 R>>");
        pdf.add("<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "endstream");
    }
    return pdf.finished();
}

std::string noisePdf(int pages) {
    constexpr std::size_t kBytes = std::size_t{kGridWidth} / 8 * kGridHeight;
    std::minstd_rand chance(1);
    std::string noise(kBytes, '\0');
    std::generate(noise.begin(), noise.end(), [&] { return static_cast<char>(chance() >> 8U); });
    const std::string content = "q 612 0 0 792 0 0 cm /N Do Q\n";
    std::string kids;
    for (int i = 0; i < pages; ++i) {
        kids += std::to_string(5 + i) + " 0 R ";
    }
    PdfText pdf;
    pdf.add("<</Type/Catalog/Pages 2 0 R>>");
    pdf.add("<</Type/Pages/Count " + std::to_string(pages) + "/Kids[" + kids + "]>>");
    pdf.add("<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "endstream");
    pdf.add("<</Type/XObject/Subtype/Image/ImageMask true/BitsPerComponent 1/Width " +
            std::to_string(kGridWidth) + "/Height " + std::to_string(kGridHeight) + "/Length " +
            std::to_string(kBytes) + ">>stream\n" + noise + "\nendstream");
    for (int i = 0; i < pages; ++i) {
        pdf.add(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</XObject<</N 4 0 R>>>>/Contents 3 0 "
            "R>>");
    }
    return pdf.finished();
}

std::string drawnPostScript(const std::vector<DrawnPage>& pages) {
    std::string text = "%!PS-Adobe-3.0\n%%Pages: " + std::to_string(pages.size()) +
                       "\n%%BoundingBox: 0 0 612 792\n%%EndComments\n/g {setgray} def /re {4 copy} def /f "
                       "{rectfill clear} def\n";
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        text += "%%Page: " + number + ' ' + number + "\n<</PageSize[612 792]>> setpagedevice\n[" +
                gridMatrix() + "] concat\n" + painted(pages[i]) + "showpage\n";
    }
    return text + "%%EOF\n";
}

DrawnPage numberedPage(int number) {
    DrawnPage page;
    for (int bar = 0; bar < number; ++bar) {
        page.push_back({300, 300 + 60 * bar, 900, 30});
    }
    return page;
}

std::vector<DrawnPage> numberedPages(int last) {
    std::vector<DrawnPage> pages;
    for (int number = 1; number <= last; ++number) {
        pages.push_back(numberedPage(number));
    }
    return pages;
}

}  // namespace voipnow::end_to_end
