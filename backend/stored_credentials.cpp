// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/stored_credentials.hpp"

#include <algorithm>
#include <optional>

#include "backend/configuration_values.hpp"

namespace voipnow {
namespace {

constexpr int kUsualPort = 443;

// An address of IPv6 is taken with and without its own brackets. As Configuration has it: the first wins.
std::vector<std::string> sectionsOfHost(const DeviceUri& device, bool isOfAnyPort) {
    const std::string port = ':' + std::to_string(device.port);
    std::vector<std::string> names{device.host};
    if (device.host.find(':') != std::string::npos) {
        names.insert(names.begin(), '[' + device.host + ']');
    }
    std::vector<std::string> sections;
    sections.reserve(2 * names.size());
    for (const std::string& name : names) {
        sections.push_back(name + port);
        if (isOfAnyPort) {
            sections.push_back(name);
        }
    }
    return sections;
}

}  // namespace

bool StoredCredentials::hasOtherThanApp() const {
    return !token.empty() || (!cookie.empty() && !xsrfToken.empty());
}

StoredCredentials credentialsIn(const Settings& settings) {
    return {settings.appKey, settings.appSecret, settings.token, settings.cookie, settings.xsrfToken};
}

StoredCredentials credentialsOf(const ConfigurationText& text, const DeviceUri& device) {
    const std::vector<std::string> sections = sectionsOfHost(device, device.port == kUsualPort);
    const auto valueOf = [&](const char* key) -> std::string {
        for (const std::string& section : sections) {
            if (const std::optional<std::string> value = text.value(section, key)) {
                return *value;
            }
        }
        return {};
    };
    return {valueOf("app-key"), valueOf("app-secret"), valueOf("token"), valueOf("cookie"),
            valueOf("xsrf-token")};
}

std::vector<std::string> sectionsFor(const DeviceUri& device, const std::string& printer) {
    std::vector<std::string> sections = sectionsOfHost(device, /*isOfAnyPort=*/true);
    sections.insert(sections.begin(), std::string(kPrinterSection) + printer);
    return sections;
}

std::string sectionThatCounts(const ConfigurationText& text, const std::vector<std::string>& sections,
                              const std::vector<std::string>& keys, const std::string& usual) {
    for (const std::string& section : sections) {
        if (section == usual) {
            break;
        }
        const bool hasOne = std::any_of(keys.begin(), keys.end(), [&](const std::string& key) {
            return text.value(section, key).has_value();
        });
        if (hasOne) {
            return section;
        }
    }
    return usual;
}

}  // namespace voipnow
