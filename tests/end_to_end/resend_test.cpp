// voipnow-fax resend and release: what is in doubt is sent again on a person's word, and only then.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fault_table.hpp"

namespace voipnow::end_to_end {
namespace {

class Resend : public FaultTableTest {
  protected:
    Finished command(const std::vector<std::string>& words, const std::string& user = "") const {
        std::vector<std::string> all{std::string(kStage) + "/usr/bin/voipnow-fax"};
        all.insert(all.end(), words.begin(), words.end());
        Environment environment = cups_.environment();
        environment["CUPS_SERVERROOT"] = cups_.serverRoot().string();
        if (!user.empty()) {
            environment["CUPS_USER"] = user;
        }
        return runToEnd(all, environment);
    }

    // A job whose only fax is in doubt; it has in fact arrived.
    int jobInDoubt() const {
        tryFor("10s");
        order({once("upload", kAnswerLostByAReset), once("upload", kExpiredUrl)});
        const int job = print({page()}, {"-U", "anna", "-o", std::string("phone=") + kNumber});
        expectOutcome(job, inDoubt(1));
        return job;
    }

    // Lets cupsd read its configuration again, with a line more.
    void keepNoDocuments() const {
        std::ofstream(cups_.serverRoot() / "cupsd.conf", std::ios::app) << "PreserveJobFiles No\n";
        pid_t pid = 0;
        std::ifstream(cups_.serverRoot().parent_path() / "cupsd.pid") >> pid;
        ASSERT_EQ(::kill(pid, SIGHUP), 0);
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (runToEnd({"lpstat", "-p", "Fax"}, cups_.environment()).status != 0 &&
               std::chrono::steady_clock::now() < end) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }

