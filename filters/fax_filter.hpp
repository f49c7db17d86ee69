// The fax filter: a document of a print job in, a framed fax document out.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "backend/cups_messages.hpp"
#include "filters/fax_limits.hpp"

namespace voipnow {

// What cupsd tells a filter about the document, in its arguments and its environment.
struct FilterJob {
    std::string title;
    int number = 0;                        // the job's, for commands in messages
    std::string options = {};              // as in argv[5]
    std::optional<std::string> file = {};  // else the document comes on stdin
    std::string ppd = {};                  // $PPD, empty without
    std::string filetype = "document";     // $CUPS_FILETYPE
    std::string temporaryFolder = "/tmp";  // $TMPDIR
};

// Takes main's arguments, job-id user title copies options [file], and reads the environment. Nothing when
// the number of arguments is wrong. The number of copies does not count: a fax has one.
std::optional<FilterJob> filterJob(int argc, const char* const* argv);

// Reads the document (`in` when the job has no file), makes its fax pages, writes the framed document to
// `out` (filters/fax_stream.hpp). Of a banner page only the frame is written, without pages: a fax has none.
// Progress goes to `messages`; the pages are the first half of a job, sending them is the other.
// Returns the exit code, 0 or 1. Nothing is thrown: a failure is an end mark "failed" in the stream, an ERROR
// line and 1, and there is no 0 with less than every page.
int runFaxFilter(const FilterJob& job, int in, int out, CupsMessages& messages, const FaxLimits& limits = {});

}  // namespace voipnow
