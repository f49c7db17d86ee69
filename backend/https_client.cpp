// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/https_client.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <memory>
#include <utility>

#if __has_include(<linux/sockios.h>)
#include <linux/sockios.h>
#endif

#include "backend/local_time.hpp"

namespace voipnow {
namespace {

constexpr curl_off_t kLongestRetryAfter = 21'600;  // six hours, as libcurl itself since 8.13
constexpr std::uint64_t kSlowestUpload = 8192;     // bytes in a second, on average

// libcurl wants its library set up before the first thread; once for the process.
class CurlLibrary {
  public:
    CurlLibrary() { curl_global_init(CURL_GLOBAL_DEFAULT); }
    ~CurlLibrary() { curl_global_cleanup(); }
    CurlLibrary(const CurlLibrary&) = delete;
    CurlLibrary& operator=(const CurlLibrary&) = delete;
};

class HeaderList {
  public:
    explicit HeaderList(const std::vector<std::string>& headers) {
        for (const std::string& header : headers) {
            add(header.c_str());
        }
        // "Name:" takes off what libcurl adds by itself.
        add("Accept:");
        add("Expect:");
        if (!has(headers, "content-type:")) {
            add("Content-Type:");
        }
    }
    ~HeaderList() { curl_slist_free_all(list_); }
    HeaderList(const HeaderList&) = delete;
    HeaderList& operator=(const HeaderList&) = delete;

    curl_slist* get() const { return list_; }

  private:
    void add(const char* header) { list_ = curl_slist_append(list_, header); }
    static bool has(const std::vector<std::string>& headers, std::string_view name) {
        return std::any_of(headers.begin(), headers.end(), [name](const std::string& header) {
            return header.size() >= name.size() &&
                   curl_strnequal(header.c_str(), name.data(), name.size()) != 0;
        });
    }

    curl_slist* list_ = nullptr;
};

std::string addressText(const sockaddr* address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* bytes = nullptr;
    if (address->sa_family == AF_INET) {
        bytes = &reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
    } else if (address->sa_family == AF_INET6) {
        bytes = &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
    } else {
        return {};
    }
    inet_ntop(address->sa_family, bytes, text.data(), text.size());
    return text.data();
}

// Bytes that the kernel took and the other side has not acknowledged: on a slow line that can be much of a fax. 0 where
// the system does not tell.
curl_off_t bytesOnTheWay([[maybe_unused]] curl_socket_t socket) {
    int bytes = 0;
#ifdef SIOCOUTQ
    ::ioctl(socket, SIOCOUTQ, &bytes);
#endif
    return bytes;
}

// Whether a transfer stands still. libcurl's own measure (CURLOPT_LOW_SPEED_TIME) is an average, which notices the end
// of a fast upload late, and takes what lies in the kernel for sent.
class Standstill {
  public:
    explicit Standstill(std::chrono::seconds longest) : longest_(longest) {}

    // `bytes` came or arrived so far. Before the first one it is connecting, which has a limit of its own.
    bool isOver(curl_off_t bytes) {
        const auto now = std::chrono::steady_clock::now();
        if (bytes != bytes_ || bytes <= 0) {
            bytes_ = bytes;
            since_ = now;
        }
        return now - since_ > longest_;
    }

  private:
    std::chrono::seconds longest_;
    curl_off_t bytes_ = 0;
    std::chrono::steady_clock::time_point since_;
};

class Request {
  public:
    Request(std::string url, const std::vector<std::string>& headers, const HttpsClient::Route& route)
        : headers_(headers),
          url_(std::move(url)),
          standstillSeconds_(static_cast<long>(route.timeout.count())),
          standstill_(route.timeout) {
        handle_.reset(curl_easy_init());
        if (!handle_) {
            throw JobError(JobEnd::kRetriedLater, "libcurl cannot be started.");
        }
        set(CURLOPT_URL, url_.c_str());
        set(CURLOPT_HTTPHEADER, headers_.get());
        set(CURLOPT_PATH_AS_IS, 1L);
        set(CURLOPT_ERRORBUFFER, error_.data());
        set(CURLOPT_NOSIGNAL, 1L);
        allowOnlyHttps();
        set(CURLOPT_FOLLOWLOCATION, 0L);
        set(CURLOPT_FRESH_CONNECT, 1L);
        set(CURLOPT_FORBID_REUSE, 1L);
        set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        set(CURLOPT_CONNECTTIMEOUT, standstillSeconds_);
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, &Request::onProgress);
        set(CURLOPT_XFERINFODATA, this);
        set(CURLOPT_OPENSOCKETFUNCTION, &Request::onSocket);
        set(CURLOPT_OPENSOCKETDATA, this);
        set(CURLOPT_CLOSESOCKETFUNCTION, &Request::onSocketClosed);
        set(CURLOPT_CLOSESOCKETDATA, this);
        set(CURLOPT_TIMEOUT, 2 * standstillSeconds_);  // connecting, then answering
        set(CURLOPT_PROXY, route.proxy.c_str());       // empty: none, whatever the environment says
        trustOnly(route.authorities);
        set(CURLOPT_WRITEFUNCTION, &Request::onBody);
        set(CURLOPT_WRITEDATA, this);
        set(CURLOPT_HEADERFUNCTION, &Request::onHeader);
        set(CURLOPT_HEADERDATA, this);
    }

