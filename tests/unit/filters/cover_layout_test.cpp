// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/cover_layout.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

const PageSize kA4 = requirePageSize("A4");
const PageSize kA5 = requirePageSize("A5");

PlacedCover placed(const std::string& text, const CoverFields& fields, const PageSize& paper = kA4,
                   double logo = 0) {
    const CoverTemplate cover = parseCoverTemplate(text, "our.cover", {});
    CoverValues values(fields, cover);
    return layOutCover(paper, cover, values, logo);
}

std::string textOf(const PlacedText& text) {
    return pango_layout_get_text(text.layout.get());
}

// Without the marks that isolate directions.
std::string plain(std::string text) {
    for (const char* mark : {"\xE2\x81", "\xE2\x80\x8E"}) {
        for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;) {
            text.erase(at, 3);
        }
    }
    return text;
}

// Of its ink, in points on the paper.
CoverBox inkOf(const PlacedCover& cover, const PlacedText& text) {
    PangoRectangle ink{};
    pango_layout_get_extents(text.layout.get(), &ink, nullptr);
    const auto points = [](int units) { return static_cast<double>(units) / PANGO_SCALE; };
    return onPaper(
        cover, {text.left + points(ink.x), text.top + points(ink.y), points(ink.width), points(ink.height)});
}

void expectInside(const PlacedCover& cover, const PageSize& paper, const std::string& what) {
    std::vector<CoverBox> boxes;
    for (const PlacedText& each : cover.texts) {
        boxes.push_back(inkOf(cover, each));
    }
    for (const CoverBox& each : cover.rules) {
        boxes.push_back(onPaper(cover, each));
    }
    const double margin = cover.margin / 2;
    for (const CoverBox& each : boxes) {
        EXPECT_GE(each.left, margin) << what;
        EXPECT_GE(each.top, margin) << what;
        EXPECT_LE(each.left + each.width, paper.width - margin) << what;
        EXPECT_LE(each.top + each.height, paper.height - margin) << what;
    }
}

std::string manyWords(int count) {
    std::string words;
    for (int i = 0; i < count; ++i) {
        words += "Word" + std::to_string(i) + (i % 50 == 49 ? "\n\n" : " ");
    }
    return words;
}

TEST(CoverLayoutTest, PlacesLineBelowLine) {
    const PlacedCover cover =
        placed("Fax\n---\nTo | {to}\nRegarding | {subject}", {.to = {{"210"}}, .subject = "A"});
    ASSERT_EQ(cover.texts.size(), 5U);
    EXPECT_EQ(textOf(cover.texts[0]), "Fax");
    EXPECT_EQ(plain(textOf(cover.texts[2])), "210");
    ASSERT_EQ(cover.rules.size(), 1U);
    EXPECT_LT(cover.texts[0].top, cover.rules[0].top);
    EXPECT_LT(cover.rules[0].top, cover.texts[1].top);
    EXPECT_LT(cover.texts[1].top, cover.texts[3].top);
    EXPECT_EQ(cover.texts[2].left, cover.texts[4].left);
    EXPECT_GT(cover.texts[2].left, inkOf(cover, cover.texts[3]).width);
    EXPECT_EQ(cover.scale, 1);
}

TEST(CoverLayoutTest, LeavesOutLinesWithoutAValue) {
    const PlacedCover cover =
        placed("Fax\nSubject | {subject}\nFrom | {from}\nFor {subject}", {.from = "Anna"});
    ASSERT_EQ(cover.texts.size(), 3U);
    EXPECT_EQ(textOf(cover.texts[1]), "From");
}

TEST(CoverLayoutTest, PutsTheFootAtTheFoot) {
    const PlacedCover cover = placed("Fax\n[foot]\nOur firm\n---", {});
    ASSERT_EQ(cover.texts.size(), 2U);
    const CoverBox rule = onPaper(cover, cover.rules.at(0));
    EXPECT_NEAR(rule.top + rule.height, kA4.height - cover.margin, 10);
    EXPECT_LT(inkOf(cover, cover.texts[0]).top, rule.top);
    expectInside(cover, kA4, "foot");
}

TEST(CoverLayoutTest, KeepsTextsOffTheLogo) {
    for (const auto* place : {"left", "right", "centre"}) {
        const PlacedCover cover =
            placed(std::string("logo = a.png\nlogo-place = ") + place + "\n{comment}\n{from}\n---\nTo | {to}",
                   {.to = {{"210"}}, .from = manyWords(60), .comment = manyWords(30)}, kA4, 3);
        const CoverBox logo = onPaper(cover, cover.logo);
        EXPECT_NEAR(logo.width, 3 * logo.height, 0.01);
        for (const PlacedText& each : cover.texts) {
            const CoverBox ink = inkOf(cover, each);
            EXPECT_TRUE(ink.left >= logo.left + logo.width || ink.left + ink.width <= logo.left ||
                        ink.top >= logo.top + logo.height)
                << place << ' ' << textOf(each);
        }
        EXPECT_GT(cover.rules.at(0).top, cover.logo.top + cover.logo.height);
    }
}

