// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/mark_signs.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace voipnow {
namespace {

TEST(MarkSignTest, IsSeenInWhateverMayBeAMark) {
    const std::vector<std::pair<std::u32string, bool>> cases{
        {U"@@fax: 5550100@@", true},
        {U"Dear Bob,@@", true},
        {U"@fax: 5550100@@", true},
        {U"@ F\u00ADa\nX", true},
        {U"@ @", true},
        {U"\uFF20\uFF20\uFF46\uFF41\uFF58", true},
        {U"\uFE6B\uFE6B", true},
        {U"@fa@fax", true},
        {U"", false},
        {U"@", false},
        {U"office@fastmail.example, bob@axis.example", false},
        {U"fax: 5550100", false},
        {U"@-@", false},
    };
    for (const auto& [text, isSign] : cases) {
        MarkSign sign;
        for (const char32_t letter : text) {
            sign.feed(letter);
        }
        EXPECT_EQ(sign.wasSeen(), isSign) << std::string(text.begin(), text.end());
    }
}

// '#' for the letters that it holds.
std::string heldOf(const std::u32string& text) {
    LikelyMark mark;
    std::string held;
    char32_t before = ' ';
    for (const char32_t letter : text) {
        held += mark.holds(letter, before != ' ') ? '#' : '.';
        before = letter;
    }
    return held;
}

TEST(LikelyMarkTest, HoldsAMarkFromEndToEnd) {
    const std::vector<std::pair<std::u32string, std::string>> cases{
        {U"ab @@fax:1@@ cd", "...#########..."},
        {U"@@fax:@sales@@ b", "##############.."},
        {U"@@fax:1@2@@ b", "###########.."},
        {U"bob@there no@@ a", "................"},
        {U"@fax 1", "#....."},
        {U"@@fax 1", "#######"},
    };
    for (const auto& [text, held] : cases) {
        EXPECT_EQ(heldOf(text), held) << std::string(text.begin(), text.end());
    }
}

}  // namespace
}  // namespace voipnow
