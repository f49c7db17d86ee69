// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/json_text.hpp"

#include <gtest/gtest.h>

namespace voipnow::emulator {
namespace {

TEST(JsonText, LeavesValidUtf8AsItIs) {
    EXPECT_EQ(utf8("Grüße, 你好"), "Grüße, 你好");
    EXPECT_EQ(utf8(""), "");
}

TEST(JsonText, TakesOtherBytesForLatin1) {
    EXPECT_EQ(utf8("Gr\xFC\xDF"), "Grüß");
    EXPECT_EQ(utf8(std::string("a\0b", 3)), std::string("a\0b", 3));
}

TEST(JsonText, WritesAnyBytesAsJsonThatCanBeParsed) {
    JsonBuffer buffer;
    JsonWriter json(buffer);
    json.StartObject();
    textMember(json, "key", std::string("\"\\\x01\xFF\0", 5));
    json.EndObject();
    const auto object = parseJsonObject({buffer.GetString(), buffer.GetSize()});
    ASSERT_TRUE(object);
    EXPECT_EQ(std::string((*object)["key"].GetString(), (*object)["key"].GetStringLength()),
              std::string("\"\\\x01\xC3\xBF\0", 6));
}

TEST(JsonText, RefusesWhatIsNoObjectOrNamesAMemberTwice) {
    for (const auto* text :
         {"", "[]", "1", "null", "{", "{\"a\":1}x", "{\"a\":1,\"a\":2}", "{'a':1}", "{\"a\":\"\xFF\"}"}) {
        EXPECT_FALSE(parseJsonObject(text)) << text;
    }
    EXPECT_TRUE(parseJsonObject("{\"a\":1,\"b\":1}"));
}

TEST(JsonText, ReadsDeepNestingWithoutExhaustingTheStack) {
    EXPECT_FALSE(parseJsonObject(std::string(1000000, '[')));
    const std::string deep = R"({"a":)" + std::string(100000, '[') + std::string(100000, ']') + "}";
    EXPECT_TRUE(parseJsonObject(deep));
}

TEST(JsonText, KeepsTheSpellingOfNumbersWhereAsked) {
    const auto object = parseJsonObject(R"({"a":1.0,"b":1e2,"c":-0})", true);
    ASSERT_TRUE(object);
    EXPECT_STREQ((*object)["a"].GetString(), "1.0");
    EXPECT_STREQ((*object)["b"].GetString(), "1e2");
    EXPECT_STREQ((*object)["c"].GetString(), "-0");
}

TEST(JsonText, WritesTimesInUtcWithMilliseconds) {
    using std::chrono::milliseconds;
    using std::chrono::system_clock;
    EXPECT_EQ(isoTime(system_clock::time_point(milliseconds(0))), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(isoTime(system_clock::time_point(milliseconds(1768299300007))), "2026-01-13T10:15:00.007Z");
}

}  // namespace
}  // namespace voipnow::emulator
