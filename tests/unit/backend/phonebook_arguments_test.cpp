// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_arguments.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

using Action = PhonebookArguments::Action;

TEST(PhonebookArguments, AreUnderstood) {
    const PhonebookArguments add = parsePhonebookArguments(
        {"add", "--group", "a b", "First Bank", "-dFax", "--group=c", "+1 555", "--no-refresh"});
    EXPECT_EQ(add.action, Action::kAdd);
    EXPECT_EQ(add.name, "First Bank");
    EXPECT_EQ(add.numbers, "+1 555");
    EXPECT_EQ(add.groups, (std::vector<std::string>{"a b", "c"}));
    EXPECT_EQ(add.printer, "Fax");
    EXPECT_TRUE(add.noRefresh);
    EXPECT_EQ(parsePhonebookArguments({"remove", "-P", "Fax", "--", "--json"}).name, "--json");
    EXPECT_TRUE(parsePhonebookArguments({"list", "--json"}).json);
    EXPECT_EQ(parsePhonebookArguments({"list", "bank"}).name, "bank");
    const PhonebookArguments import =
        parsePhonebookArguments({"import", "--any-number", "--skip-bad", "--replace", "a.vcf"});
    EXPECT_TRUE(import.anyNumber && import.skipBad && import.replace);
    EXPECT_EQ(import.file, "a.vcf");
    EXPECT_EQ(parsePhonebookArguments({"export", "--csv"}).form, PhonebookArguments::Form::kCsv);
    EXPECT_EQ(parsePhonebookArguments({"export", "--vcard", "x"}).form, PhonebookArguments::Form::kVcard);
    EXPECT_EQ(parsePhonebookArguments({"refresh"}).action, Action::kRefresh);
    EXPECT_EQ(parsePhonebookArguments({"--help"}).action, Action::kHelp);
    EXPECT_EQ(parsePhonebookArguments({"add", "--help"}).action, Action::kHelp);
    EXPECT_EQ(parsePhonebookArguments({"list", "--", "--help"}).name, "--help");
}

TEST(PhonebookArguments, AreRefusedWhenTheyMeanNothing) {
    const std::vector<std::vector<std::string>> table{
        {},
        {"ad"},
        {"add", "First", "Bank", "555"},
        {"add", "First"},
        {"remove"},
        {"remove", "a", "b"},
        {"import"},
        {"list", "a", "b"},
        {"refresh", "x"},
        {"add", "a", "1", "--json"},
        {"list", "-d"},
        {"list", "--group", "a"},
        {"list", "--no-refresh"},
        {"export", "--jsn"},
        {"add", "a", "1", "--group="},
    };
    for (const std::vector<std::string>& words : table) {
        EXPECT_THROW(parsePhonebookArguments(words), WrongArguments) << (words.empty() ? "" : words.back());
    }
}

}  // namespace
}  // namespace voipnow
