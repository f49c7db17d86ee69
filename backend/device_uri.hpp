// DeviceUri: which service a queue faxes through, and as whom.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// voipnow://HOST[:PORT]/USER/EXTENSION, for example voipnow://pbx.example.com/@me/0003*210. USER may be left
// out and is then @me. The service is always spoken to over HTTPS; PORT is 443 when it is left out.
#pragma once

#include <string>

namespace voipnow {

struct DeviceUri {
    std::string host;  // a name or an address, lower case; an IPv6 address without its brackets
    int port = 443;
    std::string user;       // decoded: an id, or @me, @viewer, @owner
    std::string extension;  // decoded: 0003*210 or 210

    // "pbx.example.com", or "pbx.example.com:8443" when the port is not 443: as in a URL.
    std::string authority() const;
    // Where faxes are created (UnifiedAPI v5, Create Faxes); @ and * stand as they are, as in its example.
    std::string createFaxesUrl() const;
};

// Takes the device URI of the queue. JobError kQueueStopped, naming the part that is wrong, for everything
// that is not as above: another scheme, no host, a user with a password, a query, a port that is none, an
// extension with other characters than digits and *.
DeviceUri parseDeviceUri(const std::string& uri);

}  // namespace voipnow
