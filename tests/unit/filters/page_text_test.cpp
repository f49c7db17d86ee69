// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_text.hpp"

#include <gtest/gtest.h>

#include "tests/unit/filters/text_pages.hpp"

namespace voipnow {
namespace {

PageText textOf(const std::string& content) {
    DrawnText drawn(DrawnText::Keeps::kGlyphs);
    show(content, drawn);
    const std::vector<PageText> texts = textsOf(drawn);
    EXPECT_EQ(texts.size(), 1U);
    return texts.at(0);
}

TEST(PageTextTest, IsReadInTheOrderInWhichItIsDrawn) {
    struct Case {
        std::string content;
        std::string text;
    };
    const std::vector<Case> cases{
        {textAt(72, 700, "one two"), "one two"},
        {textAt(72, 700, "one") + textAt(72, 686, "two"), "one\ntwo"},
        {textAt(72, 686, "below") + textAt(72, 700, "above"), "below\nabove"},
        {textAt(72, 700, "o") + textAt(78.7, 700, "ne"), "one"},
        {textAt(72, 700, "one") + textAt(100, 700, "two"), "one two"},
        {textAt(72, 700, "ab") + textAt(72.4, 700, "ab"), "ab"},
        {textAt(72, 700, "aa"), "aa"},
        {textAt(300, 700, "right") + textAt(72, 700, "left"), "right\nleft"},
        {"", ""},
    };
    for (const Case& each : cases) {
        EXPECT_EQ(utf8Of(textOf(each.content).characters), each.text) << each.content;
    }
}

TEST(PageTextTest, TellsGapsInATextThatDrawsItsBlanks) {
    const PageText text = textOf(textAt(72, 700, "a b") + textAt(200, 700, "c") + textAt(214, 700, "d"));
    EXPECT_EQ(utf8Of(text.characters), "a b\u2003c\u200Bd");
}

TEST(PageTextTest, IsWholeWithoutInvisibleText) {
    EXPECT_TRUE(textOf(textAt(72, 700, "one")).isWhole);
    EXPECT_FALSE(textOf(textAt(72, 700, "one") + "3 Tr " + textAt(72, 600, "two")).isWhole);
}

TEST(PageTextTest, HasSmallBoxesAboutItsGlyphs) {
    const PageText text = textOf(textAt(72, 700, "ab"));
    ASSERT_EQ(text.characters.size(), 2U);
    const TextBox& box = text.characters[1].box;
    EXPECT_TRUE(box.contains(72 + 6.67 + 1.2, 792 - 700 - 3)) << box.left << ' ' << box.top;
    EXPECT_LT(box.right - box.left, 3);
}

DrawnGlyph glyph(double x, char32_t letter) {
    return {x, 100, 6, 0, 12, std::u32string(1, letter)};
}

TEST(PageTextTest, IsReadForParagraphsOfBothDirectionsWhereThereAreSuchLetters) {
    const std::vector<PageText> texts = textsOf(std::vector<DrawnGlyph>{
        glyph(0, U'\u05D0'), glyph(6, U'\u05D1'), glyph(12, U' '), glyph(18, U'a'), glyph(24, U'b')});
    ASSERT_EQ(texts.size(), 2U);
    EXPECT_EQ(utf8Of(texts[0].characters), "\u05D1\u05D0\u200B ab");
    EXPECT_EQ(utf8Of(texts[1].characters), "ab \u05D1\u05D0");
}

}  // namespace
}  // namespace voipnow
