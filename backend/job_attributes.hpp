// Asks cupsd about the job that is being printed.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A backend sees the end of its input after the last document, but also when a filter failed or cupsd itself
// died in the middle of the job. Only cupsd knows how many documents a job has.
#pragma once

#include "backend/print_job.hpp"

namespace voipnow {

// The number of documents of the job, banner pages included (IPP number-of-documents), asked of the server in
// $CUPS_SERVER. JobError kRetriedLater when it does not answer; kHeld when its answer is about another job
// (another job-uuid: cupsd was restarted and gave the number again).
int numberOfDocuments(const PrintJob& job);

}  // namespace voipnow
