// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_marks.hpp"

#include <glib.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <random>
#include <set>

namespace voipnow {
namespace {

// "fax=555 0100|faxsubject=Lease", or "BAD: " and why.
std::string marksOf(const std::string& text) {
    std::string all;
    try {
        for (const FaxMark& mark : findFaxMarks(text)) {
            all += (all.empty() ? "" : "|") + std::string(keywordOf(mark.kind)) + '=' + mark.value;
        }
    } catch (const BadMark& error) {
        return std::string("BAD: ") + error.what();
    }
    return all;
}

struct Case {
    std::string text;
    std::string marks;
};

TEST(FaxMarksTest, AreFoundHoweverTheyAreWritten) {
    const std::vector<Case> table{
        {"", ""},
        {"Dear Bob", ""},
        {"@@fax: 5550100@@", "fax=5550100"},
        {"@@fax:5550100@@", "fax=5550100"},
        {"@@fax: +1 555 0100; 0003*001@@", "fax=+1 555 0100; 0003*001"},
        {"Dear Bob,@@fax: 210@@ hello", "fax=210"},
        {"Dear Bob@@fax: 210@@hello", "fax=210"},
        {"(@@fax: 210@@)", "fax=210"},
        {"\"@@fax: 210@@\"", "fax=210"},
        {"@@FAX: 210@@", "fax=210"},
        {"@@Fax:210@@", "fax=210"},
        {"@@ fax : 210 @@", "fax=210"},
        {"@ @ f a x : 2 1 0 @ @", "fax=2 1 0"},
        {"@@fax: @sales@@", "fax=@sales"},
        {"@@fax:@sales, @all; 210@@", "fax=@sales, @all; 210"},
        {"@@fax: First Bank@@", "fax=First Bank"},
        {"@@fax: tel:+1-555-0100@@", "fax=tel:+1-555-0100"},
        {"@@fax: 1234@@@@faxsubject: x@@", "fax=1234|faxsubject=x"},
        {"@@fax: 1234@@ @@faxsubject: x@@", "fax=1234|faxsubject=x"},
        {"@@fax: 1@@\n@@fax: 2@@\n@@fax: 3@@", "fax=1|fax=2|fax=3"},
        {"@@fax: 1@@ @home", "fax=1"},
        {"me@home @@fax: 1@@", "fax=1"},
        {"@ @@fax: 1@@", "fax=1"},
        {"@@fax: 1@@\n@@ -1,2 +1,3 @@", "fax=1"},
        {"@@faxto: Bob & Co@@@@faxfrom: Al@@@@faxcomment: a: b; c@@@@faxcover: Standard@@",
         "faxto=Bob & Co|faxfrom=Al|faxcomment=a: b; c|faxcover=Standard"},
        {"@@faxcomment: mail me at a@b.example, please@@", "faxcomment=mail me at a@b.example, please"},
        {"@@faxsubject: Fax: 555 0100@@", "faxsubject=Fax: 555 0100"},
        {"@@faxsubject:@@", "faxsubject="},
        {"@@faxsubject: \n @@", "faxsubject="},
        // line breaks and hyphens
        {"@@fax: +1 555\n0100@@", "fax=+1 555 0100"},
        {"@@fax: +1 555-\n0100@@", "fax=+1 555-0100"},
        {"@@fax: +1 555\r\n0100@@", "fax=+1 555 0100"},
        {"@@fax: +1 555\f0100@@", "fax=+1 555 0100"},
        {"@\n@\nf\na\nx\n:\n5\n@\n@", "fax=5"},
        {"@@fax-\nsubject: Lease@@", "faxsubject=Lease"},
        {"@@faxsub\u2010\nject: Lea\u2010\nse@@", "faxsubject=Lease"},
        {"@@faxsub\u00adject: Lea\u00adse@@", "faxsubject=Lease"},
        {"@@faxsub\u00ad\nject: Lea\u00ad\nse@@", "faxsubject=Lease"},
        {"@@faxto: Smith-\nJones@@", "faxto=Smith-Jones"},
        {"@@faxto: First - \n Bank@@", "faxto=First -Bank"},
        {"@@faxto: \u6771\u4eac\n\u652f\u5e97 A\nB@@", "faxto=\u6771\u4eac\u652f\u5e97 A B"},
        // other forms of the letters
        {"\uff20\uff20\uff46\uff41\uff58\uff1a\uff15\uff15\uff15\uff20\uff20", "fax=555"},
        {"\uff20\uff20\uff26\uff21\uff38\uff1a\u3000\uff15\uff15\uff15\u3000\uff20\uff20", "fax=555"},
        {"\ufe6b\ufe6bfax\ufe55 555\ufe6b\ufe6b", "fax=555"},
        {"@@fax\uff1a555\uff20\uff20", "fax=555"},
        {"@@fax:\u00a0+1\u00a0"
         "555\u202f"
         "0100@@",
         "fax=+1 555 0100"},
        {"@@\u200b"
         "fax\u200d:\ufeff 5\u200b"
         "55@@",
         "fax=555"},
        {"\u202a@@fax: 555\u202c@@", "fax=555"},
        {"@@faxto: O\ufb03ce@@", "faxto=Office"},
        {"@@\U0001d41f\U0001d41a\U0001d431: 555@@", "fax=555"},  // bold letters of mathematics
        {"@@faxto: M\u00fcller, Ca\u0066e\u0301@@", "faxto=M\u00fcller, Caf\u00e9"},
    };
    for (const Case& each : table) {
        EXPECT_EQ(marksOf(each.text), each.marks) << each.text;
    }
}

TEST(FaxMarksTest, ThatCannotBeReadAreNamed) {
    const std::vector<Case> table{
        // mistyped keywords
        {"Dear Bob, @@fxa: 5550100@@", "\"@@fxa: 5550100@@\" is no mark that the fax printer knows"},
        {"@@faxx: 5550100@@", "\"@@faxx: 5550100@@\" is no mark"},
        {"@@ffax: 5550100@@", "is no mark"},
        {"@@fa: 5550100@@", "is no mark"},
        {"@@f: 5550100@@", "is no mark"},
        {"@@gax: 5550100@@", "is no mark"},
        {"@@afx: 5550100@@", "is no mark"},
        {"@@telefax: 5550100@@", "is no mark"},
        {"@@telefax: 5550100", "is no mark"},
        {"@@facs: 5550100@@", "is no mark"},
        {"@@fax no: 5550100@@", "is no mark"},
        {"@@phone: 5550100@@", "is no mark"},
        {"@@phone: 5550100@@please", "is no mark"},
        {"@@to: Bob@@", "is no mark"},
        {"@@subject: Lease@@", "is no mark"},
        {"@@faxsubjct: Lease@@", "is no mark"},
        {"@@fax subjects: Lease@@", "is no mark"},
        {"@@faxcopy: 2@@", "is no mark"},
        {"@@f\u00e1x: 555@@", "is no mark"},
        {"@@\u0444\u0430\u043a\u0441: 555@@", "is no mark"},
        {"@@\u30d5\u30a1\u30c3\u30af\u30b9\uff1a555@@", "is no mark"},
        {"@@x-fax: 5550100@@", "is no mark"},
        {"@@1fax: 5550100@@", "is no mark"},
        {"@@fax_to: Bob@@", "lacks the : behind its keyword"},
        {"@@fax-to: Bob@@", "lacks the :"},
        {"@@NAME@@", "is no mark"},
        {"Dear @@First Name@@,", "is no mark"},
        // the colon
        {"@@fax 5550100@@", "lacks the : behind its keyword"},
        {"@@fax5550100@@", "lacks the :"},
        {"@@fax; 5550100@@", "lacks the :"},
        {"@@fax=5550100@@", "lacks the :"},
        {"@@fax. 5550100@@", "lacks the :"},
        {"@@fax 5550100", "lacks the :"},
        {"@@faxsubject Lease@@", "lacks the :"},
        {"@@fax@@", "lacks the :"},
        {"@@fax:: 5550100@@", "has two colons"},
        {"@@:fax 5550100@@", "is no mark"},
        {"@@tel. 5550100@@", "has no keyword"},
        // no keyword
        {"@@5550100@@", "\"@@5550100@@\" has no keyword; write @@fax: before the number"},
        {"@@ +1 (555) 010-0000 @@", "has no keyword"},
        {"@@: 5550100@@", "has no keyword"},
        {"@@0003*210; 0003*211@@", "has no keyword"},
        {"@@\uff15\uff15\uff15@@", "has no keyword"},
        // the end
        {"@@fax: 5550100", "\"@@fax: 5550100\" has no @@ at its end"},
        {"@@fax: 5550100 Dear Bob, this letter is longer than what a message can quote of it",
         "\"@@fax: 5550100 Dear Bob, this letter is longer than what a m…\" has no @@ at its end"},
        {"@@fax: 5550100@", "has no @@ at its end"},
        {"@@fax: 5550100@ Dear Bob @@faxsubject: x@@", "has a single @ where @@ would end it"},
        {"@@fax: 5550100 @@faxsubject: x@@", "lacks the @@ before it"},
        {"@@fax: 1@@ @@faxto: Bob @@fax: 2@@", "lacks the @@ before it"},
        {"@@fax: 5550100@@@", "ends with more than two @"},
        {"@@fax: 5550100@@@@", "ends with more than two @"},
        {"@@fax: 555@0100@@", "has a single @"},
        {"@@fax: a@b.example@@", "has a single @"},
        {"@@faxcomment:" + std::string(2000, 'x') + "@@", "has no @@ at its end"},
        // the beginning
        {"@fax: 5550100@@", "begins with one @ instead of two"},
        {"Please @fax: 5550100 thanks", "begins with one @"},
        {"\uff20fax: 5550100", "begins with one @"},
        {"@@@fax: 5550100@@@", "begins with more than two @"},
        {"@@@@fax: 5550100@@", "begins with more than two @"},
        {"me@@@fax: 5550100@@", "begins with more than two @"},
        {"fax: 5550100@@", "\"fax: 5550100@@\" lacks the @@ before it"},
        {"Dear Bob, Fax: 5550100@@ hello", "\"Fax: 5550100@@\" lacks the @@ before it"},
        {"@2fax: 5550100@@", "lacks the @@ before it"},
        {"@f@ax: 5550100@@", "lacks the @@ before it"},
        // nobody
        {"@@fax:@@", "\"@@fax:@@\" names nobody"},
        {"@@fax: \n @@", "names nobody"},
        {"@@fax:\u00ad\u200b@@", "names nobody"},
        // the second is bad
        {"@@fax: 1@@ @@fxa: 2@@", "\"@@fxa: 2@@\" is no mark"},
    };
    for (const Case& each : table) {
        const std::string marks = marksOf(each.text);
        EXPECT_TRUE(marks.starts_with("BAD: ") && marks.find(each.marks) != std::string::npos)
            << each.text << "\n"
            << marks;
    }
}

TEST(FaxMarksTest, TextsOfOtherKindsAreLeftAlone) {
    const std::vector<std::string> texts{
        "mail: bob@firm.example, al@fax.example; Fax: 555 0100",
        "contact@fax: yes",
        "office@@firm.example",
        "Fax: 5550100",
        "follow @fax and @faxes",
        std::string(
            "diff --git a/x b/x\n@@ -10,6 +10,7 @@ class Foo:\n def x: pass\n@@ -30,1 +31 @@ int bar():\n") +
            "+y\n@@ -0,0 +1 @@\n-Fax: 555\n@@ -1 +0,0 @@",
        "@@ \u201310,6 +10,7 @@ class Foo:\n@@ \u221220 +20,1 @@ Bar:",
        "@@ 10,6 +10,7 @@ class Foo:\n@@ 20,1 +20,1 @@",
        "@@@ -1,2 -1,3 +1,4 @@@ class Foo:\n@@@ -1 -1 +1 @@@",
        "@@@@ -1,2 -1,3 -1,9 +1,4 @@@@ Foo: x",
        "@@\n-10,6 +10,7\n@@",
        "def a\n  @@count += 1\n  @@count > 100 ? @@max : @@min\n  @@name = \"x: #{@@name}\"\nend",
        "@@max = 5\n@@tax = 555\n@@count",
        "@@a, 100, @@b",
        "@@a is less than @@b",
        "WHILE @@FETCH_STATUS = 0 SELECT @@ROWCOUNT, @@MAX_CONNECTIONS, @@IDENTITY",
        "SELECT @@VERSION\nSELECT @@SERVERNAME",
        "SET @@global.max_connections = @@session.x;",
        "a @@ to_tsquery('b') AND c @@ to_tsquery('d')",
        "file.c@@/main/3 other.c@@/main/4",
        "file.c@@/main/3@@",
        "@@@@@@@@@@@@\n@ NOTE: read @\n@@@@@@@@@@@@",
        "@@@@@@@@@@@@\n5550100\n@@@@@@@@@@@@",
        "@prefix@@libdir@ @x@",
        "@@media (max-width: 600px) { a: b } @@page :first { }",
        "@@",
        "@@@",
        "@ @ @",
        "@@@@",
        "@",
        "@@ @@",
        "@@:@@",
        "a ? @@a : @@b",
        "fax: 555 0100 and user@firm and then @@",
        "\xff\xfe@@fax: 1@@",  // not UTF-8
    };
    for (const std::string& each : texts) {
        EXPECT_EQ(marksOf(each), "") << each;
    }
}

TEST(FaxMarksTest, StandWhereTheirFirstAndTheirLastAtStand) {
    const auto marks =
        findFaxMarks("D\u00e9ar \ufb01 @@fax: \u00e9@@, @ \n@fax- \nto: a@@@@faxcover: x@-\n@!");
    ASSERT_EQ(marks.size(), 3U);
    EXPECT_EQ(marks[0].first, 7U);
    EXPECT_EQ(marks[0].last, 16U);
    EXPECT_EQ(marks[1].first, 19U);
    EXPECT_EQ(marks[1].last, 35U);
    EXPECT_EQ(marks[2].first, 36U);
    EXPECT_EQ(marks[2].last, 52U);
}

TEST(FaxMarksTest, HaveTheSameValueWhereverALineIsBroken) {
    const std::string mark = "@@faxto: First Bank@@";
    for (const std::string breaks : {"\n", " \n ", "\r\n", "-\n", "\u00ad\n", "\u2010 \n\t"}) {
        for (std::size_t at = 1; at < mark.size(); ++at) {
            std::string text = "Dear Bob, " + mark + " hello";
            text.insert(10 + at, breaks);
            const auto found = findFaxMarks(text);
            ASSERT_EQ(found.size(), 1U) << text;
            EXPECT_EQ(found[0].kind, FaxMarkKind::kTo) << text;
            std::string letters = found[0].value;
            std::erase_if(letters, [](char c) { return c == ' ' || c == '-'; });
            EXPECT_EQ(letters, "FirstBank") << text;
        }
    }
}

TEST(FaxMarksTest, KeywordsHaveTheirKinds) {
    for (const FaxMarkKind kind : {FaxMarkKind::kFax, FaxMarkKind::kTo, FaxMarkKind::kFrom,
                                   FaxMarkKind::kSubject, FaxMarkKind::kComment, FaxMarkKind::kCover}) {
        EXPECT_EQ(markKindOf(keywordOf(kind)), kind);
    }
    EXPECT_EQ(markKindOf("FAX"), std::nullopt);
    EXPECT_EQ(markKindOf(""), std::nullopt);
}

// A letter as programs may give it.
std::string decorated(char c, std::mt19937& random) {
    switch (random() % 12) {
        case 0:
            return std::string(1, g_ascii_toupper(c));
        case 1:
            return c == ' ' ? "\u3000" : [c] {
                std::array<char, 8> wide{};
                return std::string(wide.data(), static_cast<std::size_t>(g_unichar_to_utf8(
                                                    static_cast<gunichar>(c) + 0xFEE0, wide.data())));
            }();
        case 2:
            return std::string(1, c) + "\u00ad";
        case 3:
            return std::string("\u200b") + c;
        case 4:
            return std::string(1, c) + " \n";
        default:
            return {c};
    }
}

TEST(FaxMarksTest, AreFoundInAnyDecoration) {
    std::mt19937 random(4);
    for (int round = 0; round < 5000; ++round) {
        std::string number;
        for (auto i = 3 + random() % 10; i > 0; --i) {
            number += static_cast<char>('0' + random() % 10);
        }
        std::string text = "Dear Bob, ";
        for (const char c : "@@fax: " + number + "@@") {
            if (c != '\0') {
                text += decorated(c, random);
            }
        }
        text += " hello";
        const auto marks = findFaxMarks(text);
        ASSERT_EQ(marks.size(), 1U) << text;
        std::string digits = marks[0].value;
        std::erase(digits, ' ');
        ASSERT_EQ(digits, number) << text;
    }
}

std::string neighboursOf(char c) {
    switch (c) {
        case '@':
            return "12qwl#";
        case ':':
            return ";l.p'";
        case 'f':
            return "drtgvc";
        case 'a':
            return "qwsz";
        default:
            return "zsdc";  // of x
    }
}

std::set<std::string> typosOf(const std::string& text, std::size_t last) {
    std::set<std::string> typos;
    for (std::size_t at = 0; at < text.size(); at = at == 5 ? last : at + 1) {
        std::string deleted = text;
        typos.insert(deleted.erase(at, 1));
        std::string doubled = text;
        typos.insert(doubled.insert(at, 1, text[at]));
        if (at + 1 < text.size()) {
            std::string swapped = text;
            std::swap(swapped[at], swapped[at + 1]);
            typos.insert(swapped);
        }
        for (const char key : neighboursOf(text[at])) {
            std::string replaced = text;
            replaced[at] = key;
            typos.insert(replaced);
            std::string before = text;
            typos.insert(before.insert(at, 1, key));
        }
    }
    std::string swapped = text;
    std::swap(swapped[last - 1], swapped[last]);
    typos.insert(swapped);
    return typos;
}

// Everything that one wrong key makes of the frame of a mark. What is said with a keyword of its own, or in the number
// itself, cannot be told from what is meant.
TEST(FaxMarksTest, NoSingleTypoIsFaxedAsText) {
    const std::string mark = "@@fax:5550100@@";
    const std::string expected = "fax=5550100";
    for (const std::string& typo : typosOf(mark, mark.size() - 2)) {
        for (const std::string& text :
             {typo, "Dear Bob, " + typo + " hello", "Bob," + typo + ".\nMail a@b.example",
              "@@faxto: Bob@@\n" + typo + "\n@@faxsubject: Lease@@"}) {
            const std::string marks = marksOf(text);
            EXPECT_TRUE(marks.starts_with("BAD: ") || marks.find(expected) != std::string::npos)
                << text << " gives " << marks;
        }
    }
}

TEST(FaxMarksTest, AreLookedForInAReasonableTime) {
    const auto start = std::chrono::steady_clock::now();
    const std::size_t many = 300'000;
    std::string pairs;
    std::string colons;
    for (std::size_t i = 0; i < many / 10; ++i) {
        pairs += "@@a b@@cd ";
        colons += "xxxx:::: @@";
    }
    for (const std::string& text : {std::string(many, '@'), pairs, colons, "@@" + std::string(many, 'a'),
                                    std::string(many, '\u002d'), std::string(many, ' ') + "@"}) {
        marksOf(text);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

}  // namespace
}  // namespace voipnow
