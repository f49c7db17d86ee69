// What becomes of a job that cannot be faxed, row by row of the table of exit codes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <string>

#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_command.hpp"
#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

class JobOutcomes : public FaxPrinterTest {
  protected:
    fs::path page() const { return scratch_.write("page.pdf", drawnPdf({numberedPage(1)})); }

    int lastExitCode(int job) const { return cups_.lastExitCode(job); }

    void expectNothingSent() const { EXPECT_TRUE(emulator_.requests("PUT", "/").empty()); }

    // The job settles in this state, by this exit code of the backend, with these words in its message.
    void expectEndWithoutFax(int job, ipp_jstate_t state, int exitCode, const std::string& words) const {
        const JobStatus status = cups_.waitUntilSettled(job);
        EXPECT_EQ(status.state, state);
        EXPECT_EQ(lastExitCode(job), exitCode);
        EXPECT_NE(status.message.find(words), std::string::npos) << status.message;
        expectNothingSent();
    }
};

void expectWords(const JobStatus& status, const std::string& words) {
    EXPECT_NE(status.message.find(words), std::string::npos) << status.message;
}

TEST_F(JobOutcomes, ASentJobIsCompletedAndKeepsTheFaxId) {
    const int job = print({page()}, to("5550100"));
    const JobStatus status = cups_.waitUntilSettled(job);
    EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED);
    EXPECT_EQ(lastExitCode(job), 0);
    const auto faxes = emulator_.faxes();
    ASSERT_EQ(faxes.size(), 1U);
    EXPECT_EQ(faxes.front().state, "sent");
    expectWords(status, faxes.front().id);
}

TEST_F(JobOutcomes, MissingCredentialsStopTheQueueAndTheJobWaits) {
    configure("", "");
    const int job = print({page()}, to("5550100"));
    const JobStatus status = cups_.waitUntilSettled(job);
    EXPECT_EQ(status.state, IPP_JSTATE_PENDING);
    EXPECT_TRUE(status.queueStopped);
    EXPECT_EQ(lastExitCode(job), 4);
    expectWords(status, "app-key");
    expectNothingSent();
}

TEST_F(JobOutcomes, RejectedCredentialsStopTheQueueUntilTheyAreMended) {
    configure("", "app-key = " + emulator_.appKey() + "\napp-secret = wrong\n");
    const int job = print({page()}, to("5550100"));
    const JobStatus status = cups_.waitUntilSettled(job);
    EXPECT_EQ(status.state, IPP_JSTATE_PENDING);
    EXPECT_TRUE(status.queueStopped);
    EXPECT_EQ(lastExitCode(job), 4);
    expectWords(status, "App key and secret");
    expectNothingSent();

    configure("", appCredentials());
    runOrThrow({"cupsenable", "Fax"}, cups_.environment());
    EXPECT_EQ(emulator_.waitForFaxes(1).size(), 1U);
}

TEST_F(JobOutcomes, AConfigurationThatOthersCanReadStopsTheQueueAndNamesTheFile) {
    fs::permissions(cups_.serverRoot() / "voipnow.conf", fs::perms::others_read, fs::perm_options::add);
    const int job = print({page()}, to("5550100"));
    const JobStatus status = cups_.waitUntilSettled(job);
    EXPECT_TRUE(status.queueStopped);
    EXPECT_EQ(lastExitCode(job), 4);
    expectWords(status, "voipnow.conf");
}

TEST_F(JobOutcomes, AnUnknownKeyInTheConfigurationStopsTheQueueAndNamesFileAndLine) {
    configure("max-recipient = 7\n", appCredentials());
    const JobStatus status = settled({page()}, to("5550100"));
    EXPECT_TRUE(status.queueStopped);
    expectWords(status, "voipnow.conf");
    expectWords(status, "max-recipient");
    // The line that `configure` put it on.
    expectWords(status, "2");
}

TEST_F(JobOutcomes, AServiceThatFailsForAWhileGetsTheFaxInTheSameRun) {
    emulator_.orderFault(
        R"({"call":"create","times":2,"status":500,"code":"internal_server_error","message":"busy","before":true})");
    const int job = print({page()}, to("5550100"));
    EXPECT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_COMPLETED);
    EXPECT_EQ(emulator_.waitForFaxes(1).size(), 1U);
    EXPECT_EQ(emulator_.requests("POST", "/uapi").size(), 3U);
}

TEST_F(JobOutcomes, AServiceThatFailsLongerThanRetryForGetsTheFaxLater) {
    configure("retry-for = 0\n", appCredentials());
    emulator_.orderFault(
        R"({"call":"create","times":2,"status":500,"code":"internal_server_error","message":"busy","before":true})");
    const int job = print({page()}, to("5550100"));
    const JobStatus retried = cups_.waitUntil(
        job, [](const JobStatus& now) { return !now.message.empty() && now.state != IPP_JSTATE_PROCESSING; });
    EXPECT_TRUE(retried.state == IPP_JSTATE_HELD || retried.state == IPP_JSTATE_PENDING) << retried.state;
    EXPECT_FALSE(retried.queueStopped);
    EXPECT_EQ(emulator_.waitForFaxes(1).size(), 1U);
    const JobStatus status =
        cups_.waitUntil(job, [](const JobStatus& now) { return now.state >= IPP_JSTATE_CANCELED; });
    EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
}

