// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/cover_values.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace voipnow {
namespace {

constexpr const char* kIsolate = "\xE2\x81\xA8";
constexpr const char* kIsolateLeft = "\xE2\x81\xA6\xE2\x80\x8E";
constexpr const char* kEnd = "\xE2\x81\xA9";

CoverTemplate cover() {
    CoverTemplate made{.name = "a"};
    made.moreRecipients = "and {count} more";
    return made;
}

std::string isolated(const std::string& text) {
    return kIsolate + text + kEnd;
}

std::string recipient(const std::string& name, const std::string& number) {
    return isolated(name) + ", " + kIsolateLeft + number + kEnd;
}

std::string valueOf(const CoverFields& fields, CoverField field) {
    return CoverValues(fields, cover()).markup({{.field = field}});
}

TEST(CoverValuesTest, StandBetweenTheMarkupOfTheTemplate) {
    const CoverValues values({.from = "Anna"}, cover());
    EXPECT_EQ(values.markup({{.markup = "<b>"}, {.field = CoverField::kFrom}, {.markup = "</b>"}}),
              "<b>" + isolated("Anna") + "</b>");
}

TEST(CoverValuesTest, CannotBeMarkupOrControlThePage) {
    EXPECT_EQ(valueOf({.from = "<b>&amp; \"A\" 'B'"}, CoverField::kFrom),
              isolated("&lt;b&gt;&amp;amp; &quot;A&quot; &apos;B&apos;"));
    EXPECT_EQ(valueOf({.subject = " a\n\tb\x1b[1m\xE2\x80\xAE"
                                  "c\xE2\x81\xA9 d\xff "},
                      CoverField::kSubject),
              isolated("a b [1m c  d\xef\xbf\xbd"));
    EXPECT_EQ(valueOf({.comment = "a\r\nb\x07"
                                  "c\xE2\x80\xA8"
                                  "d"},
                      CoverField::kComment),
              isolated("a") + '\n' + isolated("b c d"));
}

TEST(CoverValuesTest, CannotTowerAboveTheirLine) {
    std::string tower = "a";
    std::string few = "a";
    for (int i = 0; i < 100; ++i) {
        tower += "\xCC\x81";
        few += i < 8 ? "\xCC\x81" : "";
    }
    EXPECT_EQ(valueOf({.subject = tower + tower}, CoverField::kSubject), isolated(few + few));
    EXPECT_EQ(valueOf({.comment = tower + tower}, CoverField::kComment), isolated(few + few));
}

TEST(CoverValuesTest, NameEachRecipientOnALine) {
    EXPECT_EQ(valueOf({.to = {{"210", "Ann"}, {"+1555", ""}, {"", "Bob"}}}, CoverField::kTo),
              recipient("Ann", "210") + '\n' + kIsolateLeft + "+1555" + kEnd + '\n' + isolated("Bob"));
}

TEST(CoverValuesTest, NameTheFirstOfManyRecipients) {
    CoverFields fields{.to = {6, Recipient{"210", "Ann"}}};
    const std::string six = valueOf(fields, CoverField::kTo);
    EXPECT_EQ(std::count(six.begin(), six.end(), '\n'), 5);
    EXPECT_EQ(six.find("more"), std::string::npos);
    fields.to.resize(20, {"211", "Bob"});
    const std::string twenty = valueOf(fields, CoverField::kTo);
    EXPECT_EQ(std::count(twenty.begin(), twenty.end(), '\n'), 5);
    EXPECT_TRUE(twenty.ends_with("\nand 15 more")) << twenty;
}

TEST(CoverValuesTest, CountRecipientsInTheWordsOfTheTemplate) {
    CoverTemplate other = cover();
    const CoverFields fields{.to = {8, Recipient{"210"}}};
    other.moreRecipients = "& {count} weitere";
    EXPECT_TRUE(
        CoverValues(fields, other).markup({{.field = CoverField::kTo}}).ends_with("\n&amp; 3 weitere"));
    other.moreRecipients = "weitere";
    EXPECT_TRUE(CoverValues(fields, other).markup({{.field = CoverField::kTo}}).ends_with("\n3 weitere"));
}

TEST(CoverValuesTest, CutWhatIsFarTooLong) {
    const std::string subject = valueOf({.subject = std::string(5000, 'x')}, CoverField::kSubject);
    EXPECT_LT(subject.size(), 500U);
    EXPECT_TRUE(subject.ends_with("…" + std::string(kEnd)));
}

TEST(CoverValuesTest, KeepTheLinesOfTheComment) {
    EXPECT_EQ(valueOf({.comment = "\n \n  One\n\ntwo  \n\n"}, CoverField::kComment),
              isolated("  One") + "\n\n" + isolated("two"));
    EXPECT_EQ(valueOf({.comment = " \n\n "}, CoverField::kComment), "");
}

struct CutCase {
    std::string comment;
    std::size_t shown;
    std::string left;
};

TEST(CoverValuesTest, CutTheCommentBetweenWords) {
    const std::vector<CutCase> table{
        {"One two three", 13, isolated("One two three")},
        {"One two three", 10, isolated("One two") + " … (shortened)"},
        {"One two three", 7, isolated("One two") + " … (shortened)"},
        {"One two three", 0, " … (shortened)"},
        {"One\n\ntwo three", 6, isolated("One") + " … (shortened)"},
        {std::string(80, 'x'), 50, isolated(std::string(50, 'x')) + " … (shortened)"},
        {"漢字かな", 2, isolated("漢字") + " … (shortened)"},
        {"e\xCC\x81"
         "e\xCC\x81",
         3, isolated("e\xCC\x81") + " … (shortened)"},  // not between a letter and its accent
    };
    for (const CutCase& each : table) {
        CoverValues values({.comment = each.comment}, cover());
        values.showOfComment(each.shown);
        EXPECT_EQ(values.markup({{.field = CoverField::kComment}}), each.left) << each.comment << each.shown;
    }
}

TEST(CoverValuesTest, KnowWhichLinesHaveNothingToSay) {
    const CoverValues values({.from = "Anna", .subject = " \t"}, cover());
    const CoverPiece words{.markup = "words"};
    const CoverPiece from{.field = CoverField::kFrom};
    const CoverPiece subject{.field = CoverField::kSubject};
    EXPECT_FALSE(values.isEmpty({words}));
    EXPECT_FALSE(values.isEmpty({}));
    EXPECT_FALSE(values.isEmpty({from}));
    EXPECT_TRUE(values.isEmpty({subject}));
    EXPECT_TRUE(values.isEmpty({words, subject, words}));
    EXPECT_FALSE(values.isEmpty({subject, from}));
}

}  // namespace
}  // namespace voipnow
