// Runs the filter `pdftofax` as cupsd does, to see what a print job would become.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "backend/interruption.hpp"
#include "backend/received_documents.hpp"

namespace voipnow {

// Where the filter is, for the program at `self`: in the build tree or the install tree that the program is in, else
// in `serverBin` ($CUPS_SERVERBIN, may be empty), else where CUPS has its filters usually. JobError kHeld, which says
// what to install, when it is nowhere.
std::filesystem::path findFilter(const std::filesystem::path& self, const std::filesystem::path& serverBin);

struct FilterCall {
    std::filesystem::path program;
    std::string user = {};
    std::string title = {};
    std::string options = {};        // as cupsd writes argv[5]
    std::filesystem::path ppd = {};  // $PPD; empty: without
    std::filesystem::path file = {};
};

// What the filter says while it works.
struct FilterEvents {
    std::function<void(int percent)> progress;             // 0 to 100 of this document
    std::function<void(const std::string& text)> warning;  // what the pages may lack; as the filter said it
};

// Runs it without a shell; the document that it made, in a temporary file in `folder`, one or none (an empty list for a
// banner page). The filter ends with this process, however that ends. JobError in the filter's words when it could not
// make the document, in words of our own when it could not be started or was ended by a signal. Interrupted, the
// filter being gone, when `interruption` says so.
std::vector<ReceivedDocument> runFilter(const FilterCall& call, const std::filesystem::path& folder,
                                        const Interruption& interruption, const FilterEvents& events);

}  // namespace voipnow
