// A job that is canceled in the middle of a step: it ends at once, and the log says how far it had come.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <string>

#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fault_table.hpp"

namespace voipnow::end_to_end {
namespace {

struct CancelRow {
    std::string name;
    std::string fault;    // holds the job up in this step
    std::string message;  // of the job then
    std::string words;    // of the job afterwards
};

void PrintTo(const CancelRow& row, std::ostream* out) {
    *out << row.name;
}

class Cancel : public FaultTableTest, public ::testing::WithParamInterface<CancelRow> {};

TEST_P(Cancel, EndsTheJobWithinTwoSecondsAndSaysHowFarItHadCome) {
    constexpr std::chrono::seconds kMost{2};
    emulator_.orderFault(GetParam().fault);
    const int job = print({scratch_.write("page.pdf", drawnPdf({numberedPage(1)}))}, to("5550100"));
    cups_.waitUntil(
        job, [](const JobStatus& now) { return now.message.find(GetParam().message) != std::string::npos; });
    const auto start = std::chrono::steady_clock::now();
    runOrThrow({"cancel", std::to_string(job)}, cups_.environment());
    while (loggedState() != "canceled" && std::chrono::steady_clock::now() - start < 2 * kMost) {
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, kMost);
    EXPECT_EQ(loggedState(), "canceled");
    const JobStatus status = cups_.status(job);
    EXPECT_EQ(status.state, IPP_JSTATE_CANCELED);
    EXPECT_NE(status.message.find(GetParam().words), std::string::npos) << status.message;
}

INSTANTIATE_TEST_SUITE_P(InEachStep, Cancel,
                         ::testing::Values(CancelRow{"AtTheToken", once("token", R"("delay-ms":20000)"),
                                                     "Sending 1 page", "nothing had been sent"},
                                           CancelRow{"AtTheCreate", once("create", R"("delay-ms":20000)"),
                                                     "Sending 1 page", "nothing had been sent"},
                                           CancelRow{"AtTheUpload", once("upload", R"("delay-ms":20000)"),
                                                     "Sending to 5550100", "may have accepted fax"},
                                           CancelRow{"WhileItWaitsForAServiceThatIsDown",
                                                     always("create", R"("status":503)"), "Trying again",
                                                     "nothing had been sent"}),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace voipnow::end_to_end
