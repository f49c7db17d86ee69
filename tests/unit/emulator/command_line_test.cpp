// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/command_line.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace voipnow::emulator {
namespace {

using Arguments = std::vector<std::string>;

TEST(CommandLine, HasDefaultsForEverythingButTheFolder) {
    const CommandLine line = parseCommandLine({"--directory", "d"});
    EXPECT_EQ(line.options.directory, "d");
    EXPECT_EQ(line.options.apiPort, 0);
    EXPECT_EQ(line.options.storePort, 0);
    EXPECT_EQ(line.options.inboxPort, 0);
    EXPECT_EQ(line.stopAfter, std::chrono::hours(4));
    EXPECT_FALSE(line.help);
}

TEST(CommandLine, ReadsAllOptionsInAnyOrder) {
    const CommandLine line = parseCommandLine({"--inbox-port", "3", "--stop-after", "60", "--store-port", "2",
                                               "--directory", "d", "--api-port", "65535"});
    EXPECT_EQ(line.options.apiPort, 65535);
    EXPECT_EQ(line.options.storePort, 2);
    EXPECT_EQ(line.options.inboxPort, 3);
    EXPECT_EQ(line.stopAfter, std::chrono::seconds(60));
}

TEST(CommandLine, RefusesWhatItDoesNotUnderstandAndNamesIt) {
    struct Row {
        Arguments arguments;
        const char* named;
    };
    const std::vector<Row> kWrong = {
        {{}, "--directory"},
        {{"--directory"}, "--directory"},
        {{"--directory", "d", "--port", "1"}, "--port"},
        {{"--directory", "d", "extra"}, "extra"},
        {{"--directory", "d", "--api-port", "65536"}, "65536"},
        {{"--directory", "d", "--api-port", "-1"}, "-1"},
        {{"--directory", "d", "--api-port", "80a"}, "80a"},
        {{"--directory", "d", "--api-port", ""}, "--api-port"},
        {{"--directory", "d", "--stop-after", "0"}, "--stop-after"},
    };
    for (const auto& wrong : kWrong) {
        try {
            parseCommandLine(wrong.arguments);
            ADD_FAILURE() << wrong.named;
        } catch (const std::invalid_argument& error) {
            EXPECT_NE(std::string(error.what()).find(wrong.named), std::string::npos) << error.what();
        }
    }
}

TEST(CommandLine, HelpNamesEveryOption) {
    EXPECT_TRUE(parseCommandLine({"--help"}).help);
    for (const auto* option :
         {"--directory", "--api-port", "--store-port", "--inbox-port", "--stop-after", "--help"}) {
        EXPECT_NE(helpText().find(option), std::string::npos) << option;
    }
}

}  // namespace
}  // namespace voipnow::emulator
