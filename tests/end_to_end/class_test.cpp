// A class of CUPS over two queues with two extensions: each takes jobs, and each job is sent once.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/fault_table.hpp"

namespace voipnow::end_to_end {
namespace {

class FaxClass : public FaultTableTest {
  protected:
    FaxClass() {
        emulator_.changeSettings(R"({"extensions":["0003*211","0003*212"]})");
        for (const std::string line : {"1", "2"}) {
            cups_.addQueue("Line" + line, "voipnow://" + emulator_.api() + "/@me/0003*21" + line);
            runOrThrow({"lpadmin", "-p", "Line" + line, "-c", "Lines"}, cups_.environment());
        }
        runOrThrow({"cupsenable", "Lines"}, cups_.environment());
        runOrThrow({"cupsaccept", "Lines"}, cups_.environment());
    }

    int printOnClass(const std::string& number) const {
        return cups_.print("Lines", {page()}, number.empty() ? std::vector<std::string>{} : to(number));
    }

    void command(const std::vector<std::string>& words) const {
        std::vector<std::string> all{std::string(kStage) + "/usr/bin/voipnow-fax"};
        all.insert(all.end(), words.begin(), words.end());
        Environment environment = cups_.environment();
        environment["CUPS_SERVERROOT"] = cups_.serverRoot().string();
        runOrThrow(all, environment);
    }

    // From now on the class prints on this one of the two.
    void useOnly(const std::string& line) const {
        runOrThrow({line == "1" ? "cupsenable" : "cupsdisable", "Line1"}, cups_.environment());
        runOrThrow({line == "2" ? "cupsenable" : "cupsdisable", "Line2"}, cups_.environment());
    }

    std::vector<std::string> extensionsOf(const std::string& number) const {
        std::vector<std::string> extensions;
        for (const ReceivedFax& fax : emulator_.faxes()) {
            if (fax.state == "sent" && fax.recipients.front() == number) {
                extensions.push_back(fax.extension);
            }
        }
        return extensions;
    }
};

TEST_F(FaxClass, SpreadsJobsOverBothExtensionsAndSendsEachOnce) {
    std::vector<int> jobs;
    std::map<std::string, int> once;
    for (int i = 0; i < 8; ++i) {
        const std::string number = "555010" + std::to_string(i);
        jobs.push_back(printOnClass(number));
        once[number] = 1;
    }
    for (const int job : jobs) {
        EXPECT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_COMPLETED);
    }
    EXPECT_EQ(emulator_.faxesByNumber(), once);
    std::set<std::string> used;
    for (const ReceivedFax& fax : emulator_.faxes()) {
        used.insert(fax.extension);
    }
    EXPECT_EQ(used, (std::set<std::string>{"0003*211", "0003*212"}));
}

TEST_F(FaxClass, HoldsAJobAndSendsItOnceItIsReleasedOnWhicheverLine) {
    useOnly("1");
    const int job = printOnClass("");
    EXPECT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_HELD);
    useOnly("2");
    command({"release", std::to_string(job), "--to", kNumber});
    cups_.waitUntil(job, [](const JobStatus& now) { return now.state == IPP_JSTATE_COMPLETED; });
    EXPECT_EQ(extensionsOf(kNumber), std::vector<std::string>{"0003*212"});
    EXPECT_EQ(loggedState(), "sent");
}

// The journal is the machine's, not the queue's: the other line knows what the first has handed over.
TEST_F(FaxClass, LeavesAJobInDoubtToAPersonOnTheOtherLineToo) {
    tryFor("10s");
    useOnly("1");
    order({once("upload", kAnswerLostByAReset), once("upload", kExpiredUrl)});
    const int job = printOnClass(kNumber);
    expectOutcome(job, inDoubt(1));
    useOnly("2");
    release(job);
    expectOutcome(job, inDoubt(1));
    command({"resend", std::to_string(job)});
    cups_.waitUntil(job, [](const JobStatus& now) { return now.state == IPP_JSTATE_COMPLETED; });
    EXPECT_EQ(extensionsOf(kNumber), (std::vector<std::string>{"0003*211", "0003*212"}));
}

}  // namespace
}  // namespace voipnow::end_to_end
