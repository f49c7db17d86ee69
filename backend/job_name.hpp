// JobName: which print job a command is about.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "backend/wrong_arguments.hpp"

namespace voipnow {

struct JobName {
    int number = 0;       // of CUPS; 0 when the job was named by its uuid
    std::string printer;  // of PRINTER-NUMBER; empty when only the number was given
    std::string uuid;     // "urn:uuid:…", which no two jobs share; else empty
};

// Understands a job as `lpstat` and `voipnow-fax log` show it (12, Fax-12), and its job-uuid, with or without "urn:uuid:".
// WrongArguments for anything else.
JobName parseJobName(const std::string& word);

// "Job 12", "Job Fax-12", "Job urn:uuid:…", for sentences.
std::string shown(const JobName& name);

}  // namespace voipnow
