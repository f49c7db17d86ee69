// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/inbox.hpp"

#include <gtest/gtest.h>

#include "tests/unit/backend/scratch.hpp"
#include "tests/unit/emulator/fake_exchange.hpp"
#include "tests/unit/emulator/mask_pdf.hpp"

namespace voipnow::emulator {
namespace {

constexpr int kPort = 8080;

class AskedInbox : public testing::Test {
  protected:
    HttpAnswer ask(const std::string& method, const std::string& target, const std::string& body = "",
                   std::vector<HeaderField> headers = {{"Host", "127.0.0.1:8080"}}) {
        FakeExchange exchange({method, target, std::move(headers)}, body);
        return inbox_.answer(exchange);
    }
    HttpAnswer get(const std::string& target) { return ask("GET", target); }

    void receive() {
        Fax fax;
        FaxFile file;
        file.name = "<b>.pdf";
        file.contentType = "application/pdf";
        fax.recipients = {"7778888"};
        fax.files = {file};
        const std::string pdf = maskPdf({MaskPage()});
        state_.faxbox.store(state_.faxbox.create(fax).uid, 0, {pdf, {}, 1, ""});
    }

    ScratchFolder folder_;
    EmulatorState state_{folder_.path()};
    Inbox inbox_{state_, kPort};
};

std::string headerOf(const HttpAnswer& answer, const std::string& name) {
    return HttpHead{"", "", answer.headers}.value(name).value_or("");
}

TEST_F(AskedInbox, ServesItsPageFromItself) {
    const HttpAnswer page = get("/");
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.contentType, "text/html; charset=utf-8");
    for (const auto* part : {"/inbox.css", "/inbox.js", "/inbox.svg"}) {
        EXPECT_NE(page.body.find("\"" + std::string(part) + "\""), std::string::npos) << part;
        EXPECT_EQ(get(part).status, 200) << part;
        EXPECT_GT(get(part).body.size(), 100U) << part;
    }
    EXPECT_EQ(get("/inbox.js").contentType, "text/javascript; charset=utf-8");
}

TEST_F(AskedInbox, LetsThePageUseNothingFromElsewhere) {
    const std::string policy = headerOf(get("/"), "Content-Security-Policy");
    EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
    EXPECT_NE(policy.find("script-src 'self'"), std::string::npos);
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    EXPECT_EQ(headerOf(get("/"), "X-Content-Type-Options"), "nosniff");
    // What would put text from outside into the page as HTML.
    for (const auto* way : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("}) {
        EXPECT_EQ(get("/inbox.js").body.find(way), std::string::npos) << way;
    }
}

TEST_F(AskedInbox, AnswersOnlyRequestsThatMeanIt) {
    EXPECT_EQ(ask("GET", "/api/faxes", "", {{"Host", "localhost:8080"}}).status, 200);
    EXPECT_EQ(ask("GET", "/api/faxes", "", {{"Host", "127.0.0.1:8080"}, {"Origin", "http://127.0.0.1:8080"}})
                  .status,
              200);
    EXPECT_EQ(ask("GET", "/api/faxes", "", {{"Host", "evil.example"}}).status, 403);
    EXPECT_EQ(ask("GET", "/api/faxes", "", {{"Host", "127.0.0.1:8081"}}).status, 403);
    EXPECT_EQ(ask("GET", "/api/faxes", "", {}).status, 403);
    EXPECT_EQ(
        ask("POST", "/api/reset", "", {{"Host", "127.0.0.1:8080"}, {"Origin", "http://evil.example"}}).status,
        403);
    EXPECT_EQ(ask("POST", "/api/reset", "", {{"Host", "127.0.0.1:8080"}, {"Origin", "null"}}).status, 403);
}

TEST_F(AskedInbox, ListsFaxesWithTheirMeasures) {
    EXPECT_EQ(get("/api/faxes").body, R"({"faxes":[]})");
    receive();
    EXPECT_NE(get("/api/faxes?measured=no").body.find(R"("seconds":null)"), std::string::npos);
    const std::string measured = get("/api/faxes").body;
    EXPECT_EQ(measured.find(R"("seconds":null)"), std::string::npos);
    EXPECT_NE(measured.find(R"("width":16,"height":8)"), std::string::npos);
    EXPECT_EQ(get("/api/faxes?measured=no").body, measured);
}

TEST_F(AskedInbox, WaitsForFaxesThatAreSent) {
    receive();
    EXPECT_EQ(get("/api/wait?faxes=1&seconds=0").status, 200);
    EXPECT_EQ(get("/api/wait?faxes=1&seconds=0").body, get("/api/faxes").body);
    EXPECT_EQ(get("/api/wait?faxes=2&seconds=0").status, 504);
}

TEST_F(AskedInbox, TellsOfChanges) {
    const std::string before = get("/api/changes?since=77&seconds=0").body;
    receive();
    EXPECT_NE(get("/api/changes?since=77&seconds=0").body, before);
}

TEST_F(AskedInbox, RefusesQueriesThatItDoesNotUnderstand) {
    for (const auto* target :
         {"/api/wait", "/api/wait?faxes=", "/api/wait?faxes=-1", "/api/wait?faxes=1x",
          "/api/wait?faxes=1&seconds=3601", "/api/wait?faxes=%zz", "/api/changes?since=x"}) {
        EXPECT_EQ(get(target).status, 400) << target;
        EXPECT_NE(get(target).body.find("\"error\":"), std::string::npos) << target;
    }
}

TEST_F(AskedInbox, ShowsPagesAndFiles) {
    receive();
    EXPECT_EQ(get("/faxes/262/1/1.png").contentType, "image/png");
    EXPECT_EQ(get("/faxes/262/1/1.png").body.substr(1, 3), "PNG");
    EXPECT_EQ(get("/faxes/262/1/1-small.png?v=1").status, 200);
    EXPECT_NE(get("/faxes/262/1/1.png").body, get("/faxes/262/1/1-small.png").body);
    EXPECT_EQ(get("/faxes/262/1.pdf").contentType, "application/pdf");
    EXPECT_EQ(get("/faxes/262/1.pdf").body, maskPdf({MaskPage()}));
}

TEST_F(AskedInbox, HasNothingUnderOtherPaths) {
    receive();
    for (const auto* path :
         {"/faxes/", "/faxes/262", "/faxes/262/", "/faxes/262/0/1.png", "/faxes/262/2/1.png",
          "/faxes/262/1/0.png", "/faxes/262/1/2.png", "/faxes/263/1/1.png", "/faxes/262/1/1.gif",
          "/faxes/262/1/1/1.png", "/faxes/262/1.png", "/faxes/262/1/1.pdf", "/faxes/262/1/..%2F1.png",
          "/faxes/262/1/1-small.pdf", "/faxes/262/2.pdf", "/api", "/favicon.ico", "/inbox.html", "//"}) {
        EXPECT_EQ(get(path).status, 404) << path;
    }
    EXPECT_EQ(ask("POST", "/").status, 404);
    EXPECT_EQ(ask("DELETE", "/api/faxes").status, 404);
}

TEST_F(AskedInbox, ChangesSettings) {
    EXPECT_NE(ask("POST", "/api/settings", R"({"max-files":7})").body.find(R"("max-files":7)"),
              std::string::npos);
    EXPECT_NE(get("/api/settings").body.find(R"("max-files":7)"), std::string::npos);
    const HttpAnswer wrong = ask("POST", "/api/settings", R"({"colour":"blue"})");
    EXPECT_EQ(wrong.status, 400);
    EXPECT_NE(wrong.body.find("colour"), std::string::npos);
}

TEST_F(AskedInbox, OrdersFaults) {
    EXPECT_EQ(ask("POST", "/api/faults", R"({"call":"create","times":2,"status":500})").status, 200);
    EXPECT_EQ(get("/api/faults").body, R"({"faults":[{"call":"create","times":2}]})");
    EXPECT_EQ(ask("POST", "/api/faults", R"({"call":"dance"})").status, 400);
    EXPECT_EQ(ask("DELETE", "/api/faults").status, 200);
    EXPECT_EQ(get("/api/faults").body, R"({"faults":[]})");
}

TEST_F(AskedInbox, RevokesTokens) {
    EXPECT_TRUE(state_.tokens.isValid(state_.firstToken, std::chrono::system_clock::now()));
    EXPECT_EQ(ask("POST", "/api/revoke-tokens").status, 200);
    EXPECT_FALSE(state_.tokens.isValid(state_.firstToken, std::chrono::system_clock::now()));
}

TEST_F(AskedInbox, ForgetsEverythingAtAReset) {
    receive();
    ask("POST", "/api/settings", R"({"max-files":7})");
    ask("POST", "/api/faults", R"({"call":"create","status":500})");
    ask("POST", "/api/revoke-tokens");
    FakeExchange exchange({"GET", "/", {}});
    state_.requests.noting("api", true, [](HttpExchange&) { return HttpAnswer(); })(exchange);
    EXPECT_EQ(ask("POST", "/api/reset").status, 200);
    EXPECT_EQ(get("/api/faxes").body, R"({"faxes":[]})");
    EXPECT_EQ(get("/api/requests").body, R"({"requests":[]})");
    EXPECT_EQ(get("/api/faults").body, R"({"faults":[]})");
    EXPECT_NE(get("/api/settings").body.find(R"("max-files":5)"), std::string::npos);
    EXPECT_TRUE(state_.tokens.isValid(state_.firstToken, std::chrono::system_clock::now()));
}

}  // namespace
}  // namespace voipnow::emulator
