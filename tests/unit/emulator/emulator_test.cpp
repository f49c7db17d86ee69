// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/emulator.hpp"

#include <curl/curl.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

#include "tests/unit/backend/scratch.hpp"
#include "tests/unit/emulator/mask_pdf.hpp"
#include "tests/unit/emulator/web_client.hpp"

namespace voipnow::emulator {
namespace {

constexpr const char* kForm =
    "grant_type=client_credentials&client_id=demo-key&client_secret=demo-secret&type=unifiedapi"
    "&redirect_uri=https%3A%2F%2F127.0.0.1%2F";

// An emulator and a client that does with it, over real TLS, what the backend does.
class RunningEmulator : public testing::Test {
  protected:
    struct Target {
        std::string url;
        std::vector<std::string> headers;
    };

    WebAnswer ask(WebRequest request) const {
        request.caFile = emulator_.caFile();
        return send(request);
    }

    std::string token() const {
        const WebAnswer answer = ask({"POST",
                                      "https://" + emulator_.apiAddress() + "/oauth/token.php",
                                      {"Content-Type: application/x-www-form-urlencoded"},
                                      kForm});
        EXPECT_EQ(answer.status, 200) << answer.body;
        const auto json = parseJsonObject(answer.body);
        return json && json->HasMember("access_token") ? (*json)["access_token"].GetString() : "";
    }

    // Creates a fax with one file of this size.
    Target create(std::size_t size) const {
        const WebAnswer answer =
            ask({"POST",
                 "https://" + emulator_.apiAddress() + "/uapi/faxes/@me/0003*210",
                 {"Content-Type: application/json", "Authorization: Bearer " + token()},
                 R"({"recipients":["7778888"],"files":[{"uploadIdentifier":"doc001","name":"a.pdf","size":)" +
                     std::to_string(size) + R"(,"contentType":"application/pdf"}]})"});
        EXPECT_EQ(answer.status, 200) << answer.body;
        const auto json = parseJsonObject(answer.body, true);
        const auto& file = (*json)["files"][0];
        Target target{file["redirectUri"].GetString(), {"Content-Type: application/pdf"}};
        for (const auto& header : file["redirectHeaders"].GetObject()) {
            target.headers.push_back(std::string(header.name.GetString()) + ": " + header.value.GetString());
        }
        return target;
    }

    WebAnswer put(const Target& target, const std::string& body, bool chunked = false) const {
        return ask({"PUT", target.url, target.headers, body, chunked});
    }

    WebAnswer inbox(const std::string& path) const { return ask({"GET", emulator_.inboxUrl() + path}); }