TEST(CoverLayoutTest, MakesNothingOfALogoWiderThanThePage) {
    const PlacedCover cover = placed("logo = a.png\n{comment}", {.comment = manyWords(30)}, kA4, 500);
    EXPECT_LT(onPaper(cover, cover.logo).width, kA4.width / 2.0);
    expectInside(cover, kA4, "logo");
}

TEST(CoverLayoutTest, GivesEachParagraphItsDirection) {
    const PlacedCover cover = placed("{comment}", {.comment = "Left\nשלום רב\nمرحبا\n漢字"});
    PangoLayout* layout = cover.texts.at(0).layout.get();
    ASSERT_EQ(pango_layout_get_line_count(layout), 4);
    const double width = kA4.width - 2 * cover.margin;
    for (const int line : {0, 1, 2, 3}) {
        int from = 0;
        int to = 0;
        PangoLayoutIter* at = pango_layout_get_iter(layout);
        for (int i = 0; i < line; ++i) {
            pango_layout_iter_next_line(at);
        }
        PangoRectangle logical{};
        pango_layout_iter_get_line_extents(at, nullptr, &logical);
        from = logical.x / PANGO_SCALE;
        to = (logical.x + logical.width) / PANGO_SCALE;
        pango_layout_iter_free(at);
        const bool isFromRight = line == 1 || line == 2;
        EXPECT_NEAR(isFromRight ? to : from, isFromRight ? width : 0, 1.5) << line;
    }
}

TEST(CoverLayoutTest, PutsTextToTheRightWhateverItsDirection) {
    const PlacedCover cover =
        placed("[right] {from}\n[right] {subject}", {.from = "Anna", .subject = "חוזה"});
    for (const PlacedText& each : cover.texts) {
        const CoverBox ink = inkOf(cover, each);
        EXPECT_NEAR(ink.left + ink.width, kA4.width - cover.margin, 3) << textOf(each);
    }
}

// Where the byte at `index` of the text stands, in points.
double across(const PlacedText& text, std::size_t index) {
    PangoRectangle position{};
    pango_layout_index_to_pos(text.layout.get(), static_cast<int>(index), &position);
    return static_cast<double>(std::min(position.x, position.x + position.width)) / PANGO_SCALE;
}

TEST(CoverLayoutTest, LeavesANumberBesideANameAsItIs) {
    for (const char* label : {"To", "אל"}) {
        for (const char* name : {"בנק ראשון", "شركة المثال", "First Bank", ""}) {
            const PlacedCover cover = placed(std::string(label) + " | {to}", {.to = {{"+15550100", name}}});
            const PlacedText& to = cover.texts.at(1);
            const std::size_t plus = textOf(to).find('+');
            for (const std::size_t digit : {0U, 1U, 2U, 7U}) {
                EXPECT_LT(across(to, plus + digit), across(to, plus + digit + 1)) << label << name << digit;
            }
        }
    }
}

TEST(CoverLayoutTest, PutsANumberBehindANameInTheDirectionOfTheTable) {
    const auto numberIsRight = [](const std::string& label) {
        const PlacedCover cover = placed(label + " | {to}", {.to = {{"+15550100", "בנק ראשון"}}});
        const PlacedText& to = cover.texts.at(1);
        return across(to, textOf(to).find('+')) > across(to, textOf(to).find("ב"));
    };
    EXPECT_TRUE(numberIsRight("To"));
    EXPECT_FALSE(numberIsRight("אל"));
}

TEST(CoverLayoutTest, MirrorsATableWithHebrewLabels) {
    const PlacedCover cover = placed("אל | {to}\nמאת | {from}", {.to = {{"+15550100"}}, .from = "Anna"});
    ASSERT_EQ(cover.texts.size(), 4U);
    const double right = kA4.width - cover.margin;
    for (const std::size_t label : {0U, 2U}) {
        const CoverBox ink = inkOf(cover, cover.texts[label]);
        EXPECT_NEAR(ink.left + ink.width, right, 3);
        const CoverBox value = inkOf(cover, cover.texts[label + 1]);
        EXPECT_LT(value.left + value.width, ink.left);
        EXPECT_GT(value.left, kA4.width / 2.0);
    }
}

TEST(CoverLayoutTest, MakesALongCommentSmallerFirst) {
    const PlacedCover cover = placed("{comment}", {.comment = manyWords(330)}, kA4);
    EXPECT_LT(cover.scale, 1);
    EXPECT_NE(textOf(cover.texts.at(0)).find("Word329"), std::string::npos);
    expectInside(cover, kA4, "smaller");
}

