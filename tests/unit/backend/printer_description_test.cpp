// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/printer_description.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

// The project's own PPD with other defaults, as lpadmin and the web UI write them.
class PrinterDescriptionTest : public ::testing::Test {
  protected:
    std::string withDefaults(const std::vector<JobOption>& defaults) {
        std::ifstream in(VOIPNOW_PPD);
        std::ofstream out(path_);
        for (std::string line; std::getline(in, line);) {
            for (const JobOption& each : defaults) {
                if (line.starts_with("*Default" + each.name + ":")) {
                    line = "*Default" + each.name + ": " + each.value;
                }
            }
            out << line << '\n';
        }
        return path_;
    }
    void TearDown() override { std::filesystem::remove(path_); }

    const std::string path_ = ::testing::TempDir() + "voipnow-" + std::to_string(::getpid()) + ".ppd";
};

TEST_F(PrinterDescriptionTest, GivesTheAdministratorsDefaultWhole) {
    const std::string numbers = "Custom.+15550100001,+15550100002,+15550100003,+15550100004,+15550100005";
    const std::string path = withDefaults({{"phone", numbers}});
    EXPECT_EQ(PrinterDescription(path.c_str()).defaultOf("phone"), numbers);
}

TEST_F(PrinterDescriptionTest, GivesADefaultWithItsQuotationMarks) {
    const std::string path = withDefaults({{"phone", "Custom.\"First Bank\""},
                                           {"FaxSubject", "Custom.\"Easter\" and after"},
                                           {"FaxComment", "Custom.re: \"Easter\""}});
    const PrinterDescription ppd(path.c_str());
    EXPECT_EQ(ppd.defaultOf("phone"), "Custom.\"First Bank\"");
    EXPECT_EQ(ppd.defaultOf("FaxSubject"), "Custom.\"Easter\" and after");
    EXPECT_EQ(ppd.defaultOf("FaxComment"), "Custom.re: \"Easter\"");
}

TEST_F(PrinterDescriptionTest, LetsTheJobsOptionsWinOverDefaults) {
    const std::string path = withDefaults({{"Resolution", "204x98dpi"}, {"PageSize", "A4"}});
    const PrinterDescription ppd(path.c_str());
    EXPECT_EQ(ppd.choiceFor("Resolution", {}), "204x98dpi");
    EXPECT_EQ(ppd.choiceFor("Resolution", {{"Resolution", "204x391dpi"}}), "204x391dpi");
    EXPECT_EQ(ppd.choiceFor("PageSize", {}), "A4");
    EXPECT_EQ(ppd.choiceFor("PageSize", {{"media", "Legal"}}), "Legal");
    EXPECT_EQ(ppd.choiceFor("PageSize", {}), "A4");
}

TEST_F(PrinterDescriptionTest, KnowsNothingWithoutAPpd) {
    EXPECT_EQ(PrinterDescription(nullptr).defaultOf("phone"), std::nullopt);
    EXPECT_EQ(PrinterDescription("").choiceFor("Resolution", {}), std::nullopt);
}

TEST_F(PrinterDescriptionTest, StopsTheQueueWhenThePpdCannotBeRead) {
    try {
        const PrinterDescription ppd("/nowhere/Fax.ppd");
        FAIL() << "no error";
    } catch (const JobError& error) {
        EXPECT_EQ(error.end(), JobEnd::kQueueStopped);
        EXPECT_NE(std::string(error.what()).find("/nowhere/Fax.ppd"), std::string::npos);
    }
}

}  // namespace
}  // namespace voipnow
