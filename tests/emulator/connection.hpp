// Connection: the bytes of one accepted connection, through TLS or plain.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every wait has a limit and ends when the stop signal is given. It can record what it reads, so that a
// request's head is known as it was on the wire, and it can break off the connection the way a crashed server
// does. After any failure all further reads and writes fail; after a time-out of a read the client can still
// be answered.
#pragma once

#include <openssl/ssl.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "tests/emulator/socket.hpp"
#include "tests/emulator/throwaway_ca.hpp"

namespace voipnow::emulator {

class Connection {
  public:
    using Milliseconds = std::chrono::milliseconds;

    // With `tls` the connection speaks TLS as a server, else plain text. `stop` and `tls` must outlive it.
    Connection(Socket socket, const StopSignal& stop, SSL_CTX* tls);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() = default;

    // To be called first. False when no TLS connection comes about within the limit.
    bool handshake(Milliseconds limit);

    // Waits for the first byte of the next request; false when the client closed, at the limit, or at the
    // stop.
    bool waitForBytes(Milliseconds limit);

    // Up to `size` bytes; 0 at the client's end of the stream, -1 when it failed or no byte came within
    // patience().
    ssize_t read(char* into, std::size_t size);

    // All bytes, or -1.
    ssize_t write(const char* from, std::size_t size);

    // From now on each byte is written by itself, with so much time behind it; after `cutAfter` bytes the
    // connection is reset.
    void setPace(Milliseconds trickle, std::optional<std::size_t> cutAfter);

    // read() gives at most so many bytes at once.
    void setMostAtOnce(std::size_t bytes) { mostAtOnce_ = bytes; }

    void setPatience(Milliseconds patience) { patience_ = patience; }
    bool timedOut() const { return timedOut_; }

    void startRecording();
    std::string stopRecording();

    // Waits, but not longer than until the stop signal.
    void pause(Milliseconds time) const;

    // Resets the connection: the client sees it broken off, and nothing that is written after this call.
    void reset();

    // Closes in good order: what was written reaches the client even where it is still sending. Nothing can be
    // read or written after this call.
    void close();

    int descriptor() const { return socket_.descriptor(); }

  private:
    enum class Wait { kReady, kTimedOut, kStopped };
    Wait wait(short events, Milliseconds limit) const;
    bool fill();
    ssize_t readSome(char* into, std::size_t size);
    ssize_t writeSome(const char* from, std::size_t size);
    bool waitAsTlsWants(int result, Milliseconds limit);
    ssize_t fail();

    Socket socket_;
    const StopSignal& stop_;
    std::unique_ptr<SSL, FreeWith<SSL_free>> tls_;
    Milliseconds patience_{30000};
    std::size_t mostAtOnce_ = SIZE_MAX;
    Milliseconds trickle_{0};
    std::optional<std::size_t> cutAfter_;
    std::string buffer_;    // read from the socket, not yet given
    std::size_t used_ = 0;  // bytes of buffer_ that are used up
    std::string recorded_;
    bool recording_ = false;
    bool timedOut_ = false;
    bool failed_ = false;
};

}  // namespace voipnow::emulator
