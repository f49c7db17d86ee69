// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/vector_document.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "filters/page_renderer.hpp"
#include "filters/pdf_document.hpp"
#include "filters/replaced_fonts.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"
#include "tests/unit/filters/qpdf_reader.hpp"
#include "tests/unit/filters/text_pages.hpp"
#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

const PageSize kA5 = requirePageSize("A5");

std::string vectorsOf(const std::string& pdf, const PageSize& paper = kA5) {
    const PdfInput input = inputOf(pdf);
    const PdfDocument document(input);
    std::string vectors;
    VectorDocument to(paper, [&vectors](std::span<const std::byte> bytes) {
        vectors.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    });
    for (int number = 1; number <= document.pages(); ++number) {
        to.addPage(document.page(number).get(), number);
    }
    to.finish();
    return vectors;
}

GrayPage rendered(const std::string& pdf, int number = 1) {
    const PdfInput input = inputOf(pdf);
    return PageRenderer(faxGrid(kA5, kDefaultResolution))
        .render(PdfDocument(input).page(number).get(), number);
}

// How many pixels of a page are clearly lighter or darker on the other.
std::size_t differentPixels(const GrayPage& one, const GrayPage& other) {
    std::size_t different = 0;
    for (std::size_t y = 0; y < one.height(); ++y) {
        for (std::size_t x = 0; x < one.width(); ++x) {
            different += std::abs(one.scanLine(y)[x] - other.scanLine(y)[x]) > 40 ? 1U : 0U;
        }
    }
    return different;
}

const std::string kText = "BT /F 30 Tf 50 300 Td (Text in a font) Tj ET";
const std::string kFont =
    "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>";

// Everything that a document can hold beside its pages.
std::string withEverything() {
    HandMadePdf pdf{
        .pages = {{blackBox(50, 50, 100, 100), "0 0 420 595", "/AA << /O 6 0 R >> /Annots [ 7 0 R 8 0 R ]"}}};
    const std::string drawing = blackBox(0, 0, 50, 20);
    const std::string field =
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (field) /V (value) /Rect [ 200 200 250 220 ] /F 4 "
        "/AP << /N 9 0 R >> /AA << /K 6 0 R >> >>";
    pdf.objects = {
        "<< /Title (secret title) /Author (secret author) /CreationDate (D:20200102030405Z) >>",
        "<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
        field,
        "<< /Type /Annot /Subtype /Link /Rect [ 0 0 100 100 ] /A << /S /URI /URI (http://secret/) >> >>",
        "<< /Type /XObject /Subtype /Form /BBox [ 0 0 50 20 ] /Length " + std::to_string(drawing.size()) +
            " >>\nstream\n" + drawing + "\nendstream",
        "<< /Type /Filespec /F (secret.txt) /EF << /F 11 0 R >> >>",
        "<< /Type /EmbeddedFile /Length 6 >>\nstream\nsecret\nendstream"};
    pdf.catalog =
        "/OpenAction 6 0 R /AcroForm << /Fields [ 7 0 R ] >> /Names << /JavaScript << /Names [ (a) 6 0 R ] "
        ">> "
        "/EmbeddedFiles << /Names [ (secret.txt) 10 0 R ] >> >> /AA << /WC 6 0 R >>";
    std::string bytes = pdf.bytes();
    const std::string root = "/Root 1 0 R";
    return bytes.replace(bytes.rfind(root), root.size(), root + " /Info 5 0 R");
}

TEST(VectorDocumentTest, HasEveryPageOnTheJobsPaper) {
    const std::string pdf = HandMadePdf{.pages = {{blackBox(0, 0, 9, 9), "0 0 420 595"},
                                                  {"", "0 0 1684 2384"},
                                                  {"", "0 0 90 90"},
                                                  {"", "0 0 595 420"}}}
                                .bytes();
    for (const PageSize& paper : kPageSizes) {
        QpdfReader reader(vectorsOf(pdf, paper));
        EXPECT_TRUE(reader.isSound());
        ASSERT_EQ(reader.pages(), 4);
        for (int page = 0; page < 4; ++page) {
            EXPECT_EQ(reader.pageEntry(page, "/MediaBox"),
                      "[ 0 0 " + std::to_string(paper.width) + ' ' + std::to_string(paper.height) + " ]");
            EXPECT_EQ(reader.pageEntry(page, "/Rotate"), "null");
        }
    }
}

TEST(VectorDocumentTest, ShowsWhatTheDocumentShows) {
    const std::string pdf =
        HandMadePdf{.pages = {{kText + ' ' + blackBox(50, 50, 100, 100), "0 0 420 595", kFont},
                              {blackBox(0, 0, 100, 420), "0 0 595 420"}}}
            .bytes();
    const std::string vectors = vectorsOf(pdf);
    for (const int page : {1, 2}) {
        const GrayPage expected = rendered(pdf, page);
        EXPECT_GT(differentPixels(expected, GrayPage(static_cast<int>(expected.width()),
                                                     static_cast<int>(expected.height()))),
                  1000U);
        EXPECT_EQ(differentPixels(rendered(vectors, page), expected), 0U) << page;
    }
}

