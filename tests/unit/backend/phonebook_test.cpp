// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook.hpp"

#include <gtest/gtest.h>

#include <set>

#include "backend/phonebook_names.hpp"
#include "tests/unit/backend/expect_job_error.hpp"

namespace voipnow {
namespace {

TEST(Phonebook, GivesEachEntryAKeyOfItsOwn) {
    Phonebook book;
    std::set<std::string> keys;
    for (int i = 0; i < 100; ++i) {
        const std::string key = book.add("Name " + std::to_string(i), "5551234", {}).key;
        EXPECT_TRUE(isPhonebookKey(key)) << key;
        EXPECT_TRUE(keys.insert(key).second);
    }
}

TEST(Phonebook, FindsEntriesByKeyAndName) {
    Phonebook book;
    const PhonebookEntry bank =
        book.add(" First  Bank", "+1 555 0100,  555\t0101", {"banks", "Banks", "Sales"});
    EXPECT_EQ(bank.name, "First Bank");
    EXPECT_EQ(bank.numbers, "+1 555 0100; 555 0101");
    EXPECT_EQ(bank.groups, (std::vector<std::string>{"banks", "Sales"}));
    EXPECT_EQ(book.byKey(bank.key), bank);
    EXPECT_EQ(book.byName("FIRST bank"), std::vector<PhonebookEntry>{bank});
    EXPECT_FALSE(book.byKey("pb00000000"));
    EXPECT_TRUE(book.byName("First").empty());
    const PhonebookEntry other = book.add("Other, Inc", "555", {});
    EXPECT_EQ(book.byName("other,inc"), std::vector<PhonebookEntry>{other});
    EXPECT_EQ(book.mostParts(), 2U);
}

TEST(Phonebook, RefusesWhatCannotBeAnEntry) {
    Phonebook book;
    book.add("First Bank", "5550100", {});
    expectJobError(JobEnd::kHeld, "already", [&] { book.add("first bank", "5550101", {}); });
    expectJobError(JobEnd::kHeld, "\"call me\" has a letter",
                   [&] { book.add("Bank", "5550100; call me", {}); });
    expectJobError(JobEnd::kHeld, "no number", [&] { book.add("Bank", " ; ", {}); });
    expectJobError(JobEnd::kHeld, "taken for a number", [&] { book.add("5550100", "5550100", {}); });
    expectJobError(JobEnd::kHeld, "comma", [&] { book.add("Bank", "5550100", {"a,b"}); });
    EXPECT_EQ(book.entries().size(), 1U);
}

TEST(Phonebook, RemovesAndReplacesEntries) {
    Phonebook book;
    const PhonebookEntry first = book.add("First", "111", {});
    const PhonebookEntry second = book.add("Second", "222", {});
    PhonebookEntry third = book.add("Third", "333", {});
    book.remove(first.key);
    book.remove("pb00000000");
    EXPECT_TRUE(book.byName("First").empty());
    EXPECT_EQ(book.byKey(third.key), third);
    third.numbers = "334";
    book.replace(third);
    EXPECT_EQ(book.byName("third").at(0).numbers, "334");
    EXPECT_EQ(book.entries(), (std::vector<PhonebookEntry>{second, third}));
}

TEST(Phonebook, GroupsKeepTheirKeysWhileTheirMembersChange) {
    Phonebook book;
    const std::string key = book.add("First", "111", {"Sales"}).key;
    book.add("Second", "222", {"North", "SALES"});
    const PhonebookGroup sales = book.group("sales").value();
    EXPECT_EQ(sales.name, "Sales");
    EXPECT_EQ(sales.members, (std::vector<std::size_t>{0, 1}));
    EXPECT_TRUE(isPhonebookKey(sales.key) && sales.key.starts_with("pg")) << sales.key;
    EXPECT_EQ(book.groupByKey(sales.key).value().name, "Sales");
    book.remove(key);
    EXPECT_EQ(book.group("Sales").value().key, sales.key);
    EXPECT_EQ(book.groups().size(), 2U);
    EXPECT_FALSE(book.group("South"));
    EXPECT_FALSE(book.groupByKey("pg00000000"));
}

TEST(Phonebook, MakesTheSameKeyOfTheSameText) {
    Phonebook book;
    const std::string key = book.keyMadeOf("Bank");
    EXPECT_EQ(key, book.keyMadeOf("Bank"));
    EXPECT_TRUE(isPhonebookKey(key));
    book.put({key, "Bank", "111", {}});
    EXPECT_NE(book.keyMadeOf("Bank"), key) << "no key is given twice";
}

}  // namespace
}  // namespace voipnow
