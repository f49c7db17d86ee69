// Finds to whom a print job goes: the places where a recipient may stand, and which of them counts.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes the job's options and the queue's PPD. The option `phone` counts; where it is unset, the PPD's
// default of it. `faxPrefix` likewise. "Custom." before a value is how print dialogs mark a typed one, and is
// taken off. None, Custom, true, false (any case) and nothing mean unset: dialogs send them for "not filled
// in". Gives the recipients in dialling form, without duplicates, at least one. Refuses (JobError kHeld, with
// the command that mends it): no recipient, one that is not a number, and a stray bare number among the
// options, which is what is left of `lp -o phone=+1 (555) 010-0000` without quotes.
#pragma once

#include <string>
#include <vector>

#include "backend/print_job.hpp"
#include "backend/printer_description.hpp"

namespace voipnow {

std::vector<std::string> recipientsOf(const PrintJob& job, const PrinterDescription& printer);

// The prefix that recipientsOf put before each number, in dialling form; empty when there is none.
std::string dialPrefixOf(const PrintJob& job, const PrinterDescription& printer);

}  // namespace voipnow
