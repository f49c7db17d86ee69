// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/fax_api.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <vector>

#include "tests/emulator/query_text.hpp"
#include "tests/unit/backend/scratch.hpp"
#include "tests/unit/emulator/fake_exchange.hpp"

namespace voipnow::emulator {
namespace {

using Headers = std::vector<HeaderField>;

constexpr const char* kForm =
    "grant_type=client_credentials&client_id=demo-key&client_secret=demo-secret&type=unifiedapi"
    "&redirect_uri=https%3A%2F%2Fpbx.example.com%2F";
constexpr const char* kFax =
    R"({"recipients":["7778888"],"files":[{"uploadIdentifier":"doc001","name":"my fax.pdf","size":3,)"
    R"("contentType":"application/pdf"}]})";
constexpr const char* kPath = "/uapi/faxes/@me/0003*210";

class AskedFaxApi : public testing::Test {
  protected:
    HttpAnswer ask(const std::string& method, const std::string& target, Headers headers,
                   const std::string& body) {
        FakeExchange exchange({method, target, std::move(headers)}, body);
        return api_.answer(exchange);
    }

    HttpAnswer token(const std::string& form,
                     const std::string& contentType = "application/x-www-form-urlencoded") {
        return ask("POST", "/oauth/token.php", {{"Content-Type", contentType}}, form);
    }

    HttpAnswer create(const std::string& path = kPath, const std::string& body = kFax) {
        return ask("POST", path,
                   {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + state_.firstToken}},
                   body);
    }

    HttpAnswer createWith(Headers headers) {
        headers.push_back({"Content-Type", "application/json"});
        return ask("POST", kPath, std::move(headers), kFax);
    }

