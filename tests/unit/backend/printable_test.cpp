// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/printable.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace voipnow {
namespace {

struct Case {
    std::string text;
    std::string line;
};

TEST(Printable, KeepsOneLineOfValidTextAndNothingElse) {
    using namespace std::string_literals;
    const std::vector<Case> cases{
        {"", ""},
        {"Letter to Dr. Müller – 日本", "Letter to Dr. Müller – 日本"},
        {"one\nATTR: job-state=9", "one ATTR: job-state=9"},
        {"\r\n\t x", "  x"},
        {"a\0b"s,
         "a\xef\xbf\xbd"
         "b"},
        {"esc \x1b[31mred", "esc  [31mred"},
        {"del\x7f.", "del ."},
        {"c1 \xc2\x85next", "c1  next"},
        {"ls\xe2\x80\xa8ps\xe2\x80\xa9.", "ls ps ."},
        {"right-to-left \xe2\x80\xae"
         "fdp.exe",
         "right-to-left  fdp.exe"},
        {"bad \xff\xfe bytes", "bad \xef\xbf\xbd\xef\xbf\xbd bytes"},
        {"cut \xe2\x82", "cut \xef\xbf\xbd\xef\xbf\xbd"},
    };
    for (const Case& each : cases) {
        EXPECT_EQ(printable(each.text), each.line) << each.text;
    }
}

TEST(Printable, CutsLongTextAtACharacterAndSaysSo) {
    EXPECT_EQ(printable("1234567890", 10), "1234567890");
    EXPECT_EQ(printable("12345678901", 10), "1234567…");
    EXPECT_EQ(printable("äääääää", 10), "äää…");
    EXPECT_LE(printable(std::string(100'000, 'x')).size(), kLongestMessage);
}

}  // namespace
}  // namespace voipnow
