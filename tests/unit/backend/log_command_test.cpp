// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/log_command.hpp"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <sstream>
#include <utility>

#include "backend/command.hpp"
#include "backend/journal.hpp"
#include "backend/log_json.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

JobEntry sentJob() {
    JobEntry job;
    job.uuid = "urn:uuid:a";
    job.number = 12;
    job.printer = "Fax";
    job.user = "anna";
    job.title = "Letter";
    job.service = "pbx.example.com";
    job.extension = "0003*210";
    job.state = JobState::kSent;
    job.pages = 2;
    job.received = job.changed = 1'768'299'300;
    job.faxes = {{1, FaxState::kSent, "262", "ba12", 0, {{"111"}, {"222", "First Bank"}}, 1, 2, "ab"},
                 {2, FaxState::kSent, "263", "", 0, {{"333"}}, 1, 2, "ab"}};
    return job;
}

// A mail merge: each of its faxes has pages of its own.
JobEntry splitJob() {
    JobEntry job = sentJob();
    job.pages = 3;
    job.billing = "Project 17\n";
    job.faxes = {{1, FaxState::kSent, "262", "", 0, {{"222", "First Bank"}}, 1, 2, "ab"},
                 {2, FaxState::kPrepared, "", "", 0, {{"333"}}, 3, 1, "cd"}};
    return job;
}

JobEntry heldJob() {
    JobEntry job;
    job.number = 13;
    job.printer = "Fax";
    job.title = "Line\none\x1b[31m";
    job.state = JobState::kHeld;
    job.reason = "There is no fax number.\nATTR: x";
    return job;
}

EachJob these(std::vector<JobEntry> jobs) {
    return [jobs = std::move(jobs)](const TakeJob& take) {
        for (const JobEntry& job : jobs) {
            take(job, nameOf(job.state));
        }
    };
}

TEST(LogCommand, ShowsALineForEachJobAndTheReasonUnderIt) {
    const Environment zone("TZ", "UTC");
    ::tzset();
    std::ostringstream out;
    printLog(these({sentJob(), heldJob()}), out);
    EXPECT_EQ(
        out.str(),
        "JOB  RECEIVED          PRINTER  STATE  PAGES  RECIPIENTS                FAX       TITLE\n"
        "12   2026-01-13 10:15  Fax      sent   2      111, First Bank 222, 333  262, 263  Letter\n"
        "13   1970-01-01 00:00  Fax      held   -      -                         -         Line one [31m\n"
        "    There is no fax number. ATTR: x\n");
}

TEST(LogCommand, ShowsWhichPagesWentToWhomWhenAJobWasSplit) {
    std::ostringstream out;
    printLog(these({splitJob()}), out);
    const std::string remarks = out.str().substr(out.str().find("\n    ") + 1);
    EXPECT_EQ(remarks,
              "    Billing: Project 17 \n"
              "    pages 1-2 to First Bank 222: sent, fax 262\n"
              "    page 3 to 333: prepared\n");
}

TEST(LogCommand, SaysWhenThereIsNothing) {
    std::ostringstream out;
    printLog(these({}), out);
    EXPECT_EQ(out.str(), "No print job has come to a fax printer yet.\n");
    std::ostringstream json;
    printLogAsJson(these({}), json);
    EXPECT_EQ(json.str(), "[]\n");
}

