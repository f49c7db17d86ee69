// Finds jobs whose processes were all killed, and has cupsd run them again.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// cupsd takes a job whose backend was killed (SIGKILL) for completed. The journal says that it is not, and nobody holds
// its lock.
#pragma once

#include <filesystem>
#include <string>

#include "backend/cups_messages.hpp"

namespace voipnow {

// Looks at all jobs of the journal in `stateDir` but `exceptUuid`. One that cupsd can run no more is noted as failed, one
// that was canceled as canceled. JobError as the journal says.
void goOnWithInterrupted(const std::filesystem::path& stateDir, const std::string& exceptUuid,
                         CupsMessages& messages);

}  // namespace voipnow
