// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/filters/difficult_pages.hpp"

namespace voipnow {
namespace {

std::string streamObject(const std::string& entries, const std::string& bytes) {
    return "<< " + entries + " /Length " + std::to_string(bytes.size()) + " >>\nstream\n" + bytes +
           "\nendstream";
}

std::string nameAs(const std::string& name, int object) {
    return "/Resources << /XObject << /" + name + ' ' + std::to_string(object) + " 0 R >> >>";
}

}  // namespace

HandMadePdf slowSecondPage(int levels) {
    HandMadePdf pdf{.pages = {{blackBox(9, 9, 99, 99)}, {"/F Do\n"}, {blackBox(99, 9, 99, 99)}}};
    pdf.pages[1].entries = nameAs("F", pdf.firstObject());
    std::string tenTimes;
    for (int i = 0; i < 10; ++i) {
        tenTimes += "/F Do\n";
    }
    for (int level = 1; level <= levels; ++level) {
        pdf.objects.push_back(streamObject(
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + nameAs("F", pdf.firstObject() + level),
            tenTimes));
    }
    pdf.objects.push_back(streamObject("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "q Q\n"));
    return pdf;
}

std::string manyStrokes(int strokes) {
    std::string content;
    for (int i = 0; i < strokes; ++i) {
        const int x = i * 37 % 601;
        const int y = i * 53 % 787;
        content += std::to_string(i % 7) + " w " + std::to_string(x) + ' ' + std::to_string(y) + " m " +
                   std::to_string(x + 9) + ' ' + std::to_string(y + i % 5) + " l S\n";
    }
    return content;
}

std::string longStroke(int pieces) {
    std::string content = "0 0 m\n";
    for (int i = 0; i < pieces; ++i) {
        content += std::to_string(i * 37 % 601) + ' ' + std::to_string(i * 53 % 787) + " l\n";
    }
    return content + "S\n";
}

std::string dottedLines() {
    std::string content = "[.7] 0 d\n";
    for (int y = 0; y < 792; y += 3) {
        content += "0 " + std::to_string(y) + " m 612 " + std::to_string(y) + " l S\n";
    }
    return content;
}

HandMadePdf giantImage() {
    HandMadePdf pdf{.pages = {{"q 612 0 0 792 0 0 cm /I Do Q " + blackBox(9, 9, 99, 99)}}};
    pdf.pages[0].entries = nameAs("I", pdf.firstObject());
    // In T.6 a scan line like the one above it is a single bit, 1.
    const std::string white(20'000 / 8, '\xFF');
    pdf.objects.push_back(streamObject(
        "/Type /XObject /Subtype /Image /Width 20000 /Height 20000 /BitsPerComponent 1 /ColorSpace "
        "/DeviceGray /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 20000 /Rows 20000 >>",
        white));
    return pdf;
}

}  // namespace voipnow
