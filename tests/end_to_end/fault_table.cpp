// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/fault_table.hpp"

#include <rapidjson/document.h>

#include <algorithm>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/drawn_document.hpp"

namespace voipnow::end_to_end {

namespace fs = std::filesystem;

Outcome completed(const std::string& words) {
    return {IPP_JSTATE_COMPLETED, 0, words, 1, "sent"};
}

Outcome held(const std::string& words, int faxesEach) {
    return {IPP_JSTATE_HELD, 3, words, faxesEach, "held"};
}

Outcome inDoubt(int faxesEach) {
    return {IPP_JSTATE_HELD, 3, "The service may have accepted fax ", faxesEach, "in-doubt"};
}

Outcome stoppedQueue(const std::string& words) {
    return {IPP_JSTATE_PENDING, 4, words, 0, "stopped"};
}

Outcome canceled(const std::string& words) {
    return {IPP_JSTATE_CANCELED, 5, words, 0, "failed"};
}

Outcome retriedLater(const std::string& words, int faxesEach) {
    return {IPP_JSTATE_HELD, 6, words, faxesEach, "retrying"};
}

std::string once(const std::string& call, const std::string& members) {
    return R"({"call":")" + call + '"' + (members.empty() ? "" : "," + members) + '}';
}

std::string always(const std::string& call, const std::string& members) {
    return R"({"call":")" + call + R"(","times":1000000,)" + members + '}';
}

std::string patched(const std::string& operation) {
    return R"("patch":[{)" + operation + "}]";
}

std::string redirect(int status) {
    return R"("status":)" + std::to_string(status) +
           R"(,"body":"","headers":{"Location":"https://127.0.0.1/elsewhere"})";
}

void PrintTo(const FaultRow& row, std::ostream* out) {
    *out << row.name;
}

void FaultTableTest::order(const std::vector<std::string>& faults) const {
    for (const std::string& fault : faults) {
        emulator_.orderFault(fault);
    }
}

fs::path FaultTableTest::page() const {
    return scratch_.write("page.pdf", drawnPdf({numberedPage(1)}));
}

fs::path FaultTableTest::largeDocument() const {
    constexpr int kPages = 4;
    return scratch_.write("large.pdf", noisePdf(kPages));
}

void FaultTableTest::expectOutcome(int job, const Outcome& outcome,
                                   const std::vector<std::string>& recipients) const {
    const JobStatus status = cups_.waitUntilSettled(job);
    EXPECT_EQ(status.state, outcome.state) << status.message;
    EXPECT_EQ(cups_.lastExitCode(job), outcome.exitCode);
    EXPECT_TRUE(status.message.find(outcome.words) != std::string::npos)
        << "Not \"" << outcome.words << "\" but: " << status.message;
    for (const std::string& recipient : recipients) {
        EXPECT_EQ(faxesTo(recipient), outcome.faxesEach) << recipient;
    }
    EXPECT_EQ(loggedState(), outcome.logged);
}

std::string FaultTableTest::loggedState() const {
    const std::string log = runOrThrow({std::string(kStage) + "/usr/bin/voipnow-fax", "log", "--json"},
                                       {{"CUPS_SERVERROOT", cups_.serverRoot().string()}});
    rapidjson::Document jobs;
    jobs.Parse(log);
    const bool isOne = !jobs.HasParseError() && jobs.IsArray() && jobs.Size() == 1 && jobs[0].IsObject();
    return isOne && jobs[0].HasMember("state") ? jobs[0]["state"].GetString() : "not one job: " + log;
}

void FaultTableTest::release(int job) const {
    const std::string ends = "/backend/voipnow) ";
    const auto runs = [&] {
        std::size_t count = 0;
        const std::string log = cups_.log();
        for (std::size_t at = log.find(ends); at != std::string::npos; at = log.find(ends, at + 1)) {
            ++count;
        }
        return count;
    };
    const std::size_t before = runs();
    cups_.change(job, {"-H", "resume"});
    cups_.waitUntil(job, [&](const JobStatus&) { return runs() > before; });
}

