// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/cover_template.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/unit/backend/scratch.hpp"
#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

using Kind = CoverLine::Kind;

CoverTemplate parsed(const std::string& text) {
    return parseCoverTemplate(text, "our.cover", "/covers");
}

// "b<0>/b": markup as it is, fields by their number.
std::string shown(const CoverText& text) {
    std::string all;
    for (const CoverPiece& each : text) {
        all += each.field ? '{' + std::to_string(static_cast<int>(*each.field)) + '}' : each.markup;
    }
    return all;
}

TEST(CoverTemplateTest, ReadsSettings) {
    const CoverTemplate cover = parsed(
        "# a comment\n\nfont = DejaVu Serif 11\nlogo= logo.png\nlogo-height =15 mm\nlogo-place=left\nmargins "
        "= 30\n"
        "language = zh-tw\nmore-recipients = und {count} weitere\nshortened = … (gekürzt)\n\nFax\n");
    EXPECT_EQ(cover.name, "our.cover");
    EXPECT_EQ(cover.font, "DejaVu Serif 11");
    EXPECT_EQ(cover.logo, "/covers/logo.png");
    EXPECT_EQ(cover.logoHeight, 15);
    EXPECT_EQ(cover.logoPlace, LogoPlace::kLeft);
    EXPECT_EQ(cover.margins, 30);
    EXPECT_EQ(cover.language, "zh-tw");
    EXPECT_EQ(cover.moreRecipients, "und {count} weitere");
    EXPECT_EQ(cover.shortened, "… (gekürzt)");
    ASSERT_EQ(cover.body.size(), 1U);
    EXPECT_EQ(cover.body[0].number, 12);
}

struct LineCase {
    std::string line;
    Kind kind;
    std::string label;
    std::string text;
    CoverAlignment alignment = CoverAlignment::kStart;
};

TEST(CoverTemplateTest, ReadsLines) {
    const std::vector<LineCase> table{
        {"Fax", Kind::kText, "", "Fax"},
        {"  <b>Fax</b>\t", Kind::kText, "", "<b>Fax</b>"},
        {"{comment}", Kind::kText, "", "{5}"},
        {"To|{to}", Kind::kRow, "To", "{0}"},
        {"To | <b>{to}</b>, {from}", Kind::kRow, "To", "<b>{0}</b>, {1}"},
        {"{subject} | {date}|{pages}", Kind::kRow, "{2}", "{3}|{4}"},
        {"| {to}", Kind::kRow, "", "{0}"},
        {"To |", Kind::kRow, "To", ""},
        {"---", Kind::kThinRule, "", ""},
        {"----------", Kind::kThinRule, "", ""},
        {"===", Kind::kThickRule, "", ""},
        {"--", Kind::kText, "", "--"},
        {"--- Fax ---", Kind::kText, "", "--- Fax ---"},
        {"[right] {date}", Kind::kText, "", "{3}", CoverAlignment::kEnd},
        {"[centre]{date}", Kind::kText, "", "{3}", CoverAlignment::kCentre},
        {"[center] {date}", Kind::kText, "", "{3}", CoverAlignment::kCentre},
        {"a {{to} b }", Kind::kText, "", "a {to} b }"},
        {"1 &lt; 2 &amp; 3 > 2", Kind::kText, "", "1 &lt; 2 &amp; 3 > 2"},
        {"Total = 5", Kind::kText, "", "Total = 5"},
        {"דואר", Kind::kText, "", "דואר"},
    };
    for (const LineCase& each : table) {
        const CoverTemplate cover = parsed(each.line + "\n\n# nothing\n");
        ASSERT_EQ(cover.body.size(), 2U) << each.line;
        EXPECT_EQ(cover.body[0].kind, each.kind) << each.line;
        EXPECT_EQ(shown(cover.body[0].label), each.label) << each.line;
        EXPECT_EQ(shown(cover.body[0].text), each.text) << each.line;
        EXPECT_EQ(cover.body[0].alignment, each.alignment) << each.line;
        EXPECT_EQ(cover.body[1].kind, Kind::kSpace);
    }
}

TEST(CoverTemplateTest, ReadsTheFoot) {
    const CoverTemplate cover = parsed("Fax\n[foot]\n---\nOur firm");
    EXPECT_EQ(cover.body.size(), 1U);
    ASSERT_EQ(cover.foot.size(), 2U);
    EXPECT_EQ(cover.foot[1].number, 4);
}

TEST(CoverTemplateTest, ReadsWhatOtherEditorsWrite) {
    const CoverTemplate cover = parsed(
        "\xef\xbb\xbf"
        "margins = 30\r\nTo | {to}\r\n---\r\n");
    EXPECT_EQ(cover.margins, 30);
    ASSERT_EQ(cover.body.size(), 2U);
    EXPECT_EQ(shown(cover.body[0].text), "{0}");
    EXPECT_EQ(cover.body[1].kind, Kind::kThinRule);
}

struct MistakeCase {
    std::string text;
    std::string line;
    std::string words;
};