TEST(CoverLayoutTest, ShortensACommentThatIsTooLong) {
    const CoverTemplate cover = readCoverTemplate({});
    CoverValues values({.to = {{"210"}}, .comment = manyWords(2000)}, cover);
    const PlacedCover made = layOutCover(kA4, cover, values, 0);
    const std::string text = plain(textOf(made.texts.back()));
    EXPECT_TRUE(text.starts_with("Word0 Word1 "));
    EXPECT_TRUE(text.ends_with(" … (shortened)")) << text;
    EXPECT_LT(values.shownOfComment(), values.commentLength());
    EXPECT_EQ(made.scale, 0.85);
    expectInside(made, kA4, "shortened");
    // It is used to the foot of the page.
    const CoverBox ink = inkOf(made, made.texts.back());
    EXPECT_GT(ink.top + ink.height, kA4.height - made.margin - 20);
}

struct FullCase {
    std::string what;
    CoverFields fields;
};

TEST(CoverLayoutTest, StaysOnThePageWhateverStandsInTheFields) {
    const std::vector<FullCase> table{
        {"nothing", {}},
        {"many recipients",
         {.to = {999, Recipient{"+15550100", "A Recipient With a Long Name"}}, .comment = "A"}},
        {"long names", {.to = {20, Recipient{std::string(32, '7'), std::string(900, 'W')}}}},
        {"one long word", {.subject = std::string(9000, 'W'), .comment = std::string(9000, 'W')}},
        {"many lines", {.comment = std::string(3000, '\n') + "a" + std::string(3000, '\n') + "b"}},
        {"short lines",
         {.from = manyWords(500),
          .subject = manyWords(500),
          .comment =
              [] {
                  std::string lines;
                  for (int i = 0; i < 3000; ++i) {
                      lines += "a\n";
                  }
                  return lines;
              }()}},
        {"all long",
         {.to = {6, Recipient{std::string(300, '7'), manyWords(300)}},
          .from = manyWords(300),
          .subject = manyWords(300),
          .comment = manyWords(3000),
          .date = manyWords(300)}},
        {"marks",
         {.comment =
              [] {
                  std::string marks = "a";
                  for (int i = 0; i < 5000; ++i) {
                      marks += "\xCC\x81";
                  }
                  return marks;
              }()}},
    };
    for (const PageSize& paper : kPageSizes) {
        for (const FullCase& each : table) {
            for (const char* file : {"", COVERS_FOLDER "/example.cover"}) {
                const CoverTemplate cover = readCoverTemplate(file);
                CoverValues values(each.fields, cover);
                expectInside(layOutCover(paper, cover, values, cover.logo.empty() ? 0 : 3.3), paper,
                             each.what + ' ' + std::string(paper.name) + ' ' + file);
            }
        }
    }
}

TEST(CoverLayoutTest, StaysLegibleWhenACommentHasManyLines) {
    std::string lines;
    for (int i = 0; i < 3000; ++i) {
        lines += i % 3 == 0 ? "a\n" : "\n";
    }
    EXPECT_EQ(placed("Fax\n{comment}", {.comment = lines}).scale, 0.85);
}

TEST(CoverLayoutTest, MakesALargeTemplateSmaller) {
    std::string text;
    for (int i = 0; i < 40; ++i) {
        text += "Line | value\n";
    }
    const PlacedCover cover = placed(text + "{comment}", {.comment = manyWords(500)}, kA5);
    EXPECT_LT(cover.scale, 0.85);
    expectInside(cover, kA5, "large template");
}

TEST(CoverLayoutTest, RefusesATemplateThatNeverFits) {
    std::string lines;
    for (int i = 0; i < 200; ++i) {
        lines += "Line\n";
    }
    for (const std::string& text : {lines, std::string("<span size=\"2000pt\">X</span>"),
                                    std::string("<span rise=\"3000000\">X</span>"),
                                    std::string("Fax\n[foot]\n<span size=\"500pt\">Fax</span>\n\nX")}) {
        const JobError error = thrownBy([&] { placed(text, {}, kA5); });
        EXPECT_TRUE(mentions(error, "our.cover")) << error.what();
        EXPECT_TRUE(mentions(error, "A5"));
    }
}

TEST(CoverLayoutTest, TellsCharactersThatNoFontHas) {
    const PlacedCover cover =
        placed("To | {to}\n{comment}", {.to = {{"210", "A\xF4\x8F\xBF\xBD"}}, .comment = "Fine"});
    const std::vector<std::string> sentences = missingCharacters(cover);
    ASSERT_EQ(sentences.size(), 1U);
    EXPECT_NE(sentences[0].find("1 character of"), std::string::npos) << sentences[0];
}

TEST(CoverLayoutTest, MissesNothingThatTheUsualFontHas) {
    EXPECT_TRUE(missingCharacters(placed("To | {to}\n{comment}", {.to = {{"+1 555", "Björn Łukasz Δ Ж בנק"}},
                                                                  .comment = "a\u200D שלום\nمرحبا"}))
                    .empty());
}

}  // namespace
}  // namespace voipnow