    JobStatus rerun(int job, std::size_t creates) const {
        return cups_.waitUntil(job, [&](const JobStatus& now) {
            return this->creates() == creates && now.state != IPP_JSTATE_PENDING &&
                   now.state != IPP_JSTATE_PROCESSING;
        });
    }
    // Until CUPS has run the job once more, whatever came of it: it says so in its log.
    void waitForRuns(int job, std::size_t runs) const {
        const std::string started = "[Job " + std::to_string(job) + "] Started backend ";
        cups_.waitUntil(job, [&](const JobStatus& now) {
            const std::string log = cups_.log();
            std::size_t count = 0;
            for (std::size_t at = log.find(started); at != std::string::npos;
                 at = log.find(started, at + 1)) {
                ++count;
            }
            return count >= runs && (now.state == IPP_JSTATE_HELD || now.state >= IPP_JSTATE_CANCELED);
        });
    }
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST_F(Resend, SendsAHeldJobInDoubtOnceMore) {
    const int job = jobInDoubt();
    const std::string number = std::to_string(job);
    EXPECT_TRUE(has(command({"show", number}).output, "voipnow-fax resend " + number));
    const Finished sent = command({"resend", number});
    EXPECT_EQ(sent.status, 0) << sent.errors;
    EXPECT_EQ(sent.output, "Job " + number + " is sent again to 5550100.\n");
    EXPECT_EQ(rerun(job, 2).state, IPP_JSTATE_COMPLETED);
    EXPECT_EQ(faxesTo(kNumber), 2);
    const std::string log = command({"log"}).output;
    EXPECT_TRUE(has(log, "to 5550100: resent")) << log;
    EXPECT_TRUE(has(log, "to 5550100: sent")) << log;
    // Its word counts once: whatever runs the job again sends nothing.
    cups_.change(job, {"-H", "restart"});
    waitForRuns(job, 3);
    EXPECT_EQ(faxesTo(kNumber), 2);
}

TEST_F(Resend, IsForTheOwnerAndAdministrators) {
    const int job = jobInDoubt();
    const std::string number = std::to_string(job);
    const Finished foreign = command({"resend", number}, "bert");
    EXPECT_EQ(foreign.status, 1);
    EXPECT_TRUE(has(foreign.errors, "Job " + number + " is not yours (you are bert)")) << foreign.errors;
    EXPECT_EQ(creates(), 1U);
    EXPECT_EQ(command({"resend", "Fax-" + number}, "anna").status, 0);
    EXPECT_EQ(rerun(job, 2).state, IPP_JSTATE_COMPLETED);
}

TEST_F(Resend, RefusesAJobOfWhichNothingIsInDoubt) {
    const int job = printPage();
    expectOutcome(job, completed());
    const std::string number = std::to_string(job);
    const Finished none = command({"resend", number});
    EXPECT_EQ(none.status, 1);
    EXPECT_TRUE(has(none.errors, "Nothing of Job " + number +
                                     " is in doubt: it is sent. To send all of it once more: "
                                     "voipnow-fax resend " +
                                     number + " --all"))
        << none.errors;
    EXPECT_EQ(creates(), 1U);
    EXPECT_TRUE(has(command({"resend", "999"}).errors, "Job 999 is not known to CUPS"));
}

TEST_F(Resend, DoesNotReleaseAJobThatIsHeldSinceItWasPrinted) {
    const int job = print({page()}, {"-H", "hold", "-o", std::string("phone=") + kNumber});
    const std::string number = std::to_string(job);
    const Finished refused = command({"resend", number});
    EXPECT_EQ(refused.status, 1);
    EXPECT_TRUE(has(refused.errors, "Nothing of Job " + number +
                                        " was ever sent: it is held since it was printed. To send it: "
                                        "voipnow-fax release " +
                                        number))
        << refused.errors;
    EXPECT_EQ(cups_.status(job).state, IPP_JSTATE_HELD);
}

TEST_F(Resend, HoldsAJobThatIsForOthersByNow) {
    const int job = jobInDoubt();
    const std::string number = std::to_string(job);
    cups_.change(job, {"-o", "phone=5550199", "-H", "resume"});
    waitForRuns(job, 2);
    expectOutcome(job, {IPP_JSTATE_HELD, 3, "The service may have accepted fax ", 1, "in-doubt"},
                  {kNumber, "5550199"});
    EXPECT_EQ(command({"resend", number}).status, 0);
    waitForRuns(job, 3);
    expectOutcome(job, held("the job is to be sent again to 5550100, but by now it is for others", 1),
                  {kNumber, "5550199"});
    // The word still counts, once its recipients are named.
    cups_.change(job, {"-o", "phone=5550100,5550199", "-H", "resume"});
    EXPECT_EQ(rerun(job, 3).state, IPP_JSTATE_COMPLETED);
    EXPECT_EQ(faxesTo(kNumber), 2);
    EXPECT_EQ(faxesTo("5550199"), 1);
}

TEST_F(Resend, HoldsAJobThatHasOtherPagesByNow) {
    tryFor("10s");
    order({once("upload", kAnswerLostByAReset), once("upload", kExpiredUrl)});
    const int job = print({scratch_.write("two.pdf", drawnPdf({numberedPage(1), numberedPage(2)}))},
                          {"-U", "anna", "-o", std::string("phone=") + kNumber});
    expectOutcome(job, inDoubt(1));
    const std::string number = std::to_string(job);
    cups_.change(job, {"-o", "page-ranges=2", "-H", "indefinite"});
    EXPECT_EQ(command({"resend", number}).status, 0);
    waitForRuns(job, 2);
    expectOutcome(job, held("they would get other pages of it", 1), {kNumber});
    EXPECT_TRUE(has(command({"show", number}).output, "may have accepted")) << "the doubt stays";
    EXPECT_EQ(creates(), 1U);
}

TEST_F(Resend, AnotherPrefixMakesNoOtherRecipient) {
    const int job = jobInDoubt();
    const std::string number = std::to_string(job);
    cups_.change(job, {"-o", "faxPrefix=9", "-H", "resume"});
    waitForRuns(job, 2);
    expectOutcome(job, {IPP_JSTATE_HELD, 3, "The service may have accepted fax ", 1, "in-doubt"}, {kNumber});
    EXPECT_EQ(creates(), 1U);
    EXPECT_EQ(command({"resend", number}).status, 0);
    EXPECT_EQ(rerun(job, 2).state, IPP_JSTATE_COMPLETED);
    EXPECT_EQ(faxesTo("9" + std::string(kNumber)), 1);
}

TEST_F(Resend, TheJournalLearnsThatAJobWasCanceledWhileItWasHeld) {
    const int job = jobInDoubt();
    runOrThrow({"cancel", std::to_string(job)}, cups_.environment());
    const int next = printPage();
    EXPECT_EQ(cups_.waitUntilSettled(next).state, IPP_JSTATE_COMPLETED);
    const std::string shown = command({"show", std::to_string(job)}).output;
    EXPECT_TRUE(has(shown, "canceled") && has(shown, "Canceled. The service may have accepted fax "))
        << shown;
}

TEST_F(Resend, SendsAllOfACompletedJobOnceMore) {
    const int job = printPage();
    expectOutcome(job, completed());
    const std::string number = std::to_string(job);
    const Finished sent = command({"resend", number, "--all"});
    EXPECT_EQ(sent.status, 0) << sent.errors;
    EXPECT_EQ(rerun(job, 2).state, IPP_JSTATE_COMPLETED);
    EXPECT_EQ(faxesTo(kNumber), 2);
    // And a third time, as another call is another word.
    EXPECT_EQ(command({"resend", number, "--all"}).status, 0);
    EXPECT_EQ(rerun(job, 3).state, IPP_JSTATE_COMPLETED);
    EXPECT_EQ(faxesTo(kNumber), 3);
}

TEST_F(Resend, OfAUserWhoCannotReadTheJournalLeavesItToTheBackend) {
    const int job = printPage();
    expectOutcome(job, completed());
    const std::string number = std::to_string(job);
    std::vector<std::string> words{"setpriv",
                                   "--reuid",
                                   "nobody",
                                   "--regid",
                                   "nogroup",
                                   "--clear-groups",
                                   std::string(kStage) + "/usr/bin/voipnow-fax",
                                   "resend",
                                   number};
    if (::geteuid() != 0) {
        GTEST_SKIP() << "root is needed to become another user";
    }
    Environment environment = cups_.environment();
    environment["CUPS_USER"] = "root";  // whose job it is
    const Finished sent = runToEnd(words, environment);
    EXPECT_EQ(sent.status, 0) << sent.errors;
    EXPECT_EQ(sent.output, "Job " + number + " is sent again, as far as it is in doubt.\n");
    waitForRuns(job, 2);
    EXPECT_EQ(cups_.status(job).state, IPP_JSTATE_COMPLETED);
    EXPECT_EQ(faxesTo(kNumber), 1);
}

TEST_F(Resend, SaysWhenCupsHasTheDocumentNoMore) {
    keepNoDocuments();
    const int job = printPage();
    expectOutcome(job, completed());
    const std::string number = std::to_string(job);
    const Finished gone = command({"resend", number, "--all"});
    EXPECT_EQ(gone.status, 1);
    EXPECT_TRUE(has(gone.errors, "Job " + number + " cannot run again: CUPS no longer has its document"))
        << gone.errors;
    EXPECT_TRUE(has(gone.errors, "Print the document again.")) << gone.errors;
    EXPECT_EQ(creates(), 1U);
}

TEST_F(Resend, IsRefusedWhileTheJobIsOnItsWay) {
    tryFor("30s");
    order({once("upload", R"("delay-ms":3000)")});
    const int job = printPage();
    cups_.waitUntil(job, [](const JobStatus& now) { return now.state == IPP_JSTATE_PROCESSING; });
    const Finished early = command({"resend", std::to_string(job), "--all"});
    EXPECT_EQ(early.status, 1);
    EXPECT_TRUE(has(early.errors, "is still on its way")) << early.errors;
    expectOutcome(job, completed());
}

TEST_F(Resend, ReleaseGoesOnWithAJobThatCupsTakesForCompleted) {
    const int job = printPage();
    expectOutcome(job, completed());
    const std::string number = std::to_string(job);
    const Finished whole = command({"release", number});
    EXPECT_EQ(whole.status, 1);
    EXPECT_TRUE(has(whole.errors, "is not held: it is completed. Print the document again.")) << whole.errors;
    // As the journal is when both processes of the backend were killed.
    sqlite3* opened = nullptr;
    ASSERT_EQ(sqlite3_open((scratch_.path() / "state" / "journal.db").c_str(), &opened), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(opened, "UPDATE job SET state = 'sending'", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(opened);
    EXPECT_TRUE(has(command({"show", number}).output,
                    "without sending anything twice: voipnow-fax release " + number));
    EXPECT_TRUE(
        has(command({"resend", number}).errors, "it was interrupted. To go on with it: voipnow-fax release"));
    const Finished goesOn = command({"release", number});
    EXPECT_EQ(
        goesOn.output,
        "Job " + number + " was interrupted, and goes on now. What is sent already is not sent again.\n")
        << goesOn.errors;
    waitForRuns(job, 2);
    expectOutcome(job, completed("Nothing is sent again"));
    EXPECT_EQ(creates(), 1U);
}

TEST_F(Resend, ReleaseSendsNothingThatIsInDoubt) {
    const int job = jobInDoubt();
    EXPECT_EQ(command({"release", std::to_string(job)}).status, 0);
    waitForRuns(job, 2);
    expectOutcome(job, inDoubt(1));
    EXPECT_EQ(creates(), 1U);
}

}  // namespace
}  // namespace voipnow::end_to_end
