// HttpsClient: one HTTPS request at a time, by libcurl.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Guarantees: HTTPS only, TLS 1.2 or newer, certificates verified; no redirects; every request on a
// connection of its own, so that libcurl never repeats one by itself and nothing of one host can reach
// another; no header beyond those given, Host and Content-Length; an answer of at most kLargestAnswer bytes;
// an end to every request: a connection on which nothing comes, and nothing is acknowledged, for the timeout, or that
// takes longer than its size allows, is given up. Threads may send requests at the same time, also of the same file.
// Not here: what an answer's status means. Every answer of the server is a result; only its absence is an
// error.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "backend/job_error.hpp"
#include "backend/temporary_file.hpp"

namespace voipnow {

inline constexpr std::size_t kLargestAnswer = std::size_t{1} << 20;

inline constexpr std::chrono::seconds kUsualTimeout{30};

struct HttpsAnswer {
    int status = 0;
    std::string body;
    std::chrono::seconds retryAfter{
        0};                 // of the header Retry-After, at most six hours; 0 where there is none
    std::int64_t date = 0;  // of the header Date, seconds since 1970; 0 where there is none
};

// How far one comes with a server, without asking anything of it.
struct ServerLook {
    enum class Reached { kNoAddress, kNoConnection, kNoTrust, kNoAnswer, kAll };
    Reached reached = Reached::kNoAddress;
    std::string sentence;              // why not further; empty with kAll
    std::string address;               // that was connected to
    std::int64_t date = 0;             // of the header Date, seconds since 1970; 0 where there is none
    std::int64_t certificateEnds = 0;  // seconds since 1970; 0 where that is not known
};

// No answer came, or one that says to try again later.
class NoAnswer : public JobError {
  public:
    NoAnswer(const std::string& sentence, bool mayHaveArrived,
             std::chrono::seconds retryAfter = std::chrono::seconds(0), Waits waits = Waits::kForItsOwner)
        : JobError(JobEnd::kRetriedLater, sentence, waits),
          mayHaveArrived_(mayHaveArrived),
          retryAfter_(retryAfter) {}

    // Whether the server may have received all of the request. False is certain, true is not.
    bool mayHaveArrived() const { return mayHaveArrived_; }

    // For how long the server wants to be left alone; 0: it does not say.
    std::chrono::seconds retryAfter() const { return retryAfter_; }

  private:
    bool mayHaveArrived_;
    std::chrono::seconds retryAfter_;
};

class HttpsClient {
  public:
    struct Route {
        std::string authorities;  // PEM; empty: those of the system. Otherwise these and no others.
        std::string proxy;        // URL of an HTTP proxy, or empty
        std::chrono::seconds timeout = kUsualTimeout;  // for a connection that stands still
    };
    // Says of the address that was found for a host whether it may be connected to; null for every address.
    using AddressGuard = std::function<bool(const std::string& address)>;

    // How many bytes of the file the other side has so far, about; called often, by the thread that sends.
    using Progress = std::function<void(std::uint64_t)>;

    // The first one sets libcurl up, which takes a while: to be made before threads are, and while there is time.
    explicit HttpsClient(Route route);

    // `headers` are whole lines, "Name: value". Throws NoAnswer.
    HttpsAnswer post(const std::string& url, const std::vector<std::string>& headers,
                     const std::string& body) const;

    // Sends the whole file from its first byte, with its size as Content-Length. Throws NoAnswer; JobError
    // kHeld when the file gives other bytes than its size.
    HttpsAnswer put(const std::string& url, const std::vector<std::string>& headers,
                    const TemporaryFile& file, const AddressGuard& guard,
                    const Progress& progress = nullptr) const;

    // Asks for the head of the page at `url`; whatever the server answers is an answer.
    ServerLook look(const std::string& url) const;

    // How far this machine's clock is ahead of that of the last server that was posted to and told the time; 0 before.
    std::chrono::seconds clockAhead() const { return std::chrono::seconds(clockAhead_); }

  private:
    Route route_;
    mutable std::atomic<std::int64_t> clockAhead_{0};
};

}  // namespace voipnow
