// SPDX-License-Identifier: GPL-3.0-or-later
//
// With small scripts in the place of the filter; the real one is run by the end-to-end tests.
#include "backend/filter_run.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>

#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDocument =
    R"(printf 'voipnow-fax 1\n{"pages":2,"title":"t","filetype":"document"}\n3\nPDF0\n'
printf '{"end":"complete","pages":2,"bytes":3}\n'
)";

class FilterRunTest : public ::testing::Test {
  protected:
    fs::path script(const std::string& text, const std::string& name = "pdftofax") const {
        fs::create_directories((scratch_.path() / name).parent_path());
        fs::path made = scratch_.file(name, "#!/bin/sh\n" + text);
        fs::permissions(made, fs::perms::owner_all);
        return made;
    }

    std::vector<ReceivedDocument> run(FilterCall call) {
        call.file = "letter.pdf";
        const Interruption interruption;
        return runFilter(call, scratch_.path(), interruption,
                         {[this](int percent) { percents_.push_back(percent); },
                          [this](const std::string& text) { warnings_.push_back(text); }});
    }

    void runAndInterrupt(const fs::path& program) const {
        const Interruption interruption;
        const FilterEvents events{[](int) { static_cast<void>(std::raise(SIGINT)); },
                                  [](const std::string&) {}};
        try {
            runFilter({.program = program}, scratch_.path(), interruption, events);
        } catch (const Interrupted&) {
            std::cerr << "the filter is gone";
        }
    }

    const ScratchFolder scratch_;
    std::vector<int> percents_;
    std::vector<std::string> warnings_;
};

TEST_F(FilterRunTest, GivesTheDocumentThatTheFilterMade) {
    const auto documents = run({.program = script(kDocument)});
    ASSERT_EQ(documents.size(), 1U);
    EXPECT_EQ(documents[0].pages, 2);
    EXPECT_EQ(documents[0].pdf.size(), 3U);
}

TEST_F(FilterRunTest, CallsItAsCupsdDoes) {
    const Environment banner("CUPS_FILETYPE", "job-sheet");
    const Environment other("PPD", "/other.ppd");
    const std::string note = (scratch_.path() / "note").string();
    FilterCall call{
        .program = script("printf '%s|' \"$@\" \"$PPD\" \"$CUPS_FILETYPE\" >" + note + "\n" + kDocument)};
    call.user = "anna";
    call.title = "A title; $HOME";
    call.options = "phone=1\\ 2";
    call.ppd = "/queue.ppd";
    run(call);
    EXPECT_EQ(textOf(note), "0|anna|A title; $HOME|1|phone=1\\ 2|letter.pdf|/queue.ppd|document|");
    call.ppd.clear();
    run(call);
    EXPECT_EQ(textOf(note), "0|anna|A title; $HOME|1|phone=1\\ 2|letter.pdf||document|");
}

TEST_F(FilterRunTest, TellsProgressAndWarnings) {
    run({.program = script(std::string("cat >&2 <<END\n"
                                       "INFO: Making fax page 1 of 2\n"
                                       "ATTR: job-media-progress=0\n"
                                       "WARNING: Page 1 has a mistake. Look at it with voipnow-fax preview.\n"
                                       "DEBUG: something\n"
                                       "ATTR: job-media-progress=25\n"
                                       "INFO: A font was replaced: X\n"
                                       "ATTR: job-media-progress=50\n"
                                       "END\n") +
                           kDocument)});
    EXPECT_EQ(percents_, (std::vector{0, 50, 100}));
    EXPECT_EQ(warnings_, (std::vector<std::string>{"Page 1 has a mistake.", "A font was replaced: X"}));
}

TEST_F(FilterRunTest, FailsInTheFiltersWords) {
    expectJobError(JobEnd::kCanceled, "It is broken.", [&] {
        run({.program = script(
                 "printf 'voipnow-fax 1\\n{\"pages\":0,\"title\":\"t\",\"filetype\":\"document\"}\\n0\\n"
                 "{\"end\":\"failed\",\"then\":\"canceled\",\"message\":\"It is broken.\"}\\n'; exit 1\n")});
    });
    expectJobError(JobEnd::kHeld, "Usage: pdftofax",
                   [&] { run({.program = script("echo 'ERROR: Usage: pdftofax' >&2; exit 1\n")}); });
}

TEST_F(FilterRunTest, SaysWhenTheFilterCouldNotWork) {
    expectJobError(JobEnd::kHeld, "cannot be started",
                   [&] { run({.program = scratch_.path() / "nothing"}); });
    expectJobError(JobEnd::kHeld, "was ended (Killed)", [&] { run({.program = script("kill -KILL $$\n")}); });
    expectJobError(JobEnd::kHeld, "failed without a word", [&] { run({.program = script("exit 3\n")}); });
}

TEST_F(FilterRunTest, EndsTheFilterWhenItIsInterrupted) {
    const fs::path slow = script("echo 'ATTR: job-media-progress=1' >&2\nexec sleep 60\n");
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EXIT(runAndInterrupt(slow), ::testing::KilledBySignal(SIGINT), "the filter is gone");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
}

TEST_F(FilterRunTest, FindsTheFilterBesideTheCommandFirst) {
    const fs::path inServer = script("", "cups/filter/pdftofax");
    EXPECT_EQ(findFilter(scratch_.path() / "usr/bin/voipnow-fax", scratch_.path() / "cups"), inServer);
    const fs::path installed = script("", "usr/lib/cups/filter/pdftofax");
    EXPECT_EQ(findFilter(scratch_.path() / "usr/bin/voipnow-fax", scratch_.path() / "cups"), installed);
    const fs::path built = script("", "filters/pdftofax");
    EXPECT_EQ(findFilter(scratch_.path() / "backend/voipnow-fax", ""), built);
}

TEST_F(FilterRunTest, SaysWhatToInstallWhenThereIsNoFilter) {
    if (fs::exists("/usr/lib/cups/filter/pdftofax") || fs::exists("/usr/libexec/cups/filter/pdftofax")) {
        GTEST_SKIP() << "it is installed on this machine";
    }
    scratch_.file("pdftofax", "no program");
    expectJobError(JobEnd::kHeld, "Install all of cups-voipnow",
                   [&] { findFilter(scratch_.path() / "bin/voipnow-fax", scratch_.path()); });
}

}  // namespace
}  // namespace voipnow
