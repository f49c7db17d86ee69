// Presigned URLs: makes them for the object store and checks requests for them as strictly as AWS S3 does.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A URL lets whoever has it do one request until it ends. The request may have more headers than those that
// are signed, but none that begins with x-amz-. Refusals have the status, code and words of S3. Source:
// "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)" and "Error Responses" of the
// Amazon S3 API reference.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "tests/emulator/http_message.hpp"
#include "tests/emulator/url_signature.hpp"

namespace voipnow::emulator {

struct UrlToSign {
    std::string method = "PUT";
    std::string host;                    // HOST or HOST:PORT, as the Host header will say it
    std::string path;                    // begins with '/', percent-encoded already
    std::vector<HeaderField> headers;    // to be sent with exactly these values, besides Host
    std::chrono::seconds lifetime{600};  // 0: ended from the start
    std::chrono::system_clock::time_point signedAt;
};

// Gives "https://HOST/PATH?X-Amz-…".
std::string presignedUrl(const UrlToSign& url, const StoreKey& key);

// An error answer of the store.
struct StoreError {
    int status = 403;
    std::string code;
    std::string message;
};

// Gives the reason why the request may not touch the object that its URL names, or nothing when it may.
std::optional<StoreError> refusal(const HttpHead& request, const StoreKey& key,
                                  std::chrono::system_clock::time_point now);

}  // namespace voipnow::emulator
