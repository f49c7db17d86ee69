// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/cover_request.hpp"

#include <gtest/gtest.h>

#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

CoverFields someFields() {
    return {.to = {{"+15550100", "First Bank"}, {"0003*001", ""}},
            .from = "Anna \"A\" Example",
            .subject = "חוזה 契約",
            .comment = "One\n\ttwo \\ three\r\nfour",
            .date = "25 November 2026",
            .pages = 12,
            .templateFile = "/etc/cups/voipnow-covers/our one.cover",
            .pageSize = "A4",
            .resolution = "204x98dpi"};
}

std::string replaced(std::string text, const std::string& part, const std::string& by) {
    const std::size_t at = text.find(part);
    EXPECT_NE(at, std::string::npos) << part;
    return text.replace(at, part.size(), by);
}

TEST(CoverRequest, ArrivesAsItWasSent) {
    const CoverFields sent = someFields();
    const CoverFields read = readCoverRequest(coverRequest(sent));
    EXPECT_EQ(read.to, sent.to);
    EXPECT_EQ(read.from, sent.from);
    EXPECT_EQ(read.subject, sent.subject);
    EXPECT_EQ(read.comment, sent.comment);
    EXPECT_EQ(read.date, sent.date);
    EXPECT_EQ(read.pages, sent.pages);
    EXPECT_EQ(read.templateFile, sent.templateFile);
    EXPECT_EQ(read.pageSize, sent.pageSize);
    EXPECT_EQ(read.resolution, sent.resolution);
}

TEST(CoverRequest, HasTheFormThatIsDescribed) {
    EXPECT_EQ(
        coverRequest({.to = {{"210", "Ann"}}}),
        R"({"to":[{"number":"210","name":"Ann"}],"from":"","subject":"","comment":"","date":"","pages":1,)"
        R"("template":"","pageSize":"Letter","resolution":"204x196dpi"})");
}

TEST(CoverRequest, TakesRecipientsWithoutAName) {
    const std::string request = coverRequest({.to = {{"210", "Ann"}}});
    EXPECT_EQ(readCoverRequest(replaced(request, R"(,"name":"Ann")", "")).to,
              (std::vector<Recipient>{{"210", ""}}));
}

TEST(CoverRequest, MendsBytesThatAreNoText) {
    CoverFields fields = someFields();
    fields.subject = std::string("A\xff\0B", 4);
    EXPECT_EQ(readCoverRequest(coverRequest(fields)).subject,
              "A\xef\xbf\xbd\xef\xbf\xbd"
              "B");
}

struct BrokenCase {
    std::string part;  // of a good request
    std::string by;
    std::string words;
};

TEST(CoverRequest, IsRefusedWithTheMemberThatIsWrong) {
    const std::string good = coverRequest(someFields());
    const std::vector<BrokenCase> table{
        {"{", "", "no JSON object"},
        {good, "", "no JSON object"},
        {good, "[]", "no JSON object"},
        {good, good + "x", "no JSON object"},
        {good, "{}", "\"to\""},
        {R"("from":)", R"("form":)", "\"form\""},
        {R"("date":"25 November 2026")", R"("date":"25 November 2026","time":"8:00")", "\"time\""},
        {R"("date":"25 November 2026",)", "", "\"date\""},
        {R"("date":"25 November 2026")", R"("date":2026)", "\"date\""},
        {R"("date":"25 November 2026")", "\"date\":\"\xff\"", "no JSON object"},
        {R"("pages":12)", R"("pages":"12")", "\"pages\""},
        {R"("pages":12)", R"("pages":0)", "\"pages\""},
        {R"("pages":12)", R"("pages":1.5)", "\"pages\""},
        {R"("pages":12)", R"("pages":99999999999)", "\"pages\""},
        {R"([{)", R"([1,{)", "\"to\""},
        {R"("name":"First Bank")", R"("name":7)", "\"name\""},
        {R"("number":"+15550100",)", "", "\"number\""},
        {"/etc/cups", "etc/cups", "\"template\""},
    };
    for (const BrokenCase& each : table) {
        const std::string broken = replaced(good, each.part, each.by);
        const JobError error = thrownBy([&] { readCoverRequest(broken); });
        EXPECT_TRUE(mentions(error, each.words)) << broken << '\n' << error.what();
        EXPECT_EQ(error.end(), JobEnd::kHeld);
    }
}

TEST(CoverRequest, IsRefusedWhenItIsTooLong) {
    CoverFields fields = someFields();
    fields.comment = std::string(kLongestCoverRequest, 'x');
    EXPECT_TRUE(mentions(thrownBy([&] { coverRequest(fields); }), "Shorten the comment"));
    EXPECT_TRUE(
        mentions(thrownBy([] { readCoverRequest(std::string(kLongestCoverRequest + 1, ' ')); }), "longer"));
}

TEST(CoverRequest, IsRefusedWhenItIsDeep) {
    EXPECT_TRUE(mentions(thrownBy([] { readCoverRequest(std::string(kLongestCoverRequest, '[')); }), "JSON"));
}

}  // namespace
}  // namespace voipnow
