// Whether metrics-file of voipnow.conf can be written after each job.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "backend/checks/finding.hpp"

namespace voipnow {

// By the owner of `stateDir`, whom the backend works as. As another user than root it cannot be looked at. A state-dir that cannot be
// used is told by its own check (backend/checks/state_folder.hpp), before this one. No fax depends on
// it: a warning.
Finding checkMetricsPlace(const std::filesystem::path& metricsFile, const std::filesystem::path& stateDir);

}  // namespace voipnow
