// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/url_signature.hpp"

#include <gtest/gtest.h>

namespace voipnow::emulator {
namespace {

const StoreKey kKey{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1"};
const std::string kScope = "20130524/us-east-1/s3/aws4_request";
const std::string kDate = "20130524T000000Z";

// The example of AWS's documentation.
const Signable kExample = {"GET",
                           "/test.txt",
                           {{"X-Amz-SignedHeaders", "host"},
                            {"X-Amz-Expires", "86400"},
                            {"X-Amz-Date", kDate},
                            {"X-Amz-Credential", "AKIAIOSFODNN7EXAMPLE/" + kScope},
                            {"X-Amz-Algorithm", "AWS4-HMAC-SHA256"}},
                           {{"host", "examplebucket.s3.amazonaws.com"}}};

std::string signature(const Signable& request) {
    return signatureOf(request, kScope, kDate, kKey);
}

TEST(UrlSignature, IsTheOneThatAwsPublished) {
    EXPECT_EQ(signature(kExample), "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

TEST(UrlSignature, DoesNotDependOnTheOrderOfParametersOrOnSpacesRoundValues) {
    Signable request = kExample;
    std::swap(request.query.front(), request.query.back());
    request.headers["host"] = "  examplebucket.s3.amazonaws.com ";
    EXPECT_EQ(signature(request), signature(kExample));
}

TEST(UrlSignature, TakesSeveralSpacesForOne) {
    Signable one = kExample;
    Signable several = kExample;
    one.headers["x-amz-meta-a"] = "a b";
    several.headers["x-amz-meta-a"] = "a   b";
    EXPECT_EQ(signature(one), signature(several));
}

TEST(UrlSignature, DependsOnEverythingElse) {
    std::vector<Signable> others(6, kExample);
    others[0].method = "PUT";
    others[1].path = "/Test.txt";
    others[2].query.push_back({"a", ""});
    others[3].headers["host"] = "example.com";
    others[4].headers["x-amz-meta-a"] = "";
    others[5].query[1].value = "86401";
    for (std::size_t i = 0; i < others.size(); ++i) {
        EXPECT_NE(signature(others[i]), signature(kExample)) << i;
    }
    EXPECT_NE(signatureOf(kExample, kScope, "20130524T000001Z", kKey), signature(kExample));
    EXPECT_NE(signatureOf(kExample, "20130525/us-east-1/s3/aws4_request", kDate, kKey), signature(kExample));
    EXPECT_NE(signatureOf(kExample, kScope, kDate, {kKey.accessKey, "other"}), signature(kExample));
}

TEST(UrlSignature, SortsTheQueryByNameAndThenByValue) {
    EXPECT_EQ(canonicalQuery({{"b", "1"}, {"a", "2"}, {"a", "1"}, {"A", "/ ="}}), "A=%2F%20%3D&a=1&a=2&b=1");
    EXPECT_EQ(canonicalQuery({}), "");
}

}  // namespace
}  // namespace voipnow::emulator
