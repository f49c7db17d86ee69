// Receives a print job: the fax documents that the filter made, each whole, on disk.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "backend/temporary_file.hpp"
#include "filters/fax_stream.hpp"

namespace voipnow {

struct ReceivedDocument {
    std::string title;
    int pages = 0;
    TemporaryFile pdf;
    std::vector<DocumentMark> marks = {};  // that were taken off its pages
};

struct ReceivedJob {
    std::vector<ReceivedDocument> documents;  // in order, banner pages left out; at least one
    int parts = 0;                            // documents in the stream, banner pages included
};

// Reads the fax stream (filters/fax_stream.hpp) from the file descriptor `in` to its end, into temporary
// files in `folder`. A job is taken whole or not at all; JobError as the filter said it when it could not
// make a document, kHeld when a document is truncated or the stream empty, kCanceled when it has only banner pages or is
// something else.
ReceivedJob receiveDocuments(int in, const std::filesystem::path& folder);

// Reads the rest of `in` and throws it away: cupsd aborts a job whose backend ends before it took all of it.
void drain(int in);

}  // namespace voipnow
