// The fault table, step by step: getting an access token.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/fault_table.hpp"

namespace voipnow::end_to_end {
namespace {

constexpr const char* kToken = "token";

INSTANTIATE_TEST_SUITE_P(AtTheToken, AFaultThatPasses,
                         ::testing::ValuesIn(passingFaultsOf(kToken, "api", {})), NameOfRow());

INSTANTIATE_TEST_SUITE_P(
    OfTheTokensAnswer, AFaultThatPasses,
    ::testing::Values(
        FaultRow{"GarbageForJson", {once(kToken, R"("status":200,"body":"{\"access_token\":")")}},
        FaultRow{"NoToken", {once(kToken, patched(R"("op":"remove","path":"/access_token")"))}},
        FaultRow{"TokenThatIsNoText",
                 {once(kToken, patched(R"("op":"replace","path":"/access_token","value":{"a":1})"))}},
        FaultRow{
            "TokenWithALineFeed",
            {once(kToken, patched(R"("op":"replace","path":"/access_token","value":"a\r\nX-Evil: 1")"))}},
        FaultRow{"NoLifetime", {once(kToken, patched(R"("op":"remove","path":"/expires_in")"))}},
        FaultRow{"LifetimeAsText",
                 {once(kToken, patched(R"("op":"replace","path":"/expires_in","value":"7200")"))}},
        FaultRow{"LifetimeBelowNothing",
                 {once(kToken, patched(R"("op":"replace","path":"/expires_in","value":-5)"))}},
        FaultRow{"SuperfluousFields",
                 {once(kToken, patched(R"("op":"add","path":"/scope","value":{"a":[1,null,"x"]})"))}}),
    NameOfRow());

INSTANTIATE_TEST_SUITE_P(
    AtTheToken, AFaultThatLasts,
    ::testing::Values(
        FaultRow{"ConnectionReset", {always("api", kReset)}, retriedLater("127.0.0.1 does not answer")},
        FaultRow{"ConnectionResetBeforeTheBody",
                 {always(kToken, kResetBeforeTheBody)},
                 retriedLater("127.0.0.1 does not answer")},
        FaultRow{
            "Silence", {always(kToken, kSilentWhenItIsProcessed)}, retriedLater("127.0.0.1 does not answer")},
        FaultRow{"SlowHandshake", {always("api", kSlowHandshake)}, retriedLater("127.0.0.1 does not answer")},
        FaultRow{"CertificateOfAnotherAuthority",
                 {always("api", kCertificateOfAnotherAuthority)},
                 retriedLater("The certificate of 127.0.0.1 is not trusted")},
        FaultRow{"CertificateOfAnotherHost",
                 {always("api", kCertificateOfAnotherHost)},
                 retriedLater("The certificate of 127.0.0.1 is not trusted")},
        FaultRow{"ExpiredCertificate",
                 {always("api", kExpiredCertificate)},
                 retriedLater("The certificate of 127.0.0.1 is not trusted")},
        FaultRow{"Error500",
                 {always(kToken, R"("status":500)")},
                 retriedLater("cannot give an access token now (HTTP 500")},
        FaultRow{"Error503",
                 {always(kToken, R"("status":503)")},
                 retriedLater("cannot give an access token now (HTTP 503")},
        FaultRow{"GarbageForJson",
                 {always(kToken, R"("status":200,"body":"<html>Hello</html>")")},
                 retriedLater("cannot give an access token now")},
        FaultRow{"AnswerByteByByteWithoutEnd",
                 {always(kToken, kSlowTrickle)},
                 retriedLater("127.0.0.1 does not answer")},
        FaultRow{"AHundredMegabytesOfAnswer",
                 {always(kToken, kTooLargeAnAnswer)},
                 retriedLater("127.0.0.1 sends an answer that is too large")},
        FaultRow{"InvalidClient",
                 {once(kToken, R"("status":401,"code":"invalid_client")")},
                 stoppedQueue("does not accept App key and secret (invalid_client)")},
        FaultRow{"UnauthorizedClient",
                 {once(kToken, R"("status":400,"code":"unauthorized_client")")},
                 stoppedQueue("does not accept App key and secret (unauthorized_client)")},
        FaultRow{"InvalidRequest",
                 {once(kToken, R"("status":400,"code":"invalid_request")")},
                 stoppedQueue("does not accept App key and secret (invalid_request)")},
        FaultRow{"UnsupportedGrantType",
                 {once(kToken, R"("status":400,"code":"unsupported_grant_type")")},
                 stoppedQueue("does not accept App key and secret (unsupported_grant_type)")},
        FaultRow{"NoContent", {once(kToken, R"("status":204,"body":"")")}, stoppedQueue("HTTP 204")},
        FaultRow{"NotFound", {once(kToken, R"("status":404,"body":"")")}, stoppedQueue("HTTP 404")},
        FaultRow{"Redirect301", {once(kToken, redirect(301))}, stoppedQueue("HTTP 301")},
        FaultRow{"Redirect302", {once(kToken, redirect(302))}, stoppedQueue("HTTP 302")},
        FaultRow{"Redirect307", {once(kToken, redirect(307))}, stoppedQueue("HTTP 307")}),
    NameOfRow());

class TokenFaults : public FaultTableTest {};

TEST_F(TokenFaults, AServiceThatRefusesConnectionsForLongGetsTheJobLater) {
    tryFor("1s");
    emulator_.changeSettings(R"({"closed":["api"]})");
    expectOutcome(printPage(), retriedLater("127.0.0.1 does not answer"));
    EXPECT_TRUE(emulator_.requests().empty());
}

TEST_F(TokenFaults, AServiceThatWantsToBeLeftAloneForLongerThanTheJobWaitsIsAskedOnce) {
    tryFor("5s");
    order({always("token", R"("status":503,"headers":{"Retry-After":"600"})")});
    expectOutcome(printPage(), retriedLater("cannot give an access token now (HTTP 503"));
    EXPECT_EQ(emulator_.requests("POST", "/oauth/").size(), 1U);
}

TEST_F(TokenFaults, AnErrorOfTheServiceIsAskedAgainUntilTheTimeIsOver) {
    tryFor("2s");
    order({always("token", R"("status":500)")});
    expectOutcome(printPage(), retriedLater("cannot give an access token now (HTTP 500"));
    EXPECT_GE(emulator_.requests("POST", "/oauth/").size(), 2U);
    EXPECT_EQ(creates(), 0U);
}

}  // namespace
}  // namespace voipnow::end_to_end
