// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/recipients.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

struct Case {
    std::string text;
    std::string numbers;  // as listed() shows them
};

TEST(Recipients, AreReadAsPeopleWriteThem) {
    const std::vector<Case> table{
        {"", ""},
        {"  ", ""},
        {" , ; ", ""},
        {"5551234", "5551234"},
        {"7778888,1234567890", "7778888, 1234567890"},
        {"7778888;1234567890", "7778888, 1234567890"},
        {"7778888, 1234567890,", "7778888, 1234567890"},
        {"+1 (555) 010-0000", "+15550100000"},
        {"+1.555.010.0000", "+15550100000"},
        {"0 55 51/23 45", "055512345"},
        {"[555] {12} 34", "5551234"},
        {"tel:+1-555-010-0000", "+15550100000"},
        {"TEL: 5551234", "5551234"},
        {"0003*210", "0003*210"},
        {"*72#555", "*72#555"},
        {"210", "210"},
        {"\t555\t1234 ", "5551234"},
        {"+1\xc2\xa0"
         "555\xe2\x80\xaf"
         "0100",
         "+15550100"},  // no-break spaces
        {"555\xe2\x80\x93"
         "12\xe2\x80\x91"
         "34\xe2\x88\x92"
         "5",
         "55512345"},                                                               // en dash, hyphen, minus
        {"\xe2\x80\xaa+1 555 0100\xe2\x80\xac", "+15550100"},                       // pasted direction marks
        {"\xef\xbc\x8b\xef\xbc\x91\xef\xbc\x95\xef\xbc\x95\xef\xbc\x95", "+1555"},  // full width
        {"\xef\xbc\x88\xef\xbc\x95\xef\xbc\x95\xef\xbc\x95\xef\xbc\x89\xef\xbc\x8c\xef\xbc\x91\xef\xbc\x92"
         "\xef\xbc\x93",
         "555, 123"},                                  // （555），123
        {"\xd9\xa5\xd9\xa5\xd9\xa5\xd9\xa1", "5551"},  // Arabic-Indic digits
        {"5551234, 555-1234; 555 12 34", "5551234"},
        {std::string(32, '7'), std::string(32, '7')},
        {"+" + std::string(32, '7'), "+" + std::string(32, '7')},
    };
    for (const Case& each : table) {
        try {
            EXPECT_EQ(listed(parseRecipients(each.text)), each.numbers) << each.text;
        } catch (const BadNumber& error) {
            ADD_FAILURE() << error.what();
        }
    }
}

struct BadCase {
    std::string text;
    std::string offending;
};

TEST(Recipients, AreRefusedAllTogetherWhenOneIsNotANumber) {
    const std::vector<BadCase> table{
        {"call me", "call me"},
        {"5551234, Smith", "Smith"},
        {"555-CALL-NOW", "555-CALL-NOW"},
        {"12", "12"},
        {"+12", "+12"},
        {"5551234,1", "1"},
        {"+", "+"},
        {"++15550100", "++15550100"},
        {"+1+5550100", "+1+5550100"},
        {"1+5550100", "1+5550100"},
        {"(+1) 555 + 0100", "(+1) 555 + 0100"},
        {std::string(33, '7'), std::string(33, '7')},
        {"555_1234", "555_1234"},
        {"555:1234", "555:1234"},
        {"555=1234", "555=1234"},
        {"555?1234", "555?1234"},
        {"555\\1234", "555\\1234"},
        {"555\"1234", "555\"1234"},
        {"555&1234", "555&1234"},
        {"555\n1234", "555\n1234"},
        {"fax@example.com", "fax@example.com"},
        {"tel:555;ext=5", "ext=5"},
        {"5551234 ext 5", "5551234 ext 5"},
        {"555\xe2\x98\x8e"
         "1234",
         "555\xe2\x98\x8e"
         "1234"},  // a telephone sign
        {"\xc2\xbd"
         "551234",
         "\xc2\xbd"
         "551234"},  // one half
        {"\xe2\x91\xa0"
         "551234",
         "\xe2\x91\xa0"
         "551234"},  // a digit in a circle
        {"555\xff"
         "1234",
         "555\xff"
         "1234"},
    };
    for (const BadCase& each : table) {
        try {
            ADD_FAILURE() << each.text << " was read as " << listed(parseRecipients(each.text));
        } catch (const BadNumber& error) {
            EXPECT_EQ(std::string(error.what()).rfind('"' + each.offending + '"', 0), 0U) << error.what();
        }
    }
}

TEST(Recipients, AreListedWithTheirNames) {
    const std::vector<Recipient> recipients{{"+15550100", "First Bank"}, {"5551234"}};
    EXPECT_EQ(listed(recipients), "First Bank +15550100, 5551234");
    EXPECT_EQ(numbersOf(recipients), (std::vector<std::string>{"+15550100", "5551234"}));
}

TEST(Recipients, GetThePrefixBeforeEach) {
    EXPECT_EQ(listed(parseRecipients("5551234,210", parseDialPrefix("9"))), "95551234, 9210");
    EXPECT_EQ(listed(parseRecipients("555 1234", parseDialPrefix("+1"))), "+15551234");
    EXPECT_EQ(parseDialPrefix(" 0-0 "), "00");
    EXPECT_EQ(parseDialPrefix(""), "");
    EXPECT_THROW(parseRecipients("+15551234", parseDialPrefix("9")), BadNumber);
    EXPECT_THROW(parseDialPrefix("out"), BadNumber);
    EXPECT_THROW(parseDialPrefix(std::string(40, '9')), BadNumber);
}

}  // namespace
}  // namespace voipnow
