// HttpsClient: one HTTPS request at a time, by libcurl.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Guarantees: HTTPS only, TLS 1.2 or newer, certificates verified; no redirects; every request on a
// connection of its own, so that libcurl never repeats one by itself and nothing of one host can reach
// another; no header beyond those given, Host and Content-Length; an answer of at most kLargestAnswer bytes;
// an end to every request: a connection that stands still, or takes longer than its size allows, is given up.
// Not here: what an answer's status means. Every answer of the server is a result; only its absence is an
// error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "backend/job_error.hpp"
#include "backend/temporary_file.hpp"

namespace voipnow {

inline constexpr std::size_t kLargestAnswer = std::size_t{1} << 20;

struct HttpsAnswer {
    int status = 0;
    std::string body;
};

// No answer came. The job may be tried again later.
class NoAnswer : public JobError {
  public:
    NoAnswer(const std::string& sentence, bool mayHaveArrived)
        : JobError(JobEnd::kRetriedLater, sentence), mayHaveArrived_(mayHaveArrived) {}

    // Whether the server may have received all of the request. False is certain, true is not.
    bool mayHaveArrived() const { return mayHaveArrived_; }

  private:
    bool mayHaveArrived_;
};

class HttpsClient {
  public:
    struct Trust {
        std::string authorities;  // PEM; empty: those of the system. Otherwise these and no others.
        std::string proxy;        // URL of an HTTP proxy, or empty
    };
    // Says of the address that was found for a host whether it may be connected to; null for every address.
    using AddressGuard = std::function<bool(const std::string& address)>;

    explicit HttpsClient(Trust trust) : trust_(std::move(trust)) {}

    // `headers` are whole lines, "Name: value". Throws NoAnswer.
    HttpsAnswer post(const std::string& url, const std::vector<std::string>& headers,
                     const std::string& body) const;

    // Sends the whole file from its first byte, with its size as Content-Length. Throws NoAnswer; JobError
    // kHeld when the file gives other bytes than its size.
    HttpsAnswer put(const std::string& url, const std::vector<std::string>& headers, TemporaryFile& file,
                    const AddressGuard& guard) const;

  private:
    Trust trust_;
};

}  // namespace voipnow
