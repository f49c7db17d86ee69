// The fault table, step by step: uploading the pages.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fault_table.hpp"

namespace voipnow::end_to_end {
namespace {

constexpr const char* kUpload = "upload";

INSTANTIATE_TEST_SUITE_P(AtTheUpload, AFaultThatPasses,
                         ::testing::ValuesIn(passingFaultsOf(kUpload, "store", {})), NameOfRow());

INSTANTIATE_TEST_SUITE_P(
    OfTheStoresAnswer, AFaultThatPasses,
    ::testing::Values(
        FaultRow{"ExpiredUrlOnce", {once(kUpload, kExpiredUrl)}},
        FaultRow{"ExpiredUrlBehindAConnectionThatWasResetAtOnce",
                 {once("store", kReset), once(kUpload, kExpiredUrl)}},
        FaultRow{"RequestTimeout", {once(kUpload, R"("status":400,"code":"RequestTimeout")")}},
        FaultRow{"NoContentWhenItIsProcessed", {once(kUpload, R"("before":false,"status":204,"body":"")")}},
        FaultRow{"CreatedWhenItIsProcessed", {once(kUpload, R"("before":false,"status":201,"body":"")")}},
        FaultRow{"GarbageWhenItIsProcessed", {once(kUpload, R"("before":false,"status":200,"body":"<<{")")}}),
    NameOfRow());

INSTANTIATE_TEST_SUITE_P(
    AtTheUpload, AFaultThatLasts,
    ::testing::Values(
        FaultRow{"ConnectionReset", {always("store", kReset)}, retriedLater("127.0.0.1 does not answer")},
        FaultRow{
            "SlowHandshake", {always("store", kSlowHandshake)}, retriedLater("127.0.0.1 does not answer")},
        FaultRow{"CertificateOfAnotherAuthority",
                 {always("store", kCertificateOfAnotherAuthority)},
                 retriedLater("The certificate of 127.0.0.1 is not trusted")},
        FaultRow{"CertificateOfAnotherHost",
                 {always("store", kCertificateOfAnotherHost)},
                 retriedLater("The certificate of 127.0.0.1 is not trusted")},
        FaultRow{"ExpiredCertificate",
                 {always("store", kExpiredCertificate)},
                 retriedLater("The certificate of 127.0.0.1 is not trusted")},
        FaultRow{"ConnectionResetBeforeTheBody",
                 {always(kUpload, kResetBeforeTheBody)},
                 retriedLater("127.0.0.1 does not answer")},
        FaultRow{"ConnectionResetBehindTheBody",
                 {always(kUpload, kResetBehindTheBody)},
                 retriedLater("127.0.0.1 does not answer")},
        FaultRow{"AnswerLost",
                 {always(kUpload, kAnswerLostByAReset)},
                 retriedLater("127.0.0.1 does not answer", 1)},
        FaultRow{"Silence",
                 {always(kUpload, kSilentWhenItIsProcessed)},
                 retriedLater("127.0.0.1 does not answer", 1)},
        FaultRow{
            "Stall", {always(kUpload, R"("stall-ms":600000)")}, retriedLater("127.0.0.1 does not answer")},
        FaultRow{"Error500",
                 {always(kUpload, R"("status":500,"code":"InternalError")")},
                 retriedLater("store cannot take the pages now (HTTP 500 InternalError")},
        FaultRow{"Error503",
                 {always(kUpload, R"("status":503,"code":"SlowDown")")},
                 retriedLater("store cannot take the pages now (HTTP 503 SlowDown")},
        FaultRow{"AnswerByteByByteWithoutEnd",
                 {always(kUpload, kSlowTrickle)},
                 retriedLater("127.0.0.1 does not answer", 1)},
        FaultRow{"AHundredMegabytesOfAnswer",
                 {always(kUpload, kTooLargeAnAnswer)},
                 retriedLater("127.0.0.1 sends an answer that is too large", 1)},
        FaultRow{"WrongSignature", {once(kUpload, kWrongSignature)}, held("HTTP 403 SignatureDoesNotMatch")},
        FaultRow{"AccessDenied",
                 {once(kUpload, R"("status":403,"code":"AccessDenied","message":"Access Denied")")},
                 held("HTTP 403 AccessDenied")},
        FaultRow{"Unauthorized", {once(kUpload, R"("status":401,"code":"Unauthorized")")}, held("HTTP 401")},
        FaultRow{
            "NoSuchBucket", {once(kUpload, R"("status":404,"code":"NoSuchBucket")")}, held("NoSuchBucket")},
        FaultRow{"EntityTooLarge",
                 {once(kUpload, R"("status":400,"code":"EntityTooLarge")")},
                 held("HTTP 400 EntityTooLarge")},
        FaultRow{"BadRequestWithoutWords", {once(kUpload, R"("status":400,"body":"")")}, held("HTTP 400")},
        FaultRow{"Redirect301", {once(kUpload, redirect(301))}, held("HTTP 301")},
        FaultRow{"Redirect302", {once(kUpload, redirect(302))}, held("HTTP 302")},
        FaultRow{"Redirect307", {once(kUpload, redirect(307))}, held("HTTP 307")}),
    NameOfRow());

// Something may have arrived, and the store takes nothing more at this URL: nobody but a person can know.
INSTANTIATE_TEST_SUITE_P(
    InDoubt, AFaultThatLasts,
    ::testing::Values(FaultRow{"AnswerLostAndThenTheUrlHasEnded",
                               {once(kUpload, kAnswerLostByAReset), always(kUpload, kExpiredUrl)},
                               inDoubt(1)},
                      FaultRow{"SilenceAndThenTheUrlHasEnded",
                               {once(kUpload, kSilentWhenItIsProcessed), always(kUpload, kExpiredUrl)},
                               inDoubt(1)},
                      FaultRow{
                          "Error500WhenItWasProcessedAndThenTheUrlHasEnded",
                          {once(kUpload, R"("before":false,"status":500)"), always(kUpload, kExpiredUrl)},
                          inDoubt(1)},
                      FaultRow{"ConnectionResetBehindTheBodyAndThenTheUrlHasEnded",
                               {once(kUpload, kResetBehindTheBody), always(kUpload, kExpiredUrl)},
                               inDoubt(0)},
                      FaultRow{"AnswerLostAndThenTheSignatureIsWrong",
                               {once(kUpload, kAnswerLostByAReset), always(kUpload, kWrongSignature)},
                               inDoubt(1)},
                      FaultRow{"AnswerLostAndThenNoSuchBucket",
                               {once(kUpload, kAnswerLostByAReset),
                                always(kUpload, R"("status":404,"code":"NoSuchBucket")")},
                               inDoubt(1)}),
    NameOfRow());

class UploadFaults : public FaultTableTest {
  protected:
    std::filesystem::path secondPage() const {
        return scratch_.write("second.pdf", drawnPdf({numberedPage(2)}));
    }
    // The fax's PDF, as large as it was announced.
    std::int64_t announcedSize() const { return emulator_.faxes().at(0).files.at(0).declaredSize; }
};

TEST_F(UploadFaults, AStoreThatRefusesConnectionsForLongGetsTheJobLater) {
    tryFor("1s");
    emulator_.changeSettings(R"({"closed":["store"]})");
    expectOutcome(printPage(), retriedLater("127.0.0.1 does not answer"));
    EXPECT_EQ(uploads(), 0U);
}

TEST_F(UploadFaults, AStoreThatIsStartedWhileTheJobWaitsGetsThePages) {
    tryFor("60s");
    emulator_.changeSettings(R"({"closed":["store"]})");
    const int job = printPage();
    cups_.waitUntil(job, [](const JobStatus& now) {
        return now.message.find("127.0.0.1 does not answer") != std::string::npos;
    });
    EXPECT_EQ(faxesTo(kNumber), 0);
    emulator_.changeSettings(R"({"closed":[]})");
    expectOutcome(job, completed());
    EXPECT_EQ(creates(), 1U);
}

TEST_F(UploadFaults, AnAnswerThatIsLostAfterTheUploadIsNoSecondFax) {
    tryFor("30s");
    order({once(kUpload, kAnswerLostByAReset)});
    expectOutcome(printPage(), completed());
    // The same file to the same place.
    ASSERT_EQ(emulator_.faxes().size(), 1U);
    EXPECT_EQ(emulator_.faxes().front().files.front().uploads, 2);
}

TEST_F(UploadFaults, AUrlThatEndedWhereNothingCanHaveArrivedGetsANewCreateInTheSameRun) {
    tryFor("30s");
    order({once(kUpload, kExpiredUrl)});
    const int job = printPage();
    expectOutcome(job, completed());
    EXPECT_EQ(creates(), 2U);
    EXPECT_EQ(emulator_.faxes().size(), 2U);
}

TEST_F(UploadFaults, UrlsThatHaveAlwaysEndedWhenTheyAreGivenAreNotAskedForWithoutEnd) {
    tryFor("1s");
    emulator_.changeSettings(R"({"url-lifetime":0})");
    expectOutcome(printPage(), retriedLater("had ended"));
    EXPECT_LE(creates(), 10U);
}

TEST_F(UploadFaults, AUrlThatEndsWhileTheAnswerIsLostLeavesTheFaxInDoubt) {
    tryFor("10s");
    emulator_.changeSettings(R"({"url-lifetime":2})");
    order({always(kUpload, kAnswerLostByAReset)});
    const int job = printPage();
    expectOutcome(job, inDoubt(1));
    EXPECT_EQ(creates(), 1U);
    EXPECT_NE(cups_.status(job).message.find("voipnow-fax resend " + std::to_string(job)), std::string::npos)
        << cups_.status(job).message;
}

TEST_F(UploadFaults, AReleaseOfAJobInDoubtSendsNothing) {
    tryFor("10s");
    order({once(kUpload, kAnswerLostByAReset), once(kUpload, kExpiredUrl)});
    const int job = printPage();
    expectOutcome(job, inDoubt(1));
    release(job);
    expectOutcome(job, inDoubt(1));
    EXPECT_EQ(creates(), 1U);
    EXPECT_EQ(uploads(), 2U);
}

TEST_F(UploadFaults, AStoreThatRefusedThePagesGetsThemWhenTheJobIsReleased) {
    tryFor("1s");
    order({once(kUpload, kWrongSignature)});
    const int job = printPage();
    expectOutcome(job, held("SignatureDoesNotMatch"));
    release(job);
    expectOutcome(job, completed());
}

TEST_F(UploadFaults, AConnectionResetWithinALargeFileIsGotOverWithOneFax) {
    tryFor("30s");
    order({once(kUpload, R"("drop":true,"read-bytes":100000)")});
    const int job = print({largeDocument()}, to(kNumber));
    expectOutcome(job, completed());
    constexpr std::int64_t kMoreThanTheBuffers = 3'000'000;
    EXPECT_GT(announcedSize(), kMoreThanTheBuffers);
    EXPECT_EQ(uploads(), 2U);
}

TEST_F(UploadFaults, AStoreThatStopsReadingWithinALargeFileIsGotOverWithOneFax) {
    tryFor("30s");
    order({once(kUpload, R"("read-bytes":100000,"stall-ms":600000)")});
    const int job = print({largeDocument()}, to(kNumber));
    expectOutcome(job, completed());
    EXPECT_EQ(uploads(), 2U);
}

TEST_F(UploadFaults, AStoreThatReadsOnInTimeGetsALargeFileAtOnce) {
    tryFor("30s");
    order({once(kUpload, R"("read-bytes":100000,"stall-ms":400)")});
    const int job = print({largeDocument()}, to(kNumber));
    expectOutcome(job, completed());
    EXPECT_EQ(uploads(), 1U);
}

TEST_F(UploadFaults, AFileThatCannotHaveArrivedWholeIsNotInDoubtWhenItsUrlHasEnded) {
    tryFor("30s");
    order({once(kUpload, R"("drop":true,"read-bytes":100000)"), once(kUpload, kExpiredUrl)});
    const int job = print({largeDocument()}, to(kNumber));
    expectOutcome(job, completed());
    EXPECT_EQ(creates(), 2U);
}

TEST_F(UploadFaults, ARefusalBeforeALargeFileIsReadIsARefusal) {
    tryFor("30s");
    order({once(kUpload, kWrongSignature + R"(,"read-bytes":100000)")});
    expectOutcome(print({largeDocument()}, to(kNumber)), held("HTTP 403 SignatureDoesNotMatch"));
}

TEST_F(UploadFaults, AnEndedUrlThatIsToldBeforeALargeFileIsReadGetsANewCreate) {
    tryFor("30s");
    order({once(kUpload, kExpiredUrl + R"(,"read-bytes":0)")});
    expectOutcome(print({largeDocument()}, to(kNumber)), completed());
    EXPECT_EQ(creates(), 2U);
}

TEST_F(UploadFaults, AnAcknowledgementBeforeALargeFileIsReadIsNone) {
    tryFor("30s");
    order({once(kUpload, R"("status":200,"body":"","read-bytes":100000)")});
    expectOutcome(print({largeDocument()}, to(kNumber)), completed());
    EXPECT_EQ(uploads(), 2U);
}

TEST_F(UploadFaults, ASecondFileOfAFaxIsPutAgainWithoutTheFirst) {
    configure("join-documents = no\nretry-for = 30s\ntimeout = 1s\n", appCredentials());
    order({once(kUpload, ""), once(kUpload, kAnswerLostByAReset)});
    expectOutcome(print({page(), secondPage()}, to(kNumber)), completed());
    EXPECT_EQ(uploads(), 3U);
    ASSERT_EQ(emulator_.faxes().size(), 1U);
    EXPECT_EQ(emulator_.faxes().front().files.at(0).uploads, 1);
    EXPECT_EQ(emulator_.faxes().front().files.at(1).uploads, 2);
}

TEST_F(UploadFaults, AFaxWhoseFirstFileArrivedIsInDoubtWhenTheUrlOfTheSecondHasEnded) {
    configure("join-documents = no\nretry-for = 30s\ntimeout = 1s\n", appCredentials());
    order({once(kUpload, ""), once(kUpload, kExpiredUrl)});
    expectOutcome(print({page(), secondPage()}, to(kNumber)), inDoubt(0));
    EXPECT_EQ(creates(), 1U);
}

TEST_F(UploadFaults, AJobThatIsTriedLaterPutsItsPagesToTheSamePlace) {
    tryFor("1s");
    order({always(kUpload, kAnswerLostByAReset)});
    const int job = printPage();
    expectOutcome(job, retriedLater("127.0.0.1 does not answer", 1));
    emulator_.clearFaults();
    release(job);
    expectOutcome(job, completed());
    EXPECT_EQ(creates(), 1U);
}

TEST_F(UploadFaults, AStoreThatWantsToBeLeftAloneForLongerThanTheJobWaitsIsAskedOnce) {
    tryFor("5s");
    order({always(kUpload, R"("status":503,"headers":{"Retry-After":"600"})")});
    expectOutcome(printPage(), retriedLater("store cannot take the pages now (HTTP 503"));
    EXPECT_EQ(uploads(), 1U);
}

TEST_F(UploadFaults, ARedirectIsNotFollowed) {
    tryFor("1s");
    order({once(kUpload, redirect(307))});
    expectOutcome(printPage(), held("HTTP 307"));
    EXPECT_EQ(uploads(), 1U);
}

}  // namespace
}  // namespace voipnow::end_to_end
