// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_worker.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/resource.h>

#include <csignal>

#include "tests/unit/filters/difficult_pages.hpp"
#include "tests/unit/filters/processes.hpp"
#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

// Waits for the next whole reply; nothing at the worker's end.
std::optional<Reply> replyOf(PageWorker& worker) {
    for (bool isThere = true;;) {
        if (std::optional<Reply> reply = worker.next()) {
            return reply;
        }
        if (!isThere) {
            return std::nullopt;
        }
        pollfd socket{worker.socket(), POLLIN, 0};
        ::poll(&socket, 1, -1);
        isThere = worker.receive();
    }
}

PdfInput onePage() {
    return inputOf(HandMadePdf{.pages = {{blackBox(9, 9, 99, 99)}}}.bytes());
}

TEST(PageWorkerTest, OpensTheDocumentWithoutBeingAsked) {
    const PdfInput input = inputOf(slowSecondPage(1).bytes());
    PageWorker worker(input, {});
    const auto opened = replyOf(worker);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->kind, ReplyKind::kOpened);
    EXPECT_EQ(opened->number, 3);
}

TEST(PageWorkerTest, SaysWhyItCannotOpenTheDocument) {
    const PdfInput input = inputOf("Dear Sir");
    PageWorker worker(input, {});
    const auto error = replyOf(worker);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, ReplyKind::kError);
    EXPECT_EQ(error->number, exitCode(JobEnd::kCanceled));
    EXPECT_NE(error->bytes.find("not a PDF"), std::string::npos) << error->bytes;
}

TEST(PageWorkerTest, IsOneProcessForAsLongAsItLives) {
    const PdfInput input = onePage();
    std::set<pid_t> processes;
    {
        PageWorker worker(input, {});
        processes = ownChildren();
        EXPECT_EQ(processes.size(), 1U);
        ASSERT_TRUE(replyOf(worker));
        EXPECT_EQ(ownChildren(), processes);
        EXPECT_GT(worker.residentBytes(), 1'000'000U);
    }
    EXPECT_TRUE(ownChildren().empty());
}

TEST(PageWorkerTest, TellsBySignalHowItEndedAndThatItCanBeTriedAgain) {
    const PdfInput input = onePage();
    for (const auto& [signal, name] : {std::pair(SIGKILL, "(Killed)"), std::pair(SIGTERM, "(Terminated)")}) {
        PageWorker worker(input, {});
        ASSERT_TRUE(replyOf(worker));
        ASSERT_EQ(::kill(onlyOf(ownChildren()), signal), 0);
        EXPECT_FALSE(replyOf(worker));
        const PageWorker::End end = worker.end("Page 3");
        EXPECT_TRUE(end.canBeTriedAgain);
        EXPECT_EQ(end.error.end(), JobEnd::kCanceled);
        EXPECT_TRUE(
            mentions(end.error, std::string("Page 3 cannot be drawn: the PDF library failed at it ") + name))
            << end.error.what();
        EXPECT_TRUE(mentions(end.error, "Nothing was sent.")) << end.error.what();
    }
}

TEST(PageWorkerTest, IsNotTriedAgainWhenItUsedUpItsTime) {
    const PdfInput input = inputOf(slowSecondPage(kEndless).bytes());
    PageWorker worker(input, {.pageTime = std::chrono::seconds(1)});
    ASSERT_TRUE(replyOf(worker));
    worker.ask({RequestKind::kPage, 2});
    EXPECT_FALSE(replyOf(worker));
    const PageWorker::End end = worker.end("Page 2");
    EXPECT_FALSE(end.canBeTriedAgain);
    EXPECT_TRUE(mentions(end.error, "Page 2 takes longer than 1 seconds to draw.")) << end.error.what();
}

TEST(PageWorkerTest, IsEndedWhenItDoesNotAnswerInTime) {
    const PdfInput input = onePage();
    PageWorker worker(input, {.pageWait = std::chrono::seconds(0)});
    ASSERT_TRUE(replyOf(worker));
    const pid_t process = onlyOf(ownChildren());
    ASSERT_EQ(::kill(process, SIGSTOP), 0);
    worker.ask({RequestKind::kPage, 1});
    const PageWorker::End end = worker.end("Page 1");
    EXPECT_FALSE(isRunning(process));
    EXPECT_FALSE(end.canBeTriedAgain);
    EXPECT_TRUE(mentions(end.error, "Page 1 takes longer than 0 seconds to draw.")) << end.error.what();
}

// The system gives no new open files for as long as it lives.
class NoOpenFiles {
  public:
    NoOpenFiles() {
        EXPECT_EQ(::getrlimit(RLIMIT_NOFILE, &before_), 0);
        const rlimit none{0, before_.rlim_max};
        EXPECT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
    }
    ~NoOpenFiles() { EXPECT_EQ(::setrlimit(RLIMIT_NOFILE, &before_), 0); }
    NoOpenFiles(const NoOpenFiles&) = delete;
    NoOpenFiles& operator=(const NoOpenFiles&) = delete;
    NoOpenFiles(NoOpenFiles&&) = delete;
    NoOpenFiles& operator=(NoOpenFiles&&) = delete;

  private:
    rlimit before_{};
};

TEST(PageWorkerTest, IsTriedLaterWhenTheSystemGivesNoOpenFile) {
    const PdfInput input = onePage();
    const JobError error = thrownBy([&input] {
        const NoOpenFiles limit;
        PageWorker(input, {});
    });
    EXPECT_EQ(error.end(), JobEnd::kRetriedLater);
    EXPECT_TRUE(mentions(error, "No process can be started to make the fax pages: Too many open files."))
        << error.what();
}

TEST(PageWorkerTest, CanBeAskedForItsEndTwice) {
    const PdfInput input = inputOf(HandMadePdf{.pages = {{""}}}.bytes());
    PageWorker worker(input, FaxLimits{});
    const std::string first = worker.end("Page 1").error.what();
    EXPECT_EQ(worker.end("Page 1").error.what(), first);
    EXPECT_EQ(worker.residentBytes(), 0U);
}

}  // namespace
}  // namespace voipnow
