// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_csv.hpp"

#include <gtest/gtest.h>

#include "tests/unit/backend/expect_job_error.hpp"

namespace voipnow {
namespace {

std::string shown(const Contacts& contacts) {
    std::string all;
    for (const Contact& each : contacts.good) {
        all +=
            (all.empty() ? "" : " | ") + std::to_string(each.line) + ' ' + each.name + " = " + each.numbers;
        for (const std::string& group : each.groups) {
            all += " @" + group;
        }
    }
    for (const BadContact& each : contacts.bad) {
        all += " ! " + std::to_string(each.line) + ' ' + each.why;
    }
    return all;
}

struct Case {
    std::string text;
    std::string contacts;
};

TEST(PhonebookCsv, IsReadAsProgramsWriteIt) {
    const std::vector<Case> table{
        {"name,numbers,groups\r\nFirst Bank,+1 555 0100,\"a; b\"\r\n", "2 First Bank = +1 555 0100 @a @b"},
        {"Name;Fax;Categories\nSmith, John;555 0100;x\n", "2 Smith, John = 555 0100 @x"},
        {"FAX NUMBER\tDISPLAY NAME\n5550100\tA\n\n5550101\tB", "2 A = 5550100 | 4 B = 5550101"},
        {"sep=;\r\nname;number\r\nA;5550100\r\n", "3 A = 5550100"},
        {"\"name\",\"numbers\"\n\"A \"\"B\"\"\nC\",\"5550100, 5550101\"\nD,5550102\n",
         "2 A \"B\" C = 5550100, 5550101 | 4 D = 5550102"},
        {"First Name,Last Name,Company,Business Fax,Home Fax,Notes\nJohn,Smith,X,5550100,,\n,,First "
         "Bank,,5550101,\n"
         "Ann,,,5550102,5550103,x\n",
         "2 John Smith = 5550100 | 3 First Bank = 5550101 | 4 Ann (business fax) = 5550102 | 4 Ann (home "
         "fax) = 5550103"},
        {"First Bank,+1 555 0100\nSecond,210,x\n", "1 First Bank = +1 555 0100 | 2 Second = 210 @x"},
        {"First Bank;5550100, 5550101\n", "1 First Bank = 5550100, 5550101"},
        {"name,numbers\n", ""},
    };
    for (const Case& each : table) {
        EXPECT_EQ(shown(readCsv(each.text, false)), each.contacts) << each.text;
    }
}

TEST(PhonebookCsv, IsReadAsGoogleContactsWritesIt) {
    const std::string head =
        "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,File As,"
        "Organization Name,Organization Title,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,"
        "Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\r\n";
    const std::string person = "Ann,,Smith,,,,,,,,,,,* myContacts,*,a@example.com,";
    const std::string oldHead =
        "Name,Given Name,Additional Name,Family Name,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
        "Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Organization 1 - Name\n";
    const std::vector<Case> table{
        {head + person + "Mobile,5550199,Work Fax,+1 555-0100\r\n", "2 Ann Smith = +1 555-0100"},
        {head + person + "* HOME FAX,5550100,,\r\n", "2 Ann Smith = 5550100"},
        {head + person + "Telefax Lager,5550100,,\r\n", "2 Ann Smith = 5550100"},
        {head + person + "Home Fax,5550100,* Work Fax,5550101\r\n",
         "2 Ann Smith (home fax) = 5550100 | 2 Ann Smith (work fax) = 5550101"},
        {head + person + "Work Fax,5550100 ::: 5550101,Mobile,5550199 ::: 5550198\r\n",
         "2 Ann Smith (work fax 1) = 5550100 | 2 Ann Smith (work fax 2) = 5550101"},
        {head + person + "Work Fax,5550100 ::: 5550100,Fax,5550100\r\n", "2 Ann Smith = 5550100"},
        {head + person + "Work Fax,\"5550100,,1234\",,\r\n",
         " ! 2 \"5550100,,1234\" of Ann Smith is not one number."},
        {head + "Ann,Q.,Smith,,Dr.,Jr.,,,X,,,,,a b ::: * starred ::: c ::: * myContacts,,,Fax,5550100,,\r\n",
         "2 Dr. Ann Q. Smith Jr. = 5550100 @a b @c"},
        {head + ",,,,,,,,First Bank,Loans,,,,* myContacts,,,Work Fax,5550100,,\r\n",
         "2 First Bank = 5550100"},
        {head + person + "Mobile,5550199,,5550198\r\n", ""},
        {oldHead +
             "Ann Q. Smith,Ann,Q.,Smith,\"a\nb\",* myContacts ::: x,,,Mobile,5550199,Work Fax,5550100,X\n",
         "2 Ann Q. Smith = 5550100 @x"},
        {oldHead + ",,,,,x ::: y,,,* Work Fax,5550100,,,First Bank\n", "2 First Bank = 5550100 @x @y"},
    };
    for (const Case& each : table) {
        EXPECT_EQ(shown(readCsv(each.text, false)), each.contacts) << each.text;
    }
    const std::string phones = head + person + "Mobile,5550199,,5550198\r\n";
    EXPECT_EQ(readCsv(phones, false).withoutFax, 1U);
    EXPECT_EQ(shown(readCsv(phones, true)), "2 Ann Smith (mobile) = 5550199 | 2 Ann Smith (1) = 5550198");
}

TEST(PhonebookCsv, IsReadAsOutlookWritesItInOtherLanguages) {
    const std::vector<Case> table{
        {"Anrede;Vorname;Weitere Vornamen;Nachname;Suffix;Firma;Fax geschäftlich;Telefon geschäftlich;Fax "
         "privat;"
         "Weiteres Fax;Kategorien\r\n"
         "Herr;Jörg;;Groß;;X;5550100;5550199;;;a;\r\n;;;;;Erste Bank;;;;5550101;\"b;c d\"\r\n"
         ";Ann;;;;;5550102;;5550103;;\r\n",
         "2 Jörg Groß = 5550100 @a | 3 Erste Bank = 5550101 @b @c d | 4 Ann (fax geschäftlich) = 5550102 | 4 "
         "Ann "
         "(fax privat) = 5550103"},
        {"VORNAME,NACHNAME,FAX GESCHÄFTLICH\nA,B,5550100\n", "2 A B = 5550100"},
        {"Vorname,Nachname,Fax gescha\xCC\x88"
         "ftlich\nA,B,5550100\n",
         "2 A B = 5550100"},
        {"Titre,Prénom,Deuxième prénom,Nom,Société,Télécopie (bureau),Télécopie (domicile),Télécopie (autre),"
         "Catégories\nM.,Ann,,Petit,X,,5550100,,a\n,,,,Banque,,,5550101,\n",
         "2 Ann Petit = 5550100 @a | 3 Banque = 5550101"},
        {"Nombre,Segundo nombre,Apellidos,Organización,Fax del trabajo,Fax particular,Otro fax,Categorías\n"
         "Ann,B.,Ruiz,,,,5550100,a;b\n,,,Banco,5550101,,,\n",
         "2 Ann B. Ruiz = 5550100 @a @b | 3 Banco = 5550101"},
    };
    for (const Case& each : table) {
        EXPECT_EQ(shown(readCsv(each.text, false)), each.contacts) << each.text;
    }
    EXPECT_EQ(shown(readCsv("Vorname;Telefon privat\nA;5550100\n", true)), "2 A = 5550100");
}

TEST(PhonebookCsv, OfContactsWithoutAFaxNumberIsCounted) {
    const std::string text = "name,fax,phone\nA,,5550100\nB,5550101,5550102\n";
    EXPECT_EQ(shown(readCsv(text, false)), "3 B = 5550101");
    EXPECT_EQ(readCsv(text, false).withoutFax, 1U);
    EXPECT_EQ(shown(readCsv(text, true)), "2 A = 5550100 | 3 B = 5550101");
}

TEST(PhonebookCsv, IsRefusedWhenItIsNone) {
    for (const char* text : {"", "hello", "a,b,c\n1,2,3\n", "name,street\nA,B\n"}) {
        expectJobError(JobEnd::kHeld, "name the columns", [text] { readCsv(text, false); });
    }
    expectJobError(JobEnd::kHeld, "line 2 is not closed", [] { readCsv("name,fax\nA,\"555\nB,1\n", false); });
}

TEST(PhonebookCsv, BringsBackWhatWasWritten) {
    const std::vector<PhonebookEntry> entries{
        {"pb00000001", "Smith, John; \"Jr\"", "+1 (555) 010-0000; 210", {"a b", "c"}},
        {"pb00000002", "山田", "5550100", {}},
    };
    const Contacts back = readCsv(writeCsv(entries), false);
    ASSERT_EQ(back.good.size(), entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        EXPECT_EQ(back.good[i].name, entries[i].name);
        EXPECT_EQ(back.good[i].numbers, entries[i].numbers);
        EXPECT_EQ(back.good[i].groups, entries[i].groups);
    }
}

}  // namespace
}  // namespace voipnow
