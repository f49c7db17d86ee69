// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/emulator/mask_pdf.hpp"

#include <cstddef>
#include <sstream>

namespace voipnow::emulator {

namespace {

std::string streamObject(const std::string& dictionary, const std::string& data) {
    return "<< " + dictionary + " /Length " + std::to_string(data.size()) + " >>\nstream\n" + data +
           "\nendstream";
}

std::string contentOf(const MaskPage& page) {
    if (!page.content.empty()) {
        return page.content;
    }
    std::ostringstream content;
    content << "q " << page.widthPoints << " 0 0 " << page.heightPoints << " 0 0 cm /Fax Do Q";
    return content.str();
}

std::string pageObject(const MaskPage& page, int number) {
    std::ostringstream object;
    object << "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " << page.widthPoints << ' ' << page.heightPoints
           << "] /Resources << /XObject << /Fax " << number + 2 << " 0 R >> >> /Contents " << number + 1
           << " 0 R " << page.entries << " >>";
    return object.str();
}

std::string imageObject(const MaskPage& page) {
    const auto bits = page.bits.empty() ? patternOf(page) : page.bits;
    std::string data;
    for (const std::uint8_t byte : bits) {
        // A mask paints where its bits are 0.
        data += static_cast<char>(~byte);
    }
    return streamObject("/Type /XObject /Subtype /Image /ImageMask true /BitsPerComponent 1 /Width " +
                            std::to_string(page.width) + " /Height " + std::to_string(page.height),
                        data);
}

}  // namespace

std::vector<std::uint8_t> patternOf(const MaskPage& page) {
    std::vector<std::uint8_t> bits(static_cast<std::size_t>(page.width / 8 * page.height));
    for (std::size_t i = 0; i < bits.size(); ++i) {
        bits[i] = static_cast<std::uint8_t>(i * 37 + 5);
    }
    return bits;
}

std::string maskPdf(const std::vector<MaskPage>& pages) {
    std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>", ""};
    std::string kids;
    for (const auto& page : pages) {
        const int number = static_cast<int>(objects.size()) + 1;
        kids += std::to_string(number) + " 0 R ";
        objects.push_back(pageObject(page, number));
        objects.push_back(streamObject("", contentOf(page)));
        objects.push_back(imageObject(page));
    }
    objects[1] = "<< /Type /Pages /Count " + std::to_string(pages.size()) + " /Kids [" + kids + "] >>";

    std::ostringstream pdf;
    std::ostringstream table;
    pdf << "%PDF-1.4\n";
    table << "xref\n0 " << objects.size() + 1 << "\n0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const std::string offset = std::to_string(pdf.tellp());
        table << std::string(10 - offset.size(), '0') << offset << " 00000 n \n";
        pdf << i + 1 << " 0 obj\n" << objects[i] << "\nendobj\n";
    }
    const auto start = std::to_string(pdf.tellp());
    pdf << table.str() << "trailer << /Size " << objects.size() + 1 << " /Root 1 0 R >>\nstartxref\n"
        << start << "\n%%EOF\n";
    return pdf.str();
}

}  // namespace voipnow::emulator
