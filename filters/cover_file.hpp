// Reads a file that an administrator put beside the cover templates: a template, or its logo.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace voipnow {

// The bytes of `file`. JobError kHeld when it cannot be read (a program of the printing system has to), is no ordinary
// file, or has more than `most` bytes. `what` names it in the sentence: "The cover template".
std::string readCoverFile(const std::filesystem::path& file, std::size_t most, const std::string& what);

}  // namespace voipnow
