// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_marks.hpp"

#include <gtest/gtest.h>

#include "backend/job_error.hpp"
#include "filters/page_drawing.hpp"
#include "filters/pdf_document.hpp"
#include "tests/unit/filters/fax_filter_run.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"
#include "tests/unit/filters/text_pages.hpp"
#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

const std::string kFonts =
    "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> "
    "/F2 << /Type /Font /Subtype /Type1 /BaseFont /Times-BoldItalic >> "
    "/F3 << /Type /Font /Subtype /Type3 /FontBBox [0 0 700 700] /FontMatrix [.001 0 0 .001 0 0] /FirstChar "
    "48 "
    "/LastChar 120 /Widths [" +
    [] {
        std::string widths;
        for (int i = 48; i <= 120; ++i) {
            widths += "700 ";
        }
        return widths;
    }() +
    "] /CharProcs << /box 5 0 R >> /Encoding << /Differences [48 /zero /one /two /three /four /five 58 "
    "/colon "
    "64 /at 97 /a 102 /f 120 /x] >> /CharProcs << /at 5 0 R /a 5 0 R /f 5 0 R /x 5 0 R /colon 5 0 R /zero 5 "
    "0 R "
    "/one 5 0 R /five 5 0 R >> >> >> /XObject << /Form 6 0 R /Group 7 0 R /Image 8 0 R >> "
    "/Pattern << /P 9 0 R >> >>";

std::string stream(const std::string& dictionary, const std::string& content) {
    return "<< " + dictionary + " /Length " + std::to_string(content.size()) + " >>\nstream\n" + content +
           "\nendstream";
}

const std::string kOwnFont =
    "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>";

// A page with a mark; what is left when the mark is not there is the page without it.
struct MarkCase {
    std::string name;
    std::string before;
    std::string mark;
    std::string after;
    std::string mediaBox = "0 0 612 792";
    std::string entries = {};
    std::string inForm = {};  // drawn by /Form and by /Group
    std::string value = "5550100";
};

std::string pdfOf(const MarkCase& each, bool withMark) {
    const std::string content = each.before + (withMark ? each.mark : "") + each.after;
    const std::string form = withMark ? each.inForm : "";
    return HandMadePdf{
        .pages = {{content, each.mediaBox, kFonts + each.entries}},
        .objects = {stream("", "700 0 0 0 650 700 d1 50 0 500 600 re f"),
                    stream("/Type /XObject /Subtype /Form /BBox [0 0 612 792] " + kOwnFont, form),
                    stream(
                        "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Group << /S /Transparency >> " +
                            kOwnFont,
                        form),
                    stream(
                        "/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace "
                        "/DeviceGray",
                        "\x80\x90\xa0\xb0"),
                    stream("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 40 40] "
                           "/XStep 40 /YStep "
                           "40 " +
                               kOwnFont,
                           "BT /F1 12 Tf 2 5 Td (pqr) Tj 0 14 Td (pqr) Tj ET")}}
        .bytes();
}

const std::string kText =
    textAt(72, 714, "Dear Bob,") + textAt(72, 686, "a quick (brown) fox, mail a@b.example") + "0 0 1 rg\n";
const std::string kMark = textAt(72, 700, "@@fax: 5550100@@");
const std::string kMore = "0 g\n" + textAt(190, 700, "and more of it") + blackBox(300, 100, 50, 50);

