// Credentials: what a request to the service proves its right with.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// In this order, whichever is configured (backend/configuration.hpp):
//   token                 a fixed access token
//   cookie + xsrf-token   a session of the PBX's web pages
//   app-key + app-secret  an App that the PBX trusts: an access token from https://HOST/oauth/token.php,
//                         kept in state-dir until shortly before its end, so that not every job asks for one
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "backend/configuration.hpp"
#include "backend/device_uri.hpp"
#include "backend/https_client.hpp"

namespace voipnow {

class Credentials {
  public:
    // `client` must outlive this object. Threads may ask at the same time; they take turns. JobError kQueueStopped when
    // nothing or only half is configured.
    Credentials(const Settings& settings, const DeviceUri& device, const HttpsClient& client);

    // The header lines for a request. JobError kQueueStopped when the PBX does not take App key and secret,
    // as the HttpsClient says when it does not answer.
    std::vector<std::string> headers();

    // After a 401 to these headers: true when headers() gives other ones now that are worth one more try.
    bool renew(const std::vector<std::string>& refused);

  private:
    std::vector<std::string> headersNow();
    std::string accessToken();
    std::string requestToken();
    std::filesystem::path cacheFile() const;
    std::string cachedToken() const;
    void cacheToken(const std::string& token, long lifetimeSeconds) const;

    const Settings& settings_;
    const DeviceUri& device_;
    const HttpsClient& client_;
    bool usesApp_ = false;
    std::mutex turn_;
    std::string token_;  // of the App, once it is known
};

}  // namespace voipnow