    void sendText(const std::string& body) {
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
        set(CURLOPT_POSTFIELDS, body.c_str());
    }

    void sendFile(const TemporaryFile& file) {
        file_ = &file;
        size_ = file.size();
        left_ = size_;
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(left_));
        set(CURLOPT_READFUNCTION, &Request::onRead);
        set(CURLOPT_READDATA, this);
        set(CURLOPT_TIMEOUT, 2 * standstillSeconds_ + static_cast<long>(left_ / kSlowestUpload));
    }

    void tell(const HttpsClient::Progress& progress) { progress_ = &progress; }

    void guardAddress(const HttpsClient::AddressGuard& guard) { guard_ = &guard; }

    ServerLook look() {
        set(CURLOPT_NOBODY, 1L);
        set(CURLOPT_CERTINFO, 1L);
        const CURLcode result = curl_easy_perform(handle_.get());
        ServerLook seen{reachedWith(result), "", "", answer_.date, certificateEnd()};
        if (result != CURLE_OK) {
            seen.sentence = sentence(result);
        }
        const char* address = nullptr;
        if (curl_easy_getinfo(handle_.get(), CURLINFO_PRIMARY_IP, &address) == CURLE_OK &&
            address != nullptr) {
            seen.address = address;
        }
        return seen;
    }

    HttpsAnswer perform() {
        const CURLcode result = curl_easy_perform(handle_.get());
        if (fileFault_) {
            throw JobError(JobEnd::kHeld,
                           "The fax pages could not be read back from disk. Release the job to try "
                           "again.");
        }
        if (!refusedAddress_.empty()) {
            throw JobError(JobEnd::kHeld,
                           "The service wants the pages sent to " + hostOfUrl() + ", which is at " +
                               refusedAddress_ +
                               ", an address of a private network; nothing was sent there. If it is "
                               "your own store, list it in voipnow.conf: upload-hosts = " +
                               hostOfUrl());
        }
        if (result != CURLE_OK) {
            throw NoAnswer(sentence(result), mayHaveArrived(result), std::chrono::seconds(0),
                           file_ == nullptr ? Waits::kUntilItIsMended : Waits::kForItsOwner);
        }
        long status = 0;
        curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
        answer_.status = static_cast<int>(status);
        // A refusal need not wait for the rest, but nobody can have stored what was not sent.
        if (status < 300 && left_ > 0) {
            throw NoAnswer(hostOfUrl() + " answers before it has all of the pages.", false);
        }
        curl_off_t retryAfter = 0;  // of a date, too
        curl_easy_getinfo(handle_.get(), CURLINFO_RETRY_AFTER, &retryAfter);
        answer_.retryAfter = std::chrono::seconds(std::clamp<curl_off_t>(retryAfter, 0, kLongestRetryAfter));
        return std::move(answer_);
    }

  private:
    template <typename Value>
    void set(CURLoption option, Value value) {
        if (curl_easy_setopt(handle_.get(), option, value) != CURLE_OK) {
            throw JobError(JobEnd::kRetriedLater, "libcurl does not take a setting; a newer one is needed.");
        }
    }

    void allowOnlyHttps() {
#if LIBCURL_VERSION_NUM >= 0x075500
        set(CURLOPT_PROTOCOLS_STR, "https");
#else
        set(CURLOPT_PROTOCOLS, static_cast<long>(CURLPROTO_HTTPS));
#endif
    }

    void trustOnly(const std::string& authorities) {
        if (authorities.empty()) {
            return;
        }
        curl_blob blob{};
        blob.data = const_cast<char*>(authorities.data());  // NOLINT: libcurl copies it (CURL_BLOB_COPY)
        blob.len = authorities.size();
        blob.flags = CURL_BLOB_COPY;
        set(CURLOPT_CAINFO_BLOB, &blob);
        // The blob alone adds to the system's folder of authorities; it shall replace it.
        set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    }

