// Does cupsd try a job again as the backend reckons with?
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "backend/checks/finding.hpp"
#include "backend/fax_queues.hpp"

namespace voipnow {

// JobRetryInterval and JobRetryLimit of cupsd.conf in `serverRoot`: a job that the service does not take now is to be
// tried five times, and in reasonable time.
Finding checkRetries(const std::filesystem::path& serverRoot);

// What cupsd does with a job when a filter or the backend crashes: nothing that loses it or sends it in a hot loop.
Finding checkErrorPolicy(const CupsQueue& queue);

}  // namespace voipnow
