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

// The service refuses a recipient, or takes fewer of them at once: only asking about fewer tells.
class RecipientsRefused : public JobError {
  public:
    explicit RecipientsRefused(const std::string& sentence) : JobError(JobEnd::kHeld, sentence) {}
};

// The code of an answer that is an error; empty where it names none.
std::string errorCodeOf(const HttpsAnswer& answer);

// Takes the answer of a create that was not 200, and what was asked for, and throws what it means:
//   204                              kHeld: nothing to send, so nothing was sent
//   400 fx_recipients_invalid        RecipientsRefused, kHeld: the number can be mended
//   other 400                        kCanceled
//   401, 403                         kQueueStopped: the credentials are not accepted for this extension
//   429, 5xx but 501                 NoAnswer, with the time of Retry-After
//   501                              kRetriedLater
//   everything else (404, 3xx, …)    kHeld: this is not the Faxes Service
// The service's own code and message are in the text, since an administrator may need them.
[[noreturn]] void throwRefusal(const HttpsAnswer& answer, const DeviceUri& device,
                               const std::vector<std::string>& recipients);

}  // namespace voipnow
