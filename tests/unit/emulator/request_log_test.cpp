// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/request_log.hpp"

#include <gtest/gtest.h>

#include <regex>

#include "tests/unit/emulator/fake_exchange.hpp"

namespace voipnow::emulator {
namespace {

HttpAnswer readAll(HttpExchange& exchange) {
    std::string body;
    exchange.readBody(body, 100, std::chrono::milliseconds(0));
    return {201, "", "", {}};
}

void ask(const HttpHandler& handler, const std::string& target, const std::string& body = "") {
    FakeExchange exchange({"POST", target, {{"b", "2"}, {"A", "1"}}}, body);
    handler(exchange);
}

std::string withoutTimes(const RequestLog& log) {
    JsonBuffer buffer;
    JsonWriter json(buffer);
    log.write(json);
    return std::regex_replace(std::string(buffer.GetString()), std::regex(R"("20[^"]*Z")"), "TIME");
}

TEST(RequestLog, NotesRequestsInOrderWithTheirAnswers) {
    RequestLog log;
    ask(log.noting("api", true, readAll), "/one", "{\"a\":1}");
    ask(log.noting("store", false, readAll), "/two", "file");
    EXPECT_EQ(
        withoutTimes(log),
        R"({"requests":[{"server":"api","method":"POST","target":"/one","headers":[["b","2"],["A","1"]],)"
        R"("body":"{\"a\":1}","status":201,"began":TIME,"answered":TIME},)"
        R"({"server":"store","method":"POST","target":"/two","headers":[["b","2"],["A","1"]],)"
        R"("body":"","status":201,"began":TIME,"answered":TIME}]})");
}

TEST(RequestLog, SaysWhenARequestCameAndWhenItWasAnswered) {
    RequestLog log;
    const auto before = std::chrono::system_clock::now();
    ask(log.noting("api", true, readAll), "/one");
    const LoggedRequest request = log.all().front();
    EXPECT_LE(before, request.began);
    EXPECT_LE(request.began, request.answered.value());
}

TEST(RequestLog, NotesARequestBeforeItIsAnswered) {
    RequestLog log;
    ask(log.noting("api", true,
                   [&](HttpExchange&) {
                       EXPECT_EQ(log.all().size(), 1U);
                       EXPECT_EQ(log.all()[0].status, 0);
                       return HttpAnswer();
                   }),
        "/");
    EXPECT_EQ(log.all()[0].status, 200);
}

TEST(RequestLog, HasNoStatusForABrokenOffConnection) {
    RequestLog log;
    ask(log.noting("api", true,
                   [](HttpExchange&) {
                       HttpAnswer answer;
                       answer.drop = true;
                       return answer;
                   }),
        "/");
    EXPECT_EQ(log.all()[0].status, 0);
}

TEST(RequestLog, ForgetsARequestThatIsBeingAnswered) {
    RequestLog log;
    ask(log.noting("api", true,
                   [&](HttpExchange&) {
                       log.clear();
                       return HttpAnswer();
                   }),
        "/old");
    EXPECT_TRUE(log.all().empty());
    ask(log.noting("api", true, readAll), "/new");
    ASSERT_EQ(log.all().size(), 1U);
    EXPECT_EQ(log.all()[0].head.target, "/new");
    EXPECT_EQ(log.all()[0].status, 201);
}

}  // namespace
}  // namespace voipnow::emulator
