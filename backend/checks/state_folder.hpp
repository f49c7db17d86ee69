// Can the journal be kept: the folder state-dir, what is in it, and the room on its disk.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "backend/checks/finding.hpp"

namespace voipnow {

// Folder, owner, modes, journal. Root tries it as the backend does, in a process of its own that settles in there
// (backend/privileges.hpp); others look as far as they may. A folder that is not there yet is made by the first job.
Finding checkStateDir(const std::filesystem::path& stateDir);

// Room on the disk of `folder`, or of the nearest one above it that is there. `check` names it.
Finding checkSpace(const std::string& check, const std::filesystem::path& folder);

}  // namespace voipnow
