// What it means when the Faxes Service refuses, in words for the person who printed.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The codes are those that the vendor publishes for UnifiedAPI v5: {"error":{"code":"…","message":"…"}}.
#pragma once

#include <string>
#include <vector>

#include "backend/device_uri.hpp"
#include "backend/https_client.hpp"
#include "backend/job_error.hpp"

namespace voipnow {

// Takes the answer of a create that was not 200, and what was asked for. Gives the error to throw:
//   204                              kHeld: nothing to send, so nothing was sent
//   400 with a recipient to blame    kHeld: the number can be mended
//   other 400                        kCanceled
//   401, 403                         kQueueStopped: the credentials are not accepted for this extension
//   429, 5xx                         kRetriedLater
//   everything else (404, 3xx, …)    kHeld: this is not the Faxes Service
// The service's own code and message are in the text, since an administrator may need them.
JobError refusalOf(const HttpsAnswer& answer, const DeviceUri& device,
                   const std::vector<std::string>& recipients);

}  // namespace voipnow
