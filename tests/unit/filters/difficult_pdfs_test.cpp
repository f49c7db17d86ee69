// PDFs as they come, through the whole filter: what can be read becomes a fax with all of its pages, what cannot is
// refused with a sentence, and nothing is lost in silence.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "filters/g4_decoder.hpp"
#include "tests/unit/filters/difficult_pages.hpp"
#include "tests/unit/filters/fax_filter_run.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"
#include "tests/unit/filters/qpdf_reader.hpp"

namespace voipnow {
namespace {

const FilterJob kJob{.title = "t", .options = "PageSize=Letter Resolution=204x98dpi"};
constexpr std::size_t kWidth = 1728;
constexpr std::size_t kHeight = 1078;

std::vector<BitPage> pagesOf(const FaxFilterRun& run) {
    std::vector<BitPage> pages;
    QpdfReader pdf(run.pdf);
    for (int i = 0; i < pdf.pages(); ++i) {
        const std::string g4 = pdf.imageData(i);
        pages.push_back(decodeG4(std::as_bytes(std::span(g4)), kWidth, kHeight));
    }
    return pages;
}

// The smallest rectangle that holds all black pixels, in points from the paper's top left corner, rounded.
struct Extent {
    long left;
    long top;
    long right;
    long bottom;
    bool operator==(const Extent&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Extent& extent) {
    return out << extent.left << ' ' << extent.top << ' ' << extent.right << ' ' << extent.bottom;
}

Extent blackOf(const BitPage& page) {
    std::size_t left = kWidth;
    std::size_t top = kHeight;
    std::size_t right = 0;
    std::size_t bottom = 0;
    for (std::size_t y = 0; y < kHeight; ++y) {
        for (std::size_t x = 0; x < kWidth; ++x) {
            if (page.isBlack(x, y)) {
                left = std::min(left, x);
                top = std::min(top, y);
                right = std::max(right, x + 1);
                bottom = std::max(bottom, y + 1);
            }
        }
    }
    const auto across = [](std::size_t x) { return std::lround(static_cast<double>(x) * 612 / kWidth); };
    const auto down = [](std::size_t y) { return std::lround(static_cast<double>(y) * 792 / kHeight); };
    return {across(left), down(top), across(right), down(bottom)};
}

// Black from edge to edge of a page of that box, or of what is drawn of it.
HandMadePage blackPage(const std::string& mediaBox, const std::string& entries = "") {
    return {"0 g -20000 -20000 40000 40000 re f\n", mediaBox, entries};
}

std::string threePages() {
    return HandMadePdf{.pages = std::vector<HandMadePage>(3, HandMadePage{blackBox(9, 9, 99, 99)})}.bytes();
}

std::string replaced(std::string bytes, const std::string& old, const std::string& with) {
    const std::size_t at = bytes.find(old);
    EXPECT_NE(at, std::string::npos) << old;
    return bytes.replace(at, old.size(), with);
}

std::string cutBefore(const std::string& bytes, const std::string& mark) {
    return bytes.substr(0, bytes.rfind(mark));
}

std::string onePage(const HandMadePage& page) {
    return HandMadePdf{.pages = {page}}.bytes();
}

// A page with an image that is no JPEG, and something beside it.
std::string brokenImage(const std::string& beside) {
    HandMadePdf pdf{.pages = {{beside + "q 99 0 0 99 99 99 cm /I Do Q\n"}}};
    pdf.pages[0].entries = "/Resources << /XObject << /I " + std::to_string(pdf.firstObject()) + " 0 R >> >>";
    pdf.objects = {
        "<< /Type /XObject /Subtype /Image /Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace /DeviceGray "
        "/Filter "
        "/DCTDecode /Length 12 >>\nstream\nnot a JPEG..\nendstream"};
    return pdf.bytes();
}

std::string textIn(const std::string& font) {
    return onePage(
        {"BT /F 24 Tf 72 700 Td (Dear Sir) Tj ET\n", "0 0 612 792",
         "/Resources << /Font << /F << /Type /Font /Subtype /TrueType /BaseFont /" + font + " >> >> >>"});
}

// A deflate stream that is nothing but zeros, which are white space in a drawing: about 160 times its own length.
std::string manyZeros(int repeats) {
    std::string bytes = "\x78\x9C";
    unsigned pending = 0;
    int bits = 0;
    const auto put = [&](std::string_view code) {
        for (const char bit : code) {
            pending |= (bit == '1' ? 1U : 0U) << bits;
            if (++bits == 8) {
                bytes += static_cast<char>(pending);
                pending = 0;
                bits = 0;
            }
        }
    };
    put("110");       // the last block, with the fixed codes
    put("00110000");  // a zero
    for (int i = 0; i < repeats; ++i) {
        put("1100010100000");  // 258 bytes like the one before
    }
    put("0000000");  // the end
    put("0000000");
    return bytes;
}

std::string inflatesTo(std::uint64_t size) {
    const std::string zeros = manyZeros(static_cast<int>(size / 258));
    std::string bytes = onePage({zeros});
    return replaced(bytes, "<< /Length " + std::to_string(zeros.size()),
                    "<< /Filter /FlateDecode /Length " + std::to_string(zeros.size()));
}

struct DifficultPdf {
    std::string name;
    std::string bytes;
    int pages;              // of the fax; 0: it is refused
    std::string says = {};  // of the messages; empty: neither a warning nor an error
};

std::vector<DifficultPdf> difficultPdfs() {
    const std::string sound = threePages();
    return {
        {"encrypted, without a password", encryptedPdf(sound, ""), 3},
        {"encrypted, with a password", encryptedPdf(sound, "secret"), 0,
         "ERROR: The document is protected by a password"},
        {"wrong place of the table", replaced(sound, "startxref\n", "startxref\n1"), 3},
        {"wrong places in the table", replaced(sound, "00000 n \n", "00000 f \n"), 3},
        {"no end", cutBefore(sound, "startxref"), 3},
        {"no table and no end", cutBefore(sound, "xref\n0"), 0,
         "ERROR: The document is not a PDF that can be read"},
        {"bytes before the beginning", "HTTP/1.1 200 OK\r\n\r\n" + sound, 3},
        {"bytes behind the end", sound + std::string(2000, '\0'), 3},
        {"table that comes before itself", replaced(sound, "/Root 1 0 R", "/Prev 9 /Root 1 0 R"), 3},
        {"fewer pages than it says", replaced(sound, "/Count 3", "/Count 5"), 0,
         " of 5 is broken and cannot be read"},
        {"no number of pages", replaced(sound, "/Count 3", "/Coumt 3"), 0,
         "ERROR: The document has no pages"},
        {"negative number of pages", replaced(sound, "/Count 3", "/Count -3"), 0,
         "ERROR: The document has no pages"},
        {"page tree that contains itself", replaced(sound, "3 0 R 5", "2 0 R 5"), 0,
         "is broken and cannot be read"},
        {"no pages", HandMadePdf{}.bytes(), 0, "ERROR: The document has no pages"},
        {"honest blank page", onePage({""}), 1},
        {"page without a drawing", replaced(onePage({""}), "/Contents", "/Comtents"), 1},
        {"broken image alone", brokenImage(""), 0, "ERROR: Page 1 is broken ("},
        {"broken image beside a box", brokenImage(blackBox(9, 9, 99, 99)), 1,
         "WARNING: Page 1 has a mistake and may lack something ("},
        {"unknown operator", onePage({blackBox(9, 9, 99, 99) + "noSuchOperator\n"}), 1,
         "WARNING: Page 1 has a mistake and may lack something (Syntax error"},
        {"drawing that breaks off", onePage({blackBox(9, 9, 99, 99) + "q (a string without an end"}), 1,
         "WARNING: Page 1 has a mistake and may lack something (Syntax error"},
        {"page of a million points", onePage({"", "0 0 1000000 1000000"}), 0,
         "ERROR: Page 1 has an impossible size (1000000 x 1000000 points)"},
        {"million points across", onePage({"", "0 0 1000000 9"}), 0, "ERROR: Page 1 has an impossible size"},
        {"page of 200 inches", onePage(blackPage("0 0 14400 14400")), 1},
        {"page without a size", onePage(blackPage("0 0 0 0")), 1},
        {"size that is no number", onePage(blackPage("0 0 nan nan")), 1},
        {"size of no two corners", onePage(blackPage("0 0 9")), 1},
        {"corners in the wrong order", onePage(blackPage("612 792 0 0")), 1},
        {"turned by an odd angle", onePage(blackPage("0 0 612 792", "/Rotate 45")), 1},
    };
}

TEST(DifficultPdfsTest, BecomeAFaxOfAllPagesOrAreRefusedWithASentence) {
    for (const DifficultPdf& each : difficultPdfs()) {
        const FaxFilterRun run = runFilter(kJob, each.bytes);
        EXPECT_EQ(run.exitCode, each.pages == 0 ? 1 : 0) << each.name << ": " << run.messages;
        EXPECT_EQ(run.end.kind, each.pages == 0 ? DocumentEnd::Kind::kFailed : DocumentEnd::Kind::kComplete)
            << each.name;
        if (run.exitCode == 0) {
            EXPECT_EQ(pagesOf(run).size(), static_cast<std::size_t>(each.pages)) << each.name;
        }
        if (each.says.empty()) {
            EXPECT_EQ(run.messages.find("WARNING"), std::string::npos) << each.name << ": " << run.messages;
        } else {
            EXPECT_NE(run.messages.find(each.says), std::string::npos) << each.name << ": " << run.messages;
        }
    }
}

struct PageCase {
    HandMadePage page;
    Extent black;
};

TEST(DifficultPdfsTest, HaveTheirPagesInTheirTrueSizeAndPlace) {
    const Extent all{0, 0, 612, 792};
    const std::vector<PageCase> cases{
        {blackPage("0 0 612 792"), all},
        {blackPage("-306 -396 306 396"), all},
        {blackPage("612 792 0 0"), all},
        {blackPage("0 0 0 0"), all},
        {blackPage("0 0 nan nan"), all},
        {blackPage("0 0 14400 14400"), {0, 90, 612, 702}},
        {blackPage("0 0 100 200"), {256, 296, 356, 496}},
        {blackPage("0 0 100 200", "/Rotate 90"), {206, 346, 406, 446}},
        {blackPage("0 0 100 200", "/Rotate -270"), {206, 346, 406, 446}},
        {blackPage("0 0 612 792", "/CropBox [100 100 200 300]"), {256, 296, 356, 496}},
        {blackPage("0 0 612 792", "/CropBox [-99 -99 900 900]"), all},
        {blackPage("0 0 792 612"), all},
        {{blackBox(0, 0, 792, 306), "0 0 792 612"}, {306, 0, 612, 792}},
    };
    HandMadePdf pdf;
    for (const PageCase& each : cases) {
        pdf.pages.push_back(each.page);
    }
    const std::vector<BitPage> pages = pagesOf(runFilter(kJob, pdf.bytes()));
    ASSERT_EQ(pages.size(), cases.size());
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const Extent black = blackOf(pages[i]);
        const Extent& expected = cases[i].black;
        for (const long off : {black.left - expected.left, black.top - expected.top,
                               black.right - expected.right, black.bottom - expected.bottom}) {
            EXPECT_LE(std::abs(off), 1) << "page " << i + 1 << ": " << black << " in place of " << expected;
        }
    }
}

TEST(DifficultPdfsTest, HaveABlankPageWhereTheyHaveOne) {
    const FaxFilterRun run = runFilter(
        kJob, HandMadePdf{.pages = {{blackBox(9, 9, 99, 99)}, {""}, {blackBox(9, 9, 99, 99)}}}.bytes());
    const std::vector<BitPage> pages = pagesOf(run);
    ASSERT_EQ(pages.size(), 3U);
    EXPECT_FALSE(pages[0].isBlank());
    EXPECT_TRUE(pages[1].isBlank());
    EXPECT_FALSE(pages[2].isBlank());
}

TEST(DifficultPdfsTest, TellWhichFontIsReplaced) {
    const FaxFilterRun run = runFilter(kJob, textIn("NoSuchFont"));
    EXPECT_EQ(run.exitCode, 0) << run.messages;
    EXPECT_NE(run.messages.find("INFO: A font that is not in the document was replaced: NoSuchFont"),
              std::string::npos)
        << run.messages;
}

TEST(DifficultPdfsTest, EndInTimeWhenADrawingIsAGigabyteOfNothing) {
    const FaxFilterRun run =
        runFilter(kJob, inflatesTo(std::uint64_t{1} << 30), {.pageTime = std::chrono::seconds(1)});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_TRUE(run.end.message.starts_with("Page 1 takes longer than 1 seconds to draw."))
        << run.end.message;
}

TEST(DifficultPdfsTest, AreReadThoughADrawingIsSomeMegabytesOfNothing) {
    const FaxFilterRun run = runFilter(kJob, inflatesTo(4'000'000));
    EXPECT_EQ(run.exitCode, 0) << run.messages;
    EXPECT_EQ(run.messages.find("WARNING"), std::string::npos) << run.messages;
}

}  // namespace
}  // namespace voipnow
