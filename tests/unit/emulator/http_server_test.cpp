// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/http_server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

#include "tests/unit/emulator/web_client.hpp"

namespace voipnow::emulator {
namespace {

using std::chrono::milliseconds;

// Answers with the method, the target, every header but those of the connection, and the body.
HttpAnswer echo(HttpExchange& exchange) {
    const HttpHead& head = exchange.head();
    std::string text = head.method + " " + head.target + "\n";
    for (const auto& header : head.headers) {
        text.append(header.name).append("=").append(header.value).append("\n");
    }
    std::string body;
    exchange.readBody(body, 1000, milliseconds(20000));
    return {200, "text/plain", text + body, {}};
}

class RunningServer : public testing::Test {
  protected:
    void start(const HttpHandler& handler) { server_.start(handler); }

    // What the server answers to these bytes on a connection of their own.
    std::optional<std::string> answerTo(const std::string& bytes) const {
        const RawConnection connection(server_.port());
        connection.write(bytes);
        connection.finish();
        return connection.readToEnd();
    }

    HttpServer server_{0};
};

std::string bodyOf(const std::optional<std::string>& answer) {
    return answer ? answer->substr(answer->find("\r\n\r\n") + 4) : "no answer";
}

TEST_F(RunningServer, GivesTheHandlerRequestsAsTheyWereOnTheWire) {
    start(echo);
    EXPECT_EQ(
        bodyOf(answerTo("PUT /a%2Fb%zz?c=%41 HTTP/1.1\r\nzeta:1\r\nAlpha: %41+%\r\nEMPTY:\r\nzeta: 2\r\n"
                        "Content-Length: 4\r\nContent-Encoding: gzip\r\n"
                        "Content-Type: multipart/form-data; boundary=x\r\n\r\nbody")),
        "PUT /a%2Fb%zz?c=%41\nzeta=1\nAlpha=%41+%\nEMPTY=\nzeta=2\nContent-Length=4\nContent-Encoding=gzip\n"
        "Content-Type=multipart/form-data; boundary=x\nbody");
}

TEST_F(RunningServer, ServesEveryMethod) {
    start(echo);
    for (const auto* method : {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
        EXPECT_EQ(bodyOf(answerTo(std::string(method) + " / HTTP/1.1\r\n\r\n")),
                  std::string(method) + " /\n");
    }
}

TEST_F(RunningServer, TakesBodiesInChunks) {
    start(echo);
    EXPECT_NE(
        bodyOf(
            answerTo("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n"))
            .find("\nbody"),
        std::string::npos);
}

TEST_F(RunningServer, AnswersSeveralRequestsOnOneConnection) {
    start(echo);
    const auto answer = answerTo("POST /1 HTTP/1.1\r\nContent-Length: 1\r\n\r\naGET /2 HTTP/1.1\r\n\r\n");
    ASSERT_TRUE(answer);
    EXPECT_NE(answer->find("POST /1\n"), std::string::npos);
    EXPECT_NE(answer->find("GET /2\n"), std::string::npos);
}

TEST_F(RunningServer, RefusesARequestThatSaysTwoLengths) {
    start(echo);
    for (const auto* headers : {"Content-Length: 1\r\nContent-Length: 2\r\n", "Content-Length: x\r\n",
                                "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"}) {
        const auto answer = answerTo(std::string("POST / HTTP/1.1\r\n") + headers + "\r\na");
        ASSERT_TRUE(answer) << headers;
        EXPECT_EQ(answer->substr(0, 12), "HTTP/1.1 400") << headers;
    }
}

TEST_F(RunningServer, EndsTheConnectionWhenABodyWasNotRead) {
    start([](HttpExchange&) { return HttpAnswer{403, "text/plain", "no", {}}; });
    const auto answer =
        answerTo("PUT / HTTP/1.1\r\nContent-Length: 30\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n1234");
    ASSERT_TRUE(answer);
    EXPECT_NE(answer->find("Connection: close"), std::string::npos);
    EXPECT_EQ(answer->find("HTTP/1.1 ", 9), std::string::npos) << *answer;
}

TEST_F(RunningServer, LetsAClientThatIsStillSendingSeeTheAnswer) {
    start([](HttpExchange&) { return HttpAnswer{501, "text/plain", "no", {}}; });
    const WebAnswer answer =
        send({"PUT", "http://" + server_.address() + "/", {}, std::string(1000000, 'x'), true});
    EXPECT_EQ(answer.status, 501);
}

TEST_F(RunningServer, TellsHowABodyEnded) {
    std::optional<BodyEnd> end;
    std::string body;
    start([&](HttpExchange& exchange) {
        end = exchange.readBody(body, 4, milliseconds(50));
        return HttpAnswer{200, "text/plain", "done", {}};
    });
    const auto put = [](const std::string& length) {
        return "PUT / HTTP/1.1\r\nContent-Length: " + length + "\r\n\r\n";
    };
    answerTo(put("4") + "body");
    EXPECT_EQ(end, BodyEnd::kWhole);
    EXPECT_EQ(body, "body");
    answerTo(put("5") + "bodys");
    EXPECT_EQ(end, BodyEnd::kLonger);
    EXPECT_EQ(body, "body");
    answerTo(put("4") + "bod");
    EXPECT_EQ(end, BodyEnd::kShort);

    const RawConnection silent(server_.port());
    silent.write(put("4") + "bod");
    EXPECT_EQ(bodyOf(silent.readToEnd()), "done");
    EXPECT_EQ(end, BodyEnd::kStalled);
}

TEST_F(RunningServer, AnswersWhatAHandlerThrowsWith500) {
    start([](HttpExchange&) -> HttpAnswer { throw std::runtime_error("broken"); });
    const auto answer = answerTo("GET / HTTP/1.1\r\n\r\n");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->substr(0, 12), "HTTP/1.1 500");
    EXPECT_EQ(bodyOf(answer), "broken\n");
}

TEST_F(RunningServer, ResetsAConnectionThatIsToBeDropped) {
    start([](HttpExchange& exchange) {
        HttpAnswer answer = echo(exchange);
        answer.drop = true;
        return answer;
    });
    EXPECT_EQ(answerTo("GET / HTTP/1.1\r\n\r\n"), std::nullopt);
    EXPECT_NE(send({"GET", "http://" + server_.address() + "/"}).curlCode, 0);
}

TEST_F(RunningServer, ClosesAConnectionWithoutAnAnswerWhereOrdered) {
    start([](HttpExchange& exchange) {
        HttpAnswer answer = echo(exchange);
        answer.close = true;
        return answer;
    });
    EXPECT_EQ(answerTo("GET / HTTP/1.1\r\n\r\n"), "");
}

TEST_F(RunningServer, BreaksOffWithinAnAnswer) {
    start([](HttpExchange& exchange) {
        HttpAnswer answer = echo(exchange);
        answer.cutAfter = 20;
        return answer;
    });
    EXPECT_EQ(answerTo("GET / HTTP/1.1\r\n\r\n"), std::nullopt);
}

TEST_F(RunningServer, FillsABodyUpWithoutHoldingIt) {
    start([](HttpExchange&) {
        HttpAnswer answer{200, "text/plain", "begin", {}};
        answer.bodyBytes = 1000000;
        return answer;
    });
    const std::string body = bodyOf(answerTo("GET / HTTP/1.1\r\n\r\n"));
    EXPECT_EQ(body.size(), 1000000U);
    EXPECT_EQ(body.substr(0, 6), "begin ");
    EXPECT_EQ(body.find_first_not_of(' ', 5), std::string::npos);
}

TEST_F(RunningServer, StopsReadingABodyWhereItIsHindered) {
    BodyEnd end = BodyEnd::kWhole;
    std::string body;
    start([&](HttpExchange& exchange) {
        exchange.hinder({2, milliseconds(20), false});
        end = exchange.readBody(body, 100, milliseconds(20000));
        return HttpAnswer{200, "text/plain", "done", {}};
    });
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(bodyOf(answerTo("PUT / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody")), "done");
    EXPECT_GE(std::chrono::steady_clock::now() - begin, milliseconds(20));
    EXPECT_EQ(end, BodyEnd::kWhole);
    EXPECT_EQ(body, "body");
}

TEST_F(RunningServer, ReadsNoMoreOfABodyThatIsToBreakOff) {
    BodyEnd end = BodyEnd::kWhole;
    std::string body;
    start([&](HttpExchange& exchange) {
        exchange.hinder({2, milliseconds(0), true});
        end = exchange.readBody(body, 1000000, milliseconds(20000));
        HttpAnswer answer{200, "text/plain", "done", {}};
        answer.drop = true;
        return answer;
    });
    EXPECT_EQ(answerTo("PUT / HTTP/1.1\r\nContent-Length: 100000\r\n\r\n" + std::string(100000, 'x')),
              std::nullopt);
    server_.stop();
    EXPECT_EQ(end, BodyEnd::kShort);
    EXPECT_EQ(body, "xx");
}

TEST_F(RunningServer, LetsItsDoormanResetConnections) {
    std::atomic<int> met = 0;
    server_.start(echo, [&met] {
        Welcome welcome;
        welcome.drop = ++met == 1;
        welcome.delay = milliseconds(1);
        return welcome;
    });
    EXPECT_EQ(answerTo("GET / HTTP/1.1\r\n\r\n"), std::nullopt);
    EXPECT_EQ(bodyOf(answerTo("GET / HTTP/1.1\r\n\r\n")), "GET /\n");
    server_.stop();
}

TEST_F(RunningServer, AnswersNothingThatIsNoHttp) {
    start(echo);
    const auto answer = answerTo("hello\r\n\r\n");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->substr(0, 12), "HTTP/1.1 400");
}

TEST_F(RunningServer, EndsThoughConnectionsAreOpen) {
    start(echo);
    const RawConnection idle(server_.port());
    const RawConnection halfway(server_.port());
    halfway.write("PUT / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbo");
    server_.stop();
    EXPECT_EQ(idle.readToEnd().value_or(""), "");
}

TEST(HttpServer, RefusesAPortThatIsTaken) {
    const HttpServer first(0);
    EXPECT_THROW(HttpServer{first.port()}, std::runtime_error);
}

TEST(HttpServer, SpeaksTlsToThoseWhoTrustItsCa) {
    const ThrowawayCa ca;
    const ThrowawayCa other;
    HttpServer server(0, ca.issueForLoopback());
    server.start(echo);
    std::string trusted = ::testing::TempDir() + "http_server_test-ca-XXXXXX";
    const int file = ::mkstemp(trusted.data());
    ASSERT_GE(file, 0);
    ASSERT_GT(::write(file, ca.pem().data(), ca.pem().size()), 0);
    WebRequest request{"POST", "https://" + server.address() + "/x", {}, "body"};
    request.caFile = trusted;
    const WebAnswer answer = send(request);
    EXPECT_EQ(answer.status, 200);
    EXPECT_NE(answer.body.find("\nbody"), std::string::npos);

    ASSERT_EQ(::ftruncate(file, 0), 0);
    ASSERT_GT(::pwrite(file, other.pem().data(), other.pem().size(), 0), 0);
    EXPECT_NE(send(request).curlCode, 0);
    ::close(file);
    ::unlink(trusted.c_str());
}

}  // namespace
}  // namespace voipnow::emulator
