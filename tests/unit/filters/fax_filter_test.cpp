// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_filter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>

#include "tests/unit/filters/difficult_pages.hpp"
#include "tests/unit/filters/fax_filter_run.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"
#include "tests/unit/filters/qpdf_reader.hpp"
#include "tests/unit/filters/text_pages.hpp"

namespace voipnow {
namespace {

std::string pagesAsPdf(std::size_t pages) {
    return HandMadePdf{.pages = std::vector<HandMadePage>(pages, HandMadePage{blackBox(9, 9, 99, 99)})}
        .bytes();
}

TEST(FaxFilterTest, FramesEveryPageOfTheDocument) {
    const FaxFilterRun run = runFilter({.title = "Two pages"}, pagesAsPdf(2));
    EXPECT_EQ(run.exitCode, 0);
    EXPECT_EQ(run.head.pages, 2);
    EXPECT_EQ(run.head.title, "Two pages");
    EXPECT_EQ(run.head.filetype, "document");
    EXPECT_EQ(run.end.kind, DocumentEnd::Kind::kComplete);
    EXPECT_EQ(run.end.pages, 2);
    EXPECT_EQ(run.end.bytes, run.pdf.size());
    EXPECT_EQ(QpdfReader(run.pdf).pages(), 2);
}

TEST(FaxFilterTest, TellsTheMarksWithTheirPagesAtTheEndOfTheStream) {
    const std::string pdf =
        textPages({textAt(72, 700, "@@fax: 5550100@@") + textAt(72, 600, "@@faxsubject: Lease@@"),
                   textAt(72, 700, "more of it"), textAt(72, 700, "@@FAX: 0003*001; @sales@@")});
    const FaxFilterRun run = runFilter({.title = "t"}, pdf);
    EXPECT_EQ(run.exitCode, 0) << run.messages;
    EXPECT_EQ(run.end.pages, 3);
    ASSERT_EQ(run.end.marks.size(), 3U);
    EXPECT_EQ(run.end.marks[0].page, 1);
    EXPECT_EQ(run.end.marks[0].mark.kind, FaxMarkKind::kFax);
    EXPECT_EQ(run.end.marks[0].mark.value, "5550100");
    EXPECT_EQ(run.end.marks[1].page, 1);
    EXPECT_EQ(run.end.marks[1].mark.kind, FaxMarkKind::kSubject);
    EXPECT_EQ(run.end.marks[2].page, 3);
    EXPECT_EQ(run.end.marks[2].mark.value, "0003*001; @sales");
}

TEST(FaxFilterTest, HoldsADocumentWithABrokenMark) {
    const FaxFilterRun run = runFilter({.title = "t"}, textPages({textAt(72, 700, "@@fax 5550100@@")}));
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_EQ(run.end.kind, DocumentEnd::Kind::kFailed);
    EXPECT_EQ(run.end.then, JobEnd::kHeld);
    EXPECT_TRUE(run.end.marks.empty());
    EXPECT_NE(run.end.message.find("on page 1 the mark \"@@fax 5550100@@\" lacks the :"), std::string::npos)
        << run.end.message;
}

TEST(FaxFilterTest, ReadsTheFileOfTheJob) {
    const std::string path = ::testing::TempDir() + "fax_filter_test." + std::to_string(::getpid());
    std::ofstream(path) << pagesAsPdf(3);
    const FaxFilterRun run = runFilter({.title = "t", .file = path}, "not read");
    EXPECT_EQ(std::remove(path.c_str()), 0);
    EXPECT_EQ(run.exitCode, 0) << run.messages;
    EXPECT_EQ(run.end.pages, 3);
}

TEST(FaxFilterTest, ObeysTheOptions) {
    const FaxFilterRun run =
        runFilter({.title = "t", .options = "PageSize=A4 Resolution=204x98dpi"}, pagesAsPdf(1));
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
    const FaxFilterRun run = runFilter({.title = "t", .filetype = "job-sheet"}, "this is no PDF");
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
        const FaxFilterRun run = runFilter({.title = "t", .options = each.options}, each.input);
        EXPECT_EQ(run.exitCode, 1) << each.says;
        EXPECT_EQ(run.end.kind, DocumentEnd::Kind::kFailed) << each.says;
        EXPECT_EQ(run.end.then, each.then) << each.says;
        EXPECT_NE(run.end.message.find(each.says), std::string::npos) << run.end.message;
        EXPECT_NE(run.messages.find("ERROR: " + run.end.message + '\n'), std::string::npos) << run.messages;
    }
}

struct LimitCase {
    FaxLimits limits;
    std::string input;
    std::string says;
};

TEST(FaxFilterTest, HoldsADocumentThatIsBeyondTheLimits) {
    constexpr std::uint64_t kMegabyte = 1 << 20;
    // Its pages make more than a megabyte of fax.
    const std::string manyPages =
        HandMadePdf{.pages = std::vector<HandMadePage>(12, HandMadePage{dottedLines()})}.bytes();
    const std::vector<LimitCase> cases{
        {{.pages = 2}, pagesAsPdf(3), "The document has 3 pages, and the fax printer takes 2 at the most."},
        {{.documentBytes = kMegabyte},
         pagesAsPdf(1) + std::string(kMegabyte, ' '),
         "The document has more than 1 MB, which is more than the fax printer takes."},
        {{.faxBytes = kMegabyte}, manyPages, "The fax would have more than 1 MB."},
    };
    for (const LimitCase& each : cases) {
        const FaxFilterRun run = runFilter({.title = "t"}, each.input, each.limits);
        EXPECT_EQ(run.exitCode, 1) << each.says;
        EXPECT_EQ(run.end.kind, DocumentEnd::Kind::kFailed) << each.says;
        EXPECT_EQ(run.end.then, JobEnd::kHeld) << each.says;
        EXPECT_EQ(run.end.message, each.says + " Print a page range of " +
                                       (each.limits.faxBytes == kMegabyte ? "the document." : "it."));
        EXPECT_LE(run.pdf.size(), each.limits.faxBytes) << each.says;
    }
}

TEST(FaxFilterTest, TakesADocumentThatIsJustWithinTheLimits) {
    const std::string input = pagesAsPdf(3);
    EXPECT_EQ(runFilter({.title = "t"}, input, {.pages = 3, .documentBytes = input.size()}).exitCode, 0);
}

TEST(FaxFilterTest, NeverEndsWellWithoutAllPages) {
    for (const std::string options : {"", "FaxContent=Vector"}) {
        const FaxFilterRun run =
            runFilter({.title = "t", .options = options}, slowSecondPage(kEndless).bytes(),
                      {.pageTime = std::chrono::seconds(1)});
        EXPECT_EQ(run.exitCode, 1) << options;
        EXPECT_EQ(run.end.kind, DocumentEnd::Kind::kFailed) << options;
        EXPECT_EQ(run.end.then, JobEnd::kCanceled) << options;
        EXPECT_TRUE(run.end.message.starts_with("Page 2 takes longer than 1 seconds to draw."))
            << run.end.message;
    }
}

TEST(FaxFilterTest, FailsWhenThePpdIsBroken) {
    const FaxFilterRun run = runFilter({.title = "t", .ppd = "/nowhere.ppd"}, pagesAsPdf(1));
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
