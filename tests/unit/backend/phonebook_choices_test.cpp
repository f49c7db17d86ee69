// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_choices.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "backend/cups_library.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

using Choices = std::vector<PpdChoice>;

std::string replaced(std::string text, const std::string& before, const std::string& after) {
    return text.replace(text.find(before), before.size(), after);
}

std::string keyOf(int number) {
    std::array<char, 16> key{};
    std::snprintf(key.data(), key.size(), "pb%08x", static_cast<unsigned>(number));
    return key.data();
}

Phonebook numbered(int count) {
    Phonebook book;
    for (int i = 0; i < count; ++i) {
        book.put({keyOf(i), "Name " + std::to_string(i), std::to_string(5'550'000 + i), {}});
    }
    return book;
}

TEST(PhonebookChoices, AreGroupsAndEntriesWithTheirNumbers) {
    Phonebook book;
    book.put({"pb00000002", "second", "+1 (555) 010-0000", {"Sales"}});
    book.put({"pb00000001", "First", "555 0100; 555 0101", {"sales", "All"}});
    book.put({"pb00000003", "Third", "5550100; 5550101; 5550102; 5550103; 5550104", {}});
    EXPECT_EQ(phoneChoices(book, {}, ""), (Choices{{book.group("all")->key, "@All (1 entry)"},
                                                   {book.group("sales")->key, "@Sales (2 entries)"},
                                                   {"pb00000001", "First (555 0100; 555 0101)"},
                                                   {"pb00000002", "second (+1 (555) 010-0000)"},
                                                   {"pb00000003", "Third (5 numbers)"}}));
}

TEST(PhonebookChoices, AreThoseThatWereFaxedMost) {
    const Choices choices =
        phoneChoices(numbered(1000), {{"5550999", 2}, {"5550998", 1}, {"1", 7}}, keyOf(500));
    EXPECT_EQ(choices.size(), kMostChoices + 1);
    const auto has = [&](int number) {
        return std::any_of(choices.begin(), choices.end(),
                           [&](const PpdChoice& choice) { return choice.keyword == keyOf(number); });
    };
    EXPECT_TRUE(has(999) && has(998) && has(0) && has(197));
    EXPECT_FALSE(has(198));
    EXPECT_TRUE(has(500)) << "the default";
}

TEST(PhonebookChoices, FitIntoWhatPpdReadersKeep) {
    for (const std::string letter : {"x", "ü", "山", "\U0001F4E0", ":"}) {
        std::string name;
        for (int i = 0; i < 80; ++i) {
            name += letter;
        }
        Phonebook book;
        book.put({keyOf(1), name, "+1 (555) 010-0000", {}});
        const std::string text = phoneChoices(book, {}, "").front().text;
        EXPECT_LE(escapedForPpd(text).size(), 80U);
        EXPECT_GE(escapedForPpd(text).size(), 75U);
        EXPECT_NE(text.find("… (+1 (555) 010-0000)"), std::string::npos) << text;
    }
}

// The PPD functions are marked as deprecated since CUPS 1.6 and are there in all of CUPS 2.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
Choices phonesThatCupsReads(const std::filesystem::path& file) {
    ppd_file_t* ppd = ::ppdOpenFile(file.c_str());
    Choices read;
    if (const ppd_option_t* phone = ::ppdFindOption(ppd, "phone")) {
        for (int i = 0; i < phone->num_choices; ++i) {
            read.push_back({phone->choices[i].choice, phone->choices[i].text});
        }
    }
    ::ppdClose(ppd);
    return read;
}
#pragma GCC diagnostic pop

TEST(PhonebookChoices, AreReadByCupsAsTheyWereMeant) {
    Phonebook book;
    for (const char* name : {"Müller & Söhne", "山田太郎", "a \"b\" c", "5\" Disks", "C/O <x>: \\y\\",
                             "Ärzte/Praxis", "100 % A"}) {
        book.add(name, "555 0100", {"R&D: <all>"});
    }
    const PpdWithChoices made = withChoices(textOf(VOIPNOW_PPD), book, {}, {});
    const ScratchFolder scratch;
    const std::filesystem::path file = scratch.file("Fax.ppd", made.text);
    Choices expected = phoneChoices(book, {}, "");
    expected.insert(expected.begin(), {"None", "Not set"});
    expected.push_back({"Custom", "Custom"});
    EXPECT_EQ(phonesThatCupsReads(file), expected);
}

TEST(PhonebookChoices, ChangeNothingElseAndNothingTwice) {
    const std::string model = textOf(VOIPNOW_PPD);
    Phonebook book = numbered(3);
    const PpdWithChoices once = withChoices(model, book, {}, {});
    EXPECT_NE(once.text, model);
    EXPECT_EQ(withChoices(once.text, book, {}, {}).text, once.text);
    EXPECT_EQ(withChoices(once.text, Phonebook(), {}, {}).text, model) << "all gone again";
    EXPECT_FALSE(withChoices("*PPD-Adobe: \"4.3\"\n", book, {}, {}).hasPhone);
}

TEST(PhonebookChoices, KeepTheDefaultOfTheQueue) {
    const std::string model = textOf(VOIPNOW_PPD);
    Phonebook book = numbered(300);
    const auto withDefault = [&](const std::string& value) {
        return replaced(model, "*Defaultphone: None", "*Defaultphone: " + value);
    };
    const PpdWithChoices custom = withChoices(withDefault("Custom.555 1234, 210"), book, {}, {});
    EXPECT_NE(custom.text.find("*Defaultphone: Custom.555 1234, 210\n"), std::string::npos);
    const PpdWithChoices entry = withChoices(withDefault(keyOf(299)), book, {}, {});
    EXPECT_NE(entry.text.find("*Defaultphone: " + keyOf(299) + "\n"), std::string::npos);
    EXPECT_NE(entry.text.find("*phone " + keyOf(299) + "/Name 299 (5550299): \"\"\n"), std::string::npos);
    EXPECT_TRUE(entry.notes.empty() && custom.notes.empty());

    book.remove(keyOf(299));
    const PpdWithChoices gone = withChoices(entry.text, book, {}, {});
    EXPECT_NE(gone.text.find("*Defaultphone: None\n"), std::string::npos);
    ASSERT_EQ(gone.notes.size(), 1U);
    EXPECT_NE(gone.notes[0].find("Name 299 (5550299), an entry of the phone book that is gone"),
              std::string::npos)
        << gone.notes[0];
}

TEST(PhonebookChoices, OfCoverPagesAreTheTemplates) {
    const std::string cover =
        "*OpenUI *FaxCover/Cover page: PickOne\n*DefaultFaxCover: Old\n*FaxCover None/None: \"\"\n"
        "*FaxCover Standard/Standard: \"\"\n*FaxCover Old/Old: \"\"\n*CloseUI: *FaxCover\n";
    const std::string ppd = replaced(textOf(VOIPNOW_PPD), "*CloseGroup: Fax\n", cover + "*CloseGroup: Fax\n");
    const PpdWithChoices made =
        withChoices(ppd, Phonebook(), {}, {"letterhead", "two words", "Standard", "a/b", "Custom"});
    EXPECT_NE(made.text.find(
                  "*DefaultFaxCover: None\n*FaxCover None/None: \"\"\n*FaxCover Standard/Standard: \"\"\n"
                  "*FaxCover letterhead/letterhead: \"\"\n*CloseUI: *FaxCover\n"),
              std::string::npos)
        << made.text;
    EXPECT_EQ(made.notes.size(), 1U);
}

}  // namespace
}  // namespace voipnow
