// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_import.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

Contacts contacts(const std::vector<Contact>& good) {
    Contacts all;
    all.good = good;
    return all;
}

TEST(PhonebookImport, AddsContactsAndKnowsThemAgain) {
    Phonebook book;
    const Contacts all = contacts({{1, "A", "111", {"x"}}, {2, "B", "222", {}}});
    EXPECT_EQ(importContacts(all, false, book).added, 2U);
    const std::vector<PhonebookEntry> before = book.entries();
    EXPECT_EQ(importContacts(all, false, book).same, 2U);
    EXPECT_EQ(book.entries(), before);
    const ImportReport more = importContacts(contacts({{1, "a", "1-1-1", {"y", "X"}}}), false, book);
    EXPECT_EQ(more.changed, 1U);
    EXPECT_EQ(book.byName("A").front(), (PhonebookEntry{before[0].key, "A", "111", {"x", "y"}}));
}

TEST(PhonebookImport, NamesWhatCannotBe) {
    Phonebook book;
    book.add("A", "111", {});
    const Contacts all = contacts({{1, "A", "112", {}},
                                   {2, "", "113", {}},
                                   {3, "C", "call me", {}},
                                   {4, "D", "114", {}},
                                   {5, "d", "115", {}},
                                   {6, "D", "114", {}}});
    const ImportReport report = importContacts(all, false, book);
    ASSERT_EQ(report.bad.size(), 4U);
    EXPECT_EQ(report.bad[0].line, 1);
    EXPECT_EQ(report.bad[0].why, "\"A\" is in the phone book already, with another number (111).");
    EXPECT_NE(report.bad[1].why.find("empty"), std::string::npos);
    EXPECT_NE(report.bad[2].why.find("\"call me\" has a letter"), std::string::npos);
    EXPECT_EQ(report.bad[3].why, "\"d\" is in line 4, with another number (114).");
    EXPECT_EQ(report.added, 1U);
    EXPECT_EQ(report.same, 1U);
}

TEST(PhonebookImport, GivesOtherNumbersWhenItIsTold) {
    Phonebook book;
    const std::string key = book.add("A", "111", {"x"}).key;
    const ImportReport report =
        importContacts(contacts({{1, "A", "112", {}}, {2, "A", "113", {}}}), true, book);
    EXPECT_EQ(report.changed, 1U);
    ASSERT_EQ(report.bad.size(), 1U) << "two in one file are two";
    EXPECT_EQ(book.byName("A").front(), (PhonebookEntry{key, "A", "112", {"x"}}));
}

TEST(PhonebookImport, ReadsFilesByWhatIsInThem) {
    const ScratchFolder scratch;
    const auto read = [&](const std::string& text) {
        return readContacts(scratch.file("contacts.txt", text), false).good;
    };
    const std::vector<Contact> expected{{2, "Ä", "5550100", {}}};
    EXPECT_EQ(read("name,fax\nÄ,5550100\n"), expected);
    EXPECT_EQ(read("\xEF\xBB\xBFname,fax\nÄ,5550100\n"), expected);
    std::string utf16("\xFF\xFEn\0a\0m\0e\0;\0f\0a\0x\0\n\0\xC4\0;\0", 24);
    for (const char digit : std::string("5550100\n")) {
        utf16 += digit;
        utf16 += '\0';
    }
    EXPECT_EQ(read(utf16), expected);
    EXPECT_EQ(read("\xEF\xBB\xBF\nbegin:vcard\nFN:Ä\nTEL;FAX:5550100\nend:vcard\n"), expected);
    expectJobError(JobEnd::kHeld, "neither vCards nor CSV", [&] { read("hello"); });
    expectJobError(JobEnd::kHeld, "cannot be read", [&] { readContacts(scratch.path() / "nope", false); });
    expectJobError(JobEnd::kHeld, "is a folder", [&] { readContacts(scratch.path(), false); });
}

TEST(PhonebookImport, ReadsCsvThatIsNotUtf8AsOutlookWritesIt) {
    const ScratchFolder scratch;
    struct Case {
        std::string text;
        std::vector<Contact> contacts;
        bool isNoted;
    };
    const std::vector<Case> table{
        {"name,fax\n\xC4,5550100\n", {{2, "Ä", "5550100", {}}}, true},
        {"name,fax\nO\x92Neil \x80,5550100\n", {{2, "O’Neil €", "5550100", {}}}, true},
        {"\"Vorname\",\"Nachname\",\"Fax gesch\xE4"
         "ftlich\"\r\n\"J\xF6rg\",\"Gro\xDF\",\"5550100\"\r\n",
         {{2, "Jörg Groß", "5550100", {}}},
         true},
        {"name,fax\nÄ,5550100\n", {{2, "Ä", "5550100", {}}}, false},
        {"name,fax\nA,5550100\n", {{2, "A", "5550100", {}}}, false},
    };
    for (const Case& each : table) {
        std::ostringstream notes;
        EXPECT_EQ(readContacts(scratch.file("c.csv", each.text), false, notes).good, each.contacts)
            << each.text;
        EXPECT_EQ(
            notes.str().find("c.csv is not UTF-8 text and was read as Windows-1252.") != std::string::npos,
            each.isNoted)
            << notes.str();
    }
}

TEST(PhonebookImport, RefusesWhatIsNoText) {
    const ScratchFolder scratch;
    using std::string_literals::operator""s;
    for (const std::string& text :
         {"name,fax\n\xC4,5550100\nB\0,5550101\n"s, "name,fax\nB\0,5550101\n"s,
          "name,fax\n\xC4\x1B[m,5550100\n"s, "name,fax\n\xC4\x7F,5550100\n"s,
          "name,fax\n\xC4 \x81,5550100\n"s, "n\0;\0f\0a\0x\0\n\0"s, "\xFF\xFEn\0;\0\0\0x\0"s}) {
        std::ostringstream notes;
        expectJobError(JobEnd::kHeld, "Save it as CSV UTF-8",
                       [&] { readContacts(scratch.file("c.csv", text), false, notes); });
        EXPECT_EQ(notes.str(), "");
    }
}

}  // namespace
}  // namespace voipnow
