// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/pdf_pages.hpp"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>
#include <string>
#include <utility>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

// Runs `work` and says of every failure of libqpdf what it means here.
template <typename Work>
auto withPdf(const Work& work) {
    try {
        return work();
    } catch (const JobError&) {
        throw;
    } catch (const std::exception& error) {
        throw JobError(JobEnd::kHeld, std::string("The documents of the job cannot be put together (") +
                                          error.what() + "); nothing was sent. Print them one by one.");
    }
}

}  // namespace

struct PdfPages::Sources {
    std::string title;
    // libqpdf copies a page's streams only when it writes: the documents have to be open until then.
    std::vector<std::unique_ptr<QPDF>> documents;
    std::vector<QPDFPageObjectHelper> pages;

    void add(ReceivedDocument& document) {
        documents.push_back(std::make_unique<QPDF>());
        documents.back()->setSuppressWarnings(true);
        documents.back()->processFile("document", document.pdf.stream(), false);
        const std::vector<QPDFPageObjectHelper> found =
            QPDFPageDocumentHelper(*documents.back()).getAllPages();
        if (found.size() != static_cast<std::size_t>(document.pages)) {
            throw JobError(JobEnd::kHeld, "A document of the job has " + std::to_string(found.size()) +
                                              " pages instead of " + std::to_string(document.pages) +
                                              "; nothing was sent.");
        }
        pages.insert(pages.end(), found.begin(), found.end());
    }
};

PdfPages::PdfPages(std::vector<ReceivedDocument*> documents) : sources_(std::make_unique<Sources>()) {
    withPdf([&] {
        sources_->title = documents.front()->title;
        for (ReceivedDocument* document : documents) {
            sources_->add(*document);
        }
    });
}

PdfPages::~PdfPages() = default;

int PdfPages::count() const {
    return static_cast<int>(sources_->pages.size());
}

ReceivedDocument PdfPages::copy(int first, int count, const std::filesystem::path& folder) const {
    ReceivedDocument copied{sources_->title, count, TemporaryFile(folder)};
    withPdf([&] {
        QPDF target;
        target.emptyPDF();
        QPDFPageDocumentHelper pages(target);
        const std::size_t from = static_cast<std::size_t>(first) - 1;
        for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
            pages.addPage(sources_->pages.at(from + i), false);
        }
        QPDFWriter writer(target);
        writer.setOutputFile("joined document", copied.pdf.stream(), false);
        writer.setDeterministicID(true);
        writer.write();
    });
    copied.pdf.rewind();
    return copied;
}

}  // namespace voipnow
