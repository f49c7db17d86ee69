// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/digest.hpp"

#include <gtest/gtest.h>

#include <set>

namespace voipnow::emulator {
namespace {

TEST(Digest, GivesThePublishedDigests) {
    EXPECT_EQ(md5Hex(""), "d41d8cd98f00b204e9800998ecf8427e");
    EXPECT_EQ(md5Hex("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");  // RFC 1321
    EXPECT_EQ(sha256Hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // FIPS 180
}

TEST(Digest, GivesThePublishedKeyedDigest) {
    // RFC 4231, test case 2.
    EXPECT_EQ(hex(hmacSha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Digest, NamesThingsDifferentlyEachTime) {
    std::set<std::string> names;
    for (int i = 0; i < 100; ++i) {
        names.insert(randomHex(16));
    }
    EXPECT_EQ(names.size(), 100U);
    EXPECT_EQ(names.begin()->size(), 32U);
    EXPECT_EQ(names.begin()->find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST(Digest, ComparesSecrets) {
    EXPECT_TRUE(sameSecret("secret", "secret"));
    EXPECT_TRUE(sameSecret("", ""));
    EXPECT_FALSE(sameSecret("secret", "secreT"));
    EXPECT_FALSE(sameSecret("secret", "secrets"));
}

}  // namespace
}  // namespace voipnow::emulator
