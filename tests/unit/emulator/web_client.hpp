// WebClient: a client of the emulator over real TCP and TLS, by libcurl.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace voipnow::emulator {

struct WebRequest {
    std::string method = "GET";
    std::string url;
    std::vector<std::string> headers = {};           // "Name: value"
    std::optional<std::string> body = std::nullopt;  // sent with its Content-Length, unless `chunked`
    bool chunked = false;
    std::string caFile = {};  // certificates that are trusted; without: none at all
};

struct WebAnswer {
    int curlCode = 0;  // 0: an answer came
    long status = 0;
    std::string headers;
    std::string body;
};

WebAnswer send(const WebRequest& request);

// A connection on which bytes are written as they are, for requests that libcurl would not make.
class RawConnection {
  public:
    // Connects to 127.0.0.1. Throws std::runtime_error.
    explicit RawConnection(int port);
    RawConnection(const RawConnection&) = delete;
    RawConnection& operator=(const RawConnection&) = delete;
    ~RawConnection();

    void write(const std::string& bytes) const;

    // Says that nothing more will be written.
    void finish() const;

    // All that comes until the server closes; nothing when the connection was reset or stays silent for 10
    // seconds.
    std::optional<std::string> readToEnd() const;

  private:
    int socket_;
};

}  // namespace voipnow::emulator
