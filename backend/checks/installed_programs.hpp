// Are backend and filters where CUPS looks for them, and can it run them?
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "backend/checks/finding.hpp"

namespace voipnow {

// The folder that has cupsd's `backend` and `filter` in it: $CUPS_SERVERBIN, ServerBin of cups-files.conf in `serverRoot`,
// or where distributions have it.
std::filesystem::path serverBinOf(const std::filesystem::path& serverRoot);

// One finding for the backend and one for the filters.
std::vector<Finding> checkPrograms(const std::filesystem::path& serverBin);

}  // namespace voipnow
