// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_names.hpp"

#include <glib.h>
#include <gtest/gtest.h>

#include <array>
#include <utility>

#include "tests/unit/backend/expect_job_error.hpp"

namespace voipnow {
namespace {

TEST(PhonebookNames, AreTheSameHoweverTheyAreTyped) {
    const std::vector<std::pair<std::string, std::string>> table{
        {"First Bank", "first  bank"},
        {"First Bank", " FIRST\tBANK "},
        {"Smith, John", "smith,john"},
        {"Smith, John", "Smith ;  John"},
        {"Müller", "MU\u0308LLER"},            // composed or not
        {"Straße", "STRASSE"},                 //
        {"First\u00a0Bank", "First Bank"},     // a no-break space
        {"\uff22\uff21\uff2e\uff2b", "bank"},  // full width
        {"o\ufb03ce", "OFFICE"},               // a ligature
        {"Ban\u00adk\u200b", "Bank"},          // what cannot be seen
        {"山田　太郎", "山田 太郎"},           // an ideographic space
    };
    for (const auto& [left, right] : table) {
        EXPECT_EQ(foldedName(left), foldedName(right)) << left;
    }
    for (gunichar character = 0xA0; character < 0x180; ++character) {  // with a short way, and without
        std::array<char, 8> bytes{};
        g_unichar_to_utf8(character, bytes.data());
        EXPECT_EQ(foldedName(bytes.data() + std::string("x")),
                  foldedName(bytes.data() + std::string("\uff58")))
            << bytes.data();
    }
    EXPECT_NE(foldedName("Muller"), foldedName("Müller"));
    EXPECT_NE(foldedName("First Bank"), foldedName("FirstBank"));
    EXPECT_EQ(foldedName("a\xff"), "a\xff");
    EXPECT_EQ(foldedWords("  Smith,  John "), (std::vector<std::string>{"smith,", "john"}));
    EXPECT_TRUE(foldedWords(" ").empty());
}

TEST(PhonebookNames, AreKeptWithoutExtraBlanks) {
    EXPECT_EQ(checkedName("  First \t Bank "), "First Bank");
    for (const char* name : {"Smith, John; M.D.", "24/7 Service", "Ä", "山田太郎", "C/O: \"X\" <y>", "pbx",
                             "Nona", "Customer", "A&B #1", "tel: me"}) {
        EXPECT_EQ(checkedName(name), name);
    }
    EXPECT_EQ(checkedName(std::string(80, 'x')).size(), 80U);
}

TEST(PhonebookNames, AreRefusedWhenTheyCouldBeSomethingElse) {
    const std::vector<std::pair<std::string, std::string>> table{
        {"N\u00adone", "something else"},
        {"\uff23ustom", "something else"},
        {"\u200bpb12ab34cd", "something else"},
        {"", "empty"},
        {" \t", "empty"},
        {"5551234", "number"},
        {"555 12-34; 210", "number"},
        {"tel:5551234", "number"},
        {"12", "number"},
        {"---", "number"},
        {"@sales", "groups"},
        {"\uff20sales", "groups"},
        {"None", "something else"},
        {"CUSTOM", "something else"},
        {"Custom.Bank", "something else"},
        {"true", "something else"},
        {"False", "something else"},
        {"pb12ab34cd", "something else"},
        {"PG12AB34CD", "something else"},
        {"a\x01z", "control"},
        {"a\u202ez", "control"},
        {"a\u2028z", "control"},
        {"a\xff", "UTF-8"},
        {std::string(81, 'x'), "80 characters"},
    };
    for (const auto& [name, reason] : table) {
        expectJobError(JobEnd::kHeld, reason, [&, text = name] { checkedName(text); });
    }
    EXPECT_EQ(checkedGroupName("North  Sales"), "North Sales");
    expectJobError(JobEnd::kHeld, "comma", [] { checkedGroupName("a, b"); });
    expectJobError(JobEnd::kHeld, "comma", [] { checkedGroupName("a;b"); });
    expectJobError(JobEnd::kHeld, "comma", [] { checkedGroupName("a\uff0cb"); });
}

}  // namespace
}  // namespace voipnow
