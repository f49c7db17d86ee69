// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_command.hpp"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <sstream>

#include "backend/command.hpp"
#include "backend/phonebook_file.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

struct Ended {
    int code;
    std::string out;
    std::string errors;
};

// No CUPS server answers; the end-to-end tests have one.
class PhonebookCommand : public ::testing::Test {
  protected:
    static Ended run(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "phonebook");
        std::ostringstream out;
        std::ostringstream errors;
        const int code = runCommand(arguments, out, errors);
        return {code, out.str(), errors.str()};
    }
    Phonebook book() const { return readPhonebook(phonebookFile(scratch_.path(), "")); }

    const ScratchFolder scratch_;
    const Environment root_{"CUPS_SERVERROOT", scratch_.path().c_str()};
    const Environment server_{"CUPS_SERVER", "/nowhere/cups.sock"};
};

TEST_F(PhonebookCommand, AddsListsAndRemoves) {
    const Ended added = run({"add", "--no-refresh", "--group", "banks", "First Bank", "+1 555 0100"});
    EXPECT_EQ(added.code, 0) << added.errors;
    const std::string key = book().entries().at(0).key;
    EXPECT_EQ(added.out, "First Bank: +1 555 0100 (" + key + ")\n");
    EXPECT_EQ(added.errors, "");
    run({"add", "--no-refresh", "山田", "210; 211"});
    const std::string other = book().entries().at(1).key;
    EXPECT_EQ(run({"list"}).out,
              "NAME        NUMBERS      KEY         GROUPS\n"
              "First Bank  +1 555 0100  " +
                  key +
                  "  banks\n"
                  "山田        210; 211     " +
                  other + "\n");
    EXPECT_EQ(run({"list", "BANK"}).out, run({"list", "@banks"}).out);
    EXPECT_EQ(run({"list", "555-01"}).out, run({"list", "first"}).out);
    EXPECT_EQ(run({"list", "nobody"}).out, "There is no such entry in the phone book.\n");
    EXPECT_EQ(run({"remove", "--no-refresh", "first bank"}).code, 0);
    EXPECT_EQ(run({"remove", "--no-refresh", other}).code, 0);
    EXPECT_TRUE(book().entries().empty());
    EXPECT_EQ(run({"remove", "--no-refresh", other}).code, 1);
}

TEST_F(PhonebookCommand, GivesProgramsAllOfIt) {
    EXPECT_EQ(run({"list", "--json"}).out, "[]\n");
    run({"add", "--no-refresh", "--group", "g", "A \"B\"", "+1 (555) 0100; 210"});
    rapidjson::Document list;
    list.Parse(run({"list", "--json"}).out);
    ASSERT_FALSE(list.HasParseError());
    ASSERT_EQ(list.Size(), 1U);
    EXPECT_EQ(book().entries()[0].key, list[0]["key"].GetString());
    EXPECT_STREQ(list[0]["name"].GetString(), "A \"B\"");
    EXPECT_STREQ(list[0]["numbers"][0].GetString(), "+1 (555) 0100");
    EXPECT_STREQ(list[0]["dialled"][0].GetString(), "+15550100");
    EXPECT_STREQ(list[0]["groups"][0].GetString(), "g");
}

TEST_F(PhonebookCommand, SavesWhenCupsIsNotThere) {
    const Ended added = run({"add", "First Bank", "5550100"});
    EXPECT_EQ(added.code, 0);
    EXPECT_EQ(book().entries().size(), 1U);
    EXPECT_NE(added.errors.find("CUPS does not answer"), std::string::npos) << added.errors;
    EXPECT_NE(added.errors.find("voipnow-fax phonebook refresh"), std::string::npos);
    EXPECT_EQ(run({"refresh"}).code, 1);
}

TEST_F(PhonebookCommand, ImportsAllOrNothing) {
    const std::string file = scratch_.file("c.csv", "name,fax\nA,5550100\nB,call me\nC,\n");
    const Ended refused = run({"import", "--no-refresh", file});
    EXPECT_EQ(refused.code, 1);
    EXPECT_NE(refused.errors.find("c.csv:3: The number \"call me\" has a letter"), std::string::npos)
        << refused.errors;
    EXPECT_NE(refused.errors.find("nothing was imported"), std::string::npos);
    EXPECT_TRUE(book().entries().empty());
    const Ended skipped = run({"import", "--no-refresh", "--skip-bad", file});
    EXPECT_EQ(skipped.code, 0) << skipped.errors;
    EXPECT_EQ(skipped.out,
              "Imported: 1 new, 0 changed, 0 there already; left out: 1 bad, 1 without a fax number.\n");
    EXPECT_EQ(book().entries().size(), 1U);
}

TEST_F(PhonebookCommand, ExportsWhatItCanImport) {
    run({"add", "--no-refresh", "--group", "a b", "Smith, \"J\"", "+1 (555) 0100; 210"});
    run({"add", "--no-refresh", "山田", "5550100"});
    for (const char* name : {"all.vcf", "all.csv"}) {
        const std::string file = scratch_.path() / name;
        EXPECT_EQ(run({"export", file}).code, 0);
        EXPECT_NE(run({"import", "--no-refresh", file}).out.find(" 2 there already"), std::string::npos)
            << name;
        EXPECT_EQ(run({"import", "--no-refresh", "-d", name, file}).code, 0);
        const Phonebook other = readPhonebook(phonebookFile(scratch_.path(), name));
        ASSERT_EQ(other.entries().size(), 2U);
        EXPECT_EQ(other.entries()[0].numbers, "+1 (555) 0100; 210");
        EXPECT_NE(other.entries()[0].key, book().entries()[0].key);
    }
    EXPECT_EQ(run({"export", "--csv"}).out, textOf(scratch_.path() / "all.csv"));
}

TEST_F(PhonebookCommand, ExplainsItself) {
    EXPECT_EQ(run({"--help"}).code, 0);
    EXPECT_NE(run({"--help"}).out.find("phonebook import"), std::string::npos);
    EXPECT_EQ(run({}).code, 2);
    EXPECT_EQ(run({"add", "x"}).code, 2);
    EXPECT_NE(run({"lst"}).errors.find("lst"), std::string::npos);
    EXPECT_EQ(run({"add", "5551234", "5551234"}).code, 1);
}

}  // namespace
}  // namespace voipnow
