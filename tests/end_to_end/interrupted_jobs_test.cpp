// Jobs of which CUPS and the journal know different things: the next job of any printer sees to it that they agree, and
// `voipnow-fax check --resume` does.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/types.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/fault_table.hpp"
#include "tests/end_to_end/fax_command.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

class InterruptedJobs : public FaultTableTest {
  protected:
    // The process that cupsd started for the one job that it prints.
    pid_t backend() const {
        pid_t scheduler = 0;
        std::ifstream(cups_.serverRoot().parent_path() / "cupsd.pid") >> scheduler;
        for (const auto& each : fs::directory_iterator("/proc")) {
            std::ifstream in(each.path() / "stat");
            pid_t process = 0;
            std::string name;
            char state = 0;
            pid_t parent = 0;
            if (in >> process >> name >> state >> parent && name == "(voipnow)" && parent == scheduler) {
                return process;
            }
        }
        throw std::runtime_error("cupsd has started no backend");
    }

    std::string log() const {
        return runOrThrow({std::string(kStage) + "/usr/bin/voipnow-fax", "log"},
                          {{"CUPS_SERVERROOT", cups_.serverRoot().string()}});
    }

    // Waits until the log has this text.
    void expectLogged(const std::string& text) const {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!has(log(), text) && std::chrono::steady_clock::now() < end) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        EXPECT_TRUE(has(log(), text)) << log();
    }

    // The worker came to its end, but the process that was to tell it to cupsd was killed.
    int printPageWhoseHoldIsLost() const {
        emulator_.orderFault(
            once("create", R"("delay-ms":1000,"status":400,"code":"fx_recipients_invalid")"));
        const int job = printPage();
        cups_.waitUntil(job, [](const JobStatus& now) { return has(now.message, "Sending 1 page"); });
        const pid_t watcher = backend();
        EXPECT_EQ(::kill(watcher, SIGSTOP), 0);
        expectLogged("The service refuses 5550100");
        EXPECT_EQ(::kill(watcher, SIGKILL), 0);
        cups_.waitUntil(job, [](const JobStatus& now) { return now.state == IPP_JSTATE_COMPLETED; });
        return job;
    }
};

TEST_F(InterruptedJobs, AJobWhoseHoldDidNotReachCupsIsNotTakenForCompleted) {
    const int job = printPageWhoseHoldIsLost();
    EXPECT_EQ(loggedState(), "held");
    EXPECT_EQ(faxesTo(kNumber), 0);

    const int other = print({page()}, to("5550199"));
    cups_.waitUntil(other, [](const JobStatus& now) { return now.state == IPP_JSTATE_COMPLETED; });
    cups_.waitUntil(job, [this](const JobStatus& now) {
        return now.state == IPP_JSTATE_COMPLETED && faxesTo(kNumber) == 1;
    });
    EXPECT_EQ(faxesTo("5550199"), 1);
}

TEST_F(InterruptedJobs, AJobThatWasCanceledWhileItWasHeldIsCanceledInTheLog) {
    emulator_.orderFault(once("create", R"("status":400,"code":"fx_recipients_invalid")"));
    const int job = printPage();
    expectOutcome(job, held("The service refuses 5550100"));
    runOrThrow({"cancel", std::to_string(job)}, cups_.environment());
    cups_.waitUntil(job, [](const JobStatus& now) { return now.state == IPP_JSTATE_CANCELED; });
    EXPECT_EQ(loggedState(), "held") << "no backend ran";

    const int other = print({page()}, to("5550199"));
    cups_.waitUntil(other, [](const JobStatus& now) { return now.state == IPP_JSTATE_COMPLETED; });
    expectLogged("Canceled; nothing had been sent.");
    EXPECT_EQ(faxesTo(kNumber), 0);
}

// Without another fax job, what the system's timer runs will do.
TEST_F(InterruptedJobs, ACheckThatResumesGoesOnWithThem) {
    const int job = printPageWhoseHoldIsLost();
    EXPECT_EQ(faxesTo(kNumber), 0);

    const Finished done = runFax(cups_, {"check", "--resume"});
    EXPECT_EQ(done.status, 0) << done.output << done.errors;
    EXPECT_EQ(done.output, "Job " + std::to_string(job) + " was interrupted, and goes on.\n");
    cups_.waitUntil(job, [this](const JobStatus& now) {
        return now.state == IPP_JSTATE_COMPLETED && faxesTo(kNumber) == 1;
    });
    EXPECT_EQ(runFax(cups_, {"check", "--resume"}).output, "");
}

// One that waits for its owner is left alone.
TEST_F(InterruptedJobs, AJobThatIsHeldStaysSo) {
    emulator_.orderFault(once("create", R"("status":400,"code":"fx_recipients_invalid")"));
    const int job = printPage();
    expectOutcome(job, held("The service refuses 5550100"));
    const int other = print({page()}, to("5550199"));
    cups_.waitUntil(other, [](const JobStatus& now) { return now.state == IPP_JSTATE_COMPLETED; });
    EXPECT_EQ(cups_.status(job).state, IPP_JSTATE_HELD);
    EXPECT_TRUE(has(log(), " held ")) << log();
    EXPECT_EQ(faxesTo(kNumber), 0);
}

}  // namespace
}  // namespace voipnow::end_to_end