TEST(LogCommand, GivesProgramsAllOfIt) {
    std::ostringstream out;
    printLogAsJson(these({sentJob(), heldJob()}), out);
    rapidjson::Document log;
    log.Parse(out.str());
    ASSERT_FALSE(log.HasParseError()) << out.str();
    ASSERT_EQ(log.Size(), 2U);
    const auto& sent = log[0];
    EXPECT_EQ(sent["job"].GetInt(), 12);
    EXPECT_STREQ(sent["uuid"].GetString(), "urn:uuid:a");
    EXPECT_STREQ(sent["state"].GetString(), "sent");
    EXPECT_STREQ(sent["reason"].GetString(), "");
    EXPECT_EQ(sent["pages"].GetInt(), 2);
    EXPECT_STREQ(sent["received"].GetString(), "2026-01-13T10:15:00Z");
    EXPECT_EQ(sent["recipients"].Size(), 3U);
    EXPECT_STREQ(sent["recipients"][2].GetString(), "333");
    EXPECT_EQ(sent["fax-ids"].Size(), 2U);
    EXPECT_STREQ(sent["fax-ids"][1].GetString(), "263");
    EXPECT_STREQ(sent["faxes"][0]["uid"].GetString(), "ba12");
    EXPECT_STREQ(sent["faxes"][0]["state"].GetString(), "sent");
    EXPECT_EQ(sent["faxes"][0]["recipients"].Size(), 2U);
    EXPECT_STREQ(sent["faxes"][0]["recipients"][1].GetString(), "222");
    EXPECT_STREQ(sent["faxes"][0]["names"][0].GetString(), "");
    EXPECT_STREQ(sent["faxes"][0]["names"][1].GetString(), "First Bank");
    EXPECT_EQ(sent["faxes"][0]["firstPage"].GetInt(), 1);
    EXPECT_EQ(sent["faxes"][0]["pages"].GetInt(), 2);
    EXPECT_STREQ(sent["billing"].GetString(), "");
    EXPECT_STREQ(log[1]["reason"].GetString(), "There is no fax number. ATTR: x");
    EXPECT_EQ(log[1]["recipients"].Size(), 0U);
}

TEST(LogCommand, GivesProgramsThatFollowALineForEachJob) {
    std::ostringstream out;
    for (const JobEntry& job : {sentJob(), heldJob()}) {
        LogJson(out, LogJson::Layout::kLines).job(job, nameOf(job.state), /*withFiles=*/false);
    }
    std::istringstream lines(out.str());
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        rapidjson::Document job;
        job.Parse(line);
        ASSERT_FALSE(job.HasParseError()) << line;
        EXPECT_EQ(job["job"].GetInt(), 12 + count);
    }
    EXPECT_EQ(count, 2);
}

struct Run {
    int code;
    std::string out;
    std::string errors;
};

Run run(const std::vector<std::string>& arguments) {
    std::ostringstream out;
    std::ostringstream errors;
    const int code = runCommand(arguments, out, errors);
    return {code, out.str(), errors.str()};
}

TEST(Command, RunsItsSubcommandsAndExplainsThem) {
    EXPECT_EQ(run({"--help"}).code, 0);
    EXPECT_NE(run({"--help"}).out.find("  log "), std::string::npos);
    EXPECT_EQ(run({"--version"}).code, 0);
    EXPECT_EQ(run({"log", "--help"}).code, 0);
    EXPECT_EQ(run({}).code, 2);
    EXPECT_EQ(run({"lgo"}).code, 2);
    EXPECT_NE(run({"lgo"}).errors.find("lgo"), std::string::npos);
    EXPECT_EQ(run({"log", "--jsn"}).code, 2);
}

TEST(Command, ReadsTheJournalsThatTheConfigurationNames) {
    const ScratchFolder scratch;
    const Environment root("CUPS_SERVERROOT", scratch.path().c_str());
    EXPECT_EQ(run({"log"}).code, 1);
    EXPECT_NE(run({"log"}).errors.find("voipnow.conf"), std::string::npos);
    scratch.file("voipnow.conf", "state-dir = " + scratch.path().string() + "\n");
    EXPECT_EQ(run({"log"}).out, "No print job has come to a fax printer yet.\n");
    PrintJob job;
    job.uuid = "urn:uuid:a";
    job.number = 12;
    Journal(scratch.path()).begin(job, parseDeviceUri("voipnow://pbx.example.com/210"));
    EXPECT_NE(run({"log", "--json"}).out.find("\"job\": 12"), std::string::npos);
}

}  // namespace
}  // namespace voipnow
