// Brings the print dialogs up to date: the phone book and the templates go into the PPDs of the fax printers.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks the CUPS server that libcups speaks with ($CUPS_SERVER, client.conf) for its queues and their PPDs, and sends
// changed PPDs back, as `lpadmin -P` does. CUPS kills the backend of the job that a queue is just printing when it gets
// another PPD, and starts the job anew (seen with 2.4.2); so a queue that is busy is waited for, and left alone when it
// stays busy. Nothing else of a queue is changed, unless `model` is given (backend/ppd_model.hpp).
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "backend/phonebook_choices.hpp"

namespace voipnow {

struct QueueRefresh {
    std::filesystem::path serverRoot;    // where the phone books are
    std::string printer;                 // this queue only; empty: all whose device URI is voipnow:…
    TimesFaxed timesFaxed;               // which entries the dialogs get, when there are many
    std::vector<std::string> templates;  // of cover pages
    std::string model;  // queues of an older one are brought to this PPD; empty: they are not
    std::chrono::milliseconds longestWait{10'000};  // for a queue that is busy
};

struct RefreshedQueues {
    std::vector<std::string> changed;    // names of queues
    std::vector<std::string> unchanged;  // they were up to date
    std::vector<std::string> notes;      // sentences: a default that is gone
    std::vector<std::string> failures;   // sentences: queues that are not up to date, and why
};

// JobError kHeld when CUPS does not answer, when there is no queue `printer`, or when a phone book is broken: then
// no queue was changed.
RefreshedQueues refreshQueues(const QueueRefresh& refresh);

}  // namespace voipnow
