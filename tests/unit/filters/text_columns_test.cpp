// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/text_columns.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

// A line of letters, each 6 wide and 12 high; '_' is a blank of 60.
void add(PlacedText& text, double left, double top, const std::string& letters) {
    for (const char each : letters) {
        const double width = each == '_' ? 60 : 6;
        text.push_back(
            {each == '_' ? U' ' : static_cast<unsigned char>(each), {left, top, left + width, top + 12}});
        left += width;
    }
    text.push_back({'\n', {left, top + 12, left, top + 12}});
}

TEST(TextColumnsTest, KeepPopplersOrderWithoutMarks) {
    PlacedText text;
    add(text, 0, 0, "one");
    add(text, 200, 0, "me@there");
    add(text, 0, 14, "two_three");
    EXPECT_EQ(utf8Of(inReadingOrder(text)), utf8Of(text));
    EXPECT_TRUE(inReadingOrder({}).empty());
}

TEST(TextColumnsTest, ReadAMarkToItsEndInItsColumn) {
    PlacedText text;
    add(text, 0, 0, "x @@fax: 555");
    add(text, 200, 0, "y @@faxto: Al");
    add(text, 0, 14, "0100@@ x");
    add(text, 200, 14, "Bob@@ y");
    EXPECT_EQ(utf8Of(inReadingOrder(text)), "x @@fax: 555\n0100@@ x\ny @@faxto: Al\nBob@@ y\n");
}

TEST(TextColumnsTest, PartALineAtAGap) {
    PlacedText text;
    add(text, 0, 0, "x @@fax: 555_y @@faxto: Al");
    add(text, 0, 14, "0100@@      _Bob@@");
    EXPECT_EQ(utf8Of(inReadingOrder(text)), "x @@fax: 555 0100@@       y @@faxto: Al\nBob@@\n");
}

TEST(TextColumnsTest, DoNotReadOnFarBelow) {
    PlacedText text;
    add(text, 0, 0, "@@count");
    add(text, 200, 0, "other");
    add(text, 0, 100, "below");
    EXPECT_EQ(utf8Of(inReadingOrder(text)), "@@count\nother\nbelow\n");
}

TEST(TextColumnsTest, GiveTheTextInUtf8) {
    EXPECT_EQ(utf8Of({{0xFF20}, {'a'}, {0x1F600}}), "\uff20a\U0001F600");
}

}  // namespace
}  // namespace voipnow
