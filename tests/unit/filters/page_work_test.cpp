// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_work.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <utility>
#include <vector>

#include "backend/job_error.hpp"
#include "filters/page_protocol.hpp"
#include "tests/unit/filters/hand_made_pdf.hpp"
#include "tests/unit/filters/text_pages.hpp"

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

const std::string kMark = textAt(72, 700, "@@fax: 5550100@@");
const std::string kText = textAt(72, 650, "Dear Bob");

// What the page is, after what was told about it, which is in `before`.
Reply pageOf(Work& work, const Request& request, std::vector<Reply>& before) {
    work.ask(request);
    before.clear();
    for (Reply reply = work.reply();; reply = work.reply()) {
        if (reply.kind == ReplyKind::kPage || reply.kind == ReplyKind::kError) {
            return reply;
        }
        before.push_back(reply);
    }
}

TEST(PageWorkTest, TellsTheMarksOfAPageBeforeThePageWithoutThem) {
    Work work(textPages(
        {kMark + kText, kText, kMark + kText, kText + textAt(72, 600, "\\(@ home\\)"), kText + kMark}));
    EXPECT_EQ(work.reply().kind, ReplyKind::kOpened);
    for (const RequestKind kind : {RequestKind::kPage, RequestKind::kPageAgain}) {
        std::vector<Reply> before;
        const Reply plain = pageOf(work, {kind, 2}, before);
        EXPECT_TRUE(before.empty());
        for (const int number : {1, 3, 5}) {
            const Reply page = pageOf(work, {kind, number}, before);
            EXPECT_EQ(page.kind, ReplyKind::kPage);
            EXPECT_EQ(page.bytes, plain.bytes) << number;
            ASSERT_EQ(before.size(), 1U) << number;
            EXPECT_EQ(before[0].kind, ReplyKind::kMarks);
            EXPECT_EQ(before[0].number, number);
            EXPECT_NE(before[0].bytes.find("5550100"), std::string::npos) << before[0].bytes;
        }
    }
}

// What was taken for a mark too early, on a page behind one that has one.
TEST(PageWorkTest, DrawsTextThatBeginsAsAMarkAndIsNone) {
    const std::vector<std::string> others{
        textAt(72, 600, "call me @ home"), textAt(72, 600, "@@ -1,5 +1,6 @@ int main"),
        textAt(72, 600, "SELECT @@version"), textAt(72, 600, "Bob @@ and @@ Al")};
    for (const std::string& other : others) {
        std::vector<Reply> before;
        Work fresh(textPages({kText + other}));
        EXPECT_EQ(fresh.reply().kind, ReplyKind::kOpened);
        const Reply expected = pageOf(fresh, {RequestKind::kPage, 1}, before);
        ASSERT_EQ(expected.kind, ReplyKind::kPage) << expected.bytes;

        Work work(textPages({kMark, kText + other, kMark + kText + other}));
        EXPECT_EQ(work.reply().kind, ReplyKind::kOpened);
        pageOf(work, {RequestKind::kPage, 1}, before);
        EXPECT_EQ(before.size(), 1U);
        EXPECT_EQ(pageOf(work, {RequestKind::kPage, 2}, before).bytes, expected.bytes) << other;
        EXPECT_TRUE(before.empty());
        EXPECT_EQ(pageOf(work, {RequestKind::kPage, 3}, before).bytes, expected.bytes) << other;
        EXPECT_EQ(before.size(), 1U);
    }
}

TEST(PageWorkTest, HoldsAJobWithABrokenMarkAndSaysWhere) {
    Request request{RequestKind::kPage, 2};
    request.settings.job = 12;
    for (const RequestKind kind : {RequestKind::kPage, RequestKind::kPageAgain, RequestKind::kVectorPdf}) {
        Work work(textPages({kText, kText + textAt(72, 700, "@@fxa: 5550100@@")}));
        EXPECT_EQ(work.reply().kind, ReplyKind::kOpened);
        request.kind = kind;
        work.ask(request);
        Reply error = work.reply();
        while (error.kind == ReplyKind::kPdfBytes || error.kind == ReplyKind::kPdfPage) {
            error = work.reply();
        }
        EXPECT_EQ(error.kind, ReplyKind::kError);
        EXPECT_EQ(error.number, exitCode(JobEnd::kHeld));
        EXPECT_TRUE(
            error.bytes.starts_with("Nothing was faxed: on page 2 the mark \"@@fxa: 5550100@@\" is no mark"))
            << error.bytes;
        EXPECT_NE(error.bytes.find("lp -i 12 -o fax-marks=text -o phone=NUMBER -H resume"), std::string::npos)
            << error.bytes;
    }
}

TEST(PageWorkTest, LeavesMarksOnThePageThatAreText) {
    Work work(textPages({kMark + kText, kText}));
    EXPECT_EQ(work.reply().kind, ReplyKind::kOpened);
    Request request{RequestKind::kPage, 1};
    request.settings.marksAreText = true;
    std::vector<Reply> before;
    const Reply page = pageOf(work, request, before);
    EXPECT_EQ(page.kind, ReplyKind::kPage);
    EXPECT_TRUE(before.empty());
    request.page = 2;
    EXPECT_NE(page.bytes, pageOf(work, request, before).bytes);
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
