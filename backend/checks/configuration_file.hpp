// Is voipnow.conf there, without mistakes, and root's alone?
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "backend/checks/finding.hpp"

namespace voipnow {

// kUnknown for a user who may not read it.
Finding checkConfiguration(const std::filesystem::path& file);

}  // namespace voipnow
