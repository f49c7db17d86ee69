// RequestLog: every HTTP request that a server of the emulator saw, in order.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A request is noted when its head is there, so that one whose answer never comes is in the log too: its
// status stays 0. The status is noted before the answer is written, so whoever has an answer finds it in the
// log.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tests/emulator/http_server.hpp"
#include "tests/emulator/json_text.hpp"

namespace voipnow::emulator {

struct LoggedRequest {
    std::string server;  // "api" or "store"
    HttpHead head;
    std::string body;  // of the API alone; a store's bodies are large and kept as files
    int status = 0;    // 0: not answered, or the connection was broken off
    std::chrono::system_clock::time_point began{};  // its head was there
    std::optional<std::chrono::system_clock::time_point> answered{};
};

class RequestLog {
  public:
    // `next` with each of its requests noted under the name `server`.
    HttpHandler noting(std::string server, bool withBodies, HttpHandler next);

    std::vector<LoggedRequest> all() const;
    void clear();
    void write(JsonWriter& json) const;

  private:
    std::uint64_t begin(LoggedRequest request);
    void finish(std::uint64_t number, int status, std::string body);

    mutable std::mutex mutex_;
    std::vector<LoggedRequest> requests_;
    std::uint64_t cleared_ = 0;  // requests that were forgotten, to which numbers may still be around
};

// Writes headers as [["Name","value"], …].
void writeHeaders(JsonWriter& json, const std::vector<HeaderField>& headers);

}  // namespace voipnow::emulator
