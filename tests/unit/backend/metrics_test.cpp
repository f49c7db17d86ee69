// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/metrics.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <sstream>

#include "backend/journal.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

bool has(const std::string& text, const std::string& line) {
    return ('\n' + text).find('\n' + line + '\n') != std::string::npos;
}

// The text format 0.0.4, as far as it is used: each family has its HELP and TYPE first, and no series comes twice.
void expectWellFormed(const std::string& text) {
    static const std::regex kSample(
        R"re(([a-z_]+)(\{[a-z]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z]+="(?:[^"\\\n]|\\["\\n])*")*\}) -?[0-9]+)re");
    static const std::regex kHead(R"(# (HELP|TYPE) ([a-z_]+) .+)");
    std::set<std::string> heads;
    std::set<std::string> series;
    std::string family;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::smatch parts;
        if (std::regex_match(line, parts, kHead)) {
            EXPECT_TRUE(heads.insert(parts[1].str() + parts[2].str()).second) << line;
            family = parts[2];
        } else {
            ASSERT_TRUE(std::regex_match(line, parts, kSample)) << line;
            EXPECT_EQ(parts[1], family) << line;
            EXPECT_TRUE(series.insert(parts[1].str() + parts[2].str()).second) << line;
        }
    }
    EXPECT_TRUE(text.ends_with('\n'));
}

TEST(Metrics, TellOfEachPrinterInTheFormatOfPrometheus) {
    const std::string text = metricsText({{"Fax", "jobs sent", 12},
                                          {"Fax", "jobs held", 1},
                                          {"Fax", "sent bytes", 3000000000},
                                          {"Fax", kWaitingSince, 1768299300},
                                          {"Lobby", "jobs sent", 1}});
    expectWellFormed(text);
    EXPECT_TRUE(has(text, R"(voipnow_jobs{printer="Fax",state="sent"} 12)"));
    EXPECT_TRUE(has(text, R"(voipnow_jobs{printer="Fax",state="held"} 1)"));
    EXPECT_TRUE(has(text, R"(voipnow_jobs{printer="Fax",state="in-doubt"} 0)"));
    EXPECT_TRUE(has(text, R"(voipnow_jobs{printer="Lobby",state="held"} 0)"));
    EXPECT_TRUE(has(text, R"(voipnow_sent_bytes_total{printer="Fax"} 3000000000)"));
    EXPECT_TRUE(has(text, R"(voipnow_sent_faxes_total{printer="Lobby"} 0)"));
    EXPECT_TRUE(has(text, R"(voipnow_oldest_held_job_timestamp_seconds{printer="Fax"} 1768299300)"));
    EXPECT_EQ(text.find(R"(voipnow_oldest_held_job_timestamp_seconds{printer="Lobby"})"), std::string::npos);
    EXPECT_TRUE(has(text, "# TYPE voipnow_jobs gauge"));
    EXPECT_TRUE(has(text, "# TYPE voipnow_sent_faxes_total counter"));
}

TEST(Metrics, AreThereBeforeTheFirstJob) {
    expectWellFormed(metricsText({}));
    EXPECT_TRUE(has(metricsText({}), "# TYPE voipnow_jobs gauge"));
}

TEST(Metrics, PutSeveralJournalsOfOnePrinterTogether) {
    const std::string text = metricsText({{"Fax", "jobs sent", 12},
                                          {"Fax", "last sent", 200},
                                          {"Fax", kWaitingSince, 90},
                                          {"Fax", "jobs sent", 30},
                                          {"Fax", "last sent", 100},
                                          {"Fax", kWaitingSince, 80}});
    expectWellFormed(text);
    EXPECT_TRUE(has(text, R"(voipnow_jobs{printer="Fax",state="sent"} 42)"));
    EXPECT_TRUE(has(text, R"(voipnow_last_sent_timestamp_seconds{printer="Fax"} 200)"));
    EXPECT_TRUE(has(text, R"(voipnow_oldest_held_job_timestamp_seconds{printer="Fax"} 80)"));
}

TEST(Metrics, KeepNamesOfPrintersWhole) {
    const std::string text = metricsText({{"a\"b\\c\nd", "jobs sent", 1}});
    expectWellFormed(text);
    EXPECT_TRUE(has(text, R"(voipnow_jobs{printer="a\"b\\c\nd",state="sent"} 1)"));
}

TEST(Metrics, AreWrittenForEverybodyToRead) {
    const ScratchFolder scratch;
    writeMetricsFile(scratch.path() / "voipnow.prom", {{"Fax", "jobs sent", 1}});
    EXPECT_EQ(textOf(scratch.path() / "voipnow.prom"), metricsText({{"Fax", "jobs sent", 1}}));
    EXPECT_EQ(std::filesystem::status(scratch.path() / "voipnow.prom").permissions(),
              std::filesystem::perms(0644));
}

// What the journal keeps up with by itself.
class TalliesTest : public ::testing::Test {
  protected:
    void begin(const std::string& uuid) {
        PrintJob job;
        job.uuid = uuid;
        job.printer = "Fax";
        journal_.begin(job, parseDeviceUri("voipnow://pbx.example.com/210"));
    }

    std::int64_t tally(const std::string& name) const {
        for (const Tally& each : JournalReader(scratch_.path()).tallies()) {
            if (each.name == name) {
                return each.value;
            }
        }
        return -1;
    }

    const ScratchFolder scratch_;
    Journal journal_{scratch_.path()};
};

TEST_F(TalliesTest, CountJobsByTheirState) {
    begin("urn:uuid:a");
    begin("urn:uuid:b");
    EXPECT_EQ(tally("jobs receiving"), 2);
    EXPECT_EQ(tally(kWaitingSince), -1);
    journal_.setState("urn:uuid:a", JobState::kHeld, "No number.");
    EXPECT_EQ(tally("jobs receiving"), 1);
    EXPECT_EQ(tally("jobs held"), 1);
    EXPECT_GT(tally(kWaitingSince), 0);
    begin("urn:uuid:a");
    journal_.setState("urn:uuid:a", JobState::kSent, "");
    EXPECT_EQ(tally("jobs held"), 0);
    EXPECT_EQ(tally("jobs sent"), 1);
    EXPECT_EQ(tally(kWaitingSince), -1);
}

TEST_F(TalliesTest, CountWhatWasSentForGood) {
    begin("urn:uuid:a");
    const std::int64_t fax = journal_.prepare("urn:uuid:a", {}, {{{{"111"}, {"222"}}, 1, 3, "ab"}}).at(0);
    journal_.setCreated(fax, {"262", "", {}}, {{{"https://store/a", {}}, 9000, "ab", 500, false}});
    journal_.setUploading(fax);
    EXPECT_EQ(tally("sent faxes"), -1);
    journal_.setState(fax, FaxState::kSent);
    journal_.setState(fax, FaxState::kSent);
    EXPECT_EQ(tally("sent faxes"), 1);
    EXPECT_EQ(tally("sent recipients"), 2);
    EXPECT_EQ(tally("sent pages"), 6);
    EXPECT_EQ(tally("sent bytes"), 500);
    EXPECT_GE(tally("sent seconds"), 0);
    EXPECT_GT(tally("last sent"), 0);
    journal_.setState("urn:uuid:a", JobState::kSent, "");
    journal_.forgetBefore(INT64_MAX / 2, 0, 10);
    EXPECT_EQ(tally("jobs sent"), 0) << "forgotten";
    EXPECT_EQ(tally("sent faxes"), 1) << "but it was sent";
}

}  // namespace
}  // namespace voipnow
