// The jobs of a user on fax printers, as CUPS tells that user of them.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For those who may not read the journal. CUPS decides what it shows to whom (Get-Jobs with my-jobs, and JobPrivateValues
// of cupsd.conf); nothing of the journal is in it, so numbers, faxes and the service's words are missing.
#pragma once

#include <string>
#include <vector>

#include "backend/job_name.hpp"
#include "backend/journal_rows.hpp"

namespace voipnow {

struct OwnJob {
    // Known are uuid, number, printer, user, title, received, changed, and in `reason` what the printer said last. What
    // else there is is empty, and so is `state`:
    JobEntry job;
    std::string state;  // in CUPS's words: pending, held, processing, stopped, canceled, aborted, completed
    std::string stateReason;  // the first of IPP's job-state-reasons
};

// Those that CUPS still knows, the oldest first. CupsRefusal when CUPS does not answer or does not tell.
std::vector<OwnJob> ownJobs();

}  // namespace voipnow
