// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_report.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <sstream>

#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

FaxEntry faxTo(const std::string& number, FaxState state) {
    FaxEntry fax;
    fax.key = 1;
    fax.state = state;
    fax.serviceId = "262";
    fax.changed = 1'768'299'302;
    fax.recipients = {{number, "First Bank"}};
    fax.pages = 2;
    return fax;
}

JobEntry jobIn(JobState state, const std::vector<FaxEntry>& faxes = {}) {
    JobEntry job;
    job.uuid = "urn:uuid:a";
    job.number = 12;
    job.printer = "Fax";
    job.user = "anna";
    job.title = "Letter";
    job.service = "pbx.example.com";
    job.extension = "0003*210";
    job.state = state;
    job.received = job.changed = 1'768'299'300;
    job.faxes = faxes;
    return job;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) {
        text += line + '\n';
    }
    return text;
}

TEST(JobReport, TellsAllOfAFax) {
    const Environment zone("TZ", "UTC");
    ::tzset();
    JobEntry job = jobIn(JobState::kInDoubt, {faxTo("+15550100", FaxState::kInDoubt)});
    job.reason = "The service may have accepted it.\x1b";
    job.pages = 2;
    FaxEntry& fax = job.faxes.front();
    fax.recipients.push_back({"222"});
    fax.serviceUid = "ba12";
    fax.created = 1'768'299'300;
    fax.started = 1'768'299'301;
    fax.attempts = 3;
    fax.words = "HTTP 403: Request has expired";
    fax.files = {{12345, std::string(64, 'a')}};
    std::ostringstream out;
    printJobReport(job, {"Look at its list."}, out);
    EXPECT_EQ(out.str(),
              "Job Fax-12: in-doubt\n"
              "  Reason          The service may have accepted it. \n"
              "  Title           Letter\n"
              "  User            anna\n"
              "  Pages           2\n"
              "  Received        2026-01-13 10:15:00 UTC\n"
              "  Last change     2026-01-13 10:15:00 UTC\n"
              "  Service         pbx.example.com, extension 0003*210\n"
              "  Job-uuid        urn:uuid:a\n"
              "\n"
              "Fax 262: in-doubt\n"
              "  To              First Bank +15550100\n"
              "                  222\n"
              "  Pages           pages 1-2\n"
              "  Uid             ba12\n"
              "  Created         2026-01-13 10:15:00 UTC\n"
              "  Upload began    2026-01-13 10:15:01 UTC\n"
              "  Uploads         3 began\n"
              "  In doubt since  2026-01-13 10:15:02 UTC\n"
              "  File            12345 bytes\n"
              "  SHA-256         " +
                  std::string(64, 'a') +
                  "\n"
                  "  Last words      HTTP 403: Request has expired\n"
                  "\n"
                  "Look at its list.\n");
}

TEST(JobReport, SaysWhatCanBeDone) {
    struct Case {
        JobState state;
        std::vector<FaxEntry> faxes;
        std::optional<std::string> cups;
        std::string words;  // empty: there is nothing to do
    };
    const FaxEntry doubtful = faxTo("111", FaxState::kInDoubt);
    const FaxEntry sent = faxTo("222", FaxState::kSent);
    const std::vector<Case> table{
        {JobState::kSent, {sent}, "completed", ""},
        {JobState::kInDoubt, {sent, doubtful}, "held", "to First Bank 111: voipnow-fax resend 12"},
        {JobState::kCanceled, {doubtful}, "canceled", "voipnow-fax resend 12"},
        {JobState::kSending, {sent}, "completed", "CUPS takes it for completed. To go on"},
        {JobState::kSending, {sent}, "completed", "voipnow-fax release 12"},
        {JobState::kSending, {sent}, "processing", ""},
        {JobState::kSending, {sent}, std::nullopt, ""},
        {JobState::kHeld, {}, "held", "voipnow-fax release 12"},
        {JobState::kHeld, {}, "", "CUPS no longer has it"},
        {JobState::kHeld, {}, "canceled", "Meanwhile it was canceled in CUPS"},
        {JobState::kRetrying, {}, "aborted", "Meanwhile it was aborted in CUPS"},
        {JobState::kHeld,
         {},
         "completed",
         "To go on, without sending anything twice: voipnow-fax release 12"},
        {JobState::kRetrying, {}, "completed", "CUPS takes it for completed. To go on"},
        {JobState::kStopped, {}, "pending", "cupsenable Fax"},
        {JobState::kRetrying, {}, "held", "by itself"},
        {JobState::kSent, {sent}, "", ""},
    };
    for (const Case& each : table) {
        const std::string ways = joined(waysOnFor(jobIn(each.state, each.faxes), each.cups));
        EXPECT_NE(ways.find(each.words), std::string::npos) << ways;
        EXPECT_EQ(ways.empty(), each.words.empty()) << nameOf(each.state) << ": " << ways;
    }
}

TEST(JobReport, KnowsWhoWouldGetItAgain) {
    const JobEntry job =
        jobIn(JobState::kInDoubt, {faxTo("111", FaxState::kInDoubt), faxTo("222", FaxState::kSent),
                                   faxTo("333", FaxState::kResent), faxTo("444", FaxState::kHeld)});
    EXPECT_EQ(toBeSentAgain(job, /*alsoSent=*/false), "First Bank 111");
    EXPECT_EQ(toBeSentAgain(job, /*alsoSent=*/true), "First Bank 111, First Bank 222");
    EXPECT_EQ(toBeSentAgain(jobIn(JobState::kSent), /*alsoSent=*/true), "");
}

}  // namespace
}  // namespace voipnow
