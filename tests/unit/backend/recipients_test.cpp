// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/recipients.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace voipnow {
namespace {

struct Case {
    std::string text;
    std::string numbers;  // as listed() shows them
};

void expectNumbers(const std::vector<Case>& table) {
    for (const Case& each : table) {
        try {
            EXPECT_EQ(listed(parseRecipients(each.text)), each.numbers) << each.text;
        } catch (const BadNumber& error) {
            ADD_FAILURE() << error.what();
        }
    }
}

TEST(Recipients, AreReadAsPeopleWriteThem) {
    expectNumbers({
        {"5551234", "5551234"},
        {"210", "210"},
        {"+15550100000", "+15550100000"},
        {"0015550100", "0015550100"},
        {"+1 (555) 010-0000", "+15550100000"},
        {"(+1) 555 010 0000", "+15550100000"},
        {"+ 1 555 0100", "+15550100"},
        {"1-555-010-0000", "15550100000"},
        {"+1.555.010.0000", "+15550100000"},
        {"555.0100.", "5550100"},
        {"0 55 51/23 45", "055512345"},
        {"030/555 12-34", "0305551234"},
        {"+49 30 555-12 34", "+49305551234"},
        {"+33 1 55 50 10 00", "+33155501000"},
        {"06.55.50.10.00", "0655501000"},
        {"020 7946 0000", "02079460000"},
        {"+39 (06) 555 0100", "+39065550100"},
        {"(0555) 010 000", "0555010000"},
        {"[555] {12} 34", "5551234"},
        {"(555 1234", "5551234"},
        {"-555--1234-", "5551234"},
        {"tel:+1-555-010-0000", "+15550100000"},
        {"TEL: 5551234", "5551234"},
        {"tel:5550100;tel:5550101", "5550100, 5550101"},
        {"0003*210", "0003*210"},
        {"0003 * 210", "0003*210"},
        {"*72#555", "*72#555"},
        {"#31#5551234", "#31#5551234"},
        {"\t555\t1234 ", "5551234"},
        {"5551234\n", "5551234"},
        {"\r\n5551234\r\n", "5551234"},
        {std::string(32, '7'), std::string(32, '7')},
        {"+" + std::string(32, '7'), "+" + std::string(32, '7')},
    });
}

TEST(Recipients, AreReadInEveryScript) {
    expectNumbers({
        {"+1\u00a0555\u202f0100", "+15550100"},        // no-break spaces
        {"555\u2009\u200a\u30001234", "5551234"},      // thin, hair and ideographic space
        {"555\u20131234", "5551234"},                  // en dash
        {"555\u20141234", "5551234"},                  // em dash
        {"555\u20101234", "5551234"},                  // hyphen
        {"555\u20111234", "5551234"},                  // no-break hyphen
        {"555\u22121234", "5551234"},                  // minus
        {"555\u00ad1234", "5551234"},                  // soft hyphen
        {"555\u200b1234\u2060", "5551234"},            // no width at all
        {"\ufeff5551234", "5551234"},                  // a byte order mark
        {"\u202a+1 555 0100\u202c", "+15550100"},      // pasted marks of direction
        {"\u200e+1\u200f 555 0100", "+15550100"},      //
        {"\u2068+1 555 0100\u2069", "+15550100"},      //
        {"555\u00b71234", "5551234"},                  // middle dot
        {"555\u20221234", "5551234"},                  // bullet
        {"03\u30fb5550\u30fb1000", "0355501000"},      // katakana middle dot
        {"555\u22151234\u20445", "55512345"},          // other slashes
        {"\uff0b\uff11 \uff15\uff15\uff15", "+1555"},  // full width
        {"\uff08\uff15\uff15\uff15\uff09\uff0c\uff11\uff12\uff13", "555, 123"},
        {"\uff0a\uff17\uff12\uff03\uff15\uff1b555", "*72#5, 555"},
        {"\uff34\uff25\uff2c\uff1a5551234", "5551234"},
        {"555\uff0f12\uff0e34\uff0d5", "55512345"},
        {"\u3010555\u301112\u300c34\u300d", "5551234"},        // brackets of East Asia
        {"\u0665\u0665\u0665\u0661", "5551"},                  // Arabic-Indic
        {"\u06f5\u06f5\u06f5\u06f1", "5551"},                  // of Persian and Urdu
        {"\u096b\u096b\u096b\u0967", "5551"},                  // Devanagari
        {"\u0e55\u0e55\u0e55\u0e51", "5551"},                  // Thai
        {"\U0001d7d3\U0001d7d3\U0001d7d3\U0001d7cf", "5551"},  // bold, of mathematics
        {"\ufe62"
         "1 555 0100",
         "+15550100"},  // small plus
    });
}

TEST(Recipients, OfAListAreReadEachOnce) {
    expectNumbers({
        {"", ""},
        {"  ", ""},
        {" , ; ", ""},
        {"\u00a0\t\n", ""},
        {"7778888,1234567890", "7778888, 1234567890"},
        {"7778888;1234567890", "7778888, 1234567890"},
        {"7778888, 1234567890,", "7778888, 1234567890"},
        {";;7778888;,;210;", "7778888, 210"},
        {"7778888,\n1234567890\n", "7778888, 1234567890"},
        {"5551234, 555-1234; 555 12 34; tel:5551234; \uff15551234", "5551234"},
        {"+15551234, 0015551234, 15551234", "+15551234, 0015551234, 15551234"},
    });
}

struct BadCase {
    std::string text;
    std::string offending;
    std::string reason;
};

TEST(Recipients, AreRefusedAllTogetherWhenOneIsNotANumber) {
    const std::vector<BadCase> table{
        {"call me", "call me", "letter"},
        {"5551234, Smith", "Smith", "letter"},
        {"555-CALL-NOW", "555-CALL-NOW", "letter"},
        {"O55 1234", "O55 1234", "letter"},
        {"5551234 x5", "5551234 x5", "letter"},
        {"5551234x123", "5551234x123", "letter"},
        {"5551234 ext. 12", "5551234 ext. 12", "letter"},
        {"Tel. 5551234", "Tel. 5551234", "letter"},
        {"fax:5551234", "fax:5551234", "letter"},
        {"tel:tel:5551234", "tel:tel:5551234", "letter"},
        {"sip:5551234@example.com", "sip:5551234@example.com", "letter"},
        {"fax@example.com", "fax@example.com", "letter"},
        {"5551234, \u0395551234", "\u0395551234", "letter"},  // a Greek letter
        {"03\u30fc1234", "03\u30fc1234", "letter"},           // the sign of a long vowel, which is no dash
        {"12", "12", "too short"},
        {"+12", "+12", "too short"},
        {"5551234,1", "1", "too short"},
        {"+", "+", "too short"},
        {"-", "-", "too short"},
        {"()", "()", "too short"},
        {"tel:", "tel:", "too short"},
        {"*#", "*#", "too short"},
        {"***", "***", "no digit"},
        {"+##*", "+##*", "no digit"},
        {"++15550100", "++15550100", "more than one +"},
        {"+1+5550100", "+1+5550100", "more than one +"},
        {"\uff0b+15550100", "\uff0b+15550100", "more than one +"},
        {"(+1) 555 + 0100", "(+1) 555 + 0100", "more than one +"},
        {"1+5550100", "1+5550100", "a + inside"},
        {"555+123", "555+123", "a + inside"},
        {"5551234+", "5551234+", "a + inside"},
        {std::string(33, '7'), std::string(33, '7'), "too long"},
        {"+" + std::string(33, '7'), "+" + std::string(33, '7'), "too long"},
        {"555_1234", "555_1234", "no number has"},
        {"555:1234", "555:1234", "no number has"},
        {"555=1234", "555=1234", "no number has"},
        {"555?1234", "555?1234", "no number has"},
        {"555\\1234", "555\\1234", "no number has"},
        {"555\"1234", "555\"1234", "no number has"},
        {"555&1234", "555&1234", "no number has"},
        {"555%201234", "555%201234", "no number has"},
        {"555~1234", "555~1234", "no number has"},
        {"<5551234>", "<5551234>", "no number has"},
        {"@5551234", "@5551234", "no number has"},
        {"$5551234", "$5551234", "no number has"},
        {"555|1234", "555|1234", "no number has"},
        {"555!1234", "555!1234", "no number has"},
        {"'5551234'", "'5551234'", "no number has"},
        {"555\u260e1234", "555\u260e1234", "no number has"},  // a telephone
        {"\u00bd551234", "\u00bd551234", "no number has"},    // one half
        {"\u2460551234", "\u2460551234", "no number has"},    // a digit in a circle
        {"555\u00b2123", "555\u00b2123", "no number has"},    // a raised digit
        {"5\ufe0f\u20e3"
         "551234",
         "5\ufe0f\u20e3"
         "551234",
         "no number has"},  // a key of a telephone
        {std::string("555\x01") + "1234", std::string("555\x01") + "1234", "no number has"},
        {"555\n1234", "555\n1234", "line break"},
        {"5551234\r\n5551235", "5551234\r\n5551235", "line break"},
        {"5551234\u20285551235", "5551234\u20285551235", "line break"},
        {"\u202e4321555", "\u202e4321555", "right to left"},
        {"+44 (0)20 7946 0000", "+44 (0)20 7946 0000", "0 in brackets"},
        {"0044(0)2079460000", "0044(0)2079460000", "0 in brackets"},
        {"+44 [ 0 ] 20 7946 0000", "+44 [ 0 ] 20 7946 0000", "0 in brackets"},
        {"+49\uff08\uff10\uff09"
         "30555",
         "+49\uff08\uff10\uff09"
         "30555",
         "0 in brackets"},
        {"tel:555;ext=5", "tel:555;ext=5", "\"ext=5\" behind the number"},
        {"tel:+1-555-0100;ext=5551", "tel:+1-555-0100;ext=5551", "write the number alone"},
        {"tel:7042;phone-context=example.com", "tel:7042;phone-context=example.com",
         "write the number alone"},
        {"555\xff"
         "1234",
         "555\xff"
         "1234",
         "not valid UTF-8"},
    };
    for (const BadCase& each : table) {
        try {
            ADD_FAILURE() << each.text << " was read as " << listed(parseRecipients(each.text));
        } catch (const BadNumber& error) {
            const std::string said = error.what();
            EXPECT_EQ(said.rfind('"' + each.offending + '"', 0), 0U) << said;
            EXPECT_NE(said.find(each.reason, each.offending.size() + 2), std::string::npos) << said;
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
    EXPECT_EQ(parseNumber(" 555-1234 ", "9"), "95551234");
    EXPECT_EQ(parseDialPrefix(" 0-0 "), "00");
    EXPECT_EQ(parseDialPrefix(""), "");
    EXPECT_THROW(parseRecipients("+15551234", parseDialPrefix("9")), BadNumber);
    EXPECT_THROW(parseRecipients(std::string(32, '7'), parseDialPrefix("999")), BadNumber);
    EXPECT_THROW(parseDialPrefix("out"), BadNumber);
    EXPECT_THROW(parseDialPrefix(std::string(40, '9')), BadNumber);
}

TEST(Recipients, AreSplitIntoPartsWithoutBlanksAroundThem) {
    EXPECT_EQ(recipientParts(" First Bank ;\uff0c @sales\u00a0; 555 1234,"),
              (std::vector<std::string>{"First Bank", "@sales", "555 1234"}));
    EXPECT_THROW(parseNumber("555,1234"), BadNumber);
    EXPECT_THROW(parseNumber(std::string("5551234\0", 8)), BadNumber);
}

}  // namespace
}  // namespace voipnow
