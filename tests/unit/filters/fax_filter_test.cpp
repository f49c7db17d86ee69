// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_filter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "filters/fax_stream.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"
#include "tests/unit/filters/qpdf_reader.hpp"
#include "tests/unit/filters/unnamed_file.hpp"

namespace voipnow {
namespace {

// What one run of the filter gave.
struct FilterRun {
    int exitCode = -1;
    std::string messages;
    std::string stream;
    long bytesRead = 0;  // of the input, by read()
    DocumentHead head;
    std::string pdf;
    DocumentEnd end;
};

void readStream(const UnnamedFile& out, FilterRun& run) {
    out.rewind();
    FaxStreamReader reader(out.descriptor());
    const auto head = reader.next();
    ASSERT_TRUE(head);
    run.head = *head;
    std::array<std::byte, 4096> part{};
    for (std::size_t got = 0; (got = reader.read(part)) > 0;) {
        run.pdf.append(reinterpret_cast<const char*>(part.data()), got);
    }
    run.end = reader.end();
    EXPECT_FALSE(reader.next()) << "one document and no more";
}

FilterRun runFilter(const FilterJob& job, const std::string& input) {
    const UnnamedFile in(input);
    const UnnamedFile out;
    std::ostringstream stderrText;
    CupsMessages messages(stderrText);
    FilterRun run;
    run.exitCode = runFaxFilter(job, in.descriptor(), out.descriptor(), messages);
    run.bytesRead = ::lseek(in.descriptor(), 0, SEEK_CUR);
    run.messages = stderrText.str();
    run.stream = out.bytes();
    readStream(out, run);
    return run;
}

std::string pagesAsPdf(std::size_t pages) {
    return HandMadePdf{.pages = std::vector<HandMadePage>(pages, HandMadePage{blackBox(9, 9, 99, 99)})}
        .bytes();
}

TEST(FaxFilterTest, FramesEveryPageOfTheDocument) {
    const FilterRun run = runFilter({.title = "Two pages"}, pagesAsPdf(2));
    EXPECT_EQ(run.exitCode, 0);
    EXPECT_EQ(run.head.pages, 2);
    EXPECT_EQ(run.head.title, "Two pages");
    EXPECT_EQ(run.head.filetype, "document");
    EXPECT_EQ(run.end.kind, DocumentEnd::Kind::kComplete);
    EXPECT_EQ(run.end.pages, 2);
    EXPECT_EQ(run.end.bytes, run.pdf.size());
    EXPECT_EQ(QpdfReader(run.pdf).pages(), 2);
}

TEST(FaxFilterTest, ReadsTheFileOfTheJob) {
    const std::string path = ::testing::TempDir() + "fax_filter_test." + std::to_string(::getpid());
    std::ofstream(path) << pagesAsPdf(3);
    const FilterRun run = runFilter({.title = "t", .file = path}, "not read");
    EXPECT_EQ(std::remove(path.c_str()), 0);
    EXPECT_EQ(run.exitCode, 0) << run.messages;
    EXPECT_EQ(run.end.pages, 3);
}

TEST(FaxFilterTest, ObeysTheOptions) {
    const FilterRun run = runFilter(
        {.title = "t", .options = "PageSize=A4 Resolution=204x98dpi"}, pagesAsPdf(1));
    EXPECT_NE(run.pdf.find("/Width 1686 /Height 1146"), std::string::npos);
}

TEST(FaxFilterTest, GivesTheSameBytesForTheSameDocument) {
    const FilterJob job{.title = "t"};
    EXPECT_EQ(runFilter(job, pagesAsPdf(2)).stream, runFilter(job, pagesAsPdf(2)).stream);
}

TEST(FaxFilterTest, TellsHowFarThePagesAre) {
    EXPECT_EQ(runFilter({.title = "t"}, pagesAsPdf(3)).messages,
              "INFO: Making fax page 1 of 3\nATTR: job-media-progress=0\n"
              "INFO: Making fax page 2 of 3\nATTR: job-media-progress=16\n"
              "INFO: Making fax page 3 of 3\nATTR: job-media-progress=33\n"
              "ATTR: job-media-progress=50\n");
}

TEST(FaxFilterTest, DoesNotFloodCupsdWithTheProgressOfALongDocument) {
    const std::string messages =
        runFilter({.title = "t", .options = "Resolution=204x98dpi"}, pagesAsPdf(120)).messages;
    EXPECT_LE(std::count(messages.begin(), messages.end(), '\n'), 2 * 50 + 1);
    EXPECT_NE(messages.find("of 120\n"), std::string::npos);
}

TEST(FaxFilterTest, WritesOnlyTheFrameOfABannerPage) {
    const FilterRun run = runFilter({.title = "t", .filetype = "job-sheet"}, "this is no PDF");
    EXPECT_EQ(run.exitCode, 0);
    EXPECT_EQ(run.bytesRead, 14) << "or the filter before ours would be ended by SIGPIPE";
    EXPECT_TRUE(run.head.isBanner());
    EXPECT_EQ(run.head.pages, 0);
    EXPECT_TRUE(run.pdf.empty());
    EXPECT_EQ(run.end.kind, DocumentEnd::Kind::kComplete);
    EXPECT_EQ(run.messages, "");
}

struct FailureCase {
    std::string input;
    std::string options;
    JobEnd then;
    std::string says;
};

TEST(FaxFilterTest, TellsEachFailureInTheStreamAndOnStderrAndByItsExitCode) {
    const std::string brokenSecondPage =
        HandMadePdf{.pages = {{blackBox(9, 9, 9, 9)}, {"", "0 0 1000000 9"}}}.bytes();
    const std::vector<FailureCase> cases{
        {"", {}, JobEnd::kCanceled, "The document is empty"},
        {"Dear Sir", {}, JobEnd::kCanceled, "not a PDF"},
        {HandMadePdf{.pages = {}}.bytes(), {}, JobEnd::kCanceled, "no pages"},
        {pagesAsPdf(1), "PageSize=B5", JobEnd::kHeld, "PageSize=B5"},
        {brokenSecondPage, {}, JobEnd::kCanceled, "Page 2 has an impossible size"},
    };
    for (const FailureCase& each : cases) {
        const FilterRun run = runFilter({.title = "t", .options = each.options}, each.input);
        EXPECT_EQ(run.exitCode, 1) << each.says;
        EXPECT_EQ(run.end.kind, DocumentEnd::Kind::kFailed) << each.says;
        EXPECT_EQ(run.end.then, each.then) << each.says;
        EXPECT_NE(run.end.message.find(each.says), std::string::npos) << run.end.message;
        EXPECT_NE(run.messages.find("ERROR: " + run.end.message + '\n'), std::string::npos) << run.messages;
    }
}

TEST(FaxFilterTest, FailsWhenThePpdIsBroken) {
    const FilterRun run = runFilter({.title = "t", .ppd = "/nowhere.ppd"}, pagesAsPdf(1));
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_EQ(run.end.then, JobEnd::kQueueStopped);
}

TEST(FilterJobTest, TakesWhatCupsdGives) {
    ASSERT_EQ(::setenv("PPD", "/etc/cups/ppd/Fax.ppd", 1), 0);
    ASSERT_EQ(::setenv("CUPS_FILETYPE", "job-sheet", 1), 0);
    ASSERT_EQ(::setenv("TMPDIR", "/var/spool/cups/tmp", 1), 0);
    const std::array arguments{"pdftofax", "12", "me", "My title", "3", "PageSize=A4 phone=1\\ 2",
                               "/spool/d1"};
    const auto job = filterJob(static_cast<int>(arguments.size()), arguments.data());
    for (const char* name : {"PPD", "CUPS_FILETYPE", "TMPDIR"}) {
        ASSERT_EQ(::unsetenv(name), 0);
    }
    ASSERT_TRUE(job);
    EXPECT_EQ(job->title, "My title");
    EXPECT_EQ(job->options, "PageSize=A4 phone=1\\ 2");
    EXPECT_EQ(job->file, "/spool/d1");
    EXPECT_EQ(job->ppd, "/etc/cups/ppd/Fax.ppd");
    EXPECT_EQ(job->filetype, "job-sheet");
    EXPECT_EQ(job->temporaryFolder, "/var/spool/cups/tmp");

    const auto onCommandLine = filterJob(6, arguments.data());
    ASSERT_TRUE(onCommandLine);
    EXPECT_FALSE(onCommandLine->file);
    EXPECT_EQ(onCommandLine->ppd, "");
    EXPECT_EQ(onCommandLine->filetype, "document");
    EXPECT_EQ(onCommandLine->temporaryFolder, "/tmp");
}

TEST(FilterJobTest, RefusesAnotherNumberOfArguments) {
    const std::array arguments{"pdftofax", "1", "me", "t", "1", "", "file", "more"};
    for (const int count : {0, 1, 2, 5, 8}) {
        EXPECT_FALSE(filterJob(count, arguments.data())) << count;
    }
}

}  // namespace
}  // namespace voipnow
