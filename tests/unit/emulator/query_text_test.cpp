// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/query_text.hpp"

#include <gtest/gtest.h>

namespace voipnow::emulator {
namespace {

using Fields = std::vector<QueryField>;

TEST(QueryText, EncodesEveryByteThatIsNotUnreserved) {
    EXPECT_EQ(percentEncode("AZaz09-._~"), "AZaz09-._~");
    EXPECT_EQ(percentEncode("a b/c*d@e+f%"), "a%20b%2Fc%2Ad%40e%2Bf%25");
    EXPECT_EQ(percentEncode("\xC3\xA4\x01"), "%C3%A4%01");
}

TEST(QueryText, DecodesWhatItEncoded) {
    std::string all;
    for (int byte = 0; byte < 256; ++byte) {
        all += static_cast<char>(byte);
    }
    EXPECT_EQ(percentDecode(percentEncode(all)), all);
    EXPECT_EQ(percentDecode("%e4%E4"), "\xE4\xE4");
}

TEST(QueryText, RefusesAPercentSignWithoutTwoHexadecimalDigits) {
    for (const auto* text : {"%", "a%", "%4", "%g0", "%0g", "%%41", "% 1"}) {
        EXPECT_EQ(percentDecode(text), std::nullopt) << text;
    }
    EXPECT_EQ(parseQuery("a=1&b=%zz"), std::nullopt);
    EXPECT_EQ(parseQuery("%zz=1"), std::nullopt);
}

TEST(QueryText, ReadsFieldsInOrderAndWithoutEqualsSignAsEmpty) {
    EXPECT_EQ(parseQuery(""), Fields{});
    EXPECT_EQ(parseQuery("b=2&a=1&a=%3D&c&d="),
              (Fields{{"b", "2"}, {"a", "1"}, {"a", "="}, {"c", ""}, {"d", ""}}));
    EXPECT_EQ(parseQuery("&&a=1&"), (Fields{{"a", "1"}}));
    EXPECT_EQ(parseQuery("a=b=c"), (Fields{{"a", "b=c"}}));
}

TEST(QueryText, TakesAPlusForASpaceInFormsOnly) {
    EXPECT_EQ(parseQuery("a=b+c"), (Fields{{"a", "b+c"}}));
    EXPECT_EQ(parseForm("a=b+c%2B"), (Fields{{"a", "b c+"}}));
}

TEST(QueryText, FindsTheFirstFieldOfAName) {
    const Fields fields = {{"a", "1"}, {"b", "2"}, {"a", "3"}};
    EXPECT_EQ(valueOf(fields, "a"), "1");
    EXPECT_EQ(valueOf(fields, "A"), std::nullopt);
}

}  // namespace
}  // namespace voipnow::emulator
