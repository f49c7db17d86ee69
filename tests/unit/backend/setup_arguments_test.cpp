// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/setup_arguments.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

TEST(SetupArguments, AreAllLeftOutForAFirstPrinter) {
    const SetupArguments none = parseSetupArguments({});
    EXPECT_EQ(none.printer, "Fax");
    EXPECT_FALSE(none.host);
    EXPECT_FALSE(none.noInput);
}

TEST(SetupArguments, TakeEachOption) {
    const SetupArguments all = parseSetupArguments({"--printer",
                                                    "Fax-Lobby",
                                                    "--host=pbx.example.com:8443",
                                                    "--user",
                                                    "42",
                                                    "--extension",
                                                    "0003*210",
                                                    "--app-key",
                                                    "k",
                                                    "--secret-file",
                                                    "-",
                                                    "--info",
                                                    "Lobby",
                                                    "--location",
                                                    "Ground floor",
                                                    "--set",
                                                    "ca-file=/a=b.pem",
                                                    "--only-this-printer",
                                                    "--untested",
                                                    "--no-input"});
    EXPECT_EQ(all.printer, "Fax-Lobby");
    EXPECT_EQ(all.host, "pbx.example.com:8443");
    EXPECT_EQ(all.user, "42");
    EXPECT_EQ(all.extension, "0003*210");
    EXPECT_EQ(all.appKey, "k");
    EXPECT_EQ(all.secretFile, "-");
    EXPECT_EQ(all.info, "Lobby");
    EXPECT_EQ(all.location, "Ground floor");
    ASSERT_EQ(all.settings.size(), 1U);
    EXPECT_EQ(all.settings.front(), (std::pair<std::string, std::string>("ca-file", "/a=b.pem")));
    EXPECT_TRUE(all.onlyThisPrinter && all.untested && all.noInput);
    EXPECT_EQ(parseSetupArguments({"-d", "F"}).printer, "F");
}

TEST(SetupArguments, RefuseSecretsThatOthersCouldSee) {
    const std::vector<std::vector<std::string>> all{
        {"--app-secret", "s"},
        {"--secret=s"},
        {"--set", "app-secret=s"},
        {"--set", "token=t"},
        {"--set", "cookie=c"},
        {"--set", "xsrf-token=x"},
        {"--set", "App-Secret=s"},
        {"--set", "app-secret =s"},
        {"--set", " TOKEN\t= t"},
        {"--set=Cookie = c"},
        {"--set", "proxy=http://user:pw@proxy.example.com:3128"},
        {"--set", "Proxy = user:pw@proxy.example.com"},
        {"--set", "proxy=http://user:p/w@proxy"},
    };
    for (const auto& words : all) {
        try {
            parseSetupArguments(words);
            ADD_FAILURE() << words.back();
        } catch (const WrongArguments& wrong) {
            EXPECT_NE(std::string(wrong.what()).find("other users can see"), std::string::npos)
                << wrong.what();
        }
    }
}

TEST(SetupArguments, SayWhereASecretBelongs) {
    const std::vector<std::pair<std::string, std::string>> all{
        {"app-secret=s", "--secret-file"},
        {"token=t", "voipnow.conf"},
        {"proxy=http://u:p@h", "the line proxy = "},
        {"app-key=k", "--app-key"},
    };
    for (const auto& [setting, words] : all) {
        try {
            parseSetupArguments({"--set", setting});
            ADD_FAILURE() << setting;
        } catch (const WrongArguments& wrong) {
            EXPECT_NE(std::string(wrong.what()).find(words), std::string::npos) << wrong.what();
        }
    }
}

TEST(SetupArguments, TakeAKeyAsVoipnowConfDoes) {
    const std::vector<std::pair<std::string, std::pair<std::string, std::string>>> all{
        {"CA-File = /a b.pem ", {"ca-file", "/a b.pem"}},
        {"max-files=", {"max-files", ""}},
        {"proxy=http://proxy.example.com:3128", {"proxy", "http://proxy.example.com:3128"}},
        {"proxy=http://user@proxy.example.com:3128", {"proxy", "http://user@proxy.example.com:3128"}},
    };
    for (const auto& [words, setting] : all) {
        EXPECT_EQ(parseSetupArguments({"--set", words}).settings.front(), setting) << words;
    }
}

TEST(SetupArguments, RefuseWhatIsNone) {
    const std::vector<std::vector<std::string>> all{{"--host"},
                                                    {"Fax"},
                                                    {"--printer", "a b"},
                                                    {"--printer", "a/b"},
                                                    {"--printer", ""},
                                                    {"--set", "x"},
                                                    {"--json"},
                                                    {"--set", " =x"},
                                                    {"--set", "#ca-file=/x"},
                                                    {"--set", "[pbx]=x"},
                                                    {"--set", "max-files=2\ntoken=t"},
                                                    {"--app-key", "k\ntoken=t"}};
    for (const auto& words : all) {
        EXPECT_THROW(parseSetupArguments(words), WrongArguments) << words.front();
    }
}

}  // namespace
}  // namespace voipnow