TEST(VectorDocumentTest, HasNoTextThatIsLeftOut) {
    const std::string content = textAt(50, 300, "@@fax: 5550100@@") + textAt(50, 250, "Dear Bob");
    const PdfInput input = inputOf(textPages({content}));
    const PdfDocument document(input);
    std::string vectors;
    VectorDocument to(kA5, [&vectors](std::span<const std::byte> bytes) {
        vectors.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    });
    DrawnText others(std::vector<TextBox>{{49, 792 - 312, 200, 792 - 297}});
    to.addPage(document.page(1).get(), 1, &others);
    to.finish();
    const PdfInput made = inputOf(vectors);
    const std::unique_ptr<char, decltype(&g_free)> text(
        poppler_page_get_text(PdfDocument(made).page(1).get()), &g_free);
    EXPECT_STREQ(text.get(), "Dear Bob");
}

TEST(VectorDocumentTest, TurnsALandscapePage) {
    const GrayPage page =
        rendered(vectorsOf(HandMadePdf{.pages = {{blackBox(0, 0, 100, 420), "0 0 595 420"}}}.bytes()));
    EXPECT_EQ(page.scanLine(page.height() - 5)[page.width() / 2], 0) << "what was on the left is below";
    EXPECT_EQ(page.scanLine(5)[page.width() / 2], 255);
}

TEST(VectorDocumentTest, HasItsFontsInIt) {
    const std::string pdf = HandMadePdf{.pages = {{kText, "0 0 420 595", kFont}}}.bytes();
    const auto replaced = [](const std::string& bytes) {
        const PdfInput input = inputOf(bytes);
        return replacedFonts(PdfDocument(input), 1);
    };
    ASSERT_NE(replaced(pdf), "");
    const std::string vectors = vectorsOf(pdf);
    EXPECT_NE(vectors.find("/FontFile"), std::string::npos);
    EXPECT_EQ(replaced(vectors), "");
}

TEST(VectorDocumentTest, KeepsTextAndLinesAsVectors) {
    const std::string vectors = vectorsOf(
        HandMadePdf{.pages = {{kText + ' ' + blackBox(50, 50, 100, 100), "0 0 420 595", kFont}}}.bytes());
    EXPECT_EQ(vectors.find("/Subtype /Image"), std::string::npos);
}

TEST(VectorDocumentTest, HasNothingOfTheDocumentBesideItsPages) {
    const std::string pdf = withEverything();
    const std::string vectors = vectorsOf(pdf);
    ASSERT_EQ(vectors.find("/ObjStm"), std::string::npos) << "or the names below could be hidden in it";
    for (const std::string name : {"/JavaScript", "/JS", "/AA", "/OpenAction", "/EmbeddedFile", "/Filespec",
                                   "/AcroForm", "/Annots", "/Names", "/URI", "/Title", "/Author", "secret"}) {
        ASSERT_NE(pdf.find(name), std::string::npos) << name;
        EXPECT_EQ(vectors.find(name), std::string::npos) << name;
    }
    for (const std::string name : {"/CreationDate", "/ModDate", "/Metadata"}) {
        EXPECT_EQ(vectors.find(name), std::string::npos) << name;
    }
}

TEST(VectorDocumentTest, ShowsFormFieldsAsTheyPrint) {
    const GrayPage page = rendered(vectorsOf(withEverything()));
    const auto x = static_cast<std::size_t>(225 * 204 / 72);
    EXPECT_EQ(page.scanLine(static_cast<std::size_t>((595 - 210) * 196 / 72))[x], 0);
    EXPECT_EQ(page.scanLine(static_cast<std::size_t>((595 - 190) * 196 / 72))[x], 255);
}

TEST(VectorDocumentTest, GivesTheSameBytesForTheSameDocument) {
    const std::string pdf =
        HandMadePdf{.pages = {{kText, "0 0 420 595", kFont}, {blackBox(1, 1, 9, 9)}}}.bytes();
    EXPECT_EQ(vectorsOf(pdf), vectorsOf(pdf));
}

TEST(VectorDocumentTest, LetsOutWhatItsSinkThrows) {
    const PdfInput input = inputOf(HandMadePdf{.pages = {{kText, "0 0 420 595", kFont}}}.bytes());
    const PdfDocument document(input);
    std::size_t calls = 0;
    const auto make = [&](std::size_t failing) {
        calls = 0;
        VectorDocument vectors(kA5, [&](std::span<const std::byte>) {
            if (++calls == failing) {
                throw std::length_error("the disk is full");
            }
        });
        vectors.addPage(document.page(1).get(), 1);
        vectors.finish();
    };
    make(0);
    const std::size_t all = calls;
    ASSERT_GT(all, 2U);
    for (std::size_t failing = 1; failing <= all; ++failing) {
        EXPECT_THROW(make(failing), std::length_error) << "at piece " << failing << " of " << all;
    }
}

TEST(VectorDocumentTest, RefusesAPageOfImpossibleSize) {
    const std::string pdf = HandMadePdf{.pages = {{""}, {"", "0 0 1000000 1000000"}}}.bytes();
    const JobError error = thrownBy([&pdf] { vectorsOf(pdf); });
    EXPECT_EQ(error.end(), JobEnd::kCanceled);
    EXPECT_TRUE(mentions(error, "Page 2 has an impossible size")) << error.what();
}

}  // namespace
}  // namespace voipnow
