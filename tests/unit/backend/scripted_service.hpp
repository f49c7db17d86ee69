// ScriptedService: a fax service and its store in the test's own process, which answers as the test says.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// It speaks HTTPS on loopback, by the servers of the emulator. A create is taken and an upload is stored, unless the test
// answers in their place. The test is asked while the caller waits, from a thread of the service: it can look at the
// journal as it is at that moment. Which calls came is noted before the test is asked.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tests/emulator/http_server.hpp"
#include "tests/emulator/throwaway_ca.hpp"

namespace voipnow {

struct UploadCall {
    std::string path;  // "/store/101/1": the first file of the fax 101
    std::string bytes;

    bool operator==(const UploadCall&) const = default;
};

class ScriptedService {
  public:
    using Answer = std::optional<emulator::HttpAnswer>;  // nothing: as usual

    ScriptedService();
    ~ScriptedService() { server_.stop(); }
    ScriptedService(const ScriptedService&) = delete;
    ScriptedService& operator=(const ScriptedService&) = delete;

    // To be set while no call is under way.
    std::function<Answer(const std::vector<std::string>& recipients)> onCreate;
    std::function<Answer(const UploadCall&)> onUpload;

    std::string address() const { return server_.address(); }
    std::string authorities() const { return ca_.pem(); }

    // A URL of its store. It lives ten minutes.
    std::string urlFor(const std::string& path) const;

    // The recipients of all creates and the paths of all uploads, in the order in which they came: "111 222", "/store/101/1".
    std::vector<std::string> calls() const;
    // The last bytes that were stored for each path.
    std::map<std::string, std::string> stored() const;

  private:
    emulator::HttpAnswer answer(emulator::HttpExchange& exchange);
    emulator::HttpAnswer create(const std::string& body);
    emulator::HttpAnswer upload(const UploadCall& call);
    void note(const std::string& call);

    const emulator::ThrowawayCa ca_;
    emulator::HttpServer server_;
    mutable std::mutex mutex_;
    std::vector<std::string> calls_;
    std::map<std::string, std::string> stored_;
    int lastId_ = 100;
};

// Answers of the service and its store that are none of success.
emulator::HttpAnswer refusedRecipients();
emulator::HttpAnswer storeError(int status, const std::string& code, const std::string& message);

}  // namespace voipnow
