// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_filter.hpp"

#include <cstdlib>
#include <exception>
#include <new>

#include "backend/job_options.hpp"
#include "filters/fax_page_maker.hpp"
#include "filters/fax_pdf_writer.hpp"
#include "filters/fax_settings.hpp"
#include "filters/fax_stream.hpp"
#include "filters/pdf_input.hpp"

namespace voipnow {
namespace {

constexpr int kPercentOfPages = 50;

std::string environment(const char* name, const std::string& otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr || *value == '\0' ? otherwise : value;
}

// Tells how far the pages are, once for each percent: cupsd handles every line, and there may be 3,000 pages.
class Progress {
  public:
    Progress(CupsMessages& messages, int pages) : messages_(messages), pages_(pages) {}

    void making(int number) {
        const int percent = static_cast<int>(static_cast<long>(number - 1) * kPercentOfPages / pages_);
        if (percent == told_) {
            return;
        }
        told_ = percent;
        messages_.info("Making fax page " + std::to_string(number) + " of " + std::to_string(pages_));
        messages_.mediaProgress(percent);
    }

  private:
    CupsMessages& messages_;
    int pages_;
    int told_ = -1;
};

PdfInput inputOf(const FilterJob& job, int in) {
    return job.file ? PdfInput::fromFile(*job.file, job.temporaryFolder)
                    : PdfInput::fromDescriptor(in, job.temporaryFolder);
}

void writeBanner(const DocumentHead& head, const FilterJob& job, int in, FaxStreamWriter& stream) {
    if (!job.file) {
        passOver(in);
    }
    stream.begin(head);
    stream.complete(0);
}

void writeDocument(DocumentHead head, const FilterJob& job, int in, FaxStreamWriter& stream,
                   CupsMessages& messages) {
    const PdfInput input = inputOf(job, in);
    const FaxSettings settings = readFaxSettings(job.options, PrinterDescription(job.ppd.c_str()));
    const FaxPageMaker maker(input, settings);
    head.pages = maker.pages();
    stream.begin(head);

    FaxPdfWriter pdf([&stream](std::span<const std::byte> bytes) { stream.write(bytes); });
    Progress progress(messages, head.pages);
    progress.making(1);
    maker.make([&pdf, &progress, &head](const FaxPage& page) {
        pdf.addPage(page.grid, page.g4);
        if (page.number < head.pages) {
            progress.making(page.number + 1);
        }
    });
    pdf.finish();
    messages.mediaProgress(kPercentOfPages);
    stream.complete(pdf.pages());
}

int fail(const JobError& error, FaxStreamWriter& stream, CupsMessages& messages) {
    messages.error(error.what());
    try {
        stream.fail(error);
    } catch (const JobError&) {
        // Nobody is left to read the stream.
    }
    return 1;
}

}  // namespace

std::optional<FilterJob> filterJob(int argc, const char* const* argv) {
    if (argc != 6 && argc != 7) {
        return std::nullopt;
    }
    FilterJob job;
    job.title = argv[3];
    job.options = parseJobOptions(argv[5]);
    if (argc == 7) {
        job.file = argv[6];
    }
    job.ppd = environment("PPD", job.ppd);
    job.filetype = environment("CUPS_FILETYPE", job.filetype);
    job.temporaryFolder = environment("TMPDIR", job.temporaryFolder);
    return job;
}

int runFaxFilter(const FilterJob& job, int in, int out, CupsMessages& messages) {
    FaxStreamWriter stream(out);
    try {
        const DocumentHead head{.pages = 0, .title = job.title, .filetype = job.filetype};
        if (head.isBanner()) {
            writeBanner(head, job, in, stream);
        } else {
            writeDocument(head, job, in, stream, messages);
        }
        return 0;
    } catch (const JobError& error) {
        return fail(error, stream, messages);
    } catch (const std::bad_alloc&) {
        return fail({JobEnd::kRetriedLater, "There is not enough memory to make the fax pages."}, stream,
                    messages);
    } catch (const std::exception& error) {
        return fail(
            {JobEnd::kCanceled, std::string("The fax pages could not be made: ") + error.what() + '.'},
            stream, messages);
    }
}

}  // namespace voipnow
