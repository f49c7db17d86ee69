// The kill table: the backend is killed at every call by which the disk or the outside world sees something of it, and
// is run again until its job is at its end, as cupsd would.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/direct_backend.hpp"
#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/emulator_client.hpp"
#include "tests/end_to_end/kill_points.hpp"
#include "tests/end_to_end/scratch_folder.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

constexpr int kSent = 0;
constexpr int kHeld = 3;
constexpr int kRetried = 6;
constexpr int kKilled = 128 + 9;
constexpr int kMostRuns = 6;
constexpr std::size_t kAtATime = 4;

// One kill, and what came of it.
struct Case {
    KillPoint point;
    Moment moment = Moment::kBefore;
    std::vector<std::string> recipients;
    fs::path folder;

    std::vector<Finished> runs = {};

    // "killed both after 17 worker fdatasync journal.db-wal; run 1 ended with 137: …"
    std::string story() const {
        const std::string kill = killOf(folder / "trace");
        std::string text = kill.empty() ? "nobody was killed, at " + std::to_string(point.number) : kill;
        for (std::size_t i = 0; i < runs.size(); ++i) {
            text += "\nrun " + std::to_string(i + 1) + " ended with " + std::to_string(runs[i].status) +
                    ": " + runs[i].errors;
        }
        return text;
    }
};