    static ServerLook::Reached reachedWith(CURLcode result) {
        switch (result) {
            case CURLE_OK:
                return ServerLook::Reached::kAll;
            case CURLE_COULDNT_RESOLVE_PROXY:
            case CURLE_COULDNT_RESOLVE_HOST:
                return ServerLook::Reached::kNoAddress;
            case CURLE_COULDNT_CONNECT:
            case CURLE_OPERATION_TIMEDOUT:
                return ServerLook::Reached::kNoConnection;
            case CURLE_PEER_FAILED_VERIFICATION:
            case CURLE_SSL_CONNECT_ERROR:
                return ServerLook::Reached::kNoTrust;
            default:
                return ServerLook::Reached::kNoAnswer;
        }
    }

    // The server's own certificate is the first of its chain.
    std::int64_t certificateEnd() const {
        curl_certinfo* chain = nullptr;
        if (curl_easy_getinfo(handle_.get(), CURLINFO_CERTINFO, &chain) != CURLE_OK || chain == nullptr ||
            chain->num_of_certs < 1) {
            return 0;
        }
        constexpr std::string_view kEnd = "Expire date:";
        for (const curl_slist* line = chain->certinfo[0]; line != nullptr; line = line->next) {
            const std::string_view text = line->data;
            if (text.starts_with(kEnd)) {
                return std::max<std::int64_t>(curl_getdate(line->data + kEnd.size(), nullptr), 0);
            }
        }
        return 0;
    }

    bool mayHaveArrived(CURLcode result) const {
        switch (result) {
            case CURLE_URL_MALFORMAT:
            case CURLE_UNSUPPORTED_PROTOCOL:
            case CURLE_COULDNT_RESOLVE_PROXY:
            case CURLE_COULDNT_RESOLVE_HOST:
            case CURLE_COULDNT_CONNECT:
            case CURLE_SSL_CONNECT_ERROR:
            case CURLE_PEER_FAILED_VERIFICATION:
                return false;
            default:
                return left_ == 0;
        }
    }

    std::string hostOfUrl() const {
        std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parts(curl_url(), &curl_url_cleanup);
        char* host = nullptr;
        if (curl_url_set(parts.get(), CURLUPART_URL, url_.c_str(), 0) == CURLUE_OK) {
            curl_url_get(parts.get(), CURLUPART_HOST, &host, 0);
        }
        std::string text = host != nullptr ? host : "the service";
        curl_free(host);
        return text;
    }

    std::string sentence(CURLcode result) const {
        const std::string detail = error_[0] != '\0' ? error_.data() : curl_easy_strerror(result);
        if (result == CURLE_PEER_FAILED_VERIFICATION && isCertificateOutOfTime()) {
            return "The certificate of " + hostOfUrl() +
                   " is not trusted at the time that this machine has, " +
                   localTime(std::time(nullptr), "%Y-%m-%d %H:%M") + " (" + detail +
                   "). Set the clock where that is wrong; else the certificate has to be renewed.";
        }
        if (result == CURLE_PEER_FAILED_VERIFICATION) {
            return "The certificate of " + hostOfUrl() + " is not trusted (" + detail +
                   "). Check the host, or set ca-file in voipnow.conf.";
        }
        if (result == CURLE_COULDNT_RESOLVE_HOST) {
            return "The host " + hostOfUrl() +
                   " is not found (DNS). Check the host in the device URI of the printer, and the name "
                   "servers of this machine.";
        }
        if (tooLarge_) {
            return hostOfUrl() + " sends an answer that is too large.";
        }
        if (result == CURLE_ABORTED_BY_CALLBACK) {
            return hostOfUrl() + " does not answer (nothing came or went for " +
                   std::to_string(standstillSeconds_) + " s).";
        }
        return hostOfUrl() + " does not answer (" + detail + ").";
    }

    static int onProgress(void* self, curl_off_t /*toLoad*/, curl_off_t loaded, curl_off_t /*toSend*/,
                          curl_off_t sent) {
        auto& request = *static_cast<Request*>(self);
        curl_off_t onTheWay = 0;
        for (const curl_socket_t socket : request.sockets_) {
            onTheWay += bytesOnTheWay(socket);
        }
        if (request.progress_ != nullptr && *request.progress_) {
            (*request.progress_)(static_cast<std::uint64_t>(std::max<curl_off_t>(sent - onTheWay, 0)));
        }
        return request.standstill_.isOver(loaded + sent - onTheWay) ? 1 : 0;
    }

    bool isCertificateOutOfTime() const {
        constexpr long kNotYetValid = 9;  // X509_V_ERR_CERT_NOT_YET_VALID of OpenSSL
        constexpr long kExpired = 10;     // X509_V_ERR_CERT_HAS_EXPIRED
        long verified = 0;
        curl_easy_getinfo(handle_.get(), CURLINFO_SSL_VERIFYRESULT, &verified);
        return verified == kNotYetValid || verified == kExpired;
    }

