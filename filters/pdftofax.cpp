// pdftofax: the CUPS filter of the fax printer, application/vnd.cups-pdf to application/vnd.voipnow-fax.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// As cupsd calls it: pdftofax job-id user title copies options [file]. The work is in filters/fax_filter.hpp.
#include <unistd.h>

#include <csignal>
#include <iostream>

#include "backend/cups_messages.hpp"
#include "filters/fax_filter.hpp"

int main(int argc, char* argv[]) {
    // A backend that is gone is an error of ours to tell, not a silent death. A cancelled job ends at once.
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
    static_cast<void>(std::signal(SIGTERM, SIG_DFL));
    voipnow::CupsMessages messages(std::cerr);
    const auto job = voipnow::filterJob(argc, argv);
    if (!job) {
        messages.error("Usage: pdftofax job-id user title copies options [file]");
        return 1;
    }
    return voipnow::runFaxFilter(*job, STDIN_FILENO, STDOUT_FILENO, messages);
}
