// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/settings.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace voipnow::emulator {
namespace {

std::string written(const LiveSettings& settings) {
    JsonBuffer buffer;
    JsonWriter json(buffer);
    settings.write(json);
    return buffer.GetString();
}

TEST(Settings, HaveTheDefaultsOfThePbx) {
    EXPECT_EQ(
        written(LiveSettings()),
        R"({"max-recipients":5,"max-files":5,"max-file-size":10485760,"url-lifetime":600,"token-lifetime":7200,)"
        R"("upload-timeout":20,"extensions":["0003*210","210"],"users":["@me","@viewer","@owner","digits"],)"
        R"("bad-recipients":[],"app-key":"demo-key","app-secret":"demo-secret","store-access-key":null,)"
        R"("store-secret-key":null,)"
        R"("cookie":"vn=demo-cookie; xsrf-token=demo-xsrf","xsrf-token":"demo-xsrf","redirect-headers":null,)"
        R"("redirect-host":null,"closed":[],"clock-offset":0,"id-as-string":false})");
}

TEST(Settings, ChangeOnlyWhatIsNamed) {
    LiveSettings settings;
    settings.change(
        R"({"max-files":10,"redirect-host":"127.0.0.1:1","id-as-string":true,"extensions":["any"]})");
    EXPECT_EQ(settings.now().maxFiles, 10);
    EXPECT_EQ(settings.now().redirectHost, "127.0.0.1:1");
    EXPECT_TRUE(settings.now().idAsString);
    EXPECT_EQ(settings.now().maxRecipients, 5);
    settings.change(R"({"redirect-host":null})");
    EXPECT_EQ(settings.now().redirectHost, std::nullopt);
    EXPECT_EQ(settings.now().maxFiles, 10);
}

TEST(Settings, TakeBackWhatTheyWrote) {
    LiveSettings settings;
    settings.change(R"({"bad-recipients":["1\u00e4"],"redirect-headers":"{\"a\": 1.0}"})");
    LiveSettings copy;
    copy.change(written(settings));
    EXPECT_EQ(written(copy), written(settings));
    settings.reset();
    EXPECT_EQ(written(settings), written(LiveSettings()));
}

TEST(Settings, TellWhoeverWatchesThem) {
    LiveSettings settings;
    std::vector<std::int64_t> seen;
    settings.watch([&](const Settings& now) { seen.push_back(now.maxFiles); });
    settings.change(R"({"max-files":2})");
    EXPECT_THROW(settings.change(R"({"max-files":-1})"), std::invalid_argument);
    settings.reset();
    EXPECT_EQ(seen, (std::vector<std::int64_t>{5, 2, 5}));
}

TEST(Settings, KnowWhichServersAreClosed) {
    LiveSettings settings;
    EXPECT_FALSE(settings.now().isClosed("api"));
    settings.change(R"({"closed":["store"]})");
    EXPECT_FALSE(settings.now().isClosed("api"));
    EXPECT_TRUE(settings.now().isClosed("store"));
}

TEST(Settings, RefuseTheWholeObjectWhenOneMemberIsWrong) {
    struct Row {
        const char* json;
        const char* named;
    };
    const std::vector<Row> kWrong = {
        {R"({"max-files":2,"max-pages":1})", "max-pages"},
        {R"({"max-files":2,"url-lifetime":-1})", "url-lifetime"},
        {R"({"max-files":2,"url-lifetime":1.5})", "url-lifetime"},
        {R"({"max-files":2,"url-lifetime":"1"})", "url-lifetime"},
        {R"({"max-files":2,"app-key":null})", "app-key"},
        {R"({"max-files":2,"users":"any"})", "users"},
        {R"({"max-files":2,"users":[1]})", "users"},
        {R"({"max-files":2,"id-as-string":1})", "id-as-string"},
        {R"({"max-files":2,"clock-offset":"1h"})", "clock-offset"},
        {R"({"max-files":2,"redirect-host":1})", "redirect-host"},
        {R"({"max-files":2,"redirect-headers":"[]"})", "redirect-headers"},
        {R"({"max-files":2,"closed":["inbox"]})", "closed"},
        {R"(["max-files"])", "JSON object"},
        {"", "JSON object"},
    };
    LiveSettings settings;
    for (const auto& wrong : kWrong) {
        try {
            settings.change(wrong.json);
            ADD_FAILURE() << wrong.json;
        } catch (const std::invalid_argument& error) {
            EXPECT_NE(std::string(error.what()).find(wrong.named), std::string::npos) << error.what();
        }
    }
    EXPECT_EQ(settings.now().maxFiles, 5);
}

TEST(Settings, KnowUsersAndExtensions) {
    Settings settings;
    for (const auto* user : {"@me", "@viewer", "@owner", "0", "4711"}) {
        EXPECT_TRUE(settings.allowsUser(user)) << user;
    }
    for (const auto* user : {"", "@you", "47a", "-1", "any", "me"}) {
        EXPECT_FALSE(settings.allowsUser(user)) << user;
    }
    EXPECT_TRUE(settings.allowsExtension("0003*210"));
    EXPECT_TRUE(settings.allowsExtension("210"));
    EXPECT_FALSE(settings.allowsExtension("211"));
    settings.extensions = {"any"};
    settings.users = {"any"};
    EXPECT_TRUE(settings.allowsExtension("211"));
    EXPECT_TRUE(settings.allowsUser("@you"));
}

}  // namespace
}  // namespace voipnow::emulator
