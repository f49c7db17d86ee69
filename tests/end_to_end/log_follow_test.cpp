// voipnow-fax log --follow: what happens to print jobs, as it happens.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidjson/document.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <string>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {
namespace {

constexpr std::chrono::seconds kSoon{20};

class LogFollow : public FaxPrinterTest {
  protected:
    ChildProcess following(const std::vector<std::string>& words) const {
        std::vector<std::string> command{std::string(kStage) + "/usr/bin/voipnow-fax", "log", "--follow"};
        command.insert(command.end(), words.begin(), words.end());
        return ChildProcess(command, scratch_.path() / "follow.log", environment());
    }

    Environment environment() const {
        Environment all = cups_.environment();
        all["CUPS_SERVERROOT"] = cups_.serverRoot().string();
        return all;
    }

    std::filesystem::path page() const { return scratch_.write("page.pdf", drawnPdf({numberedPage(1)})); }
};

// Reads on until a job is in this state. What it was before may be told or not.
void expectState(ChildProcess& log, int number, const std::string& state) {
    for (;;) {
        const std::string line = log.readLine(kSoon);
        rapidjson::Document job;
        job.Parse(line);
        ASSERT_FALSE(job.HasParseError()) << line;
        ASSERT_EQ(job["job"].GetInt(), number) << line;
        if (job["state"].GetString() == state) {
            return;
        }
    }
}

TEST_F(LogFollow, GivesProgramsALineForEachChangeFromTheFirstJobOn) {
    ChildProcess log = following({"--json"});
    const int job = print({page()}, {});
    expectState(log, job, "held");
    cups_.change(job, {"-o", "phone=5550101", "-H", "resume"});
    expectState(log, job, "sent");
    expectState(log, print({page()}, to("5550102")), "sent");
}

TEST_F(LogFollow, ShowsPeopleTheLastJobsAndThenWhatComes) {
    settled({page()}, {"-t", "One", "-o", "phone=5550101"});
    settled({page()}, {"-t", "Two", "-o", "phone=5550102"});
    ChildProcess log = following({"--last", "1"});
    EXPECT_EQ(log.readLine(kSoon).find("CHANGED"), 0U);
    EXPECT_NE(log.readLine(kSoon).find("Two"), std::string::npos);
    print({page()}, {"-t", "Three"});
    std::string line = log.readLine(kSoon);
    while (line.find("held") == std::string::npos) {
        EXPECT_NE(line.find("Three"), std::string::npos) << line;
        line = log.readLine(kSoon);
    }
    EXPECT_EQ(log.readLine(kSoon).find("    Nothing was faxed: there is no fax number."), 0U);
}

TEST_F(LogFollow, EndsWhenNobodyReadsAnyMore) {
    settled({page()}, to("5550101"));
    const std::string program = std::string(kStage) + "/usr/bin/voipnow-fax";
    const auto start = std::chrono::steady_clock::now();
    // The reader ends after the first line; nothing more is ever written.
    const Finished ended =
        runToEnd({"bash", "-c", "set -o pipefail; \"$0\" log --follow | head -n 1", program}, environment());
    EXPECT_EQ(ended.status, 0) << ended.errors;
    EXPECT_LT(std::chrono::steady_clock::now() - start, kSoon);
    EXPECT_EQ(ended.output.find("CHANGED"), 0U);
}

}  // namespace
}  // namespace voipnow::end_to_end
