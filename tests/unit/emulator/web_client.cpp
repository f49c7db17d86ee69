// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/emulator/web_client.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <memory>
#include <stdexcept>

namespace voipnow::emulator {

namespace {

constexpr long kLimit = 30;

struct Cleanup {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t append(const char* data, std::size_t size, std::size_t count, void* text) {
    static_cast<std::string*>(text)->append(data, size * count);
    return size * count;
}

struct Source {
    const std::string& bytes;
    std::size_t given = 0;
};

std::size_t give(char* into, std::size_t size, std::size_t count, void* from) {
    auto& source = *static_cast<Source*>(from);
    const std::size_t part = source.bytes.copy(into, size * count, source.given);
    source.given += part;
    return part;
}

}  // namespace

WebAnswer send(const WebRequest& request) {
    // libcurl leaves it to its caller that a server which breaks off the connection does not end the process.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    const std::unique_ptr<CURL, Cleanup> handle(curl_easy_init());
    CURL* curl = handle.get();
    WebAnswer answer;
    curl_slist* list = request.chunked ? curl_slist_append(nullptr, "Transfer-Encoding: chunked") : nullptr;
    list = curl_slist_append(list, "Expect:");
    for (const auto& header : request.headers) {
        list = curl_slist_append(list, header.c_str());
    }
    const std::unique_ptr<curl_slist, Cleanup> headers(list);
    Source source{*request.body};
    curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, kLimit);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
    curl_easy_setopt(curl, CURLOPT_CAINFO, request.caFile.empty() ? "/dev/null" : request.caFile.c_str());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer.headers);
    if (request.body) {
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
        curl_easy_setopt(curl, CURLOPT_READDATA, &source);
        if (!request.chunked) {
            curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request.body->size()));
        }
    }
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    answer.curlCode = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
    return answer;
}

RawConnection::RawConnection(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval limit{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
        ::close(socket_);
        throw std::runtime_error("no connection to port " + std::to_string(port));
    }
}

RawConnection::~RawConnection() {
    ::close(socket_);
}

void RawConnection::write(const std::string& bytes) const {
    if (::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size())) {
        throw std::runtime_error("the connection takes no more bytes");
    }
}

void RawConnection::finish() const {
    ::shutdown(socket_, SHUT_WR);
}

std::optional<std::string> RawConnection::readToEnd() const {
    std::string all;
    std::array<char, 4096> part{};
    for (;;) {
        const ssize_t count = ::recv(socket_, part.data(), part.size(), 0);
        if (count == 0) {
            return all;
        }
        if (count < 0) {
            return std::nullopt;
        }
        all.append(part.data(), static_cast<std::size_t>(count));
    }
}

}  // namespace voipnow::emulator
