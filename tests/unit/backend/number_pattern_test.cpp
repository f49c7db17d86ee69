// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/number_pattern.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

TEST(NumberPattern, DescribesWholeNumbers) {
    struct Case {
        std::string pattern;
        std::string number;
        bool matches;
    };
    const std::vector<Case> table{
        {"5551234", "5551234", true},
        {"5551234", "55512345", false},
        {"5551234", "05551234", false},
        {"+1*", "+15550100", true},
        {"+1*", "+1", true},
        {"+1*", "15550100", false},
        {"*", "+15550100", true},
        {"*900*", "09001234", true},
        {"900*", "09001234", false},
        {"0900???", "0900123", true},
        {"0900???", "090012", false},
        {"0003\\*210", "0003*210", true},
        {"0003\\*210", "00031210", false},
        {"0003\\*[0-4]??", "0003*210", true},
        {"0003\\*[0-4]??", "0003*510", false},
        {"0003[*#]210", "0003*210", true},
        {"0003[*]210", "00035210", false},
        {"[!0]*", "5551234", true},
        {"[!0]*", "05551234", false},
        {"[!0+]*", "+15551234", false},
        {"[0-57]*", "7551234", true},
        {"[0-57]*", "6551234", false},
        {"#72*", "#72555", true},
        {"\\+49*", "+49555", true},
    };
    for (const Case& each : table) {
        const auto patterns = parseNumberPatterns(each.pattern);
        EXPECT_EQ(findPattern(patterns, each.number) != nullptr, each.matches)
            << each.pattern << ' ' << each.number;
    }
}

TEST(NumberPattern, OfAListTheFirstThatHoldsIsGiven) {
    const auto patterns = parseNumberPatterns(" +1900*, 0900*\t*  ");
    EXPECT_EQ(patterns, (std::vector<std::string>{"+1900*", "0900*", "*"}));
    EXPECT_EQ(*findPattern(patterns, "0900123"), "0900*");
    EXPECT_EQ(*findPattern(patterns, "5550100"), "*");
    EXPECT_EQ(findPattern({}, "5550100"), nullptr);
    EXPECT_TRUE(parseNumberPatterns(" , ").empty());
}

TEST(NumberPattern, ThatNoNumberCanHaveIsRefused) {
    for (const char* pattern :
         {"+1-900*", "+1(900)*", "0900.*",   "0900x",         "premium", "tel:0900*", "[0-9",        "[]",
          "[!]",     "[9-0]",    "[a-z]",    "[[:digit:]]",   "[-5]",    "[5-]",      "[0-9-]",      "0900]",
          "0900\\",  "0900\\x",  "0900\\\\", "+1900*;+1976*", "!0900*",  "[^0]*",     "\xef\xbc\x91"}) {
        try {
            parseNumberPatterns(std::string("5550100 ") + pattern);
            ADD_FAILURE() << pattern;
        } catch (const BadPattern& error) {
            EXPECT_EQ(std::string(error.what()).rfind(std::string("\"") + pattern + '"', 0), 0U)
                << error.what();
        }
    }
}

}  // namespace
}  // namespace voipnow
