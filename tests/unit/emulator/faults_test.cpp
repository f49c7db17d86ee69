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

TEST_F(OrderedFaults, CanBreakOffTheConnectionWithinTheBodyOrBehindIt) {
    faults_.add(R"({"call":"create","drop":true,"read-bytes":100})");
    EXPECT_TRUE(ask().drop);
    EXPECT_EQ(processed_, 0);
    EXPECT_TRUE(exchange_.wasRead());
    ASSERT_TRUE(exchange_.hindrance());
    EXPECT_EQ(exchange_.hindrance()->after, 100U);
    EXPECT_TRUE(exchange_.hindrance()->breaksOff);
}

TEST_F(OrderedFaults, CanAnswerBeforeTheBodyIsRead) {
    faults_.add(R"({"call":"create","status":403,"read-bytes":0})");
    EXPECT_EQ(ask().status, 403);
    EXPECT_FALSE(exchange_.wasRead());
    faults_.add(R"({"call":"create","status":403,"read-bytes":10})");
    EXPECT_EQ(ask().status, 403);
    EXPECT_TRUE(exchange_.wasRead());
    ASSERT_TRUE(exchange_.hindrance());
    EXPECT_EQ(exchange_.hindrance()->after, 10U);
    EXPECT_TRUE(exchange_.hindrance()->breaksOff);
    EXPECT_EQ(processed_, 0);
}

TEST_F(OrderedFaults, CanCloseTheConnectionInGoodOrderWithoutAnAnswer) {
    faults_.add(R"({"call":"create","close":true,"before":false})");
    EXPECT_TRUE(ask().close);
    EXPECT_EQ(processed_, 1);
    faults_.add(R"({"call":"create","close":true})");
    EXPECT_TRUE(ask().close);
    EXPECT_EQ(processed_, 1);
    EXPECT_FALSE(exchange_.wasRead());
}

TEST_F(OrderedFaults, CanStopReadingForATimeAndThenProcess) {
    faults_.add(R"({"call":"create","stall-ms":30,"read-bytes":10})");
    EXPECT_EQ(ask().status, 200);
    EXPECT_EQ(processed_, 1);
    ASSERT_TRUE(exchange_.hindrance());
    EXPECT_EQ(exchange_.hindrance()->after, 10U);
    EXPECT_EQ(exchange_.hindrance()->pause, std::chrono::milliseconds(30));
    EXPECT_FALSE(exchange_.hindrance()->breaksOff);
}

TEST_F(OrderedFaults, CanSlowDownAndCutTheUsualAnswer) {
    faults_.add(R"({"call":"create","trickle-ms":2,"answer-bytes":7,"body-bytes":9})");
    const HttpAnswer answer = ask();
    EXPECT_EQ(answer.body, "usual");
    EXPECT_EQ(answer.trickle, std::chrono::milliseconds(2));
    EXPECT_EQ(answer.cutAfter, 7U);
    EXPECT_EQ(answer.bodyBytes, 9U);
    EXPECT_EQ(processed_, 1);
}

TEST_F(OrderedFaults, CanChangeTheUsualAnswer) {
    faults_.add(R"({"call":"create","patch":[{"op":"remove","path":"/id"}]})");
    const HttpAnswer answer = answerOrFault(faults_, Call::kCreate, exchange_, plainError, [] {
        return HttpAnswer{200, "application/json", R"({"id":262,"uid":"ba"})", {}};
    });
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"uid":"ba"})");
}

TEST_F(OrderedFaults, AreRefusedWhenTheyAreNotUnderstood) {
    EXPECT_THROW(faults_.add(R"({"call":"create","stutter":1})"), std::invalid_argument);
    EXPECT_EQ(ask().status, 200);
}

}  // namespace
}  // namespace voipnow::emulator
