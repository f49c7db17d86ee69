// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_protocol.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <stdexcept>
#include <thread>

namespace voipnow {
namespace {

constexpr std::size_t kLongest = 1000;

// A pair of connected sockets, as the filter and a worker have.
class PageProtocolTest : public ::testing::Test {
  protected:
    PageProtocolTest() { EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_.data()), 0); }
    ~PageProtocolTest() override {
        closeOurs();
        closeTheirs();
    }
    PageProtocolTest(const PageProtocolTest&) = delete;
    PageProtocolTest& operator=(const PageProtocolTest&) = delete;
    PageProtocolTest(PageProtocolTest&&) = delete;
    PageProtocolTest& operator=(PageProtocolTest&&) = delete;

    int ours() const { return ends_[0]; }
    int theirs() const { return ends_[1]; }
    void closeOurs() { close(ends_[0]); }
    void closeTheirs() { close(ends_[1]); }

    void sendBytes(const std::string& bytes) const {
        ASSERT_EQ(::write(theirs(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    }

  private:
    static void close(int& end) {
        if (end >= 0) {
            ::close(end);
            end = -1;
        }
    }
    std::array<int, 2> ends_{-1, -1};
};

// A reply as it travels.
std::string replyBytes(ReplyKind kind, std::int32_t number, std::uint32_t size, const std::string& bytes) {
    const ReplyHead head{kind, number, size};
    std::string all(sizeof head, '\0');
    std::memcpy(all.data(), &head, sizeof head);
    return all + bytes;
}

void expectReply(const std::optional<Reply>& reply, ReplyKind kind, int number, const std::string& bytes) {
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->kind, kind);
    EXPECT_EQ(reply->number, number);
    EXPECT_EQ(reply->bytes, bytes);
}

TEST_F(PageProtocolTest, BringsARequestOverWithAllItsSettings) {
    const FaxSettings settings{
        requirePageSize("A5"), requireResolution("204x391dpi"), FaxContent::kPhoto, 3, true, 12};
    EXPECT_TRUE(sendRequest(theirs(), {RequestKind::kPageAgain, 42, settings}));
    const std::optional<Request> request = receiveRequest(ours());
    ASSERT_TRUE(request);
    EXPECT_EQ(request->kind, RequestKind::kPageAgain);
    EXPECT_EQ(request->page, 42);
    EXPECT_EQ(request->settings.paper.name, "A5");
    EXPECT_EQ(request->settings.paper.height, 595);
    EXPECT_EQ(request->settings.resolution.down, 391);
    EXPECT_EQ(request->settings.content, FaxContent::kPhoto);
    EXPECT_TRUE(request->settings.marksAreText);
    EXPECT_EQ(request->settings.job, 12);
    EXPECT_EQ(request->settings.workers, 3);
}

TEST_F(PageProtocolTest, BringsMarksOverAsText) {
    const std::vector<FaxMark> marks{{FaxMarkKind::kFax, "+1 555 0100; @sales"}, {FaxMarkKind::kSubject, ""}};
    const std::string text = textOfMarks(marks);
    EXPECT_EQ(text, "fax\t+1 555 0100; @sales\nfaxsubject\t\n");
    const auto back = marksOfText(text);
    ASSERT_EQ(back.size(), 2U);
    EXPECT_EQ(back[0].kind, FaxMarkKind::kFax);
    EXPECT_EQ(back[0].value, "+1 555 0100; @sales");
    EXPECT_EQ(back[1].kind, FaxMarkKind::kSubject);
    EXPECT_EQ(back[1].value, "");
    EXPECT_TRUE(marksOfText("nonsense\nfaxx\t1\nfax 1\n").empty());
}

TEST_F(PageProtocolTest, KeepsRequestsApart) {
    sendRequest(theirs(), {RequestKind::kPage, 1});
    sendRequest(theirs(), {RequestKind::kFonts, 2});
    EXPECT_EQ(receiveRequest(ours()).value().page, 1);
    EXPECT_EQ(receiveRequest(ours()).value().kind, RequestKind::kFonts);
}

TEST_F(PageProtocolTest, HasNoMoreRequestsWhenNobodyIsAtTheOtherEnd) {
    sendRequest(theirs(), {RequestKind::kPage, 1});
    sendBytes("half");
    closeTheirs();
    EXPECT_TRUE(receiveRequest(ours()));
    EXPECT_FALSE(receiveRequest(ours())) << "half a request";
    EXPECT_FALSE(receiveRequest(ours()));
}

TEST_F(PageProtocolTest, TellsWhenNobodyIsAtTheOtherEnd) {
    closeTheirs();
    EXPECT_FALSE(sendRequest(ours(), {RequestKind::kPage, 1}));
    EXPECT_FALSE(sendReply(ours(), ReplyKind::kPdfEnd, 1));
    EXPECT_FALSE(sendReply(ours(), ReplyKind::kFonts, 0, std::string_view("Arial")));
}

TEST_F(PageProtocolTest, BringsRepliesOverInOrder) {
    const std::string zeros("\0\1\0", 3);
    EXPECT_TRUE(sendReply(theirs(), ReplyKind::kOpened, 7));
    EXPECT_TRUE(sendReply(theirs(), ReplyKind::kPage, -1, std::as_bytes(std::span(zeros))));
    EXPECT_TRUE(sendReply(theirs(), ReplyKind::kError, 3, std::string_view("A sentence.")));
    ReplyReader reader(kLongest);
    EXPECT_FALSE(reader.next()) << "nothing is read yet";
    EXPECT_TRUE(reader.receive(ours()));
    expectReply(reader.next(), ReplyKind::kOpened, 7, "");
    expectReply(reader.next(), ReplyKind::kPage, -1, zeros);
    expectReply(reader.next(), ReplyKind::kError, 3, "A sentence.");
    EXPECT_FALSE(reader.next());
}

TEST_F(PageProtocolTest, DoesNotWaitForReplies) {
    ReplyReader reader(kLongest);
    EXPECT_TRUE(reader.receive(ours())) << "there is nothing, but somebody is there";
    EXPECT_FALSE(reader.next());
}

TEST_F(PageProtocolTest, PutsRepliesTogetherFromPieces) {
    const std::string all =
        replyBytes(ReplyKind::kComplaint, 5, 4, "four") + replyBytes(ReplyKind::kPage, 5, 3, "G4\n");
    ReplyReader reader(kLongest);
    const std::size_t first = sizeof(ReplyHead) + 4;
    for (std::size_t i = 0; i < all.size(); ++i) {
        sendBytes(all.substr(i, 1));
        EXPECT_TRUE(reader.receive(ours()));
        const std::optional<Reply> reply = reader.next();
        EXPECT_EQ(reply.has_value(), i + 1 == first || i + 1 == all.size()) << "after " << i + 1 << " bytes";
        if (reply) {
            EXPECT_EQ(reply->bytes, i + 1 == first ? "four" : "G4\n");
        }
    }
}

TEST_F(PageProtocolTest, TakesAReplyAsLongAsAllowedAndNoLongerOne) {
    for (const std::size_t size : {kLongest, kLongest + 1}) {
        ReplyReader reader(kLongest);
        sendBytes(
            replyBytes(ReplyKind::kPdfBytes, 0, static_cast<std::uint32_t>(size), std::string(size, 'x')));
        EXPECT_TRUE(reader.receive(ours()));
        if (size == kLongest) {
            expectReply(reader.next(), ReplyKind::kPdfBytes, 0, std::string(size, 'x'));
        } else {
            EXPECT_THROW(reader.next(), std::runtime_error);
        }
    }
}

TEST_F(PageProtocolTest, RefusesATooLongReplyBeforeItsBytesAreThere) {
    ReplyReader reader(kLongest);
    sendBytes(replyBytes(ReplyKind::kPage, 1, UINT32_MAX, ""));
    EXPECT_TRUE(reader.receive(ours()));
    EXPECT_THROW(reader.next(), std::runtime_error);
}

TEST_F(PageProtocolTest, RefusesAKindOfReplyThatThereIsNot) {
    for (const std::uint32_t kind : {static_cast<std::uint32_t>(ReplyKind::kError) + 1, UINT32_MAX}) {
        ReplyReader reader(kLongest);
        std::string bytes = replyBytes(ReplyKind::kOpened, 1, 0, "");
        std::memcpy(bytes.data(), &kind, sizeof kind);
        sendBytes(bytes);
        EXPECT_TRUE(reader.receive(ours()));
        EXPECT_THROW(reader.next(), std::runtime_error) << kind;
    }
}

TEST_F(PageProtocolTest, GivesWhatCameBeforeTheEndOfTheStream) {
    sendReply(theirs(), ReplyKind::kPage, 1, std::string_view("last"));
    sendBytes(replyBytes(ReplyKind::kPage, 2, 10, "half"));
    closeTheirs();
    ReplyReader reader(kLongest);
    EXPECT_FALSE(reader.receive(ours()));
    expectReply(reader.next(), ReplyKind::kPage, 1, "last");
    EXPECT_FALSE(reader.next()) << "a reply that broke off";
    EXPECT_FALSE(reader.receive(ours()));
}

// A worker that was taken over may send without end.
TEST_F(PageProtocolTest, LeavesInTheSocketWhatGoesFarBeyondAReply) {
    constexpr std::size_t kOneReading = std::size_t{1} << 16;
    ASSERT_EQ(::fcntl(theirs(), F_SETFL, O_NONBLOCK), 0);
    std::array<char, 4096> part{};
    std::size_t inSocket = 0;
    for (ssize_t sent = 0; (sent = ::write(theirs(), part.data(), part.size())) > 0;) {
        inSocket += static_cast<std::size_t>(sent);
    }
    ASSERT_GT(inSocket, kOneReading + kLongest);
    ReplyReader reader(kLongest);
    EXPECT_TRUE(reader.receive(ours()));
    std::size_t left = 0;
    for (ssize_t got = 0; (got = ::recv(ours(), part.data(), part.size(), MSG_DONTWAIT)) > 0;) {
        left += static_cast<std::size_t>(got);
    }
    EXPECT_GE(left + kOneReading, inSocket);
}

TEST_F(PageProtocolTest, WaitsUntilALongReplyIsTaken) {
    const std::string page(std::size_t{3} << 20, 'x');
    std::thread worker([this, &page] {
        EXPECT_TRUE(sendReply(theirs(), ReplyKind::kPage, 1, std::string_view(page)));
        EXPECT_TRUE(sendReply(theirs(), ReplyKind::kPdfEnd, 2));
        closeTheirs();
    });
    ReplyReader reader(page.size());
    std::vector<Reply> replies;
    bool isOpen = true;
    while (isOpen) {
        isOpen = reader.receive(ours());
        while (std::optional<Reply> reply = reader.next()) {
            replies.push_back(std::move(*reply));
        }
    }
    worker.join();
    ASSERT_EQ(replies.size(), 2U);
    EXPECT_TRUE(replies[0].bytes == page);
    EXPECT_EQ(replies[1].kind, ReplyKind::kPdfEnd);
}

}  // namespace
}  // namespace voipnow
