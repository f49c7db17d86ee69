// How far a queue comes with its fax service, without sending anything.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// In order, each standing on those before it:
//   dns          the host has an address
//   connection   it can be connected to
//   certificate  it speaks TLS, with a certificate that is trusted; and for how long that lasts
//   clock        its time and this machine's agree
//   token        it gives an access token for App key and secret; a new one, whatever is kept in state-dir
//   extension    it has nothing against a fax of no file to nobody by this user from this extension. Where fax is not
//                enabled for the extension it says so, as far as is known; a fax of no file to nobody cannot be sent.
#pragma once

#include <vector>

#include "backend/checks/finding.hpp"
#include "backend/configuration.hpp"
#include "backend/device_uri.hpp"
#include "backend/https_client.hpp"

namespace voipnow {

// What the queue is set up with; without what voipnow.conf says of it where that cannot be read.
struct ServiceSetup {
    DeviceUri device;
    Settings settings;
    HttpsClient::Route route;
    bool isWhole = true;
};

std::vector<Finding> checkService(const ServiceSetup& setup);

}  // namespace voipnow