    static std::size_t onBody(char* bytes, std::size_t size, std::size_t count, void* self) {
        auto& request = *static_cast<Request*>(self);
        const std::size_t length = size * count;
        if (request.answer_.body.size() + length > kLargestAnswer) {
            request.tooLarge_ = true;
            return 0;
        }
        request.answer_.body.append(bytes, length);
        return length;
    }

    static std::size_t onHeader(char* bytes, std::size_t size, std::size_t count, void* self) {
        auto& request = *static_cast<Request*>(self);
        constexpr std::string_view kDate = "date:";
        if (size * count > kDate.size() && curl_strnequal(bytes, kDate.data(), kDate.size()) != 0) {
            const std::string when(bytes + kDate.size(), size * count - kDate.size());
            request.answer_.date = std::max<std::int64_t>(curl_getdate(when.c_str(), nullptr), 0);
        }
        request.headerBytes_ += size * count;
        request.tooLarge_ = request.headerBytes_ > kLargestAnswer;
        return request.tooLarge_ ? 0 : size * count;
    }

    // Never more than was announced: libcurl would put it on the wire.
    static std::size_t onRead(char* buffer, std::size_t size, std::size_t count, void* self) {
        auto& request = *static_cast<Request*>(self);
        const std::size_t wanted = std::min<std::uint64_t>(size * count, request.left_);
        const std::size_t got = request.file_->readAt(request.size_ - request.left_,
                                                      {reinterpret_cast<std::byte*>(buffer), wanted});
        if (got == 0 && wanted > 0) {
            request.fileFault_ = true;
            return CURL_READFUNC_ABORT;
        }
        request.left_ -= got;
        return got;
    }

    static curl_socket_t onSocket(void* self, curlsocktype /*purpose*/, curl_sockaddr* address) {
        auto& request = *static_cast<Request*>(self);
        const std::string text = addressText(&address->addr);
        if (request.guard_ != nullptr && !(*request.guard_)(text)) {
            request.refusedAddress_ = text;
            return CURL_SOCKET_BAD;
        }
        const int opened = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
        if (opened >= 0) {
            request.sockets_.push_back(opened);
        }
        return opened;
    }

    static int onSocketClosed(void* self, curl_socket_t socket) {
        auto& request = *static_cast<Request*>(self);
        request.sockets_.erase(std::remove(request.sockets_.begin(), request.sockets_.end(), socket),
                               request.sockets_.end());
        return ::close(socket);
    }

    struct Cleanup {
        void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    };
    HeaderList headers_;
    std::string url_;
    std::array<char, CURL_ERROR_SIZE> error_{};
    // Two for a moment where a host has two kinds of addresses. Before the handle, which closes them at its end.
    std::vector<curl_socket_t> sockets_;
    std::unique_ptr<CURL, Cleanup> handle_;
    HttpsAnswer answer_;
    std::size_t headerBytes_ = 0;
    bool tooLarge_ = false;
    long standstillSeconds_;
    Standstill standstill_;
    const TemporaryFile* file_ = nullptr;
    std::uint64_t size_ = 0;  // of the file, as it was announced
    std::uint64_t left_ = 0;  // bytes of the file that libcurl has not yet taken
    bool fileFault_ = false;
    const HttpsClient::AddressGuard* guard_ = nullptr;
    std::string refusedAddress_;
    const HttpsClient::Progress* progress_ = nullptr;
};

}  // namespace

HttpsClient::HttpsClient(Route route) : route_(std::move(route)) {
    static const CurlLibrary library;
}

HttpsAnswer HttpsClient::post(const std::string& url, const std::vector<std::string>& headers,
                              const std::string& body) const {
    Request request(url, headers, route_);
    request.sendText(body);
    HttpsAnswer answer = request.perform();
    if (answer.date > 0) {
        clockAhead_ = std::time(nullptr) - answer.date;
    }
    return answer;
}

ServerLook HttpsClient::look(const std::string& url) const {
    return Request(url, {}, route_).look();
}

HttpsAnswer HttpsClient::put(const std::string& url, const std::vector<std::string>& headers,
                             const TemporaryFile& file, const AddressGuard& guard,
                             const Progress& progress) const {
    Request request(url, headers, route_);
    request.sendFile(file);
    request.tell(progress);
    // Behind a proxy only the proxy's address is seen here.
    if (guard && route_.proxy.empty()) {
        request.guardAddress(guard);
    }
    return request.perform();
}

}  // namespace voipnow
