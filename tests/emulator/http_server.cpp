// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/http_server.hpp"

#include <httplib.h>

#include <algorithm>
#include <cstdint>

#include "tests/emulator/connection.hpp"

namespace voipnow::emulator {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kHandshakeLimit{30000};
constexpr milliseconds kIdleLimit{60000};
constexpr milliseconds kHeadLimit{30000};

// Addresses and waiting, which mean nothing here. Some of these functions are virtual from 0.11 or from 0.15
// on only, so that none can be marked as override.
class StreamOfAnyVersion : public httplib::Stream {
  public:
    // NOLINTBEGIN(modernize-use-override)
    void get_remote_ip_and_port(std::string& ip, int& port) const { loopback(ip, port); }
    void get_local_ip_and_port(std::string& ip, int& port) const { loopback(ip, port); }
    bool wait_readable() const { return true; }
    bool wait_writable() const { return true; }
    std::chrono::duration<std::int64_t, std::milli> duration() const { return milliseconds(0); }
    // NOLINTEND(modernize-use-override)

  private:
    static void loopback(std::string& ip, int& port) {
        ip = "127.0.0.1";
        port = 0;
    }
};

// A Connection as cpp-httplib wants its streams.
class HttplibStream : public StreamOfAnyVersion {
  public:
    explicit HttplibStream(Connection& connection) : connection_(connection) {}

    bool is_readable() const override { return true; }
    bool is_writable() const override { return true; }
    ssize_t read(char* into, std::size_t size) override { return connection_.read(into, size); }
    ssize_t write(const char* from, std::size_t size) override { return connection_.write(from, size); }
    socket_t socket() const override { return connection_.descriptor(); }

  private:
    Connection& connection_;
};

class Exchange : public HttpExchange {
  public:
    Exchange(Connection& connection, HttpHead head, const httplib::ContentReader* content)
        : connection_(connection), head_(std::move(head)), content_(content) {}

    const HttpHead& head() const override { return head_; }

    BodyEnd readBody(std::string& body, std::size_t limit, milliseconds patience) override {
        body.clear();
        if (bodyIsRead()) {
            return BodyEnd::kWhole;
        }
        connection_.setPatience(patience);
        bool longer = false;
        std::size_t total = 0;
        const bool whole = (*content_)([&](const char* data, std::size_t size) {
            longer = longer || size > limit - body.size();
            body.append(data, std::min(size, limit - body.size()));
            total += size;
            return goesOnReading(total);
        });
        connection_.setMostAtOnce(SIZE_MAX);
        connection_.setPatience(kHeadLimit);
        read_ = whole;
        if (!whole) {
            return connection_.timedOut() ? BodyEnd::kStalled : BodyEnd::kShort;
        }
        return longer ? BodyEnd::kLonger : BodyEnd::kWhole;
    }

    void hinder(const Hindrance& hindrance) override {
        hindrance_ = hindrance;
        connection_.setMostAtOnce(std::max(hindrance.after, std::size_t{1}));
    }

    // Nothing of this request is left on the wire.
    bool bodyIsRead() const {
        return read_ || content_ == nullptr ||
               (!head_.has("Transfer-Encoding") && head_.contentLength().value_or(0) == 0);
    }

  private:
    bool goesOnReading(std::size_t read) {
        if (!hindrance_ || read < hindrance_->after) {
            return true;
        }
        connection_.pause(hindrance_->pause);
        connection_.setMostAtOnce(SIZE_MAX);
        return !std::exchange(hindrance_, std::nullopt)->breaksOff;
    }

    Connection& connection_;
    HttpHead head_;
    const httplib::ContentReader* content_;
    std::optional<Hindrance> hindrance_;
    bool read_ = false;
};

bool saysTwoLengths(const HttpHead& head) {
    return head.has("Content-Length") && (!head.contentLength() || head.has("Transfer-Encoding"));
}

// The requests of one connection, one after the other.
class HttpSession : private httplib::Server {
  public:
    HttpSession(Connection& connection, const HttpHandler& handler)
        : connection_(connection), stream_(connection), handler_(handler) {
        const std::string all = R"([\s\S]*)";
        const auto plain = [this](const httplib::Request&, httplib::Response& response) {
            answer(nullptr, response);
        };
        const auto withBody = [this](const httplib::Request&, httplib::Response& response,
                                     const httplib::ContentReader& content) { answer(&content, response); };
        Get(all, plain);
        Options(all, plain);
        Delete(all, plain);
        Post(all, withBody);
        Put(all, withBody);
        Patch(all, withBody);
        Delete(all, withBody);
    }