int FaultTableTest::faxesTo(const std::string& number) const {
    const std::vector<ReceivedFax> faxes = emulator_.faxes();
    return static_cast<int>(std::count_if(faxes.begin(), faxes.end(), [&](const ReceivedFax& fax) {
        return fax.state == "sent" &&
               std::find(fax.recipients.begin(), fax.recipients.end(), number) != fax.recipients.end();
    }));
}

TEST_P(AFaultThatPasses, IsGotOverWithOneFaxForTheRecipient) {
    tryFor("30s");
    order(GetParam().faults);
    expectOutcome(printPage(), GetParam().outcome);
}

TEST_P(AFaultThatLasts, EndsTheJobAsItsRowSays) {
    tryFor("1s");
    order(GetParam().faults);
    expectOutcome(printPage(), GetParam().outcome);
}

std::vector<FaultRow> passingFaultsOf(const std::string& call, const std::string& connection,
                                      const std::vector<std::string>& before) {
    std::vector<FaultRow> rows = {
        {"ConnectionResetBeforeTheBody", {once(call, kResetBeforeTheBody)}},
        {"ConnectionResetWithinTheBody", {once(call, R"("drop":true,"read-bytes":20)")}},
        {"ConnectionResetBehindTheBody", {once(call, kResetBehindTheBody)}},
        {"ConnectionClosedBehindTheBody", {once(call, kClosedBehindTheBody)}},
        {"AnswerLostByAReset", {once(call, kAnswerLostByAReset)}},
        {"AnswerLostByAClose", {once(call, kAnswerLostByAClose)}},
        {"AnswerLostThreeTimes",
         {once(call, kAnswerLostByAReset), once(call, kAnswerLostByAClose), once(call, kAnswerLostByAReset)}},
        {"AnswerThatBreaksOff", {once(call, R"("answer-bytes":30)")}},
        {"SilenceBeforeItIsProcessed", {once(call, kSilentBeforeItIsProcessed)}},
        {"SilenceWhenItIsProcessed", {once(call, kSilentWhenItIsProcessed)}},
        {"LateAnswer", {once(call, R"("delay-ms":400)")}},
        {"AnswerByteByByte", {once(call, R"("trickle-ms":1)")}},
        {"AnswerThatStandsStill", {once(call, R"("trickle-ms":600000)")}},
        {"ShortStall", {once(call, R"("stall-ms":400)")}},
        {"LongStall", {once(call, R"("stall-ms":10000)")}},
        {"Error500", {once(call, R"("status":500)")}},
        {"Error500WhenItIsProcessed", {once(call, R"("status":500,"before":false)")}},
        {"Error502WithAPageOfAProxy",
         {once(call,
               R"("status":502,"body":"<html>Bad Gateway</html>","headers":{"Content-Type":"text/html"})")}},
        {"Error503", {once(call, R"("status":503)")}},
        {"Error503WithRetryAfter", {once(call, R"("status":503,"headers":{"Retry-After":"1"})")}},
        {"Error429WithRetryAfter", {once(call, R"("status":429,"headers":{"Retry-After":"1"})")}},
        {"AHundredMegabytesOfAnswer", {once(call, kTooLargeAnAnswer)}},
    };
    const std::vector<FaultRow> ofConnections = {
        {"ConnectionResetAtOnce", {once(connection, kReset)}},
        {"SlowHandshake", {once(connection, kSlowHandshake)}},
        {"HandshakeThatIsABitLate", {once(connection, R"("delay-ms":400)")}},
        {"ExpiredCertificateThatIsRenewed", {once(connection, kExpiredCertificate)}},
    };
    for (FaultRow row : ofConnections) {
        row.faults.insert(row.faults.begin(), before.begin(), before.end());
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace voipnow::end_to_end