// Calls `work` for each of them, a few at a time.
template <typename Items, typename Work>
void forEach(Items& items, const Work& work) {
    std::atomic<std::size_t> next{0};
    std::vector<std::thread> threads;
    threads.reserve(kAtATime);
    for (std::size_t i = 0; i < kAtATime; ++i) {
        threads.emplace_back([&] {
            for (std::size_t at = next++; at < items.size(); at = next++) {
                work(items[at]);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
}

class KillTableTest : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!fs::exists(kKillSwitch)) {
            GTEST_SKIP()
                << "There is no kill switch in this build: a sanitizer has to be first in a program.";
        }
    }

    DirectJob jobFor(const std::vector<std::string>& recipients) const {
        return {1, joined(recipients), "", stream_};
    }

    // Where a run that nobody disturbs can be killed.
    std::vector<KillPoint> pointsOfAWholeRun(int recipients) {
        const DirectBackend backend(scratch_.path() / "whole", emulator_);
        const fs::path trace = backend.folder() / "trace";
        const Finished run = backend.run(jobFor(newNumbers(recipients)), traced(trace));
        EXPECT_EQ(run.status, kSent) << run.errors;
        return worthTrying(tracedCalls(trace));
    }

    void addCases(const std::vector<KillPoint>& points, Moment moment, int recipients,
                  std::vector<Case>& cases) {
        for (const KillPoint& point : points) {
            cases.push_back({point, moment, newNumbers(recipients),
                             scratch_.path() / ("case-" + std::to_string(cases.size()))});
        }
    }

    void kill(Case& each, const std::string& whom) const {
        const DirectBackend backend(each.folder, emulator_);
        each.runs.push_back(backend.run(jobFor(each.recipients),
                                        killAt(each.point.number, each.moment, whom, each.folder / "trace")));
    }

    // As cupsd does it: a job whose backend was killed runs again after cupsd's own restart, and so does one that asks
    // for another try.
    void runAgain(Case& each) const {
        const DirectBackend backend(each.folder, emulator_);
        while (each.runs.size() < kMostRuns && mayRunAgain(each.runs.back().status)) {
            each.runs.push_back(backend.run(jobFor(each.recipients)));
        }
    }

    static bool mayRunAgain(int status) { return status == kKilled || status == kRetried; }

    std::vector<std::string> newNumbers(int count) {
        used_ += count;
        return numbersFrom(used_ - count, count);
    }

    ScratchFolder scratch_;
    EmulatorClient emulator_{scratch_.path() / "emulator"};
    fs::path stream_ = faxStreamOf(scratch_, "page", drawnPdf({numberedPage(1)}));

  private:
    int used_ = 0;
};

struct Table {
    std::string name;
    int recipients;
    std::string whom;
};

// For the list of tests.
void PrintTo(const Table& table, std::ostream* out) {
    *out << table.name;
}

class KillTable : public KillTableTest, public ::testing::WithParamInterface<Table> {};

TEST_P(KillTable, EndsWithOneFaxForEachRecipientWhereverTheBackendIsKilled) {
    const std::vector<KillPoint> points = pointsOfAWholeRun(GetParam().recipients);
    ASSERT_FALSE(points.empty());
    std::vector<Case> cases;
    addCases(points, Moment::kBefore, GetParam().recipients, cases);
    addCases(points, Moment::kAfter, GetParam().recipients, cases);
    forEach(cases, [this](Case& each) {
        kill(each, GetParam().whom);
        runAgain(each);
    });

    const std::map<std::string, int> sent = emulator_.faxesByNumber();
    std::size_t killed = 0;
    for (const Case& each : cases) {
        killed += killOf(each.folder / "trace").empty() ? 0U : 1U;
        EXPECT_EQ(each.runs.back().status, kSent) << each.story();
        for (const std::string& recipient : each.recipients) {
            const auto count = sent.find(recipient);
            EXPECT_EQ(count == sent.end() ? 0 : count->second, 1)
                << "faxes to " << recipient << "; " << each.story();
        }
    }
    RecordProperty("kills", static_cast<int>(killed));
    // Threads do not always make the same calls, so a few numbers may never come.
    EXPECT_GE(killed * 10, cases.size() * 9) << cases.size() << " kills were planned";
}

INSTANTIATE_TEST_SUITE_P(All, KillTable,
                         ::testing::Values(Table{"BothWithOneRecipient", 1, "both"},
                                           Table{"BothWithTwelveRecipients", 12, "both"},
                                           Table{"TheWorkerWithOneRecipient", 1, "worker"},
                                           Table{"TheWorkerWithTwelveRecipients", 12, "worker"},
                                           Table{"TheBackendWithOneRecipient", 1, "backend"},
                                           Table{"TheBackendWithTwelveRecipients", 12, "backend"}),
                         [](const ::testing::TestParamInfo<Table>& table) { return table.param.name; });

// The URL of an upload ends before the job runs again: what may have arrived is in doubt, and stays so.
TEST_F(KillTableTest, AfterTheUploadsEndSendsTheRestOrHoldsTheJobInDoubt) {
    constexpr int kRecipients = 7;  // two faxes
    const std::vector<KillPoint> points = pointsOfAWholeRun(kRecipients);
    ASSERT_FALSE(points.empty());
    emulator_.changeSettings(R"({"url-lifetime":3})");
    std::vector<Case> cases;
    addCases(points, Moment::kAfter, kRecipients, cases);
    forEach(cases, [this](Case& each) { kill(each, "both"); });
    std::this_thread::sleep_for(std::chrono::seconds(4));
    emulator_.changeSettings(R"({"url-lifetime":600})");
    forEach(cases, [this](Case& each) {
        runAgain(each);
        // And once more: a mere release.
        each.runs.push_back(DirectBackend(each.folder, emulator_).run(jobFor(each.recipients)));
    });

    const std::map<std::string, int> sent = emulator_.faxesByNumber();
    std::set<int> ends;
    for (const Case& each : cases) {
        const int end = each.runs.back().status;
        ends.insert(end);
        EXPECT_TRUE(end == kSent || end == kHeld) << each.story();
        EXPECT_TRUE(end != kHeld || each.runs.back().errors.find("may have accepted") != std::string::npos)
            << each.story();
        for (const std::string& recipient : each.recipients) {
            const auto found = sent.find(recipient);
            const int count = found == sent.end() ? 0 : found->second;
            EXPECT_TRUE(count == 1 || (count == 0 && end == kHeld))
                << count << " to " << recipient << "; " << each.story();
        }
    }
    EXPECT_EQ(ends, (std::set<int>{kSent, kHeld}));
}

// What the journal says before the worker has written anything is of the run before.
TEST_F(KillTableTest, AWordToSendAgainIsNotLostWithAWorkerThatIsKilledAtItsBegin) {
    const DirectBackend backend(scratch_.path() / "again", emulator_);
    DirectJob job = jobFor(newNumbers(1));
    ASSERT_EQ(backend.run(job).status, kSent);
    const fs::path trace = backend.folder() / "trace";
    ASSERT_EQ(backend.run(job, traced(trace)).status, kSent);
    const std::vector<KillPoint> calls = tracedCalls(trace);
    const auto first = std::find_if(calls.begin(), calls.end(),
                                    [](const KillPoint& call) { return call.process == "worker"; });
    ASSERT_NE(first, calls.end());

    job.options = "fax-resend=all-please";
    const Finished killed =
        backend.run(job, killAt(first->number, Moment::kBefore, "worker", backend.folder() / "kill"));
    EXPECT_FALSE(killOf(backend.folder() / "kill").empty());
    EXPECT_EQ(killed.status, kRetried) << killed.errors;
    EXPECT_EQ(backend.run(job).status, kSent);
    EXPECT_EQ(emulator_.faxesByNumber().at(job.recipients), 2);
}

}  // namespace
}  // namespace voipnow::end_to_end
