// The cover page of a previewed job.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "backend/received_documents.hpp"

namespace voipnow {

struct PreviewedJob {
    std::string user;
    std::string options;               // as in argv[5]
    std::string printer;               // the queue; empty: none
    std::filesystem::path ppd;         // its PPD; empty: none
    std::filesystem::path serverRoot;  // $CUPS_SERVERROOT: phone book and templates
    std::filesystem::path program;     // this one, beside which faxcover is
    std::filesystem::path serverBin;   // $CUPS_SERVERBIN
    std::filesystem::path temporary;   // a folder for temporary files
};

// The page that the backend would put before these documents; nothing where there is none to be. Recipients stand on it as
// far as the options and the marks name them; `warn` gets why, where they cannot be read. Of a job that would become
// several faxes it is the first one's. JobError kHeld as of backend/chosen_cover.hpp.
std::optional<ReceivedDocument> previewedCover(const PreviewedJob& preview,
                                               const std::vector<ReceivedDocument>& documents,
                                               const std::function<void(const std::string& text)>& warn);

}  // namespace voipnow
