// A print job on its way to being faxes: from what the filter made to what the service has.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// argv and environment -> documents (with their marks) -> recipients -> plan -> guards -> files -> service. Nothing is
// handed to the service before everything that may hold the job has been looked at.
#pragma once

#include <optional>
#include <string>

#include "backend/chosen_cover.hpp"
#include "backend/configuration.hpp"
#include "backend/cups_messages.hpp"
#include "backend/device_uri.hpp"
#include "backend/https_client.hpp"
#include "backend/journal.hpp"
#include "backend/phonebook.hpp"
#include "backend/print_job.hpp"
#include "backend/printer_description.hpp"

namespace voipnow {

// The job option by which a person has a job's faxes in doubt sent again: any text, honoured once. Where it begins so, also
// those that were sent.
inline constexpr const char* kResendOption = "fax-resend";
inline constexpr const char* kResendAll = "all-";

// The queue of the job: what is read while the process may still be root, nothing of the job's data, nothing from the
// network.
struct FaxQueue {
    DeviceUri device;
    Settings settings;
    PrinterDescription printer;
    HttpsClient::Route route;
    Phonebook book;
    CoverPlaces cover;
    bool hasScheduler = true;  // false: the backend was started by hand, and there is no cupsd to ask
    std::vector<std::filesystem::path> stateDirs = {};  // of all printers
};

// Reads the documents of the job from `in` and sends them. Gives what to tell the user. Throws JobError, Doubtful
// (backend/guards.hpp) and InDoubt (backend/fax_sender.hpp). `last` is how the job's run before this one ended.
std::string sendFaxJob(const PrintJob& job, const FaxQueue& queue, int in, Journal& journal,
                       const std::optional<LastRun>& last, CupsMessages& messages);

}  // namespace voipnow
