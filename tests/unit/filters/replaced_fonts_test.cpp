// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/replaced_fonts.hpp"

#include <cairo-pdf.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "filters/page_renderer.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"

namespace voipnow {
namespace {

// A page of text in a font that is not in the document.
HandMadePage textIn(const std::string& fontEntries, const std::string& text = "Text") {
    return {"BT /F 20 Tf 10 40 Td (" + text + ") Tj ET", "0 0 300 80",
            "/Resources << /Font << /F << /Type /Font /Subtype /TrueType /Encoding /WinAnsiEncoding " +
                fontEntries + " >> >> >>"};
}

std::string replacedIn(const std::string& pdf, int pages = 1) {
    const PdfInput input = inputOf(pdf);
    return replacedFonts(PdfDocument(input), pages);
}

std::string withEmbeddedFont() {
    std::string pdf;
    const auto take = [](void* all, const unsigned char* bytes, unsigned length) {
        static_cast<std::string*>(all)->append(reinterpret_cast<const char*>(bytes), length);
        return CAIRO_STATUS_SUCCESS;
    };
    const DrawingSurface surface(cairo_pdf_surface_create_for_stream(take, &pdf, 200, 200));
    const DrawingContext context(cairo_create(surface.get()));
    cairo_move_to(context.get(), 20, 100);
    cairo_show_text(context.get(), "Text");
    cairo_surface_finish(surface.get());
    return pdf;
}

TEST(ReplacedFontsTest, NamesAFontThatIsNotInTheDocumentAndWhatReplacesIt) {
    const std::string lines = replacedIn(HandMadePdf{.pages = {textIn("/BaseFont /Arial")}}.bytes());
    EXPECT_TRUE(lines.starts_with("Arial by ")) << lines;
    EXPECT_GT(lines.size(), std::string("Arial by \n").size()) << lines;
    EXPECT_EQ(lines.find('\n'), lines.size() - 1) << lines;
}

TEST(ReplacedFontsTest, SaysNothingOfFontsThatAreInTheDocument) {
    const std::string pdf = withEmbeddedFont();
    ASSERT_NE(pdf.find("/FontDescriptor"), std::string::npos);
    EXPECT_EQ(replacedIn(pdf), "");
}

TEST(ReplacedFontsTest, SaysNothingOfADocumentWithoutText) {
    EXPECT_EQ(replacedIn(HandMadePdf{.pages = {{blackBox(1, 1, 9, 9)}}}.bytes()), "");
}

TEST(ReplacedFontsTest, NamesEachFontOnce) {
    const HandMadePdf pdf{
        .pages = {textIn("/BaseFont /Verdana"), textIn("/BaseFont /Arial"), textIn("/BaseFont /Verdana")}};
    const std::string lines = replacedIn(pdf.bytes(), 3);
    EXPECT_TRUE(lines.starts_with("Arial by ")) << lines;
    EXPECT_NE(lines.find("\nVerdana by "), std::string::npos) << lines;
    EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2) << lines;
}

TEST(ReplacedFontsTest, LooksAtTheFirstPagesOnly) {
    const HandMadePdf pdf{.pages = {textIn("/BaseFont /Arial"), textIn("/BaseFont /Verdana")}};
    EXPECT_EQ(replacedIn(pdf.bytes(), 1).find("Verdana"), std::string::npos);
    EXPECT_NE(replacedIn(pdf.bytes(), 2).find("Verdana"), std::string::npos);
    EXPECT_NE(replacedIn(pdf.bytes(), 9).find("Verdana"), std::string::npos) << "more pages than there are";
}

TEST(ReplacedFontsTest, HasWordsForAFontWithoutAName) {
    EXPECT_TRUE(replacedIn(HandMadePdf{.pages = {textIn("")}}.bytes()).starts_with("a font without a name"));
}

// Whatever replaces the font: where the second letter stands is the document's business.
TEST(ReplacedFontsTest, KeepTheWidthsOfTheDocument) {
    constexpr FaxGrid kGrid{{"Strip", 300, 80}, {"72x72dpi", 72, 72}, 300, 80};
    for (const std::string font : {"Arial", "TimesNewRoman", "NobodyHasThisFont"}) {
        for (const int width : {1000, 3000, 8000}) {  // of an I, in thousandths of the size of the letters
            const std::string entries = "/BaseFont /" + font + " /FirstChar 73 /LastChar 73 /Widths [ " +
                                        std::to_string(width) + " ]";
            const PdfInput input = inputOf(HandMadePdf{.pages = {textIn(entries, "II")}}.bytes());
            PageRenderer renderer(kGrid);
            const GrayPage& page = renderer.render(PdfDocument(input).page(1).get(), 1);
            std::vector<std::size_t> strokes;  // where something begins that is dark
            bool wasDark = false;
            for (std::size_t x = 0; x < page.width(); ++x) {
                const bool isDark = page.scanLine(33)[x] < 200;
                if (isDark && !wasDark) {
                    strokes.push_back(x);
                }
                wasDark = isDark;
            }
            ASSERT_EQ(strokes.size(), 2U) << font << ' ' << width;
            EXPECT_NEAR(static_cast<double>(strokes[1] - strokes[0]), width * 20 / 1000.0, 1)
                << font << ' ' << width;
        }
    }
}

}  // namespace
}  // namespace voipnow