std::vector<MarkCase> cases() {
    return {
        {"plain", kText, kMark, kMore},
        {"no text about it", "", kMark, blackBox(9, 9, 9, 9)},
        {"another font", kText, textAt(72, 700, "@@fax: 5550100@@", "/F2 12 Tf"), kMore},
        {"several fonts", kText,
         textAt(72, 700, "@@f", "/F2 12 Tf") + textAt(96, 700, "ax:555") +
             textAt(132.5, 700, "0100@@", "/F2 9 Tf"),
         kMore},
        {"single glyphs", kText,
         textAt(72, 700, "@") + textAt(85, 700, "@") + textAt(98, 700, "f") + textAt(102, 700, "a") +
             textAt(109, 700, "x") + textAt(115, 700, ":") + textAt(122, 700, "5550100") +
             textAt(170, 700, "@@"),
         kMore},
        {"kerned", kText, "BT /F1 12 Tf 72 700 Td [(@)20(@f)-80(ax)-500(:5)40(550)-60(100@)0(@)] TJ ET\n",
         kMore},
        {"spaced", kText, "BT /F1 12 Tf 4 Tc 3 Tw 72 700 Td (@@fax:5550100@@) Tj 0 Tc 0 Tw ET\n", ""},
        {"two lines", kText, textAt(400, 720, "@@fax: 555") + textAt(400, 706, "0100@@"), kMore,
         "0 0 612 792", "", "", "555 0100"},
        {"outlined", kText, "1 Tr " + kMark + "0 Tr ", kMore},
        {"filled and outlined", kText, "2 Tr " + kMark + "0 Tr ", kMore},
        {"twice for bold", kText, kMark + textAt(72.3, 700, "@@fax: 5550100@@"), kMore},
        {"bold, glyph by glyph", kText,
         textAt(72, 700, "@@f") + textAt(72.3, 700, "@@f") + textAt(102, 700, "ax:5550100@@") +
             textAt(102.4, 700, "ax:5550100@@"),
         kMore},
        {"tight lines", textAt(72, 707, "gjpqy Dear Bob, gjpqy") + textAt(72, 691, "ABCDEF Dear Bob TTTTT"),
         kMark, kMore},
        {"an italic neighbour", textAt(60, 700, "ff", "/F2 12 Tf"), textAt(72, 700, "@@fax: 5550100@@"),
         textAt(190, 700, "ff", "/F2 12 Tf")},
        {"an index", kText, kMark, textAt(190, 704, "12", "/F1 7 Tf")},
        {"rotated by 90", kText, kMark, kMore, "0 0 612 792", "/Rotate 90"},
        {"rotated by 180", kText, kMark, kMore, "0 0 612 792", "/Rotate 180"},
        {"rotated by 270", kText, kMark, kMore, "0 0 612 792", "/Rotate 270"},
        {"a crop box", kText, kMark, kMore, "0 0 612 792", "/CropBox [50 300 500 750]"},
        {"a crop box and a rotation", kText, kMark, kMore, "0 0 612 792",
         "/CropBox [50 300 500 750] /Rotate 90"},
        {"not from the origin", kText, kMark, kMore, "-100 200 612 792"},
        {"landscape", kText, kMark, kMore, "0 0 900 720"},
        {"user units", kText, kMark, kMore, "0 0 612 792", "/UserUnit 2"},
        {"text that runs up", kText, "BT /F1 12 Tf 0 1 -1 0 200 300 Tm (@@fax: 5550100@@) Tj ET\n", kMore},
        {"text that slants", kText, "BT /F1 12 Tf .9 .3 -.3 .9 200 300 Tm (@@fax: 5550100@@) Tj ET\n", kMore},
        {"a matrix", kText,
         "q 2 0 0 -1 10 1000 cm BT /F1 12 Tf 1 0 0 -1 72 700 Tm (@@fax: 5550100@@) Tj ET Q\n", kMore},
        {"on a picture", "q 200 0 0 80 60 650 cm /Image Do Q\n", kMark, kMore},
        {"white on black", "0 g 60 650 200 80 re f 1 g\n", kMark, kMore},
        {"in a form", kText + "/Form Do\n", "", kMore, "0 0 612 792", "", kMark},
        {"in a transparency group", kText + "/Group Do\n", "", kMore, "0 0 612 792", "", kMark},
        {"beside a pattern with text", "/Pattern cs /P scn 0 0 612 600 re f 0 g\n",
         textAt(2, 700, "@@fax: 5550100@@"), kMore},
        {"over a pattern with text", "/Pattern cs /P scn 0 600 612 192 re f 0 g\n",
         textAt(2, 782, "@@fax: 5550100@@"), kMore},
        {"drawn in another order", textAt(190, 700, "and more") + textAt(118, 700, "5550100@@"),
         textAt(72, 700, "@@fax:"), "", "0 0 612 792", "", "", "?"},
        {"Type 3", kText, textAt(72, 640, "@@fax:5550100@@", "/F3 12 Tf"), kMore},
        {"a gap", kText, textAt(72, 640, "@@fax:") + textAt(150, 640, "5550100@@"), kMore},
    };
}

