// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/received_documents.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>

#include "backend/job_error.hpp"
#include "filters/fax_stream.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kPart = std::size_t{1} << 16;

void checkEnd(const DocumentEnd& end, const DocumentHead& head) {
    switch (end.kind) {
        case DocumentEnd::Kind::kComplete:
            break;
        case DocumentEnd::Kind::kFailed:
            throw JobError(end.then, end.message);
        case DocumentEnd::Kind::kTruncated:
            throw JobError(
                JobEnd::kHeld,
                "The fax pages did not arrive whole, because their filter was ended; nothing was sent. "
                "Release the job to make them again.");
    }
    if (end.pages != head.pages || (end.pages == 0 && !head.isBanner())) {
        throw JobError(JobEnd::kHeld, "Only " + std::to_string(end.pages) + " of the " +
                                          std::to_string(head.pages) +
                                          " pages could be made; nothing was sent. Release the job to try "
                                          "again.");
    }
}

}  // namespace

ReceivedJob receiveDocuments(int in, const std::filesystem::path& folder) {
    ReceivedJob job;
    FaxStreamReader reader(in);
    std::array<std::byte, kPart> part{};
    while (const std::optional<DocumentHead> head = reader.next()) {
        ReceivedDocument document{head->title, head->pages, TemporaryFile(folder)};
        for (std::size_t got = 0; (got = reader.read(part)) > 0;) {
            document.pdf.write(std::span(part).first(got));
        }
        checkEnd(reader.end(), *head);
        document.marks = reader.end().marks;
        ++job.parts;
        if (!head->isBanner()) {
            document.pdf.rewind();
            job.documents.push_back(std::move(document));
        }
    }
    // The filter would have said what it cannot read.
    if (job.parts == 0) {
        throw JobError(
            JobEnd::kHeld,
            "No pages came from the fax filter, because it was ended or could not begin; nothing was sent. "
            "Release the job to make them again; the error_log of CUPS has the reason.");
    }
    if (job.documents.empty()) {
        throw JobError(
            JobEnd::kCanceled,
            "There are no pages to fax: the document was empty, or CUPS could not convert it. Look at the "
            "document, then print it again.");
    }
    return job;
}

void drain(int in) {
    std::array<char, kPart> part;
    ssize_t got = 0;
    do {
        got = ::read(in, part.data(), part.size());
    } while (got > 0 || (got < 0 && errno == EINTR));
}

}  // namespace voipnow
