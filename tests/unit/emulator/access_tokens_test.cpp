// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/access_tokens.hpp"

#include <gtest/gtest.h>

namespace voipnow::emulator {
namespace {

using std::chrono::seconds;

const AccessTokens::Time kNow{seconds(1000)};

TEST(AccessTokens, AreValidUntilTheirEnd) {
    AccessTokens tokens;
    const std::string token = tokens.issue(kNow + seconds(10));
    EXPECT_TRUE(tokens.isValid(token, kNow));
    EXPECT_TRUE(tokens.isValid(token, kNow + seconds(9)));
    EXPECT_FALSE(tokens.isValid(token, kNow + seconds(10)));
}

TEST(AccessTokens, ThatWereNotIssuedAreNotValid) {
    AccessTokens tokens;
    EXPECT_FALSE(tokens.isValid("", kNow));
    EXPECT_FALSE(tokens.isValid("x", kNow));
    EXPECT_NE(tokens.issue(kNow), tokens.issue(kNow));
}

TEST(AccessTokens, AreAllInvalidAfterRevocation) {
    AccessTokens tokens;
    tokens.keep("kept");
    const std::string issued = tokens.issue(kNow + seconds(10));
    EXPECT_TRUE(tokens.isValid("kept", kNow + seconds(1000000)));
    tokens.revokeAll();
    EXPECT_FALSE(tokens.isValid("kept", kNow));
    EXPECT_FALSE(tokens.isValid(issued, kNow));
}

}  // namespace
}  // namespace voipnow::emulator
