// Finds jobs that ended, or were ended, while no backend was there to write it down.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// cupsd takes a job whose backend was killed (SIGKILL) for completed. The journal says that it is not, and nobody holds
// its lock: such a job is to go on. And a job that waits is canceled without a backend.
#pragma once

#include <filesystem>
#include <string>

#include "backend/cups_messages.hpp"

namespace voipnow {

// Has cupsd run each interrupted job of the journal in `stateDir`, but `exceptUuid`, again. One that cupsd can run no more
// is noted as failed, one that was canceled as canceled. JobError as the journal says.
void goOnWithInterrupted(const std::filesystem::path& stateDir, const std::string& exceptUuid,
                         CupsMessages& messages);

// Notes of some of the jobs that wait, but `exceptUuid`, that they were canceled. JobError likewise.
void noteCanceled(const std::filesystem::path& stateDir, const std::string& exceptUuid);

}  // namespace voipnow
