// Gives a text file another content in one step.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <string_view>

#include "backend/job_error.hpp"

namespace voipnow {

struct ReplacedFile {
    mode_t newMode = S_IRUSR | S_IWUSR | S_IRGRP;  // where there is no file yet
    bool isLasting = true;                         // false: after a loss of power it may be empty
};

// After a crash or a loss of power the file is the old one or the new one, whole. It keeps its owner, group and mode; a
// new one has the group of its folder. JobError kHeld, as cannotUse() makes it, when it cannot be written; then the old one
// is there. What is begun is called .NAME.XXXXXX, with six letters or digits, and is left behind after a crash.
void replaceFile(const std::filesystem::path& file, std::string_view text, const ReplacedFile& how = {});

// The same for a file with secrets: it has the mode 0600 whatever it had before, from its first byte on.
void replaceSecretFile(const std::filesystem::path& file, std::string_view text);

// "FILE cannot be WHAT: reason.", and who may, when this user may not. `reason` is an errno.
JobError cannotUse(const std::filesystem::path& file, const char* what, int reason);

}  // namespace voipnow
