// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/named_recipients.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

Phonebook someBook() {
    Phonebook book;
    book.put({"pb00000001", "First Bank", "+1 (555) 010-0000", {"Banks"}});
    book.put({"pb00000002", "Second Bank", "555 0200; 555 0201", {"Banks", "North Sales"}});
    book.put({"pb00000003", "Smith, John", "5550300", {}});
    book.put({"pb00000004", "Smith, John, Jr", "5550400", {}});
    book.put({"pb00000005", "Müller & Söhne", "210", {"North Sales"}});
    book.put({"pb00000006", "Twice", "5550600", {}});
    book.put({"pb00000007", "twice", "5550700", {}});
    book.put({"pb00000008", "Same", "5550800", {}});
    book.put({"pb00000009", "SAME", "555-0800", {}});
    book.put({"pb0000000a", "Black", "5551000", {}});
    book.put({"pb0000000b", "White", "5551100", {}});
    book.put({"pb0000000c", "Black, White", "5551200", {}});
    return book;
}

std::string shown(const std::vector<Recipient>& recipients) {
    std::string all;
    for (const Recipient& each : recipients) {
        all += (all.empty() ? "" : ", ") + each.number + (each.name.empty() ? "" : " = " + each.name);
    }
    return all;
}

std::string resolved(const std::string& text, const std::string& prefix = {}) {
    return shown(resolveRecipients(text, prefix, someBook()));
}

struct Case {
    std::string text;
    std::string recipients;
};

TEST(NamedRecipients, AreNumbersNamesKeysAndGroups) {
    const std::vector<Case> table{
        {"", ""},
        {"555 1234", "5551234"},
        {"First Bank", "+15550100000 = First Bank"},
        {" first  BANK ", "+15550100000 = First Bank"},
        {"pb00000001", "+15550100000 = First Bank"},
        {"Second Bank", "5550200 = Second Bank, 5550201 = Second Bank"},
        {"@banks", "+15550100000 = First Bank, 5550200 = Second Bank, 5550201 = Second Bank"},
        {"@ north sales", "5550200 = Second Bank, 5550201 = Second Bank, 210 = Müller & Söhne"},
        {"MÜLLER & SÖHNE", "210 = Müller & Söhne"},
        {"Smith, John", "5550300 = Smith, John"},
        {"smith;john", "5550300 = Smith, John"},
        {"Smith, John, Jr", "5550400 = Smith, John, Jr"},
        {"5551234; Smith, John, Jr, 5551235", "5551234, 5550400 = Smith, John, Jr, 5551235"},
        {"First Bank, Smith, John; @Banks",
         "+15550100000 = First Bank, 5550300 = Smith, John, 5550200 = Second Bank, 5550201 = Second Bank"},
        {"5550200, @banks", "5550200 = Second Bank, +15550100000 = First Bank, 5550201 = Second Bank"},
        {"Same", "5550800 = Same"},
        {"Black", "5551000 = Black"},
        {"White, Black", "5551100 = White, 5551000 = Black"},
        {"pb0000000c", "5551200 = Black, White"},
    };
    for (const Case& each : table) {
        try {
            EXPECT_EQ(resolved(each.text), each.recipients) << each.text;
        } catch (const std::exception& error) {
            ADD_FAILURE() << each.text << ": " << error.what();
        }
    }
}

TEST(NamedRecipients, OfAGroupAreThoseOfItsKey) {
    const std::string key = someBook().group("Banks").value().key;
    EXPECT_EQ(resolved(key), resolved("@Banks"));
}

TEST(NamedRecipients, GetThePrefixBeforeEachNumber) {
    EXPECT_EQ(resolved("Second Bank; 5551234", "0"),
              "05550200 = Second Bank, 05550201 = Second Bank, 05551234");
    try {
        resolved("First Bank", "0");
        ADD_FAILURE();
    } catch (const BadNumber& error) {
        EXPECT_NE(std::string(error.what()).find("of \"First Bank\""), std::string::npos) << error.what();
    }
}

struct BadCase {
    std::string text;
    std::string begin;
    std::string words;
};

TEST(NamedRecipients, AreRefusedWhenTheNameIsUnknownOrCouldBeAnother) {
    const std::vector<BadCase> table{
        {"Frist Bank", "\"Frist Bank\" has a letter in it, and it is no name in the phone book",
         "there is \"First Bank\""},
        {"Bank", "\"Bank\"", "\"First Bank\" or \"Second Bank\""},
        {"First", "\"First\"", "\"First Bank\""},
        {"5551234, Nobody Here", "\"Nobody Here\"", "no name in the phone book"},
        {"@banc", "\"@banc\" is no group", "\"@Banks\""},
        {"@First Bank", "\"@First Bank\" is no group", ""},
        {"Banks", "\"Banks\"", "\"@Banks\""},
        {"Twice", "\"Twice\" is in the phone book with different numbers",
         "pb00000006 for 5550600, pb00000007 for 5550700"},
        {"Black, White", "\"Black, White\" can be one entry", "pb0000000c"},
        {"pb99999999", "\"pb99999999\" was the key", "no longer"},
        {"pg99999999", "\"pg99999999\" is no group", ""},
        {"Smith", "\"Smith\"", "\"Smith, John\""},
    };
    for (const BadCase& each : table) {
        try {
            ADD_FAILURE() << each.text << " was read as " << resolved(each.text);
        } catch (const BadName& error) {
            const std::string said = error.what();
            EXPECT_EQ(said.find(each.begin), 0U) << said;
            EXPECT_NE(said.find(each.words), std::string::npos) << said;
        }
    }
}

TEST(NamedRecipients, AreNumbersWithMistakesWhereNothingSpeaksForAName) {
    EXPECT_THROW(resolved("12"), BadNumber);
    EXPECT_THROW(resolved("555_1234"), BadNumber);
    EXPECT_THROW(resolved("tel:5551234;ext=12"), BadNumber);
    EXPECT_THROW(resolved("Ba\xff"), BadNumber);
    EXPECT_THROW(resolveRecipients("First Bank", "", Phonebook()), BadNumber);
}

TEST(NamedRecipients, AreFoundByTheWordsOfTheName) {
    Phonebook book = someBook();
    book.put({"pb0000000d", "First National Bank", "5551300", {}});
    book.put({"pb0000000e", "First Bank National", "5551400", {}});
    book.put({"pb0000000f", "A B B", "5551500", {}});
    const auto found = [&](const std::string& first, const std::vector<std::string>& others) {
        return nameWithWords(book, first, others).value_or("-");
    };
    EXPECT_EQ(found("First", {"Bank"}), "First Bank");
    EXPECT_EQ(found("FIRST", {"bank"}), "First Bank");
    EXPECT_EQ(found("First", {}), "-");
    EXPECT_EQ(found("Bank", {"First"}), "-") << "the first word is the first";
    EXPECT_EQ(found("First", {"Bank", "Loans"}), "-") << "all words are of the name";
    EXPECT_EQ(found("Smith,", {"John"}), "Smith, John");
    EXPECT_EQ(found("Smith,", {"Jr", "John,"}), "Smith, John, Jr");
    EXPECT_EQ(found("Müller", {"&", "söhne"}), "Müller & Söhne");
    EXPECT_EQ(found("@north", {"sales"}), "@North Sales");
    EXPECT_EQ(found("@Banks", {}), "@Banks");
    EXPECT_EQ(found("Twice", {}), "Twice");
    EXPECT_EQ(found("A", {"B"}), "A B B") << "libcups keeps one of two options of the same name";
    EXPECT_THROW(found("First", {"Bank", "National"}), BadName);
}

}  // namespace
}  // namespace voipnow
