// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/text_table.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace voipnow {
namespace {

std::string printed(const std::vector<TextTable::Row>& rows) {
    TextTable table({"NAME", "NUMBER"});
    for (const TextTable::Row& row : rows) {
        table.measure(row);
    }
    std::ostringstream out;
    table.printHeads(out);
    for (const TextTable::Row& row : rows) {
        table.print(row, out);
    }
    return out.str();
}

TEST(TextTable, HasColumnsAsWideAsTheirWidestCell) {
    EXPECT_EQ(printed({{"First Bank", "1"}, {"A", "22"}}),
              "NAME        NUMBER\n"
              "First Bank  1\n"
              "A           22\n");
    EXPECT_EQ(printed({}), "NAME  NUMBER\n");
}

TEST(TextTable, KnowsHowWideLettersAreOnATerminal) {
    struct Case {
        const char* text;
        std::size_t columns;
    };
    for (const Case& each :
         {Case{"", 0}, Case{"Müller", 6}, Case{"銀行", 4}, Case{"e\xCC\x81", 1}, Case{"Дом", 3}}) {
        EXPECT_EQ(terminalWidth(each.text), each.columns) << each.text;
    }
    EXPECT_EQ(printed({{"銀行", "1"}}),
              "NAME  NUMBER\n"
              "銀行  1\n");
}

TEST(TextTable, LeavesNoBlanksAtTheEndOfALine) {
    EXPECT_EQ(printed({{"First Bank", ""}, {"", "22"}, {"", ""}}),
              "NAME        NUMBER\n"
              "First Bank\n"
              "            22\n"
              "\n");
}

}  // namespace
}  // namespace voipnow
