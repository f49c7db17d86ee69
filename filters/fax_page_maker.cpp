// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_page_maker.hpp"

#include <algorithm>
#include <stdexcept>

namespace voipnow {
namespace {

constexpr int kPagesForFonts = 16;

std::string nameOf(int page) {
    return "Page " + std::to_string(page);
}

// Waits for the next whole reply of the only worker that has something to do; its end is thrown as an error.
Reply awaitReply(PageWorker& worker, const std::string& what) {
    for (bool isThere = true;;) {
        // The last word of a worker may come together with its end.
        if (std::optional<Reply> reply = worker.next()) {
            if (reply->kind == ReplyKind::kError) {
                throw errorOf(*reply);
            }
            return std::move(*reply);
        }
        if (!isThere) {
            throw worker.end(what).error;
        }
        const bool isLate = !waitForReplyOf({&worker}, worker.deadline());
        isThere = !isLate && worker.receive();
    }
}

}  // namespace

FaxPageMaker::FaxPageMaker(const PdfInput& input, const FaxLimits& limits)
    : input_(input), limits_(limits), worker_(std::make_unique<PageWorker>(input_, limits_)) {}

int FaxPageMaker::open() {
    const Reply opened = awaitReply(*worker_, "The document");
    if (opened.kind != ReplyKind::kOpened || opened.number <= 0) {
        throw brokenProtocol();
    }
    pages_ = opened.number;
    if (pages_ > limits_.pages) {
        throw JobError(JobEnd::kHeld,
                       "The document has " + std::to_string(pages_) + " pages, and the fax printer takes " +
                           std::to_string(limits_.pages) + " at the most. Print a page range of it.");
    }
    return pages_;
}

void FaxPageMaker::make(const FaxSettings& settings, const std::function<void(const FaxPage&)>& take) {
    PageTeam team(std::move(worker_), pages_, settings, limits_.growth,
                  [this] { return std::make_unique<PageWorker>(input_, limits_); });
    team.makePages(take);
    worker_ = team.dismissAllButOne();
}

void FaxPageMaker::makeVectorPdf(const FaxSettings& settings,
                                 const std::function<void(std::span<const std::byte>)>& take,
                                 const std::function<void(const VectorPage&)>& drawn) {
    PageWorker& worker = *worker_;
    worker.ask({RequestKind::kVectorPdf, 0, settings});
    VectorPage page{1};
    for (;;) {
        const Reply reply = awaitReply(worker, nameOf(std::min(page.number, pages_)));
        worker.progressed();
        switch (reply.kind) {
            case ReplyKind::kPdfBytes:
                take(std::as_bytes(std::span(reply.bytes)));
                break;
            case ReplyKind::kComplaint:
                page.complaint = reply.bytes;
                break;
            case ReplyKind::kMarks:
                page.marks = marksOfText(reply.bytes);
                break;
            case ReplyKind::kPdfPage:
                drawn(page);
                page = {page.number + 1};
                break;
            case ReplyKind::kPdfEnd:
                if (page.number != pages_ + 1) {
                    throw brokenProtocol();
                }
                return;
            default:
                throw brokenProtocol();
        }
    }
}

std::vector<std::string> FaxPageMaker::replacedFonts() {
    std::vector<std::string> lines;
    if (!worker_) {
        return lines;  // a page failed
    }
    try {
        worker_->ask({RequestKind::kFonts, std::min(pages_, kPagesForFonts)});
        Reply reply = awaitReply(*worker_, "The document");
        if (reply.kind == ReplyKind::kOpened) {  // of a worker that has not made a page yet
            reply = awaitReply(*worker_, "The document");
        }
        for (std::size_t at = 0; at < reply.bytes.size();) {
            const std::size_t end = std::min(reply.bytes.find('\n', at), reply.bytes.size());
            lines.push_back(reply.bytes.substr(at, end - at));
            at = end + 1;
        }
    } catch (const std::exception&) {
        // The pages are made; this was only to be told.
    }
    return lines;
}

}  // namespace voipnow
