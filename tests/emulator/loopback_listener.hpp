// LoopbackListener: accepts TCP connections on 127.0.0.1 and serves each in a thread of its own.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A thread for each connection, not a pool: a client that keeps idle connections open, or waits in a long
// poll, takes no place from another.
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <thread>

#include "tests/emulator/socket.hpp"

namespace voipnow::emulator {

class LoopbackListener {
  public:
    using Serve = std::function<void(Socket connection, const StopSignal& stop)>;

    // Listens on this port, with 0 on any free one; connections wait until start(). Throws std::runtime_error
    // when the port is taken.
    explicit LoopbackListener(int port);
    LoopbackListener(const LoopbackListener&) = delete;
    LoopbackListener& operator=(const LoopbackListener&) = delete;
    ~LoopbackListener() { stop(); }

    int port() const { return port_; }

    // "127.0.0.1:PORT"
    std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

    // To be called once. `serve` must end soon after its stop signal is given.
    void start(Serve serve);

    // Closed, new connections are refused by the system and the port is kept; those that are there go on. What
    // was asked for is so when the call returns. Not to be called at the same time as another member.
    void setOpen(bool open);

    // Takes no more connections, gives the signal to those that are there, and waits for their end.
    void stop();

  private:
    struct Worker {
        std::thread thread;
        std::shared_ptr<std::atomic<bool>> done;
    };
    void beginAccepting();
    void endAccepting();
    void acceptAll();
    void serveInThread(Socket connection);

    StopSignal stop_;
    Socket reserved_;  // bound and never listening: keeps the port while it is closed
    int port_ = 0;
    Socket socket_;
    Serve serve_;
    std::unique_ptr<StopSignal> closing_;
    std::list<Worker> workers_;  // of the accepting thread while there is one
    std::thread acceptor_;
};

}  // namespace voipnow::emulator
