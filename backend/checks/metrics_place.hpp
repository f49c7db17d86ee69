// Whether metrics-file of voipnow.conf can be written after each job.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "backend/checks/finding.hpp"

namespace voipnow {

// By the owner of `stateDir`, whom the backend works as. As another user than root it cannot be looked at. No fax depends on
// it: a warning.
Finding checkMetricsPlace(const std::filesystem::path& metricsFile, const std::filesystem::path& stateDir);

}  // namespace voipnow
