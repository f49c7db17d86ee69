// Keeps what was sent, for an archive: keep-documents in voipnow.conf.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each file is state-dir/documents/JOB-UUID-FIRST-N.pdf (job-uuid without its prefix, first page of the job that it has,
// number among the files of the fax), and only the service user and root can read it. Everything else that a job puts on
// the disk has no name, and is gone when the job's process is.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "backend/fax_files.hpp"

namespace voipnow {

// Writes the files of a fax, where they are not there from an earlier run. JobError kHeld when they cannot be written.
void keepDocuments(const std::filesystem::path& stateDir, const std::string& uuid, int firstPage,
                   const FaxFileSet& files);

// Removes files that were kept longer than `time`, with 0 all. What cannot be removed stays.
void forgetDocuments(const std::filesystem::path& stateDir, std::chrono::seconds time);

}  // namespace voipnow
