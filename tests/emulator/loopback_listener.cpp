// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/loopback_listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <cstring>

namespace voipnow::emulator {

namespace {

// The socket functions take a sockaddr*, which every address family is read through.
sockaddr* generic(sockaddr_in& address) {
    return reinterpret_cast<sockaddr*>(&address);
}

std::system_error socketError(const std::string& what) {
    return {errno, std::generic_category(), what};
}

// A socket that has this port. Several have it at the same time, as long as none of them listens.
Socket boundTo(int port) {
    Socket socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket.isOpen()) {
        throw socketError("No socket can be had");
    }
    // So that a port can be taken again at once after the end of the emulator that had it. Not SO_REUSEPORT:
    // with it two emulators would share the connections of one port.
    const int yes = 1;
    ::setsockopt(socket.descriptor(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    // As web servers do, for the connections to it: an answer's end does not wait until its begin is acknowledged.
    ::setsockopt(socket.descriptor(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    if (::bind(socket.descriptor(), generic(address), sizeof(address)) != 0) {
        throw socketError("Port " + std::to_string(port) + " of 127.0.0.1 cannot be listened on");
    }
    return socket;
}

Socket listenOn(int port) {
    Socket socket = boundTo(port);
    if (::listen(socket.descriptor(), SOMAXCONN) != 0) {
        throw socketError("Port " + std::to_string(port) + " of 127.0.0.1 cannot be listened on");
    }
    return socket;
}

int portOf(const Socket& socket) {
    sockaddr_in address{};
    socklen_t size = sizeof(address);
    if (::getsockname(socket.descriptor(), generic(address), &size) != 0) {
        throw socketError("The port of a socket cannot be asked");
    }
    return ntohs(address.sin_port);
}

// A client that goes away while it is written to is an error of that write, not the end of the process.
void blockBrokenPipe() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace

LoopbackListener::LoopbackListener(int port)
    : reserved_(boundTo(port)), port_(portOf(reserved_)), socket_(listenOn(port_)) {}

void LoopbackListener::start(Serve serve) {
    serve_ = std::move(serve);
    beginAccepting();
}

void LoopbackListener::setOpen(bool open) {
    if (open == socket_.isOpen()) {
        return;
    }
    if (!open) {
        endAccepting();
        socket_ = Socket();
        return;
    }
    socket_ = listenOn(port_);
    if (serve_) {
        beginAccepting();
    }
}

void LoopbackListener::stop() {
    stop_.stop();
    endAccepting();
    socket_ = Socket();
    for (auto& worker : workers_) {
        worker.thread.join();
    }
    workers_.clear();
}

void LoopbackListener::beginAccepting() {
    closing_ = std::make_unique<StopSignal>();
    acceptor_ = std::thread([this] { acceptAll(); });
}

void LoopbackListener::endAccepting() {
    if (acceptor_.joinable()) {
        closing_->stop();
        acceptor_.join();
    }
}

void LoopbackListener::acceptAll() {
    std::array<pollfd, 2> waitFor = {pollfd{socket_.descriptor(), POLLIN, 0},
                                     pollfd{closing_->descriptor(), POLLIN, 0}};
    while (waitFor[1].revents == 0) {
        if (::poll(waitFor.data(), waitFor.size(), -1) < 0 && errno != EINTR) {
            break;
        }
        if (waitFor[0].revents != 0) {
            Socket connection(
                ::accept4(socket_.descriptor(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
            if (connection.isOpen()) {
                serveInThread(std::move(connection));
            }
        }
    }
}

void LoopbackListener::serveInThread(Socket connection) {
    for (auto worker = workers_.begin(); worker != workers_.end();) {
        if (*worker->done) {
            worker->thread.join();
            worker = workers_.erase(worker);
        } else {
            ++worker;
        }
    }
    auto done = std::make_shared<std::atomic<bool>>(false);
    std::thread thread([this, done, socket = std::move(connection)]() mutable {
        blockBrokenPipe();
        serve_(std::move(socket), stop_);
        *done = true;
    });
    workers_.push_back({std::move(thread), std::move(done)});
}

}  // namespace voipnow::emulator
