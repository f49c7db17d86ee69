// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/fault.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace voipnow::emulator {
namespace {

using std::chrono::milliseconds;

TEST(Fault, IsReadWithAllThatItCanSayOfARequest) {
    const Fault fault = parseFault(
        R"({"call":"upload","times":3,"before":false,"status":503,"code":"c","message":"m",)"
        R"("headers":{"Retry-After":"3"},"body":"b","patch":[{"op":"remove","path":"/id"}],"body-bytes":100,)"
        R"("delay-ms":1,"trickle-ms":2,"drop":true,"close":true,"answer-bytes":4,"read-bytes":5,"stall-ms":6})");
    EXPECT_EQ(fault.call, Call::kUpload);
    EXPECT_EQ(fault.times, 3);
    EXPECT_FALSE(fault.before);
    EXPECT_EQ(fault.status, 503);
    EXPECT_EQ(fault.code, "c");
    EXPECT_EQ(fault.message, "m");
    EXPECT_EQ(fault.headers, (std::vector<HeaderField>{{"Retry-After", "3"}}));
    EXPECT_EQ(fault.body, "b");
    EXPECT_EQ(fault.patch, R"([{"op":"remove","path":"/id"}])");
    EXPECT_EQ(fault.bodyBytes, 100U);
    EXPECT_EQ(fault.delay, milliseconds(1));
    EXPECT_EQ(fault.trickle, milliseconds(2));
    EXPECT_TRUE(fault.drop);
    EXPECT_TRUE(fault.close);
    EXPECT_EQ(fault.answerBytes, 4U);
    EXPECT_EQ(fault.readBytes, 5U);
    EXPECT_EQ(fault.stall, milliseconds(6));
}

TEST(Fault, IsReadWithAllThatItCanSayOfAConnection) {
    const Fault fault =
        parseFault(R"({"call":"store","times":2,"delay-ms":7,"drop":true,"certificate":"other-host"})");
    EXPECT_EQ(fault.call, Call::kStoreConnection);
    EXPECT_EQ(fault.times, 2);
    EXPECT_EQ(fault.delay, milliseconds(7));
    EXPECT_TRUE(fault.drop);
    EXPECT_EQ(fault.certificate, CertificateFlaw::kOtherHost);
    EXPECT_EQ(parseFault(R"({"call":"api","certificate":"other-ca"})").certificate,
              CertificateFlaw::kOtherCa);
    EXPECT_EQ(parseFault(R"({"call":"api","certificate":"expired"})").certificate, CertificateFlaw::kExpired);
}

TEST(Fault, HasItsCallByName) {
    for (const auto* name : {"token", "create", "upload", "api", "store"}) {
        EXPECT_STREQ(nameOf(parseFault(std::string(R"({"call":")") + name + R"("})").call), name);
    }
}

TEST(Fault, IsRefusedWhenAnythingAboutItIsNotUnderstood) {
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
        {R"({"call":"create","patch":{"id":1}})", "patch"},
        {R"({"call":"create","patch":[{"op":"remove"}]})", "patch"},
        {R"({"call":"create","body-bytes":-1})", "body-bytes"},
        {R"({"call":"create","delay-ms":-1})", "delay-ms"},
        {R"({"call":"create","trickle-ms":"1"})", "trickle-ms"},
        {R"({"call":"create","before":"yes"})", "before"},
        {R"({"call":"create","drop":1})", "drop"},
        {R"({"call":"create","close":1})", "close"},
        {R"({"call":"create","answer-bytes":1.5})", "answer-bytes"},
        {R"({"call":"create","read-bytes":"all"})", "read-bytes"},
        {R"({"call":"create","stall-ms":-1})", "stall-ms"},
        {R"({"call":"create","stutter":1})", "stutter"},
        {R"({"call":"api","certificate":"mine"})", "certificate"},
        // Nothing is asked yet when a connection comes, and a request comes behind the handshake.
        {R"({"call":"api","status":500})", "status"},
        {R"({"call":"create","certificate":"expired"})", "certificate"},
    };
    for (const auto& wrong : kWrong) {
        try {
            parseFault(wrong.json);
            ADD_FAILURE() << wrong.json;
        } catch (const std::invalid_argument& error) {
            EXPECT_NE(std::string(error.what()).find(wrong.named), std::string::npos) << error.what();
        }
    }
}

}  // namespace
}  // namespace voipnow::emulator
