// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/drawn_text.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "tests/unit/filters/text_pages.hpp"

namespace voipnow {
namespace {

TEST(DrawnTextTest, KnowsWhetherThereMayBeMarks) {
    const std::vector<std::pair<std::string, bool>> cases{
        {textAt(72, 700, "Dear Bob, mail office@fastmail.example"), false},
        {textAt(72, 700, "Dear Bob, @@fax: 5550100@@"), true},
        {textAt(72, 700, "@") + textAt(84, 700, "@"), true},
        {textAt(72, 700, "Dear Bob") + "3 Tr " + textAt(72, 600, "what is not seen"), true},
        {blackBox(9, 9, 99, 99), false},
    };
    for (const auto& [content, mayHold] : cases) {
        for (const auto keeps : {DrawnText::Keeps::kNothing, DrawnText::Keeps::kGlyphs}) {
            DrawnText text(keeps);
            show(content, text);
            EXPECT_EQ(text.mayHoldMarks(), mayHold) << content;
        }
    }
}

TEST(DrawnTextTest, KeepsEachGlyphWhereItStands) {
    DrawnText text(DrawnText::Keeps::kGlyphs);
    show(textAt(72, 700, "ab") + textAt(300, 100, "c", "/F1 20 Tf"), text);
    const std::vector<DrawnGlyph>& glyphs = text.glyphs();
    ASSERT_EQ(glyphs.size(), 3U);
    EXPECT_EQ(glyphs[0].text, U"a");
    EXPECT_EQ(glyphs[1].text, U"b");
    EXPECT_EQ(glyphs[2].text, U"c");
    EXPECT_NEAR(glyphs[0].x, 72 + 1.2, 0.01);
    EXPECT_NEAR(glyphs[0].y, 792 - 700 - 3, 0.01);
    EXPECT_NEAR(glyphs[0].size, 12, 0.01);
    EXPECT_NEAR(glyphs[0].advanceX, glyphs[1].x - glyphs[0].x, 0.6);
    EXPECT_NEAR(glyphs[2].size, 20, 0.01);
    EXPECT_FALSE(text.hasInvisible());
}

// However large the sheet is on which the page is drawn.
TEST(DrawnTextTest, TellsPlacesInPointsOfThePage) {
    const std::string content = textAt(72, 700, "ab");
    const PdfInput input = inputOf(textPages({content}));
    const PdfDocument document(input);
    DrawnText nowhere(DrawnText::Keeps::kGlyphs);
    drawNowhere(document.page(1).get(), nowhere);
    for (const char* paper : {"A4", "A5"}) {
        const FaxGrid grid = faxGrid(requirePageSize(paper), requireResolution("204x98dpi"));
        const DrawingSurface sheet(cairo_image_surface_create(CAIRO_FORMAT_RGB24, grid.width, grid.height));
        DrawnText text(DrawnText::Keeps::kGlyphs);
        drawPage(document.page(1).get(), 1, grid, sheet.get(), &text);
        ASSERT_EQ(text.glyphs().size(), 2U);
        EXPECT_NEAR(text.glyphs()[1].x, nowhere.glyphs()[1].x, 0.01) << paper;
        EXPECT_NEAR(text.glyphs()[1].y, nowhere.glyphs()[1].y, 0.01) << paper;
        EXPECT_NEAR(text.glyphs()[1].advanceX, nowhere.glyphs()[1].advanceX, 0.6) << paper;
    }
}

std::string leftOutOf(const DrawnText& text) {
    std::string letters;
    for (const DrawnGlyph& each : text.glyphs()) {
        if (each.isLeftOut) {
            letters += static_cast<char>(each.text.at(0));
        }
    }
    return letters;
}

TEST(DrawnTextTest, LeavesOutWhatIsLikelyAMarkAndSaysWhetherThatWasRight) {
    DrawnText text(DrawnText::Keeps::kGlyphs);
    show(textAt(20, 700, "Dear a@b,") + textAt(100, 700, "@@f") + textAt(200, 700, "ax:1@@") +
             textAt(300, 700, "and"),
         text);
    EXPECT_EQ(leftOutOf(text), "@@fax:1@@");
    EXPECT_TRUE(text.leftOutJust({{95, 80, 290, 95}}));
    EXPECT_FALSE(text.leftOutJust({})) << "all of it has to be drawn";
    EXPECT_FALSE(text.leftOutJust({{95, 80, 190, 95}})) << "too much was left out";
    EXPECT_FALSE(text.leftOutJust({{95, 80, 310, 95}})) << "too little was";
    EXPECT_FALSE(text.leftOutJust({{95, 80, 290, 95}, {0, 0, 9, 9}})) << "this has to be painted over";
}

TEST(DrawnTextTest, LeavesNothingOutWithoutKeepingGlyphs) {
    DrawnText text(DrawnText::Keeps::kNothing);
    show(textAt(72, 700, "@@fax:1@@"), text);
    EXPECT_TRUE(text.glyphs().empty());
    EXPECT_TRUE(text.leftOutJust({}));
}

TEST(DrawnTextTest, SaysInWhichBoxesNothingStood) {
    DrawnText text(std::vector<TextBox>{{70, 80, 100, 95}, {300, 300, 310, 310}});
    show(textAt(72, 700, "abc"), text);
    ASSERT_EQ(text.untouched().size(), 1U);
    EXPECT_EQ(text.untouched()[0].left, 300);
}

}  // namespace
}  // namespace voipnow
