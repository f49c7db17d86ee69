// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_work.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "filters/page_protocol.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"

namespace voipnow {
namespace {

// A process that does the work of a worker, as it is, and the other end of its socket.
class Work {
  public:
    explicit Work(const std::string& document, const FaxLimits& limits = {})
        : input_(inputOf(document)), replies_(limits.pageBytes) {
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends_.data()), 0);
        process_ = ::fork();
        if (process_ == 0) {
            ::close(ends_[0]);
            ::_exit(runPageWork(input_, limits, ends_[1]));
        }
        ::close(ends_[1]);
    }
    ~Work() {
        if (process_ > 0) {
            exitCode();
        }
    }
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;
    Work(Work&&) = delete;
    Work& operator=(Work&&) = delete;

    void ask(const Request& request) { EXPECT_TRUE(sendRequest(ends_[0], request)); }

    Reply reply() {
        for (bool isThere = true; isThere;) {
            if (std::optional<Reply> reply = replies_.next()) {
                return *reply;
            }
            char next = 0;
            ::recv(ends_[0], &next, 1, MSG_PEEK);  // waits
            isThere = replies_.receive(ends_[0]);
        }
        std::optional<Reply> last = replies_.next();
        return last ? *last : Reply{ReplyKind::kError, -1, "it has ended"};
    }

    // Ends the conversation.
    int exitCode() {
        ::close(ends_[0]);
        int status = -1;
        EXPECT_EQ(::waitpid(std::exchange(process_, -1), &status, 0) > 0 && WIFEXITED(status), true);
        return WEXITSTATUS(status);
    }

  private:
    PdfInput input_;
    std::array<int, 2> ends_{};
    ReplyReader replies_;
    pid_t process_ = -1;
};

std::string boxAndImpossibleSize() {
    return HandMadePdf{.pages = {{blackBox(9, 9, 99, 99)}, {"", "0 0 1000000 9"}}}.bytes();
}

TEST(PageWorkTest, AnswersUntilNobodyAsksAnyMore) {
    Work work(boxAndImpossibleSize());
    EXPECT_EQ(work.reply().kind, ReplyKind::kOpened);
    for (int i = 0; i < 2; ++i) {
        work.ask({RequestKind::kPage, 1});
        const Reply page = work.reply();
        EXPECT_EQ(page.kind, ReplyKind::kPage);
        EXPECT_EQ(page.number, 1);
        EXPECT_FALSE(page.bytes.empty());
    }
    EXPECT_EQ(work.exitCode(), kWorkerIsDone);
}

TEST(PageWorkTest, GoesOnAfterAPageThatCannotBeMade) {
    Work work(boxAndImpossibleSize());
    EXPECT_EQ(work.reply().kind, ReplyKind::kOpened);
    work.ask({RequestKind::kPage, 2});
    const Reply error = work.reply();
    EXPECT_EQ(error.kind, ReplyKind::kError);
    EXPECT_EQ(error.number, 5) << "kCanceled";
    EXPECT_TRUE(error.bytes.starts_with("Page 2 has an impossible size")) << error.bytes;
    work.ask({RequestKind::kPage, 1});
    EXPECT_EQ(work.reply().kind, ReplyKind::kPage);
}

TEST(PageWorkTest, GivesTheSamePageInBothWays) {
    Work work(boxAndImpossibleSize());
    EXPECT_EQ(work.reply().kind, ReplyKind::kOpened);
    work.ask({RequestKind::kPage, 1});
    const Reply page = work.reply();
    work.ask({RequestKind::kPageAgain, 1});
    const Reply again = work.reply();
    EXPECT_EQ(again.kind, ReplyKind::kPage);
    EXPECT_EQ(again.bytes, page.bytes);
}

TEST(PageWorkTest, TellsWhatAPageLacksBeforeThePage) {
    Work work(HandMadePdf{.pages = {{"noSuchOperator " + blackBox(9, 9, 99, 99)}}}.bytes());
    EXPECT_EQ(work.reply().kind, ReplyKind::kOpened);
    work.ask({RequestKind::kPage, 1});
    const Reply complaint = work.reply();
    EXPECT_EQ(complaint.kind, ReplyKind::kComplaint);
    EXPECT_NE(complaint.bytes.find("Unknown operator 'noSuchOperator'"), std::string::npos)
        << complaint.bytes;
    EXPECT_EQ(work.reply().kind, ReplyKind::kPage);
}

TEST(PageWorkTest, GivesAVectorDocumentInPartsThatTheFilterTakes) {
    const FaxLimits limits{.pageBytes = 100};
    Work work(boxAndImpossibleSize(), limits);
    EXPECT_EQ(work.reply().kind, ReplyKind::kOpened);
    work.ask({RequestKind::kVectorPdf, 0});
    std::string pdf;
    Reply reply = work.reply();
    for (; reply.kind == ReplyKind::kPdfBytes; reply = work.reply()) {
        EXPECT_LE(reply.bytes.size(), limits.pageBytes);
        pdf += reply.bytes;
    }
    EXPECT_EQ(reply.kind, ReplyKind::kPdfPage);
    EXPECT_TRUE(pdf.starts_with("%PDF-1.4"));
}

}  // namespace
}  // namespace voipnow
