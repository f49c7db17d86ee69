// Makes the cover page of a fax, by the program `faxcover`.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is to stand on it, and what the program takes and gives, is in filters/cover_request.hpp. The program is one of
// its own so that this one, which holds secrets, neither reads templates nor links what sets them.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

#include "backend/received_documents.hpp"
#include "filters/cover_request.hpp"

namespace voipnow {

inline constexpr std::chrono::seconds kCoverTime{20};

// Where faxcover is, for the program at `self`; as findFilter (backend/filter_run.hpp).
std::filesystem::path findCoverProgram(const std::filesystem::path& self,
                                       const std::filesystem::path& serverBin);

// The page, one, in a temporary file in `folder`, with the title "Cover page". `warn` gets sentences on what its reader
// may miss. The program gets nothing of our environment and of our open files; what the libraries of fonts keep from one
// time to the next goes to `folder` where the system has no better place. JobError kHeld in the program's words when it
// could not make the page (a mistake in a template, say), in words of our own when it could not be started, was ended by
// a signal, or took longer than `most`.
ReceivedDocument makeCover(const CoverFields& fields, const std::filesystem::path& program,
                           const std::filesystem::path& folder,
                           const std::function<void(const std::string& text)>& warn,
                           std::chrono::milliseconds most = kCoverTime);

}  // namespace voipnow