    // False when no further request can follow.
    bool serveOne() {
        bool closed = false;
        goesOn_ = false;
        connection_.startRecording();
        const bool served = process(this, closed, [this](httplib::Request& request) {
            head_ = parseHttpHead(connection_.stopRecording());
            // The body is wanted as it is on the wire, not unpacked or taken apart.
            request.headers.erase("Content-Type");
            request.headers.erase("Content-Encoding");
        });
        return served && !closed && goesOn_;
    }

  private:
    // process_request has another signature from 0.17 on.
    template <typename Self, typename Setup>
    bool process(Self* self, bool& closed, const Setup& setup) {
        if constexpr (requires { self->process_request(stream_, false, closed, setup); }) {
            return self->process_request(stream_, false, closed, setup);
        } else {
            return self->process_request(stream_, "127.0.0.1", 0, "127.0.0.1", 0, false, closed, setup);
        }
    }

    void answer(const httplib::ContentReader* content, httplib::Response& response) {
        Exchange exchange(connection_, head_, content);
        const HttpAnswer answer = saysTwoLengths(head_) ? HttpAnswer{400, "text/plain", "Two lengths.\n", {}}
                                                        : answerOfHandler(exchange);
        if (answer.delay.count() > 0) {
            connection_.pause(answer.delay);
        }
        if (answer.drop) {
            connection_.reset();
            return;
        }
        if (answer.close) {
            connection_.close();
            return;
        }
        connection_.setPace(answer.trickle, answer.cutAfter);
        if (answer.bodyBytes > answer.body.size()) {
            writeFilledUp(answer);
            return;
        }
        goesOn_ = exchange.bodyIsRead();
        if (!goesOn_) {
            response.headers.emplace("Connection", "close");
        }
        response.status = answer.status;
        for (const auto& header : answer.headers) {
            response.headers.emplace(header.name, header.value);
        }
        if (!answer.body.empty()) {
            response.body = answer.body;
            response.headers.emplace("Content-Type", answer.contentType);
        }
    }

    // An answer with a body that is too large to be had in memory, and the end of the connection.
    void writeFilledUp(const HttpAnswer& answer) {
        std::string head = "HTTP/1.1 " + std::to_string(answer.status) +
                           " Filled up\r\nContent-Type: " + answer.contentType +
                           "\r\nContent-Length: " + std::to_string(answer.bodyBytes) +
                           "\r\nConnection: close\r\n";
        for (const auto& header : answer.headers) {
            head.append(header.name).append(": ").append(header.value).append("\r\n");
        }
        head.append("\r\n").append(answer.body);
        const std::string spaces(std::size_t{64} << 10U, ' ');
        std::size_t left = answer.bodyBytes - answer.body.size();
        bool goesOn = connection_.write(head.data(), head.size()) > 0;
        while (goesOn && left > 0) {
            const std::size_t piece = std::min(left, spaces.size());
            goesOn = connection_.write(spaces.data(), piece) > 0;
            left -= piece;
        }
        connection_.close();
    }

    HttpAnswer answerOfHandler(Exchange& exchange) const {
        try {
            return handler_(exchange);
        } catch (const std::exception& error) {
            return {500, "text/plain", std::string(error.what()) + "\n", {}};
        }
    }

    Connection& connection_;
    HttplibStream stream_;
    const HttpHandler& handler_;
    HttpHead head_;
    bool goesOn_ = false;
};

void serve(Connection& connection, const HttpHandler& handler) {
    if (!connection.handshake(kHandshakeLimit)) {
        return;
    }
    HttpSession session(connection, handler);
    bool goesOn = true;
    while (goesOn && connection.waitForBytes(kIdleLimit)) {
        connection.setPatience(kHeadLimit);
        goesOn = session.serveOne();
    }
    connection.close();
}

}  // namespace

void HttpServer::start(HttpHandler handler, Doorman doorman) {
    listener_.start([this, handler = std::move(handler), doorman = std::move(doorman)](
                        Socket socket, const StopSignal& stop) {
        const Welcome welcome = doorman();
        Connection connection(std::move(socket), stop, welcome.tls != nullptr ? welcome.tls : tls_.get());
        if (welcome.delay.count() > 0) {
            connection.pause(welcome.delay);
        }
        if (welcome.drop) {
            connection.reset();
            return;
        }
        serve(connection, handler);
    });
}

}  // namespace voipnow::emulator
