// The plan of a print job: which of its pages go to whom, and with which cover page.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes where the job names recipients (backend/recipient_sources.hpp), and the marks in its documents, which name the
// recipients of their page and of those that follow. Gives the faxes: as a rule one, with all pages.
//   - Pages whose marks name different recipients make several faxes, each from its mark to the next (mail merge). With
//     FaxSplit=Never they make one, to all that are named. Marks on every page that name the same make one.
//   - A number that was given to the held job (`answer`) counts alone, unless the pages belong to several people. Else all that name somebody have to name the same;
//     the queue's default counts when nobody does.
// Refuses (JobError kHeld, with the command that mends it): no recipient; different ones; a mark whose number cannot be
// read; in a mail merge, pages before the first mark, which are nobody's.
#pragma once

#include <string>
#include <vector>

#include "backend/phonebook.hpp"
#include "backend/print_job.hpp"
#include "backend/received_documents.hpp"
#include "backend/recipient_sources.hpp"
#include "filters/fax_stream.hpp"

namespace voipnow {

struct PlannedFax {
    std::vector<Recipient> recipients;
    int firstPage = 1;                // of the job's pages
    int pages = 0;                    // at least 1
    std::vector<FaxMark> words = {};  // for the cover page: marks of these pages that name no recipient
    std::string digest = {};          // of the pages (FaxFiles::digestOf), once they are known
};

struct JobPages {
    int pages = 0;                         // of all documents
    std::vector<DocumentMark> marks = {};  // by their page of the job, in order
};

// FaxSplit of the job, else of the queue: Auto is true, Never false. JobError kHeld for anything else.
bool mayBeSplit(const PrintJob& job, const PrinterDescription& printer);

JobPages jobPagesOf(const std::vector<ReceivedDocument>& documents);

std::vector<PlannedFax> planFaxes(const PrintJob& job, const RecipientSources& sources, const JobPages& pages,
                                  bool mayBeSplit, const Phonebook& book);

}  // namespace voipnow
