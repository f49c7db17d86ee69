// EmulatorClient: a voipnow-emulator of one test's own, and what it received.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Starts the emulator of this build, and asks it through the JSON interface that its inbox serves. What it
// tells is given as it is: numbers and headers byte for byte as they were on the wire. Every call throws
// std::runtime_error when the emulator does not answer with 200.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/end_to_end/child_process.hpp"

namespace voipnow::end_to_end {

using Headers = std::vector<std::pair<std::string, std::string>>;

// The value of the header, in whatever case its name was sent; the values of several, with commas between
// them; empty where there is none.
std::string headerOf(const Headers& headers, const std::string& name);

struct ReceivedFile {
    std::string name;
    std::string contentType;
    std::int64_t declaredSize = 0;
    std::int64_t receivedSize = 0;
    std::int64_t uploads = 0;
    std::filesystem::path path;
    std::int64_t pages = 0;
    Headers headers;  // of the upload
};

struct ReceivedFax {
    std::string id;
    std::string user;
    std::string extension;
    std::vector<std::string> recipients;
    std::string state;  // "created" or "sent"
    std::vector<ReceivedFile> files;
    std::int64_t pages = 0;
};

struct SeenRequest {
    std::string server;  // "api" or "store"
    std::string method;
    std::string target;
    Headers headers;
    std::string body;  // of the API's
    std::int64_t status = 0;
};

class EmulatorClient {
  public:
    // Keeps everything in the folder `directory`, which it makes.
    explicit EmulatorClient(const std::filesystem::path& directory);

    // "127.0.0.1:PORT" of the fax service.
    const std::string& api() const { return api_; }
    const std::string& certificateAuthority() const { return certificateAuthority_; }
    const std::string& appKey() const { return appKey_; }
    const std::string& appSecret() const { return appSecret_; }
    // A token that is valid for as long as the settings say.
    const std::string& token() const { return token_; }

    // What has been created, in order, sent or not.
    std::vector<ReceivedFax> faxes() const;

    // How many faxes each number was sent; numbers that only stand in faxes that were created have 0.
    std::map<std::string, int> faxesByNumber() const;

    // Waits until so many faxes are sent, and gives all. Throws std::runtime_error after 30 seconds.
    std::vector<ReceivedFax> waitForFaxes(int count) const;

    // Everything that the fax service and its store were asked, in order.
    std::vector<SeenRequest> requests() const;

    // The requests with this method whose target begins so.
    std::vector<SeenRequest> requests(const std::string& method, const std::string& target) const;

    // `json` is an object as the emulator's interface describes it.
    void changeSettings(const std::string& json) const;
    void orderFault(const std::string& json) const;
    // From now on all goes well.
    void clearFaults() const;
    void revokeTokens() const;

  private:
    std::string get(const char* target) const;
    void post(const char* target, const std::string& body) const;

    ChildProcess process_;
    std::string api_;
    int inboxPort_ = 0;
    std::string certificateAuthority_;
    std::string appKey_;
    std::string appSecret_;
    std::string token_;
};

}  // namespace voipnow::end_to_end
