// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/upload_hosts.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

struct Network4 {
    std::uint32_t address;
    unsigned bits;
};

constexpr std::uint32_t ip(unsigned a, unsigned b, unsigned c, unsigned d) {
    return (a << 24) | (b << 16) | (c << 8) | d;
}

// https://www.iana.org/assignments/iana-ipv4-special-registry, and multicast.
constexpr std::array<Network4, 14> kSpecial4{{
    {ip(0, 0, 0, 0), 8},
    {ip(10, 0, 0, 0), 8},
    {ip(100, 64, 0, 0), 10},
    {ip(127, 0, 0, 0), 8},
    {ip(169, 254, 0, 0), 16},
    {ip(172, 16, 0, 0), 12},
    {ip(192, 0, 0, 0), 24},
    {ip(192, 0, 2, 0), 24},
    {ip(192, 168, 0, 0), 16},
    {ip(198, 18, 0, 0), 15},
    {ip(198, 51, 100, 0), 24},
    {ip(203, 0, 113, 0), 24},
    {ip(192, 88, 99, 0), 24},
    {ip(224, 0, 0, 0), 3},
}};

bool isPublic4(std::uint32_t address) {
    return std::none_of(kSpecial4.begin(), kSpecial4.end(), [address](const Network4& network) {
        return (address ^ network.address) >> (32U - network.bits) == 0;
    });
}

// Only 2000::/3 is given out for the internet; within it some blocks are special.
bool isPublic6(const std::array<std::uint8_t, 16>& address) {
    const unsigned first = (static_cast<unsigned>(address[0]) << 8) | address[1];
    const unsigned second = (static_cast<unsigned>(address[2]) << 8) | address[3];
    const bool isGlobal = (first & 0xE000U) == 0x2000U;
    const bool isProtocolBlock = first == 0x2001U && second < 0x0200U;  // Teredo, benchmarking, ORCHID
    const bool isDocumentation =
        (first == 0x2001U && second == 0x0DB8U) || (first == 0x3FFFU && second < 0x1000U);
    const bool is6to4 = first == 0x2002U;
    return isGlobal && !isProtocolBlock && !isDocumentation && !is6to4;
}

std::string part(const CURLU* url, CURLUPart which, unsigned flags) {
    char* text = nullptr;
    if (curl_url_get(const_cast<CURLU*>(url), which, &text, flags) != CURLUE_OK) {  // NOLINT: older libcurl
        return {};
    }
    std::string copy(text);
    curl_free(text);
    std::transform(copy.begin(), copy.end(), copy.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return copy;
}

bool matches(const std::string& entry, const std::string& host, const std::string& port) {
    if (entry.starts_with("*.")) {
        return std::string_view(host).ends_with(std::string_view(entry).substr(1));
    }
    return entry == host || entry == host + ':' + port;
}

}  // namespace

void UploadHosts::check(const std::string& url) const {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parts(curl_url(), &curl_url_cleanup);
    if (curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
        throw JobError(JobEnd::kHeld,
                       "The service names a place to upload to that is no URL; nothing was sent.");
    }
    const std::string host = part(parts.get(), CURLUPART_HOST, 0);
    const std::string port = part(parts.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    const bool found = std::any_of(listed_.begin(), listed_.end(),
                                   [&](const std::string& entry) { return matches(entry, host, port); });
    if (!listed_.empty() && !found) {
        throw JobError(JobEnd::kHeld,
                       "The service wants the pages sent to " + host +
                           ", which upload-hosts in voipnow.conf does not list; nothing was sent "
                           "there. If that is right, add it, then release the job.");
    }
}

bool UploadHosts::allowsAddress(const std::string& address) const {
    return !listed_.empty() || isPublicAddress(address);
}

bool isPublicAddress(const std::string& address) {
    in_addr four{};
    if (inet_pton(AF_INET, address.c_str(), &four) == 1) {
        return isPublic4(ntohl(four.s_addr));
    }
    std::array<std::uint8_t, 16> six{};
    return inet_pton(AF_INET6, address.c_str(), six.data()) == 1 && isPublic6(six);
}

}  // namespace voipnow
