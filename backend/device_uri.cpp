// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/device_uri.hpp"

#include <cups/http.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <vector>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

constexpr int kHttpsPort = 443;
constexpr std::string_view kScheme = "voipnow";
constexpr std::string_view kExtensionCharacters = "0123456789*";
constexpr std::string_view kIdCharacters =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._-";

[[noreturn]] void refuse(const std::string& uri, const std::string& why) {
    throw JobError(JobEnd::kQueueStopped,
                   "The device URI " + uri + " " + why +
                       ". It has to be voipnow://HOST[:PORT]/USER/EXTENSION, for example "
                       "voipnow://pbx.example.com/@me/0003*210: modify the printer.");
}

std::vector<std::string> segmentsOf(std::string_view path) {
    std::vector<std::string> segments;
    while (!path.empty()) {
        path.remove_prefix(1);  // the slash
        const std::size_t length = std::min(path.find('/'), path.size());
        segments.emplace_back(path.substr(0, length));
        path.remove_prefix(length);
    }
    if (!segments.empty() && segments.back().empty()) {
        segments.pop_back();  // a slash at the end says nothing
    }
    return segments;
}

bool consistsOf(std::string_view text, std::string_view allowed) {
    return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

}  // namespace

std::string DeviceUri::authority() const {
    const std::string name = host.find(':') == std::string::npos ? host : '[' + host + ']';
    return port == kHttpsPort ? name : name + ':' + std::to_string(port);
}

std::string DeviceUri::createFaxesUrl() const {
    return "https://" + authority() + "/uapi/faxes/" + user + '/' + extension;
}

DeviceUri parseDeviceUri(const std::string& uri) {
    std::array<char, 32> scheme{};
    std::array<char, 256> login{};
    std::array<char, 256> host{};
    std::array<char, 1024> resource{};
    int port = 0;
    const http_uri_status_t status =
        httpSeparateURI(HTTP_URI_CODING_ALL, uri.c_str(), scheme.data(), scheme.size(), login.data(),
                        login.size(), host.data(), host.size(), &port, resource.data(), resource.size());
    if (status < HTTP_URI_STATUS_OK) {
        refuse(uri, std::string("cannot be read (") + httpURIStatusString(status) + ")");
    }
    if (scheme.data() != kScheme) {
        refuse(uri, "does not begin with voipnow://");
    }
    if (login[0] != '\0') {
        refuse(uri, "has a login in it; the credentials belong into voipnow.conf");
    }
    if (host[0] == '\0') {
        refuse(uri, "names no host");
    }
    if (port < 0 || port > 65535) {
        refuse(uri, "has an impossible port");
    }
    const std::string_view path = resource.data();
    if (uri.find('?') != std::string::npos || uri.find('#') != std::string::npos) {
        refuse(uri, "has a ? or # in it");
    }
    const std::vector<std::string> segments = segmentsOf(path);
    if (segments.empty() || segments.size() > 2) {
        refuse(uri, "does not name an extension");
    }
    DeviceUri device;
    device.host = host.data();
    std::transform(device.host.begin(), device.host.end(), device.host.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    device.port = port == 0 ? kHttpsPort : port;
    device.user = segments.size() == 2 ? segments.front() : "@me";
    device.extension = segments.back();
    if (!consistsOf(device.user, kIdCharacters) && device.user != "@me" && device.user != "@viewer" &&
        device.user != "@owner") {
        refuse(uri, "has a user \"" + device.user + "\" that is neither an id nor @me, @viewer or @owner");
    }
    if (!consistsOf(device.extension, kExtensionCharacters)) {
        refuse(uri, "has an extension \"" + device.extension + "\" with other characters than digits and *");
    }
    return device;
}

}  // namespace voipnow
