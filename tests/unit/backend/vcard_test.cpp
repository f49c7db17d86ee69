// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/vcard.hpp"

#include <gtest/gtest.h>

#include "backend/vcard_lines.hpp"

namespace voipnow {
namespace {

std::string card(const std::string& lines) {
    return "BEGIN:VCARD\r\nVERSION:3.0\r\n" + lines + "END:VCARD\r\n";
}

std::string shown(const Contacts& contacts) {
    std::string all;
    for (const Contact& each : contacts.good) {
        all += (all.empty() ? "" : " | ") + each.name + " = " + each.numbers;
        for (const std::string& group : each.groups) {
            all += " @" + group;
        }
    }
    for (const BadContact& each : contacts.bad) {
        all += " ! " + std::to_string(each.line) + ' ' + each.why;
    }
    return all;
}

std::string read(const std::string& lines, bool anyNumber = false) {
    return shown(readVcards(card(lines), anyNumber));
}

struct Case {
    std::string lines;
    std::string contacts;
};

TEST(Vcard, HasTheFaxNumberOfAContact) {
    const std::vector<Case> table{
        {"FN:Anna\r\nTEL;TYPE=fax:+1 555 0100\r\n", "Anna = +1 555 0100"},
        {"FN:Anna\r\nTEL;TYPE=work,fax:5550100\r\nTEL;TYPE=cell:5550199\r\n", "Anna = 5550100"},
        {"FN:Anna\r\nTEL;TYPE=WORK;TYPE=FAX:5550100\r\n", "Anna = 5550100"},
        {"fn:Anna\r\nitem1.tel;type=\"fax,work\";value=uri:tel:+1-555-0100\r\n", "Anna = tel:+1-555-0100"},
        {"FN:Anna\r\nTEL;FAX;WORK:5550100\r\n", "Anna = 5550100"},
        {"N:Smith;John;Q.;Dr.;Jr.\r\nTEL;FAX:5550100\r\n", "Dr. John Q. Smith Jr. = 5550100"},
        {"ORG:First Bank;Loans\r\nTEL;FAX:5550100\r\n", "First Bank Loans = 5550100"},
        {"FN:Smith\\, John\\; Jr\r\nTEL;FAX:5550100\r\nCATEGORIES:a,b\\,c\r\n",
         "Smith, John; Jr = 5550100 @a @b,c"},
        {"FN:An\r\n na\r\n\t Long\r\nTEL;TY\r\n PE=fax:555\r\n 0100\r\n", "Anna Long = 5550100"},
        {"FN;ENCODING=QUOTED-PRINTABLE:M=C3=BC=\r\nller\r\nTEL;FAX:5550100\r\n", "Müller = 5550100"},
        {"FN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:M=FCller\r\nTEL;FAX:5550100\r\n", "Müller = 5550100"},
        {"FN;CHARSET=ISO-8859-1:M\xfcller\r\nTEL;FAX:5550100\r\n", "Müller = 5550100"},
        {"FN:A\r\nTEL;TYPE=fax,home:5550101\r\nTEL;TYPE=fax,work:5550102\r\n",
         "A (home) = 5550101 | A (work) = 5550102"},
        {"FN:A\r\nTEL;TYPE=fax:5550101\r\nTEL;TYPE=fax:5550102\r\n", "A (1) = 5550101 | A (2) = 5550102"},
        {"FN:A\r\nTEL;TYPE=fax:5550101\r\nTEL;TYPE=fax,work:5550101\r\n", "A = 5550101"},
        {"FN:A\r\nTEL;TYPE=fax:5550101\r\nTEL;TYPE=fax,pref:5550102\r\n", "A = 5550102"},
        {"FN:A\r\nTEL;TYPE=fax;PREF=2:5550101\r\nTEL;TYPE=fax;PREF=1:5550102\r\n", "A = 5550102"},
        {"FN:A\r\nTEL;FAX;PREF:5550101\r\nTEL;FAX:5550102\r\n", "A = 5550101"},
        {"FN:A\r\nTEL;TYPE=fax:1\r\nX-VOIPNOW-NUMBERS:555 0101\\; 555 0102\r\n", "A = 555 0101; 555 0102"},
        {"FN:A\r\nTEL;TYPE=fax:5550100,,12\r\n", " ! 1 \"5550100,,12\" of A is not one number."},
        {"FN:\xff\r\nTEL;TYPE=fax:5550100\r\n", " = 5550100 ! 3 FN is not valid UTF-8 text."},
        {"FN:A\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:B\r\nTEL;FAX:1111\r\nEND:VCARD\r\nTEL;FAX:5550100\r\n",
         "A = 5550100"},
    };
    for (const Case& each : table) {
        EXPECT_EQ(read(each.lines), each.contacts) << each.lines;
    }
}

TEST(Vcard, HasTheFaxNumberThatAppleMarksWithALabel) {
    const std::string phone =
        "FN:A\r\nTEL;type=CELL;type=VOICE;type=pref:5550199\r\nitem1.TEL:+1 555 0100\r\n";
    const std::string other = "item2.TEL;type=HOME:5550102\r\nitem2.X-ABLabel:Fax\r\n";
    const std::vector<Case> table{
        {phone + "item1.X-ABLabel:_$!<WorkFAX>!$_\r\n", "A = +1 555 0100"},
        {phone + "item1.X-ABLabel:Work Fax\r\n", "A = +1 555 0100"},
        {phone + "ITEM1.x-ablabel:Fax\r\n", "A = +1 555 0100"},
        {phone + "item1.X-ABLabel:Telefax B\\, Lager\r\n", "A = +1 555 0100"},
        {"FN:A\r\nitem1.X-ABLabel:_$!<OtherFAX>!$_\r\nitem1.TEL;type=pref:5550100\r\n", "A = 5550100"},
        {phone + "item1.X-ABLabel:_$!<WorkFAX>!$_\r\n" + other,
         "A (work) = +1 555 0100 | A (home) = 5550102"},
        {phone + "item1.X-ABLabel:_$!<HomeFAX>!$_\r\nTEL;type=WORK;type=FAX:5550103\r\n",
         "A (home) = +1 555 0100 | A (work) = 5550103"},
        {phone + "item2.X-ABLabel:Fax\r\n", ""},
        {phone + "X-ABLabel:Fax\r\n", ""},
        {phone + "item1.X-ABLabel:_$!<Main>!$_\r\n", ""},
    };
    for (const Case& each : table) {
        EXPECT_EQ(read(each.lines), each.contacts) << each.lines;
    }
}

TEST(Vcard, OfAContactWithoutAFaxNumberIsCounted) {
    const std::string phone = "FN:A\r\nTEL;TYPE=home:5550100\r\n";
    EXPECT_EQ(readVcards(card(phone) + card("FN:B\r\n"), false).withoutFax, 2U);
    EXPECT_EQ(read(phone, true), "A = 5550100");
    EXPECT_EQ(read(phone + "TEL;TYPE=fax:5550101\r\n", true), "A = 5550101");
    EXPECT_EQ(readVcards(card("FN:B\r\n"), true).withoutFax, 1U);
}

TEST(Vcard, KnowsItsLineAndItsEnd) {
    const Contacts two =
        readVcards("\n" + card("FN:A\r\nTEL;FAX:111\r\n") + card("FN:B\r\nTEL;FAX:222\r\n"), false);
    ASSERT_EQ(two.good.size(), 2U);
    EXPECT_EQ(two.good[0].line, 2);
    EXPECT_EQ(two.good[1].line, 7);
    EXPECT_NE(shown(readVcards("BEGIN:VCARD\nFN:A\nTEL;FAX:111\n", false)).find("cut off"),
              std::string::npos);
    EXPECT_EQ(shown(readVcards("BEGIN:VCARD\rFN:A\rTEL;FAX:111\rEND:VCARD", false)), "A = 111");
}

TEST(Vcard, BringsBackWhatWasWritten) {
    const std::vector<PhonebookEntry> entries{
        {"pb00000001", "Smith, John; \\ \"Jr\"", "+1 (555) 010-0000", {"a b", "c"}},
        {"pb00000002", "山田太郎山田太郎山田太郎山田太郎山田太郎山田太郎山田太郎", "555 0100; 555 0101", {}},
        {"pb00000003", "Equals=", "tel:5550100", {}},
    };
    const std::string text = writeVcards(entries);
    for (std::size_t at = 0, end = 0; (end = text.find("\r\n", at)) != std::string::npos; at = end + 2) {
        EXPECT_LE(end - at, 75U);
    }
    const Contacts back = readVcards(text, false);
    ASSERT_EQ(back.good.size(), entries.size()) << text;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        EXPECT_EQ(back.good[i].name, entries[i].name);
        EXPECT_EQ(back.good[i].numbers, entries[i].numbers);
        EXPECT_EQ(back.good[i].groups, entries[i].groups);
    }
}

TEST(VcardLines, AreTakenApart) {
    const std::vector<VcardLine> lines = vcardLines("a.tel;X=\"b:c;d\";Type=q:v:w\nno colon\n");
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0].name, "TEL");
    EXPECT_EQ(lines[0].group, "A");
    EXPECT_EQ(lines[0].value, "v:w");
    EXPECT_EQ(lines[0].parameters,
              (std::vector<std::pair<std::string, std::string>>{{"X", "b:c;d"}, {"TYPE", "q"}}));
    EXPECT_EQ(splitEscaped("a\\;b;c\\\\;", ';'), (std::vector<std::string>{"a;b", "c\\", ""}));
    EXPECT_EQ(unescapedValue(escapedValue("a,b;c\\d")), "a,b;c\\d");
}

}  // namespace
}  // namespace voipnow
