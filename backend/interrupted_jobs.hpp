// Finds jobs that CUPS takes for over though they are not, and has it run them again.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// cupsd takes a job whose backend was killed (SIGKILL) for completed, however far it had come: the journal says that it
// was being sent, or that it was to be held or tried again and the word did not reach cupsd; and nobody holds its lock.
// The other way round a job that waited may have been canceled in CUPS, where no backend hears of it.
#pragma once

#include <filesystem>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace voipnow {

// Looks at the jobs of the journal in `stateDir` that are not over, but not at `exceptUuid`. One that cupsd can run no
// more is noted as failed, one that was canceled as canceled; of one that goes on, `tell` gets a sentence. Asks nobody for
// consent: what a job is held for, it is held for again. JobError as the journal and the lock say; a cupsd that does not
// answer is asked again by the next run.
void goOnWithInterrupted(const std::filesystem::path& stateDir, const std::string& exceptUuid,
                         const std::function<void(const std::string&)>& tell);

// The same in each of `stateDirs` that has a journal and can be written to, for a command that may be root: a process of its
// own does it as the owner of the folder (backend/privileges.hpp). What it has to say goes to `out`, a stream of this
// process. Whether all could be looked at.
bool goOnWithInterruptedIn(const std::vector<std::filesystem::path>& stateDirs, std::ostream& out);

}  // namespace voipnow
