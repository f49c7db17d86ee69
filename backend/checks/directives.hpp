// Directives of the scheduler's own files: cupsd.conf, cups-files.conf.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace voipnow {

// The value of the last line "NAME VALUE" outside of sections (<Policy …>), as cupsd takes it, in whatever case the name
// is written; empty when there is none. Nothing when the file cannot be read.
std::optional<std::string> directiveOf(const std::filesystem::path& file, const std::string& name);

}  // namespace voipnow