TEST(PageMarksTest, AreTakenOffThePageAndNothingElse) {
    const std::vector<std::string> options{"", "FaxContent=Text Resolution=204x98dpi", "FaxContent=Photo"};
    for (const MarkCase& each : cases()) {
        for (const std::string& option : options) {
            const FaxFilterRun with = runFilter({.title = "t", .options = option}, pdfOf(each, true));
            if (each.value == "?") {
                EXPECT_EQ(with.end.marks.size(), 1U) << each.name;
                continue;
            }
            const FaxFilterRun without = runFilter({.title = "t", .options = option}, pdfOf(each, false));
            EXPECT_EQ(without.exitCode, 0) << each.name << without.messages;
            EXPECT_TRUE(without.end.marks.empty()) << each.name;
            ASSERT_EQ(with.end.marks.size(), 1U) << each.name << with.messages;
            EXPECT_EQ(with.end.marks[0].mark.value, each.value) << each.name;
            EXPECT_EQ(with.end.marks[0].page, 1) << each.name;
            EXPECT_TRUE(with.pdf == without.pdf) << each.name << " with " << option;
        }
    }
}

std::vector<PageMark> marksOf(const std::string& content) {
    const MarkCase each{"", content, "", ""};
    const PdfInput input = inputOf(pdfOf(each, true));
    const PdfDocument document(input);
    const PdfPage page = document.page(1);
    DrawnText drawn(DrawnText::Keeps::kGlyphs);
    drawNowhere(page.get(), drawn);
    return marksOn(page.get(), drawn, 7, 12);
}

TEST(PageMarksTest, AreReadInEachColumn) {
    const auto marks = marksOf(textAt(72, 700, "x @@fax: 555") + textAt(200, 700, "y @@faxsubject: Lease") +
                               textAt(72, 686, "0100@@ x") + textAt(200, 686, "of a flat@@ y"));
    ASSERT_EQ(marks.size(), 2U);
    EXPECT_EQ(marks[0].mark.value, "555 0100");
    EXPECT_EQ(marks[1].mark.value, "Lease of a flat");
}

TEST(PageMarksTest, AreReadFromInvisibleTextOfAScan) {
    const auto marks = marksOf("q 612 0 0 792 0 0 cm /Image Do Q\n3 Tr " + kMark);
    ASSERT_EQ(marks.size(), 1U);
    EXPECT_EQ(marks[0].mark.value, "5550100");
    ASSERT_FALSE(marks[0].boxes.empty());
    EXPECT_NEAR(marks[0].boxes.front().left, 72, 1);
    EXPECT_NEAR(marks[0].boxes.front().top, 792 - 700 - 12, 4);
    EXPECT_NEAR(marks[0].boxes.back().right, 190, 1);
}

// Poppler's box of a blank on a turned page has the whole line in it.
TEST(PageMarksTest, OfAScanAreTakenOffATurnedPageAndNothingElse) {
    for (const std::string rotation : {"0", "90", "180", "270"}) {
        const std::string beside = textAt(40, 700, "with") + textAt(190, 700, "and more of it");
        const std::string scan = beside + "3 Tr " + kMark + "0 Tr ";
        const MarkCase with{"", scan, "", "", "0 0 612 792", "/Rotate " + rotation};
        const MarkCase without{"", beside, "", "", "0 0 612 792", "/Rotate " + rotation};
        const FaxFilterRun run = runFilter({.title = "t"}, pdfOf(with, true));
        ASSERT_EQ(run.end.marks.size(), 1U) << run.messages;
        EXPECT_TRUE(run.pdf == runFilter({.title = "t"}, pdfOf(without, true)).pdf) << rotation;
    }
}

