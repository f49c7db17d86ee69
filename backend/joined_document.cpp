// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/joined_document.hpp"

#include <memory>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>
#include <string>
#include <utility>

#include "backend/job_error.hpp"

namespace voipnow {

ReceivedDocument joinDocuments(std::vector<ReceivedDocument> documents, const std::filesystem::path& folder) {
    if (documents.size() == 1) {
        return std::move(documents.front());
    }
    ReceivedDocument joined{documents.front().title, 0, TemporaryFile(folder)};
    try {
        // libqpdf copies a page's streams only when it writes: the sources have to live until then.
        std::vector<std::unique_ptr<QPDF>> sources;
        QPDF target;
        target.emptyPDF();
        QPDFPageDocumentHelper pages(target);
        for (ReceivedDocument& document : documents) {
            sources.push_back(std::make_unique<QPDF>());
            sources.back()->setSuppressWarnings(true);
            sources.back()->processFile("document", document.pdf.stream(), false);
            const std::vector<QPDFPageObjectHelper> found =
                QPDFPageDocumentHelper(*sources.back()).getAllPages();
            if (found.size() != static_cast<std::size_t>(document.pages)) {
                throw JobError(JobEnd::kHeld, "A document of the job has " + std::to_string(found.size()) +
                                                  " pages instead of " + std::to_string(document.pages) +
                                                  "; nothing was sent.");
            }
            for (const QPDFPageObjectHelper& page : found) {
                pages.addPage(page, false);
            }
            joined.pages += document.pages;
        }
        QPDFWriter writer(target);
        writer.setOutputFile("joined document", joined.pdf.stream(), false);
        writer.setDeterministicID(true);
        writer.write();
    } catch (const JobError&) {
        throw;
    } catch (const std::exception& error) {
        throw JobError(JobEnd::kHeld, std::string("The documents of the job cannot be joined (") +
                                          error.what() + "); nothing was sent. Print them one by one.");
    }
    joined.pdf.rewind();
    return joined;
}

}  // namespace voipnow
