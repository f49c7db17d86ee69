// HTTP requests and answers, as the parts of the emulator see them.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A head keeps what was on the wire: the target undecoded, and every header with its own spelling, in its own
// order and place. That is what signatures are made over and what the tests compare byte for byte.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace voipnow::emulator {

struct HeaderField {
    std::string name;
    std::string value;

    friend bool operator==(const HeaderField&, const HeaderField&) = default;
};

struct HttpHead {
    std::string method;
    std::string target;
    std::vector<HeaderField> headers;

    // The target up to its '?', and what is behind it.
    std::string path() const;
    std::string query() const;

    bool has(std::string_view name) const { return value(name).has_value(); }

    // The value of the first header `name`, in whatever capitals; nothing when there is none.
    std::optional<std::string> value(std::string_view name) const;

    // What Content-Length says; nothing when it is missing, said twice, or no number.
    std::optional<std::uint64_t> contentLength() const;
};

// Takes the bytes from the request line to the empty line. White space round a header's value is no part of
// it.
HttpHead parseHttpHead(std::string_view bytes);

struct HttpAnswer {
    int status = 200;
    std::string contentType;  // empty: without
    std::string body;
    std::vector<HeaderField> headers;
    std::size_t bodyBytes = 0;  // the body is filled up with spaces to so many

    // What goes wrong with it.
    std::chrono::milliseconds delay{0};    // before the answer is written
    std::chrono::milliseconds trickle{0};  // between any two bytes of it
    bool drop = false;                     // no answer: the connection is reset
    bool close = false;                    // no answer: the connection is closed in good order
    // The connection is reset behind so many bytes of the answer, its head counted.
    std::optional<std::size_t> cutAfter = std::nullopt;
};

// What hinders the reading of a request's body, when so many bytes of it were read.
struct Hindrance {
    std::size_t after = 0;
    std::chrono::milliseconds pause{0};  // nothing is read for so long
    bool breaksOff = false;              // and then nothing more at all: the body ends as kShort
};

// How the reading of a request's body ended.
enum class BodyEnd {
    kWhole,    // as many bytes as Content-Length said, or the last chunk
    kLonger,   // read to its end, but only the bytes up to the limit were kept
    kShort,    // the client closed the connection before the end
    kStalled,  // no byte came for as long as the limit says
};

// One request that waits for its answer. The body is still on the wire until it is read.
class HttpExchange {
  public:
    HttpExchange() = default;
    HttpExchange(const HttpExchange&) = delete;
    HttpExchange& operator=(const HttpExchange&) = delete;
    virtual ~HttpExchange() = default;

    virtual const HttpHead& head() const = 0;

    // Reads the body to its end and puts at most `limit` bytes of it into `body`. To be called once at most.
    // When it is not called, the connection ends with the answer, as no next request can be found behind the
    // body.
    virtual BodyEnd readBody(std::string& body, std::size_t limit, std::chrono::milliseconds patience) = 0;

    // To be called before readBody.
    virtual void hinder(const Hindrance& hindrance) = 0;
};

bool sameHeaderName(std::string_view left, std::string_view right);

}  // namespace voipnow::emulator
