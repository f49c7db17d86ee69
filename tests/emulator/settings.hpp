// Settings: what a test or an administrator can change about the emulated PBX while it runs.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Limits and lifetimes have the service's published defaults. In JSON each setting is one member; the list of
// them, with their names, stands in settings.cpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/emulator/json_text.hpp"

namespace voipnow::emulator {

struct Settings {
    std::int64_t maxRecipients = 5;
    std::int64_t maxFiles = 5;
    std::int64_t maxFileSize = 10485760;
    std::int64_t urlLifetime = 600;     // seconds; 0: every URL has ended when it is given
    std::int64_t tokenLifetime = 7200;  // seconds; 0: no token is ever valid
    std::int64_t uploadTimeout = 20;    // seconds without a byte
    std::vector<std::string> extensions = {"0003*210", "210"};                // "any": every extension
    std::vector<std::string> users = {"@me", "@viewer", "@owner", "digits"};  // "digits": every number; "any"
    std::vector<std::string> badRecipients;                                   // refused by name
    std::string appKey = "demo-key";
    std::string appSecret = "demo-secret";
    // Of an outside store at redirectHost, which URLs are then signed for: region us-east-1, bucket faxout.
    std::optional<std::string> storeAccessKey;
    std::optional<std::string> storeSecretKey;
    std::string cookie = "vn=demo-cookie; xsrf-token=demo-xsrf";
    std::string xsrfToken = "demo-xsrf";
    std::optional<std::string> redirectHeaders;  // JSON object text put into the answer as it is
    std::optional<std::string> redirectHost;     // HOST:PORT in the upload URL instead of the store's own
    std::vector<std::string> closed;             // of "api" and "store": refuses all connections
    std::chrono::seconds clockOffset{
        0};                   // by which the service's and the store's clock is ahead; below 0: behind
    bool idAsString = false;  // the fax id as "262", as in older pages of the vendor

    bool allowsUser(std::string_view user) const;
    bool allowsExtension(std::string_view extension) const;
    bool isClosed(std::string_view server) const;
};

// The settings that count now, for all threads.
class LiveSettings {
  public:
    Settings now() const;

    // Takes a JSON object with any of the settings. Changes all of them, or throws std::invalid_argument with
    // a sentence that names the member that is unknown or has a wrong value, and changes none.
    void change(std::string_view json);
    void reset();

    // Calls `onChange` with what counts now, and again behind every change before the call that made it returns.
    void watch(std::function<void(const Settings&)> onChange);

    void write(JsonWriter& json) const;

  private:
    void replace(const Settings& settings);

    mutable std::mutex mutex_;
    Settings settings_;
    std::mutex turn_;  // of those who change; taken before mutex_
    std::function<void(const Settings&)> onChange_;
};

}  // namespace voipnow::emulator