    ScratchFolder folder_;
    EmulatorState state_{folder_.path()};
    FaxApi api_{state_, "127.0.0.1:8443"};
};

rapidjson::Document parsed(const HttpAnswer& answer) {
    auto object = parseJsonObject(answer.body);
    return object ? std::move(*object) : rapidjson::Document(rapidjson::kObjectType);
}

// The code of an error of Create Faxes.
std::string codeOf(const HttpAnswer& answer) {
    const auto json = parsed(answer);
    return json.HasMember("error") && json["error"].IsObject() ? json["error"]["code"].GetString() : "";
}

TEST_F(AskedFaxApi, GivesTokensThatAreThenTaken) {
    const HttpAnswer answer = token(kForm);
    EXPECT_EQ(answer.status, 200);
    const auto json = parsed(answer);
    ASSERT_TRUE(json.HasMember("access_token"));
    EXPECT_EQ(json["expires_in"].GetInt(), 7200);
    EXPECT_STREQ(json["token_type"].GetString(), "Bearer");
    EXPECT_EQ(
        createWith({{"authorization", std::string("Bearer ") + json["access_token"].GetString()}}).status,
        200);
}

TEST_F(AskedFaxApi, RefusesTokenRequestsByTheRulesOfOAuth) {
    const std::string form = kForm;
    const auto without = [&](const std::string& part) {
        std::string rest = form;
        return rest.erase(rest.find(part), part.size());
    };
    struct Row {
        std::string form;
        int status;
        const char* error;
    };
    const std::vector<Row> kRefused = {
        {without("client_id=demo-key&"), 400, "invalid_request"},
        {without("client_secret=demo-secret&"), 400, "invalid_request"},
        {without("grant_type=client_credentials&"), 400, "invalid_request"},
        {without("type=unifiedapi&"), 400, "invalid_request"},
        {without("&redirect_uri=https%3A%2F%2Fpbx.example.com%2F"), 400, "invalid_request"},
        {without("s%3A%2F%2Fpbx.example.com%2F") + "%3A%2F%2Fpbx", 400, "invalid_request"},
        {form + "&client_id=demo-key", 400, "invalid_request"},
        {form + "&x=%zz", 400, "invalid_request"},
        {"", 400, "invalid_request"},
        {without("_credentials"), 400, "unsupported_grant_type"},
        {without("-key"), 401, "invalid_client"},
        {without("-secret"), 401, "invalid_client"},
    };
    for (const auto& refused : kRefused) {
        const HttpAnswer answer = token(refused.form);
        EXPECT_EQ(answer.status, refused.status) << refused.form;
        EXPECT_STREQ(parsed(answer)["error"].GetString(), refused.error) << refused.form;
    }
    EXPECT_EQ(token(kForm, "application/json").status, 400);
    EXPECT_EQ(token(kForm, "application/x-www-form-urlencoded; charset=utf-8").status, 200);
    EXPECT_EQ(ask("POST", "/oauth/token.php?client_id=x",
                  {{"Content-Type", "application/x-www-form-urlencoded"}}, kForm)
                  .status,
              400);
}

TEST_F(AskedFaxApi, AnswersACreateAsTheSpecificationShows) {
    const HttpAnswer answer = create();
    EXPECT_EQ(answer.status, 200);
    const auto json = parsed(answer);
    EXPECT_EQ(json["id"].GetInt(), 262);
    EXPECT_EQ(json["uid"].GetStringLength(), 32U);
    ASSERT_EQ(json["files"].Size(), 1U);
    const auto& file = json["files"][0];
    EXPECT_TRUE(file["redirect"].GetBool());
    EXPECT_NE(std::string(file["heUri"].GetString()).find("nm=my%20fax.pdf"), std::string::npos);
    EXPECT_EQ(std::string(file["redirectUri"].GetString()).find("https://127.0.0.1:8443/faxout/"), 0U);
    EXPECT_EQ(file["redirectHeaders"]["x-amz-meta-he-int-faxout"].GetInt(), 1);
    EXPECT_EQ(file["redirectHeaders"]["x-amz-meta-app-faxid"].GetInt(), 262);
    EXPECT_STREQ(file["contentType"].GetString(), "application/pdf");
    EXPECT_EQ(file["contentLength"].GetInt(), 3);
    EXPECT_EQ(state_.faxbox.find(262)->recipients, std::vector<std::string>{"7778888"});
}

TEST_F(AskedFaxApi, TellsTheTimeOfItsClock) {
    state_.settings.change(R"({"clock-offset":-3600})");
    const HttpAnswer answer = create();
    ASSERT_EQ(answer.headers.back().name, "Date");
    std::tm date{};
    ASSERT_NE(::strptime(answer.headers.back().value.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &date), nullptr);
    EXPECT_NEAR(static_cast<double>(std::time(nullptr) - ::timegm(&date)), 3600.0, 60.0);
}

TEST_F(AskedFaxApi, TakesUserAndExtensionFromThePath) {
    struct Row {
        const char* path;
        const char* user;
        const char* extension;
    };
    const std::vector<Row> kPaths = {
        {"/uapi/faxes/@me/0003*210/", "@me", "0003*210"},
        {"/uapi/faxes/%40owner/0003%2A210", "@owner", "0003*210"},
        {"/uapi/faxes/4711/210", "4711", "210"},
    };
    for (const auto& row : kPaths) {
        ASSERT_EQ(create(row.path).status, 200) << row.path;
        EXPECT_EQ(state_.faxbox.all().back().user, row.user);
        EXPECT_EQ(state_.faxbox.all().back().extension, row.extension);
    }
}

TEST_F(AskedFaxApi, RefusesUsersAndExtensionsThatItDoesNotHave) {
    EXPECT_EQ(codeOf(create("/uapi/faxes/@self/210")), "user_invalid");
    EXPECT_EQ(codeOf(create("/uapi/faxes/@me/211")), "extension_invalid");
    EXPECT_EQ(create("/uapi/faxes/@me/211").status, 400);
    state_.settings.change(R"({"extensions":["any"]})");
    EXPECT_EQ(create("/uapi/faxes/@me/211").status, 200);
}

TEST_F(AskedFaxApi, RefusesRequestsWithoutCredentialsThatCount) {
    const std::string old = state_.tokens.issue(std::chrono::system_clock::now() - std::chrono::seconds(1));
    const std::string good = state_.firstToken;
    const Headers cookie = {{"Cookie", "xsrf-token=demo-xsrf; vn=demo-cookie"}};
    const std::vector<Headers> kRefused = {
        {},
        {{"Authorization", "Bearer nonsense"}},
        {{"Authorization", "Bearer " + old}},
        {{"Authorization", good}},
        {{"Authorization", "Basic " + good}},
        cookie,
        {cookie[0], {"x-xsrf-token", "other"}},
        {{"Cookie", "vn=demo-cookie"}, {"x-xsrf-token", "demo-xsrf"}},
        {{"Cookie", "vn=other; xsrf-token=demo-xsrf"}, {"x-xsrf-token", "demo-xsrf"}},
        {{"Authorization", "Bearer nonsense"}, cookie[0], {"x-xsrf-token", "demo-xsrf"}},
    };
    for (const auto& headers : kRefused) {
        const HttpAnswer answer = createWith(headers);
        EXPECT_EQ(answer.status, 401) << (headers.empty() ? "" : headers[0].value);
        EXPECT_EQ(codeOf(answer), "access_denied");
    }
    EXPECT_TRUE(state_.faxbox.all().empty());
}

TEST_F(AskedFaxApi, TakesTheCookieWithItsXsrfTokenAmongOthers) {
    EXPECT_EQ(
        createWith({{"cookie", "dev=1; xsrf-token=demo-xsrf;vn=demo-cookie"}, {"X-XSRF-TOKEN", "demo-xsrf"}})
            .status,
        200);
}

TEST_F(AskedFaxApi, StopsTakingTokensThatWereRevoked) {
    state_.tokens.revokeAll();
    EXPECT_EQ(create().status, 401);
}

TEST_F(AskedFaxApi, GivesTokensOfTheLifetimeThatIsSet) {
    state_.settings.change(R"({"token-lifetime":0})");
    const auto json = parsed(token(kForm));
    EXPECT_EQ(json["expires_in"].GetInt(), 0);
    EXPECT_EQ(
        createWith({{"Authorization", std::string("Bearer ") + json["access_token"].GetString()}}).status,
        401);
}

TEST_F(AskedFaxApi, AnswersAFaxToNobodyWithNothing) {
    std::string body = kFax;
    body.erase(body.find("\"7778888\""), 9);
    const HttpAnswer answer = create(kPath, body);
    EXPECT_EQ(answer.status, 204);
    EXPECT_EQ(answer.body, "");
    EXPECT_TRUE(state_.faxbox.all().empty());
}

TEST_F(AskedFaxApi, PassesErrorsOfTheRequestOn) {
    const HttpAnswer answer = create(kPath, R"({"recipients":["x"],"files":[]})");
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(codeOf(answer), "fx_recipients_invalid");
    EXPECT_TRUE(state_.faxbox.all().empty());
}

TEST_F(AskedFaxApi, WantsJsonThatArrivedWhole) {
    const Headers headers = {{"Content-Type", "text/plain"},
                             {"Authorization", "Bearer " + state_.firstToken}};
    EXPECT_EQ(ask("POST", kPath, headers, kFax).status, 400);
    FakeExchange cut({"POST", kPath, {{"Content-Type", "application/json"}}}, kFax, BodyEnd::kShort);
    EXPECT_EQ(api_.answer(cut).status, 400);
}

TEST_F(AskedFaxApi, GivesTheRedirectHeadersAsTheyAreSpeltInTheSettings) {
    const std::string spelt = R"({"x-amz-meta-a" : 1.0,"x-amz-meta-b":1e2, "x-amz-meta-c":"0042"})";
    JsonBuffer buffer;
    JsonWriter json(buffer);
    json.StartObject();
    textMember(json, "redirect-headers", spelt);
    json.EndObject();
    state_.settings.change(buffer.GetString());
    const HttpAnswer answer = create();
    EXPECT_NE(answer.body.find("\"redirectHeaders\":" + spelt + ","), std::string::npos) << answer.body;

    // The URL is signed for exactly these spellings.
    const std::string url = parsed(answer)["files"][0]["redirectUri"].GetString();
    HttpHead upload{"PUT",
                    url.substr(url.find("/faxout")),
                    {{"Host", "127.0.0.1:8443"},
                     {"Content-Type", "application/pdf"},
                     {"x-amz-meta-a", "1.0"},
                     {"x-amz-meta-b", "1e2"},
                     {"x-amz-meta-c", "0042"}}};
    EXPECT_FALSE(refusal(upload, state_.storeKey, std::chrono::system_clock::now()));
    upload.headers[2].value = "1";
    EXPECT_TRUE(refusal(upload, state_.storeKey, std::chrono::system_clock::now()));
}

TEST_F(AskedFaxApi, SignsForAnOutsideStoreWithTheKeyThatTheSettingsName) {
    state_.settings.change(
        R"({"redirect-host":"store:1","store-access-key":"their:key","store-secret-key":"their-secret"})");
    const std::string url = parsed(create())["files"][0]["redirectUri"].GetString();
    const HttpHead upload{"PUT",
                          url.substr(url.find("/faxout")),
                          {{"Host", "store:1"},
                           {"Content-Type", "application/pdf"},
                           {"x-amz-meta-he-int-faxout", "1"},
                           {"x-amz-meta-app-faxid", "262"}}};
    const auto now = std::chrono::system_clock::now();
    EXPECT_FALSE(refusal(upload, {"their:key", "their-secret"}, now));
    EXPECT_EQ(refusal(upload, state_.storeKey, now).value().code, "InvalidAccessKeyId");
}

TEST_F(AskedFaxApi, FollowsTheSettingsInItsAnswer) {
    state_.settings.change(R"({"id-as-string":true,"redirect-host":"elsewhere:1","url-lifetime":7})");
    const auto json = parsed(create());
    EXPECT_STREQ(json["id"].GetString(), "262");
    const std::string url = json["files"][0]["redirectUri"].GetString();
    EXPECT_EQ(url.find("https://elsewhere:1/faxout/"), 0U);
    EXPECT_NE(url.find("X-Amz-Expires=7&"), std::string::npos);
}

TEST_F(AskedFaxApi, SaysOfOtherCallsThatItDoesNotHaveThem) {
    EXPECT_EQ(codeOf(ask("GET", kPath, {}, "")), "request_not_implemented");
    EXPECT_EQ(ask("GET", kPath, {}, "").status, 501);
    EXPECT_EQ(create("/uapi/faxes/210").status, 501);
    EXPECT_EQ(create("/uapi/faxes/@me/210/x").status, 501);
    EXPECT_EQ(create("/uapi/faxes//210").status, 501);
    EXPECT_EQ(ask("GET", "/oauth/token.php", {}, "").status, 404);
    EXPECT_EQ(ask("GET", "/", {}, "").status, 404);
}

TEST_F(AskedFaxApi, AnswersWithFaultsInTheFormOfTheirCall) {
    state_.faults.add(R"({"call":"token","status":503,"code":"temporarily_unavailable"})");
    EXPECT_STREQ(parsed(token(kForm))["error"].GetString(), "temporarily_unavailable");
    state_.faults.add(R"({"call":"create","status":500,"before":false})");
    EXPECT_EQ(codeOf(create()), "internal_server_error");
    EXPECT_EQ(state_.faxbox.all().size(), 1U);
}

}  // namespace
}  // namespace voipnow::emulator
