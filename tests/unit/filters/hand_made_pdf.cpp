// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/filters/hand_made_pdf.hpp"

#include "tests/unit/filters/unnamed_file.hpp"

namespace voipnow {
namespace {

std::string tenDigits(std::size_t number) {
    const std::string digits = std::to_string(number);
    return std::string(10 - digits.size(), '0') + digits;
}

std::string reference(std::size_t object) {
    return std::to_string(object) + " 0 R";
}

}  // namespace

std::string HandMadePdf::bytes() const {
    std::vector<std::string> all;
    std::string kids;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        kids += reference(3 + 2 * i) + ' ';
    }
    all.push_back("<< /Type /Catalog /Pages 2 0 R " + catalog + " >>");
    all.push_back("<< /Type /Pages /Count " + std::to_string(pages.size()) + " /Kids [ " + kids + "] >>");
    for (const HandMadePage& page : pages) {
        all.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [ " + page.mediaBox + " ] /Contents " +
                      reference(all.size() + 2) + ' ' + page.entries + " >>");
        all.push_back("<< /Length " + std::to_string(page.content.size()) + " >>\nstream\n" + page.content +
                      "\nendstream");
    }
    all.insert(all.end(), objects.begin(), objects.end());

    std::string file = "%PDF-1.7\n";
    std::string table = "0000000000 65535 f \n";
    for (std::size_t i = 0; i < all.size(); ++i) {
        table += tenDigits(file.size()) + " 00000 n \n";
        file += std::to_string(i + 1) + " 0 obj\n" + all[i] + "\nendobj\n";
    }
    const std::string size = std::to_string(all.size() + 1);
    return file + "xref\n0 " + size + '\n' + table + "trailer\n<< /Size " + size +
           " /Root 1 0 R >>\nstartxref\n" + std::to_string(file.size()) + "\n%%EOF\n";
}

std::string blackBox(int x, int y, int width, int height) {
    return "0 g " + std::to_string(x) + ' ' + std::to_string(y) + ' ' + std::to_string(width) + ' ' +
           std::to_string(height) + " re f\n";
}

PdfInput inputOf(const std::string& bytes) {
    const UnnamedFile file(bytes);
    return PdfInput::fromDescriptor(file.descriptor(), "/nowhere", bytes.size());
}

}  // namespace voipnow
