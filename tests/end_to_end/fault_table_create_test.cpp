// The fault table, step by step: creating a fax.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/fault_table.hpp"

namespace voipnow::end_to_end {
namespace {

constexpr const char* kCreate = "create";

// The connection that asks for the token.
const std::string kToken = once("api", "");

INSTANTIATE_TEST_SUITE_P(AtTheCreate, AFaultThatPasses,
                         ::testing::ValuesIn(passingFaultsOf(kCreate, "api", {kToken})), NameOfRow());

INSTANTIATE_TEST_SUITE_P(
    OfTheCreatesAnswer, AFaultThatPasses,
    ::testing::Values(
        FaultRow{"TokenRefusedOnce", {once(kCreate, R"("status":401,"code":"access_denied")")}},
        FaultRow{"TokenRefusedOnceInTheOtherSpelling",
                 {once(kCreate, R"("status":401,"code":"access_denided")")}},
        FaultRow{"TokenRefusedAndTheServiceCannotGiveAnotherAtOnce",
                 {once(kCreate, R"("status":401,"code":"access_denied")"), once("token", ""),
                  once("token", R"("status":503)")}},
        FaultRow{"RetryAfterThatIsNoTime",
                 {once(kCreate, R"("status":503,"headers":{"Retry-After":"soon"})")}},
        FaultRow{"NoUid", {once(kCreate, patched(R"("op":"remove","path":"/uid")"))}},
        FaultRow{"NoContentLength",
                 {once(kCreate, patched(R"("op":"remove","path":"/files/0/contentLength")"))}},
        FaultRow{"NoHeUri", {once(kCreate, patched(R"("op":"remove","path":"/files/0/heUri")"))}},
        FaultRow{"IdAsText", {once(kCreate, patched(R"("op":"replace","path":"/id","value":"262")"))}},
        FaultRow{"SuperfluousFields",
                 {once(kCreate, patched(R"("op":"add","path":"/status","value":{"a":[1,null,"x"]})"))}},
        FaultRow{"SuperfluousFieldsOfAFile",
                 {once(kCreate, patched(R"("op":"add","path":"/files/0/etag","value":[true])"))}}),
    NameOfRow());

Outcome unusable(const std::string& why) {
    return held("answered what cannot be used (" + why);
}

INSTANTIATE_TEST_SUITE_P(
    OfTheCreatesAnswer, AFaultThatLasts,
    ::testing::Values(
        FaultRow{
            "GarbageForJson", {once(kCreate, R"("status":200,"body":"{\"id\":262,")")}, unusable("no JSON")},
        FaultRow{
            "APageInsteadOfJson",
            {once(kCreate,
                  R"("status":200,"body":"<html>Welcome</html>","headers":{"Content-Type":"text/html"})")},
            unusable("no JSON")},
        FaultRow{"EmptyBody", {once(kCreate, R"("status":200,"body":"")")}, unusable("no JSON")},
        FaultRow{
            "NoId", {once(kCreate, patched(R"("op":"remove","path":"/id")"))}, unusable("no id of the fax")},
        FaultRow{"IdThatIsNoNumberOrText",
                 {once(kCreate, patched(R"("op":"replace","path":"/id","value":null)"))},
                 unusable("no id of the fax")},
        FaultRow{"NoFiles",
                 {once(kCreate, patched(R"("op":"remove","path":"/files")"))},
                 unusable("not as many files as were announced")},
        FaultRow{"NotOneFile",
                 {once(kCreate, patched(R"("op":"replace","path":"/files","value":[])"))},
                 unusable("not as many files as were announced")},
        FaultRow{"AFileTooMany",
                 {once(kCreate, patched(R"("op":"copy","from":"/files/0","path":"/files/-")"))},
                 unusable("not as many files as were announced")},
        FaultRow{"AFileThatIsNone",
                 {once(kCreate, patched(R"("op":"replace","path":"/files/0","value":7)"))},
                 unusable("a file that is none")},
        FaultRow{"NoRedirectUri",
                 {once(kCreate, patched(R"("op":"remove","path":"/files/0/redirectUri")"))},
                 unusable("a place to upload to that is no https URL")},
        FaultRow{
            "RedirectUriWithoutTls",
            {once(kCreate,
                  patched(R"("op":"replace","path":"/files/0/redirectUri","value":"http://127.0.0.1/")"))},
            unusable("a place to upload to that is no https URL")},
        FaultRow{
            "RedirectUriWithALogin",
            {once(
                kCreate,
                patched(R"("op":"replace","path":"/files/0/redirectUri","value":"https://a:b@127.0.0.1/")"))},
            unusable("a place to upload to with a login in it")},
        FaultRow{"AnotherContentLength",
                 {once(kCreate, patched(R"("op":"replace","path":"/files/0/contentLength","value":7)"))},
                 unusable("it expects 7 bytes instead of")},
        FaultRow{"AHeaderThatIsAnObject",
                 {once(kCreate,
                       patched(R"("op":"add","path":"/files/0/redirectHeaders/x-amz-meta-a","value":{})"))},
                 unusable("a header")},
        FaultRow{
            "AHeaderWithALineFeed",
            {once(
                kCreate,
                patched(R"("op":"add","path":"/files/0/redirectHeaders/x-amz-meta-a","value":"1\r\nA: 2")"))},
            unusable("a header")},
        FaultRow{
            "AHeaderThatIsOurs",
            {once(kCreate, patched(R"("op":"add","path":"/files/0/redirectHeaders/Host","value":"evil")"))},
            unusable("a header")}),
    NameOfRow());

std::string badRequest(const std::string& code) {
    return R"("status":400,"code":")" + code + '"';
}

INSTANTIATE_TEST_SUITE_P(
    OfTheCreatesStatus, AFaultThatLasts,
    ::testing::Values(
        FaultRow{
            "RecipientsInvalid", {always(kCreate, badRequest("fx_recipients_invalid"))}, held("5550100")},
        FaultRow{"FileInvalid", {once(kCreate, badRequest("fx_file_invalid"))}, canceled("fx_file_invalid")},
        FaultRow{"MaxFilesReached",
                 {once(kCreate, badRequest("fx_max_files_reached"))},
                 canceled("fx_max_files_reached")},
        FaultRow{"UserInvalid", {once(kCreate, badRequest("user_invalid"))}, canceled("user_invalid")},
        FaultRow{"ExtensionInvalid",
                 {once(kCreate, badRequest("extension_invalid"))},
                 canceled("extension_invalid")},
        FaultRow{"BadRequestForAnErrorOfItsOwn",
                 {once(kCreate, badRequest("internal_server_error"))},
                 canceled("internal_server_error")},
        FaultRow{"BadRequestWithACodeThatNobodyKnows",
                 {once(kCreate, badRequest("fx_moon_phase"))},
                 canceled("fx_moon_phase")},
        FaultRow{
            "BadRequestWithoutWords", {once(kCreate, R"("status":400,"body":"")")}, canceled("HTTP 400")},
        FaultRow{"TokenRefusedAlways",
                 {always(kCreate, R"("status":401,"code":"access_denied")")},
                 stoppedQueue("does not accept the credentials for extension 0003*210 (access_denied")},
        FaultRow{"Forbidden",
                 {once(kCreate, R"("status":403,"code":"access_denied")")},
                 stoppedQueue("does not accept the credentials for extension 0003*210 (access_denied")},
        FaultRow{
            "NoContent", {once(kCreate, R"("status":204,"body":"")")}, held("no fax to be sent to 5550100")},
        FaultRow{"NotFound",
                 {once(kCreate, R"("status":404,"body":"")")},
                 held("does not answer like a Faxes Service (HTTP 404)")},
        FaultRow{"Redirect301",
                 {once(kCreate, redirect(301))},
                 held("does not answer like a Faxes Service (HTTP 301)")},
        FaultRow{"Redirect302",
                 {once(kCreate, redirect(302))},
                 held("does not answer like a Faxes Service (HTTP 302)")},
        FaultRow{"Redirect307",
                 {once(kCreate, redirect(307))},
                 held("does not answer like a Faxes Service (HTTP 307)")},
        FaultRow{"NotImplemented",
                 {always(kCreate, R"("status":501,"code":"request_not_implemented")")},
                 retriedLater("does not know how to create faxes (request_not_implemented")},
        FaultRow{"Error500",
                 {always(kCreate, R"("status":500,"message":"out of order")")},
                 retriedLater("cannot take faxes now (internal_server_error: out of order)")},
        FaultRow{"Error503",
                 {always(kCreate, R"("status":503,"body":"")")},
                 retriedLater("cannot take faxes now (HTTP 503)")}),
    NameOfRow());

INSTANTIATE_TEST_SUITE_P(
    AtTheCreate, AFaultThatLasts,
    ::testing::Values(FaultRow{"ConnectionReset",
                               {kToken, always("api", kReset)},
                               retriedLater("127.0.0.1 does not answer")},
                      FaultRow{"SlowHandshake",
                               {kToken, always("api", kSlowHandshake)},
                               retriedLater("127.0.0.1 does not answer")},
                      FaultRow{"CertificateOfAnotherAuthority",
                               {kToken, always("api", kCertificateOfAnotherAuthority)},
                               retriedLater("The certificate of 127.0.0.1 is not trusted")},
                      FaultRow{"CertificateOfAnotherHost",
                               {kToken, always("api", kCertificateOfAnotherHost)},
                               retriedLater("The certificate of 127.0.0.1 is not trusted")},
                      FaultRow{"ExpiredCertificate",
                               {kToken, always("api", kExpiredCertificate)},
                               retriedLater("The certificate of 127.0.0.1 is not trusted")},
                      FaultRow{"Silence",
                               {always(kCreate, kSilentWhenItIsProcessed)},
                               retriedLater("127.0.0.1 does not answer")},
                      FaultRow{"AnswerLost",
                               {always(kCreate, kAnswerLostByAReset)},
                               retriedLater("127.0.0.1 does not answer")},
                      FaultRow{"AHundredMegabytesOfAnswer",
                               {always(kCreate, kTooLargeAnAnswer)},
                               retriedLater("127.0.0.1 sends an answer that is too large")}),
    NameOfRow());

class CreateFaults : public FaultTableTest {
  protected:
    // Two faxes: the service takes five recipients at once.
    const std::vector<std::string> seven_{"5550101", "5550102", "5550103", "5550104",
                                          "5550105", "5550106", "5550107"};
    int printToSeven() const {
        return print({page()}, to("5550101,5550102,5550103,5550104,5550105,5550106,5550107"));
    }
};

TEST_F(CreateFaults, AServiceThatRefusesConnectionsForLongGetsTheJobLater) {
    configure("retry-for = 1s\ntimeout = 1s\n", "token = " + emulator_.token() + "\n");
    emulator_.changeSettings(R"({"closed":["api"]})");
    expectOutcome(printPage(), retriedLater("127.0.0.1 does not answer"));
    EXPECT_TRUE(emulator_.requests().empty());
}

TEST_F(CreateFaults, AFixedTokenThatIsRefusedStopsTheQueueAtOnce) {
    configure("retry-for = 1s\ntimeout = 1s\n", "token = wrong\n");
    expectOutcome(printPage(), stoppedQueue("does not accept the credentials"));
    EXPECT_EQ(creates(), 1U);
}

TEST_F(CreateFaults, ATokenThatIsRefusedIsRenewedOnceAndNotMore) {
    tryFor("1s");
    order({always("create", R"("status":401,"code":"access_denied")")});
    expectOutcome(printPage(), stoppedQueue("does not accept the credentials"));
    EXPECT_EQ(creates(), 2U);
    EXPECT_EQ(emulator_.requests("POST", "/oauth/").size(), 2U);
}

TEST_F(CreateFaults, AServiceThatWantsToBeLeftAloneForLongerThanTheJobWaitsIsAskedOnce) {
    tryFor("5s");
    order({always("create", R"("status":503,"headers":{"Retry-After":"600"})")});
    expectOutcome(printPage(), retriedLater("cannot take faxes now"));
    EXPECT_EQ(creates(), 1U);
}

TEST_F(CreateFaults, ATimeOfRetryAfterThatNobodyLivesToSeeIsMuchLater) {
    tryFor("5s");
    for (const char* time : {"9223372036854775807", "Fri, 31 Dec 9999 23:59:59 GMT"}) {
        order({once("create", R"("status":503,"headers":{"Retry-After":")" + std::string(time) + R"("})")});
    }
    const int job = printPage();
    expectOutcome(job, retriedLater("cannot take faxes now"));
    EXPECT_EQ(creates(), 1U);
    release(job);
    expectOutcome(job, retriedLater("cannot take faxes now"));
    EXPECT_EQ(creates(), 2U);
}

TEST_F(CreateFaults, AnAnswerThatIsLostMakesASecondCreateAndOneFax) {
    tryFor("30s");
    order({once("create", kAnswerLostByAReset)});
    expectOutcome(printPage(), completed());
    EXPECT_EQ(emulator_.faxes().size(), 2U);
    EXPECT_EQ(uploads(), 1U);
}

TEST_F(CreateFaults, AServiceThatIsStartedWhileTheJobWaitsGetsTheFax) {
    tryFor("60s");
    emulator_.changeSettings(R"({"closed":["api"]})");
    const int job = printPage();
    cups_.waitUntil(job, [](const JobStatus& now) {
        return now.message.find("127.0.0.1 does not answer") != std::string::npos;
    });
    emulator_.changeSettings(R"({"closed":[]})");
    expectOutcome(job, completed());
}

TEST_F(CreateFaults, AJobThatIsTriedLaterSendsOneFaxWhenTheServiceIsBack) {
    tryFor("1s");
    order({always("create", kAnswerLostByAReset)});
    const int job = printPage();
    expectOutcome(job, retriedLater("127.0.0.1 does not answer"));
    emulator_.clearFaults();
    release(job);
    expectOutcome(job, completed());
    EXPECT_EQ(uploads(), 1U);
}

TEST_F(CreateFaults, ARedirectIsNotFollowed) {
    tryFor("1s");
    order({once("create", redirect(307))});
    expectOutcome(printPage(), held("HTTP 307"));
    EXPECT_TRUE(emulator_.requests("POST", "/elsewhere").empty());
}

TEST_F(CreateFaults, AllRefusedRecipientsAreNamedAndNobodyGetsAnything) {
    tryFor("1s");
    emulator_.changeSettings(R"({"bad-recipients":["5550102","5550107"]})");
    const int job = printToSeven();
    expectOutcome(job, held("Nothing was sent to anybody"), seven_);
    const std::string message = cups_.status(job).message;
    EXPECT_NE(message.find("refuses 5550102, 5550107."), std::string::npos) << message;
    EXPECT_NE(message.find("phone=5550101,5550103,5550104,5550105,5550106 "), std::string::npos) << message;
    EXPECT_EQ(uploads(), 0U);
}

TEST_F(CreateFaults, AJobWhoseNumbersAreMendedGetsToEverybodyOnce) {
    tryFor("1s");
    emulator_.changeSettings(R"({"bad-recipients":["5550102"]})");
    const int job = print({page()}, to("5550101,5550102"));
    expectOutcome(job, held("5550102"), {"5550101", "5550102"});
    cups_.change(job, {"-o", "phone=5550101,5550103"});
    release(job);
    expectOutcome(job, completed(), {"5550101", "5550103"});
    EXPECT_EQ(faxesTo("5550102"), 0);
}

TEST_F(CreateFaults, ARefusalOfTheSecondFaxSendsNothingToTheRecipientsOfTheFirst) {
    tryFor("1s");
    order({once("create", ""), once("create", badRequest("fx_file_invalid"))});
    expectOutcome(printToSeven(), canceled("fx_file_invalid"), seven_);
    EXPECT_EQ(uploads(), 0U);
}

TEST_F(CreateFaults, AServiceThatFailsForGoodAtTheSecondFaxSendsNothingToTheRecipientsOfTheFirst) {
    tryFor("1s");
    order({once("create", ""), always("create", R"("status":500)")});
    expectOutcome(printToSeven(), retriedLater("cannot take faxes now"), seven_);
    EXPECT_EQ(uploads(), 0U);
}

TEST_F(CreateFaults, AFaultOfTheSecondFaxThatPassesLeavesOneFaxForEverybody) {
    tryFor("30s");
    order({once("create", ""), once("create", kAnswerLostByAClose), once("create", R"("status":503)")});
    expectOutcome(printToSeven(), completed(), seven_);
    EXPECT_EQ(creates(), 4U);
}

}  // namespace
}  // namespace voipnow::end_to_end
