// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/configuration_text.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

constexpr const char* kFile =
    "# What the printers need.\n"
    "#app-key =\n"
    "max-recipients = 7\n"
    "\n"
    "# The head office.\n"
    "[PBX.example.com]\n"
    "app-key = old   \n"
    "; its secret\n"
    "app-secret=s3cret\n"
    "\n"
    "# The lobby.\n"
    "[ printer Fax ]\n"
    "max-files = 2\n";

std::string after(const std::string& section, const std::string& key, const std::string& value) {
    ConfigurationText text(kFile);
    text.set(section, key, value);
    return text.text();
}

std::string with(const std::string& old, const std::string& now) {
    std::string text = kFile;
    return text.replace(text.find(old), old.size(), now);
}

TEST(ConfigurationText, StaysAsItIsWhenNothingIsSet) {
    EXPECT_EQ(ConfigurationText(kFile).text(), kFile);
}

TEST(ConfigurationText, KnowsTheValuesOfEachSection) {
    const ConfigurationText text(kFile);
    EXPECT_EQ(text.value("pbx.example.com", "app-key"), "old");
    EXPECT_EQ(text.value("pbx.example.com", "app-secret"), "s3cret");
    EXPECT_EQ(text.value("printer Fax", "max-files"), "2");
    EXPECT_EQ(text.value("", "max-recipients"), "7");
    EXPECT_EQ(text.value("", "app-key"), std::nullopt);
    EXPECT_EQ(text.value("printer Fax", "app-key"), std::nullopt);
    EXPECT_EQ(text.value("other.example.com", "app-key"), std::nullopt);
}

TEST(ConfigurationText, ReplacesTheLineOfAKeyAndNoOther) {
    EXPECT_EQ(after("pbx.example.com", "app-key", "new"), with("app-key = old   \n", "app-key = new\n"));
    EXPECT_EQ(after("pbx.example.com", "app-secret", "#;= x"),
              with("app-secret=s3cret\n", "app-secret = #;= x\n"));
    EXPECT_EQ(after("pbx.example.com", "app-key", ""), with("app-key = old   \n", "app-key =\n"));
}

TEST(ConfigurationText, TakesCapitalsAndBlanksOfAKeyAsConfigurationDoes) {
    EXPECT_EQ(after("pbx.example.com", " App-Key ", "new"), with("app-key = old   \n", "app-key = new\n"));
    EXPECT_EQ(after("", "App-Key", "k"), with("#app-key =\n", "#app-key =\napp-key = k\n"));
    EXPECT_EQ(ConfigurationText("APP-KEY = k\n").value("", "app-Key "), "k");
}

TEST(ConfigurationText, PutsAKeyBelowTheCommentThatShowsIt) {
    EXPECT_EQ(after("", "app-key", "k"), with("#app-key =\n", "#app-key =\napp-key = k\n"));
}

TEST(ConfigurationText, PutsAKeyBehindTheLastOfItsSectionAndBeforeTheCommentOfTheNext) {
    EXPECT_EQ(after("pbx.example.com", "token", "t"),
              with("app-secret=s3cret\n", "app-secret=s3cret\ntoken = t\n"));
    EXPECT_EQ(after("printer Fax", "token", "t"), std::string(kFile) + "token = t\n");
}

TEST(ConfigurationText, MakesASectionThatIsNotThere) {
    EXPECT_EQ(after("printer Lobby", "token", "t"), std::string(kFile) + "\n[printer Lobby]\ntoken = t\n");
    ConfigurationText empty("");
    empty.set("pbx", "app-key", "k");
    EXPECT_EQ(empty.text(), "[pbx]\napp-key = k\n");
}

TEST(ConfigurationText, TakesAFileWithoutALineEndAtItsEnd) {
    ConfigurationText text("[pbx]\napp-key = k");
    text.set("pbx", "app-secret", "s");
    EXPECT_EQ(text.text(), "[pbx]\napp-key = k\napp-secret = s\n");
}

}  // namespace
}  // namespace voipnow