    ScratchFolder folder_;
    Emulator emulator_{EmulatorOptions{folder_.path() / "emulator"}};
    std::string pdf_ = maskPdf({{1728, 1078, 612, 792}});
};

TEST_F(RunningEmulator, TakesAFaxTheWholeWay) {
    const WebAnswer answer = put(create(pdf_.size()), pdf_);
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_NE(answer.headers.find("ETag: \"" + md5Hex(pdf_) + "\""), std::string::npos) << answer.headers;

    const WebAnswer waited = inbox("api/wait?faxes=1&seconds=20");
    EXPECT_EQ(waited.status, 200);
    EXPECT_NE(waited.body.find(R"("state":"sent")"), std::string::npos);
    EXPECT_NE(waited.body.find(R"("width":1728,"height":1078)"), std::string::npos);
    EXPECT_EQ(inbox("faxes/262/1/1.png").body.substr(1, 3), "PNG");
    EXPECT_EQ(textOf(folder_.path() / "emulator" / "faxes" / "262" / "1.pdf"), pdf_);
}

TEST_F(RunningEmulator, NotesEveryRequestWithItsAnswer) {
    put(create(pdf_.size()), pdf_);
    const auto requests = emulator_.state().requests.all();
    ASSERT_EQ(requests.size(), 3U);
    EXPECT_EQ(requests[0].head.target, "/oauth/token.php");
    EXPECT_EQ(requests[0].body, kForm);
    EXPECT_EQ(requests[1].head.target, "/uapi/faxes/@me/0003*210");
    EXPECT_EQ(requests[2].server, "store");
    EXPECT_EQ(requests[2].head.value("x-amz-meta-app-faxid"), "262");
    EXPECT_EQ(requests[2].body, "");
    for (const auto& request : requests) {
        EXPECT_EQ(request.status, 200) << request.head.target;
    }
}

TEST_F(RunningEmulator, TellsOfItselfInOneLine) {
    const auto json = parseJsonObject(emulator_.description());
    ASSERT_TRUE(json);
    EXPECT_EQ((*json)["api"].GetString(), emulator_.apiAddress());
    EXPECT_EQ((*json)["store"].GetString(), emulator_.storeAddress());
    EXPECT_EQ((*json)["inbox"].GetString(), emulator_.inboxUrl());
    EXPECT_EQ((*json)["ca"].GetString(), emulator_.caFile().string());
    EXPECT_STREQ((*json)["app-key"].GetString(), "demo-key");
    EXPECT_STREQ((*json)["app-secret"].GetString(), "demo-secret");
    EXPECT_EQ((*json)["pid"].GetInt(), ::getpid());
    EXPECT_EQ(textOf(folder_.path() / "emulator" / "emulator.json"), emulator_.description() + "\n");
    EXPECT_EQ(emulator_.description().find('\n'), std::string::npos);
}

TEST_F(RunningEmulator, HidesItsKeysFromOthers) {
    namespace fs = std::filesystem;
    const auto forOthers = fs::perms::group_all | fs::perms::others_all;
    for (const auto* name : {"server.pem", "emulator.json"}) {
        const auto permissions = fs::status(folder_.path() / "emulator" / name).permissions();
        EXPECT_EQ(permissions & forOthers, fs::perms::none) << name;
    }
}

TEST_F(RunningEmulator, RefusesAnUploadInChunks) {
    const WebAnswer answer = put(create(pdf_.size()), pdf_, true);
    EXPECT_EQ(answer.status, 501);
    EXPECT_NE(answer.body.find("NotImplemented"), std::string::npos);
}

TEST_F(RunningEmulator, RefusesTheTokenAtTheStore) {
    Target target = create(pdf_.size());
    target.headers.push_back("Authorization: Bearer " + emulator_.state().firstToken);
    EXPECT_EQ(put(target, pdf_).status, 400);
}

TEST_F(RunningEmulator, RefusesAChangedHeaderAndAnExpiredUrl) {
    Target changed = create(pdf_.size());
    changed.headers.back() = "x-amz-meta-app-faxid: 1";
    EXPECT_EQ(put(changed, pdf_).status, 403);
    emulator_.state().settings.change(R"({"url-lifetime":0})");
    const WebAnswer expired = put(create(pdf_.size()), pdf_);
    EXPECT_EQ(expired.status, 403);
    EXPECT_NE(expired.body.find("Request has expired"), std::string::npos);
}

TEST_F(RunningEmulator, GivesUpOnAnUploadThatStalls) {
    emulator_.state().settings.change(R"({"upload-timeout":0})");
    Target target = create(pdf_.size() + 1);
    target.headers.push_back("Content-Length: " + std::to_string(pdf_.size() + 1));
    // libcurl gives one byte less than it announced and then waits for the answer.
    const WebAnswer answer = put(target, pdf_);
    EXPECT_EQ(answer.status, 400);
    EXPECT_NE(answer.body.find("RequestTimeout"), std::string::npos);
}

TEST_F(RunningEmulator, BreaksOffTheConnectionWhereOrdered) {
    const Target target = create(pdf_.size());
    emulator_.state().faults.add(R"({"call":"upload","drop":true,"before":false})");
    EXPECT_NE(put(target, pdf_).curlCode, 0);
    // The answer was lost, the file was not.
    EXPECT_EQ(inbox("api/wait?faxes=1&seconds=20").status, 200);
    EXPECT_EQ(put(target, pdf_).status, 200);
    EXPECT_EQ(emulator_.state().faxbox.all()[0].files[0].uploads, 2);
}

TEST_F(RunningEmulator, RefusesConnectionsToAServerThatIsClosed) {
    const Target target = create(pdf_.size());
    emulator_.state().settings.change(R"({"closed":["store"]})");
    EXPECT_EQ(put(target, pdf_).curlCode, CURLE_COULDNT_CONNECT);
    EXPECT_EQ(ask({"GET", "https://" + emulator_.apiAddress() + "/"}).status, 404);
    emulator_.state().settings.change(R"({"closed":[]})");
    EXPECT_EQ(put(target, pdf_).status, 200);
}

TEST_F(RunningEmulator, ShowsAWrongCertificateOnlyWhereOrdered) {
    const Target target = create(pdf_.size());
    for (const auto* flaw : {"other-ca", "other-host", "expired"}) {
        emulator_.state().faults.add(std::string(R"({"call":"store","certificate":")") + flaw + R"("})");
        EXPECT_EQ(put(target, pdf_).curlCode, CURLE_PEER_FAILED_VERIFICATION) << flaw;
    }
    EXPECT_EQ(put(target, pdf_).status, 200);
}

TEST_F(RunningEmulator, ResetsAConnectionBeforeItsHandshakeWhereOrdered) {
    emulator_.state().faults.add(R"({"call":"api","drop":true,"times":2})");
    const WebRequest request{"GET", "https://" + emulator_.apiAddress() + "/"};
    EXPECT_NE(ask(request).curlCode, 0);
    EXPECT_NE(ask(request).curlCode, 0);
    EXPECT_EQ(ask(request).status, 404);
    EXPECT_EQ(emulator_.state().requests.all().size(), 1U);
}

TEST_F(RunningEmulator, ServesManyClientsAtOnce) {
    constexpr int kClients = 20;
    std::vector<std::thread> clients;
    clients.reserve(kClients);
    for (int i = 0; i < kClients; ++i) {
        clients.emplace_back([this] { EXPECT_EQ(put(create(pdf_.size()), pdf_).status, 200); });
    }
    for (auto& client : clients) {
        client.join();
    }
    EXPECT_TRUE(emulator_.state().faxbox.waitForSent(kClients, std::chrono::milliseconds(0)));
}

TEST_F(RunningEmulator, IsTrustedThroughItsOwnCaOnly) {
    EXPECT_NE(send({"GET", "https://" + emulator_.apiAddress() + "/"}).curlCode, 0);
    EXPECT_EQ(ask({"GET", "https://" + emulator_.apiAddress() + "/"}).status, 404);
}

TEST_F(RunningEmulator, EndsWhileSomebodyWaits) {
    auto second = std::make_unique<Emulator>(EmulatorOptions{folder_.path() / "second"});
    const std::string url = second->inboxUrl() + "api/wait?faxes=1&seconds=3600";
    WebAnswer answer;
    std::thread waiter([&] { answer = send({"GET", url}); });
    second.reset();
    waiter.join();
    EXPECT_NE(answer.status, 200);
}

TEST(Emulator, SaysWhichPortIsTaken) {
    const ScratchFolder folder;
    const HttpServer server(0);
    EmulatorOptions options{folder.path()};
    options.storePort = server.port();
    try {
        const Emulator emulator(options);
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find(std::to_string(server.port())), std::string::npos)
            << error.what();
    }
}

}  // namespace
}  // namespace voipnow::emulator
