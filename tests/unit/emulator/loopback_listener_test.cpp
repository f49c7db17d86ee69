// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/loopback_listener.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>

#include "tests/unit/emulator/web_client.hpp"

namespace voipnow::emulator {
namespace {

void sayHello(const Socket& connection) {
    ::send(connection.descriptor(), "hello", 5, MSG_NOSIGNAL);
}

TEST(LoopbackListener, ListensFromItsConstructionOnAndServesFromStartOn) {
    LoopbackListener listener(0);
    EXPECT_GT(listener.port(), 0);
    EXPECT_EQ(listener.address(), "127.0.0.1:" + std::to_string(listener.port()));
    const RawConnection early(listener.port());
    listener.start([](const Socket& connection, const StopSignal&) { sayHello(connection); });
    EXPECT_EQ(early.readToEnd(), "hello");
    EXPECT_EQ(RawConnection(listener.port()).readToEnd(), "hello");
}

TEST(LoopbackListener, ServesAConnectionWhileOthersAreOpen) {
    LoopbackListener listener(0);
    std::mutex mutex;
    std::condition_variable change;
    int open = 0;
    // Nobody is greeted before three are there: it only ends when all are served at the same time.
    listener.start([&](const Socket& connection, const StopSignal&) {
        std::unique_lock lock(mutex);
        ++open;
        change.notify_all();
        change.wait(lock, [&] { return open == 3; });
        sayHello(connection);
    });
    const RawConnection first(listener.port());
    const RawConnection second(listener.port());
    const RawConnection third(listener.port());
    EXPECT_EQ(first.readToEnd(), "hello");
    EXPECT_EQ(second.readToEnd(), "hello");
    EXPECT_EQ(third.readToEnd(), "hello");
}

TEST(LoopbackListener, GivesTheSignalAndWaitsForConnectionsWhenItStops) {
    LoopbackListener listener(0);
    std::mutex mutex;
    std::condition_variable change;
    bool serving = false;
    std::atomic<bool> ended = false;
    listener.start([&](const Socket& connection, const StopSignal& stop) {
        {
            const std::lock_guard lock(mutex);
            serving = true;
            change.notify_all();
        }
        pollfd waitFor{stop.descriptor(), POLLIN, 0};
        ::poll(&waitFor, 1, -1);
        sayHello(connection);
        ended = true;
    });
    const RawConnection connection(listener.port());
    {
        std::unique_lock lock(mutex);
        change.wait(lock, [&] { return serving; });
    }
    EXPECT_FALSE(ended);
    listener.stop();
    EXPECT_TRUE(ended);
    EXPECT_EQ(connection.readToEnd(), "hello");
}

TEST(LoopbackListener, TakesNoConnectionsAfterItsStop) {
    LoopbackListener listener(0);
    const int port = listener.port();
    listener.start([](const Socket& connection, const StopSignal&) { sayHello(connection); });
    listener.stop();
    EXPECT_THROW(RawConnection{port}, std::runtime_error);
}

TEST(LoopbackListener, RefusesConnectionsWhileItIsClosedAndKeepsThoseThatAreThere) {
    LoopbackListener listener(0);
    std::mutex mutex;
    std::condition_variable change;
    int begun = 0;
    bool mayEnd = false;
    listener.start([&](const Socket& connection, const StopSignal&) {
        std::unique_lock lock(mutex);
        ++begun;
        change.notify_all();
        change.wait(lock, [&] { return mayEnd; });
        sayHello(connection);
    });
    const RawConnection before(listener.port());
    {
        std::unique_lock lock(mutex);
        change.wait(lock, [&] { return begun == 1; });
    }
    listener.setOpen(false);
    listener.setOpen(false);
    EXPECT_THROW(RawConnection{listener.port()}, std::runtime_error);
    {
        const std::lock_guard lock(mutex);
        mayEnd = true;
        change.notify_all();
    }
    EXPECT_EQ(before.readToEnd(), "hello");
    listener.setOpen(true);
    EXPECT_EQ(RawConnection(listener.port()).readToEnd(), "hello");
}

TEST(LoopbackListener, CanBeClosedBeforeItsStart) {
    LoopbackListener listener(0);
    listener.setOpen(false);
    EXPECT_THROW(RawConnection{listener.port()}, std::runtime_error);
    listener.setOpen(true);
    listener.start([](const Socket& connection, const StopSignal&) { sayHello(connection); });
    EXPECT_EQ(RawConnection(listener.port()).readToEnd(), "hello");
}

TEST(LoopbackListener, KeepsItsPortWhileItIsClosed) {
    LoopbackListener listener(0);
    listener.setOpen(false);
    constexpr int kMany = 50;
    for (int i = 0; i < kMany; ++i) {
        EXPECT_NE(LoopbackListener(0).port(), listener.port());
    }
    listener.setOpen(true);
}

TEST(LoopbackListener, SharesItsPortWithNobody) {
    const LoopbackListener listener(0);
    EXPECT_THROW(LoopbackListener(listener.port()), std::runtime_error);
}

}  // namespace
}  // namespace voipnow::emulator
