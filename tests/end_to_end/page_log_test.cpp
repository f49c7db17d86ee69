// page_log, and what quotas count: each fax page once for each recipient, when it is handed over.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>
#include <regex>
#include <string>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {
namespace {

class PageLog : public FaxPrinterTest {
  protected:
    std::filesystem::path twoPages() const {
        return scratch_.write("two.pdf", drawnPdf({numberedPage(1), numberedPage(2)}));
    }

    // What page_log says of the job, run by run: "0 4 4". cupsd writes a line at the end of each run, with what the job
    // has had so far.
    std::string logged(int job) const {
        std::ifstream file(cups_.serverRoot().parent_path() / "log" / "page_log");
        const std::regex line("Fax [^ ]+ " + std::to_string(job) + R"( \[[^\]]*\] total ([0-9]+) .*)");
        std::string totals;
        std::smatch parts;
        for (std::string text; std::getline(file, text);) {
            if (std::regex_match(text, parts, line)) {
                totals += (totals.empty() ? "" : " ") + parts[1].str();
            }
        }
        return totals;
    }

    Environment commandEnvironment() const {
        Environment environment = cups_.environment();
        environment["CUPS_SERVERROOT"] = cups_.serverRoot().string();
        return environment;
    }

    JobStatus completed(int job) const {
        return cups_.waitUntil(job, [](const JobStatus& now) { return now.state == IPP_JSTATE_COMPLETED; });
    }
};

TEST_F(PageLog, CountsEachPageForEachRecipientAndNotAgainWhenTheJobRunsAgain) {
    const int job = print({twoPages()}, to("5550101,5550102,5550103"));
    EXPECT_EQ(completed(job).sheets, 6);
    EXPECT_EQ(logged(job), "6");
    cups_.change(job, {"-H", "restart"});
    cups_.waitUntil(job, [&](const JobStatus& now) {
        return now.message.find("Nothing is sent again") != std::string::npos &&
               now.state == IPP_JSTATE_COMPLETED;
    });
    EXPECT_EQ(cups_.status(job).sheets, 6);
    EXPECT_EQ(logged(job), "6 6");
}

TEST_F(PageLog, CountsNothingOfAJobThatIsHeldUntilItIsSent) {
    const int job = print({twoPages()}, {});
    EXPECT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_HELD);
    EXPECT_EQ(cups_.status(job).sheets, 0);
    cups_.change(job, {"-o", "phone=5550101", "-H", "resume"});
    EXPECT_EQ(completed(job).sheets, 2);
    EXPECT_EQ(logged(job), "0 2");
}

TEST_F(PageLog, CountsAFaxOfAJobThatIsTriedAgainInTheRunThatSentIt) {
    configure("retry-for = 0\nmax-recipients = 1\nparallel-uploads = 1\n", appCredentials());
    // The first fax goes well, the second finds the store away.
    emulator_.orderFault(R"({"call":"upload"})");
    emulator_.orderFault(R"({"call":"upload","status":503})");
    const int job = print({twoPages()}, to("5550101,5550102"));
    EXPECT_EQ(completed(job).sheets, 4);
    EXPECT_EQ(logged(job), "2 4");
    EXPECT_EQ(emulator_.faxesByNumber().at("5550101"), 1);
    EXPECT_EQ(emulator_.faxesByNumber().at("5550102"), 1);
}

TEST_F(PageLog, CountsTheCoverPage) {
    const int job = print({twoPages()}, {"-o", "phone=5550101", "-o", "FaxCover=Standard"});
    EXPECT_EQ(completed(job).sheets, 3);
    EXPECT_EQ(logged(job), "3");
}

TEST_F(PageLog, CountsWhatAPersonHadSentAgain) {
    const int job = print({twoPages()}, to("5550101"));
    completed(job);
    runOrThrow({std::string(kStage) + "/usr/bin/voipnow-fax", "resend", std::to_string(job), "--all"},
               commandEnvironment());
    cups_.waitUntil(job, [](const JobStatus& now) { return now.sheets == 4; });
    EXPECT_EQ(completed(job).sheets, 4);
    EXPECT_EQ(logged(job), "2 4");
    EXPECT_EQ(emulator_.faxesByNumber().at("5550101"), 2);
}

}  // namespace
}  // namespace voipnow::end_to_end
