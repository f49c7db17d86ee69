// The certificates of the authorities that a queue trusts: the file that ca-file names.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace voipnow {

// PEM; empty for no file: those of the system. JobError kQueueStopped when it cannot be read, or has no certificate.
std::string trustedAuthorities(const std::filesystem::path& caFile);

}  // namespace voipnow
