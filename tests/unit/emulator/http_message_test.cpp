// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/http_message.hpp"

#include <gtest/gtest.h>

namespace voipnow::emulator {
namespace {

using Headers = std::vector<HeaderField>;

TEST(HttpMessage, KeepsTargetAndHeadersAsTheyWereOnTheWire) {
    const HttpHead head = parseHttpHead(
        "PUT /a%2Fb?x=%20&y HTTP/1.1\r\nHost: h:1\r\nX-AMZ-Meta-B:  1.0 "
        "\r\nx-amz-meta-a:%41%\r\nEmpty:\r\n\r\n");
    EXPECT_EQ(head.method, "PUT");
    EXPECT_EQ(head.target, "/a%2Fb?x=%20&y");
    EXPECT_EQ(head.path(), "/a%2Fb");
    EXPECT_EQ(head.query(), "x=%20&y");
    EXPECT_EQ(head.headers,
              (Headers{{"Host", "h:1"}, {"X-AMZ-Meta-B", "1.0"}, {"x-amz-meta-a", "%41%"}, {"Empty", ""}}));
}

TEST(HttpMessage, FindsHeadersInWhateverCapitals) {
    const HttpHead head{"GET", "/", {{"ACCEPT", "a"}, {"accept", "b"}}};
    EXPECT_EQ(head.value("Accept"), "a");
    EXPECT_TRUE(head.has("aCCept"));
    EXPECT_FALSE(head.has("Accep"));
}

TEST(HttpMessage, TakesALengthOnlyWhereItIsSaidOnceAndIsANumber) {
    const auto length = [](Headers headers) {
        return HttpHead{"PUT", "/", std::move(headers)}.contentLength();
    };
    EXPECT_EQ(length({{"content-length", "12"}}), 12U);
    EXPECT_EQ(length({{"Content-Length", "0"}}), 0U);
    EXPECT_EQ(length({}), std::nullopt);
    EXPECT_EQ(length({{"Content-Length", "12"}, {"Content-Length", "12"}}), std::nullopt);
    for (const auto* text : {"", "-1", "+1", "1 ", "0x1", "12,12", "99999999999999999999"}) {
        EXPECT_EQ(length({{"Content-Length", text}}), std::nullopt) << text;
    }
}

TEST(HttpMessage, ReadsTruncatedHeadsWithoutFailing) {
    EXPECT_EQ(parseHttpHead("").method, "");
    EXPECT_EQ(parseHttpHead("GET").method, "GET");
    EXPECT_EQ(parseHttpHead("GET /").target, "/");
    EXPECT_TRUE(parseHttpHead("GET / HTTP/1.1\r\nno colon\r\n").headers.empty());
}

}  // namespace
}  // namespace voipnow::emulator
