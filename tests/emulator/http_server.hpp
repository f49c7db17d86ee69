// HttpServer: an HTTP server on loopback, with or without TLS, that hands every request to one handler.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// cpp-httplib reads and writes HTTP; the connections below it are our own (Connection), because the emulator
// has to know requests as they were on the wire and to break connections off, which the library keeps to
// itself. A request that is not HTTP, or says two different lengths, is answered with 400 and does not reach
// the handler.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "tests/emulator/http_message.hpp"
#include "tests/emulator/loopback_listener.hpp"
#include "tests/emulator/throwaway_ca.hpp"

namespace voipnow::emulator {

// Called in many threads at the same time. What it throws becomes an answer 500.
using HttpHandler = std::function<HttpAnswer(HttpExchange&)>;

// What meets a client that connects.
struct Welcome {
    std::chrono::milliseconds delay{0};  // nothing happens for so long
    bool drop = false;                   // then the connection is reset
    SSL_CTX* tls = nullptr;  // where not null, in place of the server's own; has to outlive the server
};

using Doorman = std::function<Welcome()>;

class HttpServer {
  public:
    // Listens on `port` (0: any) for plain HTTP, or with an identity for HTTPS. Throws std::runtime_error.
    explicit HttpServer(int port) : listener_(port) {}
    HttpServer(int port, const ServerIdentity& identity) : tls_(serverContext(identity)), listener_(port) {}

    std::string address() const { return listener_.address(); }
    int port() const { return listener_.port(); }

    // To be called once; everything that the handler and the doorman use must live until stop() or the
    // destructor has returned. Both are called in many threads.
    void start(
        HttpHandler handler, Doorman doorman = [] { return Welcome(); });

    // See LoopbackListener.
    void setOpen(bool open) { listener_.setOpen(open); }
    void stop() { listener_.stop(); }

  private:
    TlsContext tls_;
    LoopbackListener listener_;
};

}  // namespace voipnow::emulator
