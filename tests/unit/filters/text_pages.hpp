// Small PDFs with text in Helvetica, which has no table of its letters in them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "filters/drawn_text.hpp"
#include "filters/page_drawing.hpp"
#include "filters/pdf_document.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"

namespace voipnow {

// Operators that draw the text with its first letter at this place, in points from the page's bottom left corner.
inline std::string textAt(double x, double y, const std::string& text,
                          const std::string& font = "/F1 12 Tf") {
    std::ostringstream operators;
    operators << "BT " << font << " 1 0 0 1 " << x << ' ' << y << " Tm (" << text << ") Tj ET\n";
    return operators.str();
}

inline HandMadePage textPage(const std::string& content) {
    return {content, "0 0 612 792",
            "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"};
}

inline std::string textPages(const std::vector<std::string>& contents) {
    HandMadePdf pdf;
    for (const std::string& content : contents) {
        pdf.pages.push_back(textPage(content));
    }
    return pdf.bytes();
}

// Lets `text` see the page.
inline void show(const std::string& content, DrawnText& text) {
    const PdfInput input = inputOf(textPages({content}));
    const PdfDocument document(input);
    drawNowhere(document.page(1).get(), text);
}

}  // namespace voipnow
