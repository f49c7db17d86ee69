// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mark_shapes.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace voipnow {
namespace {

TEST(MarkShapesTest, KnowsAMistypedFax) {
    for (const std::string word :
         {"fax", "fxa", "faks", "fx", "faxx", "gax", "telefax", "faxnumber", "afx"}) {
        EXPECT_EQ(isLikeFax(word), word != "faks") << word;
    }
    for (const std::string word : {"", "tax1", "max2", "to", "subject", "version", "f"}) {
        EXPECT_FALSE(isLikeFax(word)) << word;
    }
}

// Of the whole text.
template <typename Is>
bool isAll(Is* is, const std::string& text) {
    const MarkLetters letters(text);
    return is(letters, 0, letters.size());
}

TEST(MarkShapesTest, KnowsNumbersWithLabels) {
    for (const std::string text : {"5550100", "+1 (555) 010-0000", "tel: 555", "0003*001; 0003*002",
                                   "\u0661\u0662\u0663", "1 \u2013 23"}) {
        EXPECT_TRUE(isAll(isLikeNumber, text)) << text;
    }
    for (const std::string text : {"", "12", "abc", "555 and more", "+*#"}) {
        EXPECT_FALSE(isAll(isLikeNumber, text)) << text;
    }
}

TEST(MarkShapesTest, KnowsTheHeadsOfPatches) {
    for (const std::string text : {"-1,5 +1,6", "-1 +1,2", "-0,0 +1", "-1,5 -1,5 +1,6", "1,5 +1,6"}) {
        EXPECT_TRUE(isAll(isHeadOfPatch, text)) << text;
    }
    for (const std::string text : {"", "+1 555", "-1,5", "5550100", "1 +1", "-1,5 +1,6 a"}) {
        EXPECT_FALSE(isAll(isHeadOfPatch, text)) << text;
    }
}

TEST(MarkShapesTest, KnowsWhatEndsAMark) {
    const std::vector<std::pair<std::string, bool>> cases{
        {"@@", true}, {"@@ and", true}, {"@@.", true}, {"@@count", false}, {"@@@@count", true}};
    for (const auto& [text, isEnd] : cases) {
        EXPECT_EQ(isEndOfMark(MarkLetters(text), 0), isEnd) << text;
    }
}

TEST(MarkShapesTest, FindsTheBeginOfAKeyword) {
    const MarkLetters letters("to @2fax: 1");
    const std::size_t colon = letters.next(':', 0);
    EXPECT_EQ(beginOfKeyword(letters, 0, colon), 2U);
    EXPECT_EQ(beginOfKeyword(letters, 4, colon), 4U);
    EXPECT_EQ(beginOfKeyword(letters, colon, colon), colon);
}

TEST(MarkShapesTest, FindsLettersOfWords) {
    EXPECT_TRUE(isAll(hasWordLetter, "- a"));
    EXPECT_FALSE(isAll(hasWordLetter, "-, "));
    EXPECT_FALSE(isAll(hasWordLetter, ""));
}

}  // namespace
}  // namespace voipnow
