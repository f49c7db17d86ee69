// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/preview_report.hpp"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <sstream>

namespace voipnow {
namespace {

PreviewReport twoPages() {
    PreviewReport report;
    report.pages = 2;
    report.costs = {{1, 1728, 2156, kResolutions[1], 18'000, 36'000, 0.0512},
                    {2, 1728, 2156, kResolutions[1], 180, 1'800, 0.5}};
    report.pdfBytes = 19'000;
    report.hints = {{PageHint::Kind::kDark, {2}, "Page 2 is dark."}};
    report.warnings = {"Page 1 has a\x1b[31m mistake"};
    return report;
}

std::string text(const PreviewReport& report) {
    std::ostringstream out;
    printPreview(report, out);
    return out.str();
}

TEST(PreviewReport, IsATableWithTheRestInWords) {
    EXPECT_EQ(text(twoPages()),
              "PAGE     PIXELS  T.6 BYTES  AT 14,400  AT 9,600  T.4 MH BYTES  AT 14,400  AT 9,600   BLACK\n"
              "   1  1728x2156      18000     10.0 s    15.0 s         36000     20.0 s    30.0 s   5.1 %\n"
              "   2  1728x2156        180      0.1 s     0.2 s          1800      1.0 s     1.5 s  50.0 %\n"
              " all                 18180     10.1 s    15.2 s         37800     21.0 s    31.5 s  27.6 %\n"
              "The fax PDF has 2 pages and 19000 bytes.\n"
              "Page 2 is dark.\n"
              "Page 1 has a [31m mistake\n");
}

TEST(PreviewReport, OfOnePageNeedsNoSum) {
    PreviewReport report = twoPages();
    report.pages = 1;
    report.costs.pop_back();
    EXPECT_EQ(text(report).find("all"), std::string::npos);
    EXPECT_NE(text(report).find("has 1 page and"), std::string::npos);
}

TEST(PreviewReport, NamesTheFilesThatWereWritten) {
    PreviewReport report = twoPages();
    report.files = {"a.pdf"};
    EXPECT_NE(text(report).find("\nWritten: a.pdf\n"), std::string::npos);
    report.files = {"1.png", "2.png"};
    EXPECT_NE(text(report).find("\nWritten: 1.png and 2.png\n"), std::string::npos);
    report.files = {"1.png", "2.png", "3.png"};
    EXPECT_NE(text(report).find("\nWritten: 1.png to 3.png\n"), std::string::npos);
}

TEST(PreviewReport, OfVectorsHasPagesAndBytesOnly) {
    PreviewReport report;
    report.pages = 3;
    report.isVectors = true;
    report.pdfBytes = 5'000;
    EXPECT_EQ(text(report),
              "3 pages as vectors (FaxContent=Vector): the service makes the pixels, so their time on the "
              "line is not "
              "known.\nThe fax PDF has 3 pages and 5000 bytes.\n");
}

TEST(PreviewReport, GivesProgramsAllOfIt) {
    PreviewReport report = twoPages();
    report.files = {"a.pdf"};
    std::ostringstream out;
    printPreviewAsJson(report, out);
    rapidjson::Document json;
    json.Parse(out.str());
    ASSERT_FALSE(json.HasParseError()) << out.str();
    EXPECT_EQ(json["pages"].GetInt(), 2);
    EXPECT_STREQ(json["content"].GetString(), "pixels");
    EXPECT_EQ(json["pdf-bytes"].GetInt(), 19'000);
    ASSERT_EQ(json["page-costs"].Size(), 2U);
    const auto& page = json["page-costs"][0];
    EXPECT_EQ(page["page"].GetInt(), 1);
    EXPECT_EQ(page["width"].GetInt(), 1728);
    EXPECT_EQ(page["height"].GetInt(), 2156);
    EXPECT_STREQ(page["resolution"].GetString(), "204x196dpi");
    EXPECT_EQ(page["t6-bytes"].GetInt(), 18'000);
    EXPECT_DOUBLE_EQ(page["t6-seconds-14400"].GetDouble(), 10);
    EXPECT_DOUBLE_EQ(page["t6-seconds-9600"].GetDouble(), 15);
    EXPECT_EQ(page["mh-bytes"].GetInt(), 36'000);
    EXPECT_DOUBLE_EQ(page["mh-seconds-14400"].GetDouble(), 20);
    EXPECT_DOUBLE_EQ(page["mh-seconds-9600"].GetDouble(), 30);
    EXPECT_DOUBLE_EQ(page["black"].GetDouble(), 0.0512);
    EXPECT_EQ(json["total-cost"]["t6-bytes"].GetInt(), 18'180);
    EXPECT_STREQ(json["hints"][0]["kind"].GetString(), "dark");
    EXPECT_EQ(json["hints"][0]["pages"][0].GetInt(), 2);
    EXPECT_STREQ(json["hints"][0]["text"].GetString(), "Page 2 is dark.");
    EXPECT_STREQ(json["warnings"][0].GetString(), "Page 1 has a [31m mistake");
    EXPECT_STREQ(json["files"][0].GetString(), "a.pdf");
}

}  // namespace
}  // namespace voipnow