TEST_F(JobOutcomes, AServiceThatIsDownForLongHoldsTheJobBeforeCupsdGivesItUp) {
    configure("retry-for = 0\n", appCredentials());
    emulator_.orderFault(
        R"({"call":"create","times":100,"status":503,"code":"internal_server_error","message":"down","before":true})");
    const int job = print({page()}, to("5550100"));
    const JobStatus status = cups_.waitUntil(job, [](const JobStatus& now) {
        return now.message.find("It was tried 5 times") != std::string::npos &&
               now.state != IPP_JSTATE_PROCESSING;
    });
    EXPECT_EQ(status.state, IPP_JSTATE_HELD);
    EXPECT_EQ(lastExitCode(job), 3);
    // Four times "try again later", then held.
    EXPECT_EQ(emulator_.requests("POST", "/uapi").size(), 5U);
    expectNothingSent();
}

TEST_F(JobOutcomes, AHostThatDoesNotAnswerIsTriedAgainLater) {
    // Nobody listens on the port of the discard protocol.
    cups_.addQueue("Away", "voipnow://127.0.0.1:9/@me/210");
    configure("retry-for = 0\napp-key = k\napp-secret = s\n", appCredentials());
    const int job = cups_.print("Away", {page()}, to("5550100"));
    const JobStatus status = cups_.waitUntil(job, [](const JobStatus& now) {
        return now.message.find("127.0.0.1") != std::string::npos && now.state != IPP_JSTATE_PROCESSING;
    });
    EXPECT_FALSE(status.queueStopped);
    EXPECT_EQ(lastExitCode(job), 6);
}

TEST_F(JobOutcomes, ADocumentThatIsBrokenIsOverWithAMessage) {
    // The message is that of CUPS's own filter, which has the last word on a document that it cannot open; or, when cupsd
    // notices the filter's end before its words, cupsd's. The log has ours in either case.
    const int job = print({scratch_.write("broken.pdf", "%PDF-1.4\nthis is no PDF\n")}, to("5550100"));
    const JobStatus status = cups_.waitUntilSettled(job);
    EXPECT_EQ(status.state, IPP_JSTATE_CANCELED);
    EXPECT_EQ(lastExitCode(job), 5);
    EXPECT_TRUE(status.message.find("damaged file") != std::string::npos || status.message == "Filter failed")
        << status.message;
    const Finished log = runFax(cups_, {"log"});
    EXPECT_NE(log.output.find("a step before the fax filter failed, so nothing was sent"), std::string::npos)
        << log.output;
    expectNothingSent();
}

TEST_F(JobOutcomes, ADocumentWithoutPagesIsOverWithAMessage) {
    const int job = print({scratch_.write("none.pdf", drawnPdf({}))}, to("5550100"));
    expectEndWithoutFax(job, IPP_JSTATE_CANCELED, 5, "document is empty");
}

TEST_F(JobOutcomes, ARawJobIsCanceled) {
    const int job =
        print({scratch_.write("raw.bin", "\x1b%-12345X@PJL\n")}, {"-o", "raw", "-o", "phone=5550100"});
    expectEndWithoutFax(job, IPP_JSTATE_CANCELED, 5, "without \"-o raw\"");
}

TEST_F(JobOutcomes, ARefusedRecipientHoldsTheJobBeforeAnybodyGetsAnything) {
    emulator_.changeSettings(R"({"bad-recipients":["5550107"]})");
    const int job = print({page()}, to("5550101,5550102,5550103,5550104,5550105,5550106,5550107"));
    expectEndWithoutFax(job, IPP_JSTATE_HELD, 3, "5550107");
}

TEST_F(JobOutcomes, AFileThatTheServiceRefusesIsOver) {
    emulator_.orderFault(
        R"({"call":"create","times":1,"status":400,"code":"fx_file_invalid","message":"bad file","before":true})");
    const int job = print({page()}, to("5550100"));
    expectEndWithoutFax(job, IPP_JSTATE_CANCELED, 5, "fx_file_invalid");
}

TEST_F(JobOutcomes, AnExtensionThatTheServiceDoesNotKnowIsOver) {
    cups_.addQueue("Wrong", "voipnow://" + emulator_.api() + "/@me/999");
    const int job = cups_.print("Wrong", {page()}, to("5550100"));
    expectEndWithoutFax(job, IPP_JSTATE_CANCELED, 5, "extension");
}

TEST_F(JobOutcomes, AServiceThatHasNothingToSendHoldsTheJob) {
    emulator_.orderFault(R"({"call":"create","times":1,"status":204,"body":"","before":true})");
    const int job = print({page()}, to("5550100"));
    expectEndWithoutFax(job, IPP_JSTATE_HELD, 3, "5550100");
}

}  // namespace
}  // namespace voipnow::end_to_end