// Invisible text that stands where something else is seen.
TEST(PageMarksTest, HoldTheJobWhereOtherTextWouldGoWithThem) {
    const JobError error = thrownBy([] { marksOf(textAt(100, 704, "bid", "/F1 5 Tf") + "3 Tr " + kMark); });
    EXPECT_EQ(error.end(), JobEnd::kHeld);
    EXPECT_TRUE(mentions(error, "\"5550100\" cannot be taken off the page without other text"))
        << error.what();
}

TEST(PageMarksTest, AreOneWhenTheyAreDrawnTwice) {
    EXPECT_EQ(marksOf(kMark + kMark + textAt(72.5, 700, "@@fax: 5550100@@")).size(), 1U);
    EXPECT_EQ(marksOf(kMark + textAt(72, 600, "@@fax: 5550100@@")).size(), 2U);
}

TEST(PageMarksTest, ThatCannotBeReadHoldTheJobAndSayWhatToDo) {
    const JobError error = thrownBy([] { marksOf(textAt(72, 700, "Dear Bob, @@fxa: 5550100@@")); });
    EXPECT_EQ(error.end(), JobEnd::kHeld);
    EXPECT_STREQ(
        error.what(),
        "Nothing was faxed: on page 7 the mark \"@@fxa: 5550100@@\" is no mark that the fax printer knows. "
        "Correct the document and print it again; if that is no mark but a part of the text: lp -i 12 -o "
        "fax-marks=text -o phone=NUMBER -H resume");
}

// A part of the number that is drawn later than the rest.
TEST(PageMarksTest, ThatCanBeReadInTwoWaysHoldTheJob) {
    const std::string apart =
        textAt(72, 700, "@@fax: +1 ") + textAt(162, 700, "0100@@ hello") + textAt(138, 700, "555");
    const JobError error = thrownBy([&] { marksOf(apart); });
    EXPECT_NE(std::string(error.what()).find("\"+1 0100\" can also be read as \"+1 555 0100\""),
              std::string::npos)
        << error.what();
}

TEST(PageMarksTest, StayWhereTheJobSaysThatTheyAreText) {
    const MarkCase plain{"", kText, textAt(72, 700, "@@fxa: 1@@ @@fax: 5550100@@"), kMore};
    const FaxFilterRun run = runFilter({.title = "t", .options = "fax-marks=text"}, pdfOf(plain, true));
    EXPECT_EQ(run.exitCode, 0) << run.messages;
    EXPECT_TRUE(run.end.marks.empty());
    EXPECT_FALSE(run.pdf == runFilter({.title = "t"}, pdfOf(plain, false)).pdf);
}

TEST(PageMarksTest, AreNotInAVectorDocument) {
    const MarkCase plain{"", kText, kMark, kMore};
    const FaxFilterRun run = runFilter({.title = "t", .options = "FaxContent=Vector"}, pdfOf(plain, true));
    ASSERT_EQ(run.end.marks.size(), 1U) << run.messages;
    const PdfInput input = inputOf(run.pdf);
    const PdfDocument document(input);
    const std::unique_ptr<char, decltype(&g_free)> text(poppler_page_get_text(document.page(1).get()),
                                                        &g_free);
    const std::string all = text.get();
    EXPECT_EQ(all.find("@@"), std::string::npos) << all;
    EXPECT_EQ(all.find("5550100"), std::string::npos) << all;
    EXPECT_NE(all.find("a quick (brown) fox, mail a@b.example"), std::string::npos) << all;
}

}  // namespace
}  // namespace voipnow
