// What voipnow.conf has to identify a printer with: whose it is, and where it counts.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sections are named as Configuration has them ("" is the global part). The text has to be one that Configuration takes.
#pragma once

#include <string>
#include <vector>

#include "backend/configuration.hpp"
#include "backend/configuration_text.hpp"
#include "backend/device_uri.hpp"

namespace voipnow {

struct StoredCredentials {
    std::string appKey;
    std::string appSecret;
    std::string token;
    std::string cookie;
    std::string xsrfToken;

    // Whether there is a token or a session, so that no App is needed.
    bool hasOtherThanApp() const;

    bool operator==(const StoredCredentials& other) const = default;
};

// What counts, whichever section it is from.
StoredCredentials credentialsIn(const Settings& settings);

// Those in the sections that name this host and this port alone: [HOST:PORT], and [HOST] for the port 443.
StoredCredentials credentialsOf(const ConfigurationText& text, const DeviceUri& device);

// The sections that count for the printer, but for the global part; each wins over those behind it.
std::vector<std::string> sectionsFor(const DeviceUri& device, const std::string& printer);

// Where a key has to be written so that it counts: the first of `sections` (sectionsFor()) that has one of the keys, if it
// stands before `usual` and would win; else `usual`.
std::string sectionThatCounts(const ConfigurationText& text, const std::vector<std::string>& sections,
                              const std::vector<std::string>& keys, const std::string& usual);

}  // namespace voipnow
