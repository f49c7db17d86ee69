// Joins the documents of a job into one PDF, so that one upload is the moment of sending.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "backend/received_documents.hpp"

namespace voipnow {

// Gives all pages of all documents, in order, as one document; a single document comes back as it is, byte
// for byte. The same documents give the same bytes. The title is the first one's. JobError kHeld when a
// document is no PDF that libqpdf can read (our own filter's is), or does not have the pages that it was
// announced with.
ReceivedDocument joinDocuments(std::vector<ReceivedDocument> documents, const std::filesystem::path& folder);

}  // namespace voipnow
