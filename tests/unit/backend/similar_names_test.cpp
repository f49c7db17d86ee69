// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/similar_names.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

using Names = std::vector<std::string>;

TEST(SimilarNames, AreTheNearestFirst) {
    Phonebook book;
    for (const char* name : {"First Bank", "First Bunk", "Fist", "Müller", "Somebody Else"}) {
        book.add(name, "5550100", {"Sales"});
    }
    EXPECT_EQ(namesLike("Frst Bank", book, 3), (Names{"First Bank", "First Bunk"}));
    EXPECT_EQ(namesLike("Frst Bank", book, 1), Names{"First Bank"});
    EXPECT_EQ(namesLike("muller", book, 3), Names{"Müller"});
    EXPECT_EQ(namesLike("BODY", book, 3), Names{"Somebody Else"}) << "a part of it";
    EXPECT_EQ(namesLike("@salse", book, 3), Names{"@Sales"});
    EXPECT_EQ(namesLike("sales", book, 3), Names{"@Sales"});
    EXPECT_EQ(namesLike("@Fist", book, 3), Names{}) << "groups only";
    EXPECT_EQ(namesLike("Nothing Like It", book, 3), Names{});
    EXPECT_EQ(namesLike("", book, 3), Names{});
    EXPECT_EQ(namesLike("\xff\xff", book, 3), Names{});
    EXPECT_EQ(namesLike("x", Phonebook(), 3), Names{});
}

}  // namespace
}  // namespace voipnow
