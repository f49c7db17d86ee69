// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/faults.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

#include "tests/unit/emulator/fake_exchange.hpp"

namespace voipnow::emulator {
namespace {

HttpAnswer plainError(int status, const std::string& code, const std::string& message) {
    return {status, "text/plain", code + ": " + message, {}};
}

class OrderedFaults : public testing::Test {
  protected:
    HttpAnswer ask(Call call = Call::kCreate) {
        return answerOrFault(faults_, call, exchange_, plainError, [this] {
            ++processed_;
            return HttpAnswer{200, "text/plain", "usual", {}};
        });
    }

    Faults faults_;
    FakeExchange exchange_{HttpHead{"POST", "/", {}}, "body"};
    int processed_ = 0;
};

TEST_F(OrderedFaults, HappenAsOftenAsOrderedAndThenNoMore) {
    faults_.add(R"({"call":"create","times":2,"status":503})");
    EXPECT_EQ(ask().status, 503);
    EXPECT_EQ(ask().status, 503);
    EXPECT_EQ(ask().status, 200);
    EXPECT_EQ(processed_, 1);
}

TEST_F(OrderedFaults, ComeOneAfterTheOtherInTheirOrder) {
    faults_.add(R"({"call":"create","status":500})");
    faults_.add(R"({"call":"create","status":503})");
    EXPECT_EQ(ask().status, 500);
    EXPECT_EQ(ask().status, 503);
}

TEST_F(OrderedFaults, ConcernTheirOwnCallOnly) {
    faults_.add(R"({"call":"upload","status":500})");
    EXPECT_EQ(ask(Call::kToken).status, 200);
    EXPECT_EQ(ask(Call::kCreate).status, 200);
    EXPECT_EQ(ask(Call::kUpload).status, 500);
}

TEST_F(OrderedFaults, BeforeProcessingReadTheRequestAndDoNothingWithIt) {
    faults_.add(R"({"call":"create","status":500,"code":"c","message":"m"})");
    EXPECT_EQ(ask().body, "c: m");
    EXPECT_EQ(processed_, 0);
    EXPECT_TRUE(exchange_.wasRead());
}

TEST_F(OrderedFaults, AfterProcessingOnlyReplaceTheAnswer) {
    faults_.add(R"({"call":"create","status":500,"before":false})");
    EXPECT_EQ(ask().status, 500);
    EXPECT_EQ(processed_, 1);
}

TEST_F(OrderedFaults, CanHaveAnyBodyAndHeaders) {
    faults_.add(
        R"({"call":"create","status":200,"body":"{garbage","headers":{"Retry-After":"3","content-type":"a/b"}})");
    const HttpAnswer answer = ask();
    EXPECT_EQ(answer.body, "{garbage");
    EXPECT_EQ(answer.contentType, "a/b");
    EXPECT_EQ(answer.headers, (std::vector<HeaderField>{{"Retry-After", "3"}}));
}

TEST_F(OrderedFaults, CanBreakOffTheConnectionWithoutReading) {
    faults_.add(R"({"call":"create","drop":true})");
    EXPECT_TRUE(ask().drop);
    EXPECT_EQ(processed_, 0);
    EXPECT_FALSE(exchange_.wasRead());
    faults_.add(R"({"call":"create","drop":true,"before":false})");
    EXPECT_TRUE(ask().drop);
    EXPECT_EQ(processed_, 1);
}

TEST_F(OrderedFaults, WithoutAStatusOnlyDelayTheUsualAnswer) {
    faults_.add(R"({"call":"create","delay-ms":20})");
    const HttpAnswer answer = ask();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "usual");
    EXPECT_EQ(answer.delay, std::chrono::milliseconds(20));
}

TEST_F(OrderedFaults, CanBeListedAndForgotten) {
    faults_.add(R"({"call":"upload","times":3,"status":500})");
    JsonBuffer buffer;
    JsonWriter json(buffer);
    faults_.write(json);
    EXPECT_STREQ(buffer.GetString(), R"({"faults":[{"call":"upload","times":3}]})");
    faults_.clear();
    EXPECT_EQ(ask(Call::kUpload).status, 200);
}

TEST_F(OrderedFaults, AreRefusedWhenAnythingAboutThemIsNotUnderstood) {
    struct Row {
        const char* json;
        const char* named;
    };
    const std::vector<Row> kWrong = {
        {"", "JSON object"},
        {R"({"status":500})", "call"},
        {R"({"call":"fetch"})", "call"},
        {R"({"call":1})", "call"},
        {R"({"call":"create","times":0})", "times"},
        {R"({"call":"create","status":100})", "status"},
        {R"({"call":"create","status":"500"})", "status"},
        {R"({"call":"create","code":1})", "code"},
        {R"({"call":"create","message":1})", "message"},
        {R"({"call":"create","headers":{"a":1}})", "headers"},
        {R"({"call":"create","headers":["a"]})", "headers"},
        {R"({"call":"create","body":{}})", "body"},
        {R"({"call":"create","delay-ms":-1})", "delay-ms"},
        {R"({"call":"create","before":"yes"})", "before"},
        {R"({"call":"create","drop":1})", "drop"},
        {R"({"call":"create","stutter":1})", "stutter"},
    };
    for (const auto& wrong : kWrong) {
        try {
            faults_.add(wrong.json);
            ADD_FAILURE() << wrong.json;
        } catch (const std::invalid_argument& error) {
            EXPECT_NE(std::string(error.what()).find(wrong.named), std::string::npos) << error.what();
        }
    }
    EXPECT_EQ(ask().status, 200);
}

}  // namespace
}  // namespace voipnow::emulator