TEST(CoverTemplateTest, NamesTheLineOfAMistake) {
    const std::vector<MistakeCase> table{
        {"Fax\n{form}", "line 2", "no field {form}"},
        {"{To}", "line 1", "no field {To}"},
        {"{}", "line 1", "no field {}"},
        {"{to", "line 1", "has no }"},
        {"To | {to\n}", "line 1", "has no }"},
        {"<span size=\"{subject}\">x</span>", "line 1", "inside a tag"},
        {"<{to}>x</b>", "line 1", "inside a tag"},
        {"\n\n<b>Fax", "line 3", "markup is broken (Element"},
        {"<b>To | {to}</b>", "line 1", "markup is broken"},
        {"Miller & Sons", "line 1", "&amp;"},
        {"<blink>Fax</blink>", "line 1", "blink"},
        {"<span size=\"big\">Fax</span>", "line 1", "big"},
        {"fnt = DejaVu Sans 12\nFax", "line 1", "no setting \"fnt\""},
        {"font =\nFax", "line 1", "font:"},
        {"font = 12\nFax", "line 1", "font:"},
        {"font = DejaVu Sans\nFax", "line 1", "font:"},
        {"font = DejaVu Sans 7\nFax", "line 1", "font:"},
        {"font = DejaVu Sans 200\nFax", "line 1", "font:"},
        {"font = DejaVu Sans 12px\nFax", "line 1", "font:"},
        {"logo = ../logo.png\nFax", "line 1", "logo:"},
        {"logo = /etc/logo.png\nFax", "line 1", "logo:"},
        {"logo = .logo.png\nFax", "line 1", "logo:"},
        {"logo = logo.jpg\nFax", "line 1", "logo:"},
        {"logo-height = 0\nFax", "line 1", "logo-height:"},
        {"logo-height = 61\nFax", "line 1", "logo-height:"},
        {"logo-height = 20 cm\nFax", "line 1", "logo-height:"},
        {"logo-place = top\nFax", "line 1", "logo-place:"},
        {"margins = 5\nFax", "line 1", "margins:"},
        {"margins = -20\nFax", "line 1", "margins:"},
        {"language = ja_JP.UTF-8\nFax", "line 1", "language:"},
        {"Fax\nmargins = 20", "line 2", "stands behind"},
        {"[left] Fax", "line 1", "[right], [centre] and [foot]"},
        {"[right Fax", "line 1", "[right], [centre] and [foot]"},
        {"[foot] Fax", "line 1", "[right], [centre] and [foot]"},
        {"Fax\n[foot]\na\n[foot]\nb", "line 4", "twice"},
        {"Fax \xff", "line 1", "UTF-8"},
        {std::string("Fax\n\0", 5), "line 2", "UTF-8"},
        {std::string(600, '\n') + "Fax", "line 501", "500 lines"},
        {"", "is empty", ""},
        {"# nothing\n\nmargins = 20\n", "is empty", ""},
    };
    for (const MistakeCase& each : table) {
        const JobError error = thrownBy([&] { parsed(each.text); });
        EXPECT_EQ(error.end(), JobEnd::kHeld);
        EXPECT_TRUE(mentions(error, "our.cover")) << error.what();
        EXPECT_TRUE(mentions(error, each.line)) << each.text << '\n' << error.what();
        EXPECT_TRUE(mentions(error, each.words)) << each.text << '\n' << error.what();
    }
}

TEST(CoverTemplateTest, IsReadFromAFileWithItsLogoBesideIt) {
    const ScratchFolder scratch;
    const CoverTemplate cover = readCoverTemplate(scratch.file("a.cover", "logo = b.png\nFax\n"));
    EXPECT_EQ(cover.logo, scratch.path() / "b.png");
    EXPECT_EQ(cover.name, (scratch.path() / "a.cover").string());
}

TEST(CoverTemplateTest, IsRefusedWhenItsFileIsNone) {
    const ScratchFolder scratch;
    EXPECT_TRUE(mentions(thrownBy([&] { readCoverTemplate(scratch.path() / "a.cover"); }), "a.cover"));
    EXPECT_TRUE(mentions(thrownBy([&] { readCoverTemplate(scratch.path()); }), "no ordinary file"));
    const auto large = scratch.file("large.cover", "#" + std::string(kLongestCoverTemplate, '\n'));
    EXPECT_TRUE(mentions(thrownBy([&] { readCoverTemplate(large); }), "larger than 64 kB"));
}

TEST(CoverTemplateTest, HasAStandardThatShowsEveryField) {
    const CoverTemplate cover = readCoverTemplate({});
    EXPECT_EQ(cover.name, "Standard");
    std::string all;
    for (const CoverLine& each : cover.body) {
        all += shown(each.text);
    }
    for (std::size_t field = 0; field < kCoverFieldCount; ++field) {
        EXPECT_NE(all.find('{' + std::to_string(field) + '}'), std::string::npos) << field;
    }
}

TEST(CoverTemplateTest, HasAnExampleThatIsRight) {
    const CoverTemplate cover = readCoverTemplate(std::filesystem::path(COVERS_FOLDER) / "example.cover");
    EXPECT_TRUE(std::filesystem::exists(cover.logo));
}

}  // namespace
}  // namespace voipnow
