// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/connection.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>

namespace voipnow::emulator {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLong{20000};

// A plain connection whose other end the test holds.
class PlainConnection : public testing::Test {
  protected:
    PlainConnection() {
        std::array<int, 2> ends{};
        ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data());
        client_ = Socket(ends[0]);
        connection_ = std::make_unique<Connection>(Socket(ends[1]), stop_, nullptr);
        connection_->setPatience(kLong);
    }

    void clientSays(const std::string& bytes) const {
        ::send(client_.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }

    std::string clientHears() const {
        std::array<char, 100> bytes{};
        const ssize_t count = ::recv(client_.descriptor(), bytes.data(), bytes.size(), 0);
        return count < 0 ? "nothing" : std::string(bytes.data(), static_cast<std::size_t>(count));
    }

    std::string read(std::size_t size) {
        std::string bytes(size, '\0');
        const ssize_t count = connection_->read(bytes.data(), size);
        return count < 0 ? "failed" : bytes.substr(0, static_cast<std::size_t>(count));
    }

    StopSignal stop_;
    Socket client_;
    std::unique_ptr<Connection> connection_;
};

TEST_F(PlainConnection, GivesBytesPieceByPieceAndThenTheEnd) {
    clientSays("hello");
    EXPECT_TRUE(connection_->waitForBytes(kLong));
    EXPECT_EQ(read(2), "he");
    EXPECT_EQ(read(10), "llo");
    client_ = Socket();
    EXPECT_EQ(read(10), "");
    EXPECT_FALSE(connection_->waitForBytes(kLong));
}

TEST_F(PlainConnection, RecordsWhatIsReadWhileItIsToldTo) {
    clientSays("head|body");
    read(2);
    connection_->startRecording();
    read(3);
    EXPECT_EQ(connection_->stopRecording(), "ad|");
    read(4);
    EXPECT_EQ(connection_->stopRecording(), "");
}

TEST_F(PlainConnection, TellsATimeOutFromAFailureAndCanStillAnswer) {
    connection_->setPatience(milliseconds(1));
    EXPECT_EQ(read(1), "failed");
    EXPECT_TRUE(connection_->timedOut());
    EXPECT_EQ(connection_->write("late", 4), 4);
    EXPECT_EQ(clientHears(), "late");
}

TEST_F(PlainConnection, FailsAtOnceWhenTheSignalIsGiven) {
    stop_.stop();
    EXPECT_EQ(read(1), "failed");
    EXPECT_FALSE(connection_->timedOut());
    EXPECT_FALSE(connection_->waitForBytes(kLong));
    connection_->pause(kLong);
}

TEST_F(PlainConnection, CanDoNothingMoreAfterAReset) {
    clientSays("hello");
    connection_->reset();
    EXPECT_EQ(connection_->write("x", 1), -1);
    EXPECT_EQ(read(1), "failed");
    connection_->close();
}

TEST_F(PlainConnection, ClosesBehindWhatWasWritten) {
    connection_->write("answer", 6);
    ::shutdown(client_.descriptor(), SHUT_WR);
    connection_->close();
    EXPECT_EQ(clientHears(), "answer");
    EXPECT_EQ(clientHears(), "");
}

TEST_F(PlainConnection, CanDoNothingMoreAfterItsClose) {
    ::shutdown(client_.descriptor(), SHUT_WR);
    connection_->close();
    EXPECT_EQ(connection_->write("x", 1), -1);
    EXPECT_EQ(read(1), "failed");
}

TEST_F(PlainConnection, WritesByteByByteWhereItIsTold) {
    connection_->setPace(milliseconds(20), std::nullopt);
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(connection_->write("slow", 4), 4);
    EXPECT_GE(std::chrono::steady_clock::now() - begin, milliseconds(80));
    EXPECT_EQ(clientHears(), "slow");
}

TEST_F(PlainConnection, BreaksOffBehindSoManyBytes) {
    connection_->setPace(milliseconds(0), 6);
    EXPECT_EQ(connection_->write("answ", 4), 4);
    EXPECT_EQ(connection_->write("er and more", 11), -1);
    EXPECT_EQ(clientHears(), "answer");
    EXPECT_EQ(clientHears(), "");
}

TEST_F(PlainConnection, GivesUpAHandshakeThatDoesNotCome) {
    EXPECT_TRUE(connection_->handshake(kLong));
    const TlsContext context = serverContext(ThrowawayCa().issueForLoopback());
    std::array<int, 2> ends{};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()), 0);
    const Socket silent(ends[0]);
    EXPECT_FALSE(Connection(Socket(ends[1]), stop_, context.get()).handshake(milliseconds(1)));
}

}  // namespace
}  // namespace voipnow::emulator
