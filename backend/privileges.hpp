// Gives root up.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// cupsd starts a backend of file mode 0700 as root, so that it can read its secrets. From there on root is of
// no use.
#pragma once

#include <filesystem>

namespace voipnow {

// The user that the backend works as when `stateDir` belongs to root or is not there yet: kServiceUser where
// the system has it, else kFallbackUser, whom every CUPS system has.
inline constexpr const char* kServiceUser = "voipnow-fax";
inline constexpr const char* kFallbackUser = "lp";

// Whose members may read the journal: they administer the printers (CUPS on Debian and Ubuntu).
inline constexpr const char* kReadersGroup = "lpadmin";

// Makes `stateDir` where it is missing (mode 0700). When the process is root, it then becomes the owner of
// `stateDir` for good, with that user's group and no others; a folder that belongs to root is handed to the
// service user first, if it is empty or holds the backend's own files. No core dump shows the process's
// memory after that. When the process is not root it stays who it is: that is so under a cupsd of an ordinary
// user. JobError kQueueStopped when one of these steps fails, kHeld when the disk is read-only.
//
// Root also lets the members of kReadersGroup, where the system has that group, read the journal: the folder and the
// journal in it get that group, and the modes 02750 and 0640. Not when the folder holds files of others. What else the
// backend keeps there has mode 0600.
void settleIn(const std::filesystem::path& stateDir);

}  // namespace voipnow
