// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/report.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace voipnow {
namespace {

const std::vector<CheckedPart> kParts{
    {"", {fine("filter", "It is there."), warning("retries", "Too few.", "Set more.")}},
    {"Fax",
     {failed("token", "The secret\nis wrong.", "Correct it."), unknown("extension", "Not looked at.")}},
};

TEST(CheckReport, EndsAsMonitoringPluginsDo) {
    EXPECT_EQ(exitCodeFor(Verdict::kFine), 0);
    EXPECT_EQ(exitCodeFor(Verdict::kWarning), 1);
    EXPECT_EQ(exitCodeFor(Verdict::kFailed), 2);
    EXPECT_EQ(exitCodeFor(Verdict::kUnknown), 3);
}

TEST(CheckReport, IsAsBadAsItsWorstPart) {
    EXPECT_EQ(weightiest({}), Verdict::kFine);
    EXPECT_EQ(weightiest(kParts), Verdict::kFailed);
    EXPECT_EQ(weightiest({kParts.front()}), Verdict::kWarning);
    EXPECT_EQ(weightiest({{"", {unknown("a", ""), fine("b", "")}}}), Verdict::kUnknown);
}

TEST(CheckReport, HasASummaryAndALineForEachCheck) {
    std::ostringstream out;
    printReport(kParts, out);
    EXPECT_EQ(out.str(),
              "CRITICAL: 1 of 4 checks failed: token (Fax)\n"
              "This machine\n"
              "  ok       filter     It is there.\n"
              "  warning  retries    Too few. Set more.\n"
              "Printer Fax\n"
              "  FAILED   token      The secret is wrong. Correct it.\n"
              "  ?        extension  Not looked at.\n");
}

TEST(CheckReport, SaysThatAllIsFine) {
    std::ostringstream out;
    printReport({{"", {fine("filter", "It is there.")}}}, out);
    EXPECT_EQ(out.str(), "OK: all 1 checks are fine\nThis machine\n  ok       filter  It is there.\n");
}

TEST(CheckReport, IsJsonForPrograms) {
    std::ostringstream out;
    printReportAsJson({{"Fax", {failed("token", "Wrong \"secret\".", "Correct it.")}}}, out);
    EXPECT_EQ(out.str(),
              "{\n"
              "  \"verdict\": \"failed\",\n"
              "  \"checks\": [\n"
              "    {\n"
              "      \"printer\": \"Fax\",\n"
              "      \"check\": \"token\",\n"
              "      \"verdict\": \"failed\",\n"
              "      \"text\": \"Wrong \\\"secret\\\".\",\n"
              "      \"cure\": \"Correct it.\"\n"
              "    }\n"
              "  ]\n"
              "}\n");
}

}  // namespace
}  // namespace voipnow
