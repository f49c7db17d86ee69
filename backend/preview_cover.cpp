// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/preview_cover.hpp"

#include <algorithm>
#include <ctime>
#include <utility>

#include "backend/chosen_cover.hpp"
#include "backend/cover_templates.hpp"
#include "backend/fax_plan.hpp"
#include "backend/job_error.hpp"
#include "backend/job_options.hpp"
#include "backend/phonebook_file.hpp"
#include "backend/recipient_sources.hpp"

namespace voipnow {
namespace {

// Ordinary users may not read the phone book: then names stay names.
Phonebook bookFor(const PreviewedJob& preview) {
    try {
        return phonebookFor(preview.serverRoot, preview.printer);
    } catch (const JobError&) {
        return {};
    }
}

bool namesSomebody(const RecipientSources& sources, const JobPages& pages) {
    return !sources.named.empty() || sources.byDefault ||
           std::any_of(pages.marks.begin(), pages.marks.end(),
                       [](const DocumentMark& each) { return each.mark.kind == FaxMarkKind::kFax; });
}

// All pages, and nobody in particular.
PlannedFax unnamedFax(const JobPages& pages) {
    PlannedFax fax{{}, 1, pages.pages};
    for (const DocumentMark& each : pages.marks) {
        fax.words.push_back(each.mark);
    }
    return fax;
}

// The first fax that the job would become, as far as that can be told.
PlannedFax firstFax(const PrintJob& job, const PrinterDescription& printer, const PreviewedJob& preview,
                    const JobPages& pages, const std::function<void(const std::string& text)>& warn) {
    try {
        const Phonebook book = bookFor(preview);
        const RecipientSources sources = recipientSourcesOf(job, printer, book, {}, {});
        return namesSomebody(sources, pages)
                   ? planFaxes(job, sources, pages, mayBeSplit(job, printer), book).front()
                   : unnamedFax(pages);
    } catch (const JobError& error) {
        warn("The job would be held. " + std::string(error.what()));
        return unnamedFax(pages);
    }
}

}  // namespace

std::optional<ReceivedDocument> previewedCover(const PreviewedJob& preview,
                                               const std::vector<ReceivedDocument>& documents,
                                               const std::function<void(const std::string& text)>& warn) {
    PrintJob job;
    job.user = preview.user;
    job.printer = preview.printer;
    job.optionsText = preview.options;
    job.options = parseJobOptions(preview.options);
    const PrinterDescription printer(preview.ppd.c_str());
    const JobPages pages = jobPagesOf(documents);
    const ChosenCover cover(
        job, printer,
        {preview.serverRoot / kCoverFolder, preview.program, preview.serverBin, preview.temporary}, {},
        std::time(nullptr));
    // Who wants no cover page need not hear about recipients.
    if (!cover.fieldsOf(unnamedFax(pages))) {
        return std::nullopt;
    }
    return cover.make(firstFax(job, printer, preview, pages, warn), warn);
}

}  // namespace voipnow
