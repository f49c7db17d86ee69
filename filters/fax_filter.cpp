// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_filter.hpp"

#include <chrono>
#include <cstdlib>
#include <exception>
#include <new>
#include <thread>

#include "backend/job_options.hpp"
#include "filters/fax_page_maker.hpp"
#include "filters/fax_pdf_writer.hpp"
#include "filters/fax_settings.hpp"
#include "filters/fax_stream.hpp"
#include "filters/pdf_input.hpp"

namespace voipnow {
namespace {

constexpr int kPercentOfPages = 50;

// cupsd makes the job's message of what it notices first, for good: the words of a filter that fails, or its end, and then
// it is "Filter failed" (seen with cupsd 2.4.2 on a busy machine).
constexpr std::chrono::milliseconds kForWordsToBeRead{100};

std::string environment(const char* name, const std::string& otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr || *value == '\0' ? otherwise : value;
}

// Tells how far the pages are, once for each percent: cupsd handles every line, and there may be 3,000 pages.
class Progress {
  public:
    Progress(CupsMessages& messages, int pages) : messages_(messages), pages_(pages) { making(1); }

    void done(int number) {
        if (number < pages_) {
            making(number + 1);
        }
    }

  private:
    void making(int number) {
        const int percent = static_cast<int>(static_cast<long>(number - 1) * kPercentOfPages / pages_);
        if (percent == told_) {
            return;
        }
        told_ = percent;
        messages_.info("Making fax page " + std::to_string(number) + " of " + std::to_string(pages_));
        messages_.mediaProgress(percent);
    }

    CupsMessages& messages_;
    int pages_;
    int told_ = -1;
};

// What is written to the stream, counted against the limit.
class LimitedStream {
  public:
    LimitedStream(FaxStreamWriter& stream, std::uint64_t most) : stream_(stream), most_(most) {}

    void write(std::span<const std::byte> bytes) {
        written_ += bytes.size();
        if (written_ > most_) {
            throw JobError(JobEnd::kHeld, "The fax would have more than " + std::to_string(most_ >> 20) +
                                              " MB. Print a page range of the document.");
        }
        stream_.write(bytes);
    }

  private:
    FaxStreamWriter& stream_;
    std::uint64_t most_;
    std::uint64_t written_ = 0;
};

PdfInput inputOf(const FilterJob& job, int in, const FaxLimits& limits) {
    return job.file ? PdfInput::fromFile(*job.file, job.temporaryFolder, limits.documentBytes)
                    : PdfInput::fromDescriptor(in, job.temporaryFolder, limits.documentBytes);
}

void collectMarks(int page, const std::vector<FaxMark>& found, std::vector<DocumentMark>& marks) {
    for (const FaxMark& mark : found) {
        marks.push_back({page, mark});
    }
}

void tellComplaint(int page, const std::string& complaint, CupsMessages& messages) {
    if (!complaint.empty()) {
        messages.warning("Page " + std::to_string(page) + " has a mistake and may lack something (" +
                         complaint + "). Look at it with voipnow-fax preview.");
    }
}

std::vector<DocumentMark> makeFaxPages(FaxPageMaker& maker, const FaxSettings& settings, int pages,
                                       LimitedStream& stream, CupsMessages& messages) {
    std::vector<DocumentMark> marks;
    Progress progress(messages, pages);
    FaxPdfWriter pdf([&stream](std::span<const std::byte> bytes) { stream.write(bytes); });
    maker.make(settings, [&](const FaxPage& page) {
        pdf.addPage(page.grid, std::as_bytes(std::span(page.g4)));
        collectMarks(page.number, page.marks, marks);
        tellComplaint(page.number, page.complaint, messages);
        progress.done(page.number);
    });
    pdf.finish();
    return marks;
}

std::vector<DocumentMark> makeVectorPdf(FaxPageMaker& maker, const FaxSettings& settings, int pages,
                                        LimitedStream& stream, CupsMessages& messages) {
    std::vector<DocumentMark> marks;
    Progress progress(messages, pages);
    maker.makeVectorPdf(
        settings, [&stream](std::span<const std::byte> bytes) { stream.write(bytes); },
        [&](const VectorPage& page) {
            collectMarks(page.number, page.marks, marks);
            tellComplaint(page.number, page.complaint, messages);
            progress.done(page.number);
        });
    return marks;
}

void tellReplacedFonts(FaxPageMaker& maker, CupsMessages& messages) {
    for (const std::string& font : maker.replacedFonts()) {
        messages.info("A font that is not in the document was replaced: " + font);
    }
}

void writeBanner(const DocumentHead& head, const FilterJob& job, int in, FaxStreamWriter& stream) {
    if (!job.file) {
        passOver(in);
    }
    stream.begin(head);
    stream.complete(0);
}

void writeDocument(DocumentHead head, const FilterJob& job, int in, FaxStreamWriter& stream,
                   CupsMessages& messages, const FaxLimits& limits) {
    const PdfInput input = inputOf(job, in, limits);
    FaxPageMaker maker(input, limits);
    // While a worker opens the document:
    FaxSettings settings = readFaxSettings(parseJobOptions(job.options), PrinterDescription(job.ppd.c_str()));
    settings.job = job.number;
    head.pages = maker.open();
    stream.begin(head);

    LimitedStream limited(stream, limits.faxBytes);
    const std::vector<DocumentMark> marks =
        settings.content == FaxContent::kVector
            ? makeVectorPdf(maker, settings, head.pages, limited, messages)
            : makeFaxPages(maker, settings, head.pages, limited, messages);
    messages.mediaProgress(kPercentOfPages);
    stream.complete(head.pages, marks);
    tellReplacedFonts(maker, messages);
}

int fail(const JobError& error, FaxStreamWriter& stream, CupsMessages& messages) {
    messages.error(error.what());
    try {
        stream.fail(error);
    } catch (const JobError&) {
        // Nobody is left to read the stream.
    }
    std::this_thread::sleep_for(kForWordsToBeRead);
    return 1;
}

}  // namespace

std::optional<FilterJob> filterJob(int argc, const char* const* argv) {
    if (argc != 6 && argc != 7) {
        return std::nullopt;
    }
    FilterJob job;
    job.number = std::atoi(argv[1]);
    job.title = argv[3];
    job.options = argv[5];
    if (argc == 7) {
        job.file = argv[6];
    }
    job.ppd = environment("PPD", job.ppd);
    job.filetype = environment("CUPS_FILETYPE", job.filetype);
    job.temporaryFolder = environment("TMPDIR", job.temporaryFolder);
    return job;
}

int runFaxFilter(const FilterJob& job, int in, int out, CupsMessages& messages, const FaxLimits& limits) {
    FaxStreamWriter stream(out);
    try {
        const DocumentHead head{.pages = 0, .title = job.title, .filetype = job.filetype};
        if (head.isBanner()) {
            writeBanner(head, job, in, stream);
        } else {
            writeDocument(head, job, in, stream, messages, limits);
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
