// Receipt: what a receipt of a print job says, in words.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For the files of an office: what was handed to the fax service, for whom, when, and how far that can be relied upon.
// It says no more than the journal knows: of a job that was sent in part, or not at all, it says just that. All text is
// printable (backend/printable.hpp). How it looks is backend/receipt_page.hpp's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "backend/readable_journals.hpp"

namespace voipnow {

// Who made it, where, and when (seconds since 1970-01-01 UTC).
struct ReceiptMaker {
    std::string program;  // with its version
    std::string host;
    std::int64_t now = 0;
};

struct ReceiptRecipient {
    std::string name;  // empty where the number was written by hand
    std::string number;
    std::string state;
    std::string time;   // when it came into that state; empty where nothing went out
    std::string fax;    // the service's id
    std::string pages;  // of the job's pages; empty when all faxes have the same
};

struct ReceiptFile {
    std::string faxes;  // the service's ids of the faxes that it was for
    std::string bytes;
    std::string sha256;
};

struct Receipt {
    std::string job;                                         // "Fax-12"
    std::string verdict;                                     // the one sentence that matters
    bool isSent = false;                                     // all of it
    std::vector<std::pair<std::string, std::string>> facts;  // label and value
    std::vector<ReceiptRecipient> recipients;
    std::vector<ReceiptFile> files;
    std::vector<std::string> notes;  // what its words mean
    std::string made;
    std::optional<std::string> picture;  // PNG, of the first page
};

Receipt receiptOf(const FoundJob& found, const ReceiptMaker& maker);

}  // namespace voipnow
