// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/printer_ppd.hpp"

#include <unistd.h>

#include <cstdlib>

#include "backend/cups_library.hpp"
#include "backend/job_error.hpp"
#include "backend/printer_description.hpp"

namespace voipnow {
namespace {

std::filesystem::path fileOfServer(const std::string& printer) {
    const char* root = std::getenv("CUPS_SERVERROOT");
    return std::filesystem::path(root == nullptr ? "/etc/cups" : root) / "ppd" / (printer + ".ppd");
}

}  // namespace

PrinterPpd::PrinterPpd(const std::string& printer) {
    // The name of a queue has no '/'; it becomes a part of a path here and of a URL in libcups.
    const bool isName =
        !printer.empty() && printer.find_first_of("/ \t#?%") == std::string::npos && printer[0] != '.';
    const char* fetched = isName ? cupsLibrary().getPpd(printer.c_str()) : nullptr;
    if (fetched != nullptr) {
        path_ = fetched;
        isFetched_ = true;
    } else {
        const std::string reason = isName ? cupsLibrary().lastErrorString() : "No queue can have that name.";
        path_ = isName ? fileOfServer(printer) : "";
        if (path_.empty() || ::access(path_.c_str(), R_OK) != 0) {
            throw JobError(JobEnd::kHeld, "The printer " + printer +
                                              " is not there, or CUPS does not answer (" + reason +
                                              "). `lpstat -e` lists the printers.");
        }
    }
    try {
        requireFaxModel(printer);
    } catch (const JobError&) {
        removeFetched();
        throw;
    }
}

PrinterPpd::~PrinterPpd() {
    removeFetched();
}

// The model's own keyword is in each version of its PPD.
void PrinterPpd::requireFaxModel(const std::string& printer) const {
    if (!PrinterDescription(path_.c_str()).defaultOf("faxPrefix")) {
        throw JobError(JobEnd::kHeld, "The printer " + printer + " is not of the model \"VoipNow Fax\".");
    }
}

void PrinterPpd::removeFetched() const {
    if (isFetched_) {
        ::unlink(path_.c_str());
    }
}

}  // namespace voipnow
