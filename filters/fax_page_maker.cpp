// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_page_maker.hpp"

#include <poll.h>
#include <sched.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <utility>

#include "filters/page_queue.hpp"

namespace voipnow {
namespace {

using Clock = PageWorker::Clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

// Starting one more worker and opening the document there takes about a quarter of this.
constexpr Milliseconds kWorkWorthAWorker{12};
constexpr std::chrono::milliseconds kLookAgainForWork{5};
constexpr int kMostWorkers = 4;  // without an option of the job
// A worker that has made some pages, and has grown by FaxLimits::growth since the first of them, is replaced.
constexpr int kFirstPages = 10;
constexpr int kFewestPages = 50;
constexpr int kPagesForFonts = 16;

// The processors that we may use.
int processors() {
    cpu_set_t set;
    if (::sched_getaffinity(0, sizeof set, &set) != 0) {
        return 1;
    }
    return std::clamp(CPU_COUNT(&set), 1, kMostWorkers);
}

std::string nameOf(int page) {
    return "Page " + std::to_string(page);
}

JobError errorOf(const Reply& reply) {
    const bool isKnown =
        reply.number >= exitCode(JobEnd::kHeld) && reply.number <= exitCode(JobEnd::kRetriedLater);
    return {isKnown ? static_cast<JobEnd>(reply.number) : JobEnd::kCanceled, reply.bytes};
}

JobError brokenProtocol() {
    return {JobEnd::kCanceled,
            "The document could not be drawn: a worker process answered something that it was not asked. "
            "Nothing was "
            "sent. Save the document anew and print it again."};
}

void waitFor(std::vector<pollfd>& sockets, Clock::time_point until) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    while (::poll(sockets.data(), sockets.size(),
                  static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000))) < 0 &&
           errno == EINTR) {
    }
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
        std::vector<pollfd> sockets{{worker.socket(), POLLIN, 0}};
        waitFor(sockets, worker.deadline());
        const bool isLate = sockets.front().revents == 0 && Clock::now() >= worker.deadline();
        isThere = !isLate && worker.receive();
    }
}

}  // namespace

// The making of one document's pages.
class PageMaking {
  public:
    using Hire = std::function<std::unique_ptr<PageWorker>()>;

    PageMaking(int pages, const FaxSettings& settings, std::size_t growth, Hire hire,
               std::vector<std::unique_ptr<PageWorker>>& workers)
        : queue_(pages),
          settings_(settings),
          mostWorkers_(static_cast<std::size_t>(settings.workers.value_or(processors()))),
          grid_(faxGrid(settings.paper, settings.resolution)),
          growth_(growth),
          hire_(std::move(hire)),
          workers_(workers),
          desks_(workers.size()) {}

    void run(const std::function<void(const FaxPage&)>& take) {
        while (!queue_.isFinished()) {
            giveOut();
            hireIfWorthwhile();
            waitForReplies();
            for (std::size_t i = 0; i < workers_.size(); ++i) {
                readReplies(i);
            }
            while (const std::optional<FaxPage> page = queue_.take()) {
                take(*page);
            }
        }
    }

  private:
    // What a worker is at.
    struct Desk {
        int page = 0;  // 0: nothing
        bool isSecondTry = false;
        std::string complaint;
        int pagesMade = 0;
        std::size_t firstBytes = 0;  // of memory, after the first pages
    };

    void giveOut() {
        for (std::size_t i = 0; i < workers_.size(); ++i) {
            if (desks_[i].page != 0) {
                continue;
            }
            if (const std::optional<int> page = queue_.giveOut()) {
                if (hasGrown(i)) {
                    workers_[i] = hire_();
                    desks_[i] = {};
                }
                desks_[i].page = *page;
                workers_[i]->ask({RequestKind::kPage, *page, settings_});
            }
        }
    }

    bool hasGrown(std::size_t worker) {
        Desk& desk = desks_[worker];
        if (desk.pagesMade == kFirstPages) {
            desk.firstBytes = workers_[worker]->residentBytes();
        }
        return desk.pagesMade >= kFewestPages &&
               workers_[worker]->residentBytes() > desk.firstBytes + growth_;
    }

    bool canHire() const { return workers_.size() < mostWorkers_ && queue_.notGivenOut() > 0; }

    // By the time that pages took so far, or the one takes that is being made.
    void hireIfWorthwhile() {
        if (!canHire()) {
            return;
        }
        Milliseconds aPage = pagesMade_ > 0 ? Milliseconds(timeOfPages_) / pagesMade_ : Milliseconds(0);
        for (std::size_t i = 0; i < workers_.size(); ++i) {
            if (desks_[i].page != 0) {
                aPage = std::max(aPage, Milliseconds(Clock::now() - workers_[i]->askedAt()));
            }
        }
        if (aPage * queue_.notGivenOut() > kWorkWorthAWorker) {
            workers_.push_back(hire_());
            desks_.emplace_back();
            giveOut();
        }
    }

    void waitForReplies() {
        Clock::time_point until = Clock::time_point::max();
        std::vector<pollfd> sockets;
        for (std::size_t i = 0; i < workers_.size(); ++i) {
            sockets.push_back({workers_[i]->socket(), POLLIN, 0});
            if (desks_[i].page != 0) {
                until = std::min(until, workers_[i]->deadline());
            }
        }
        waitFor(sockets, canHire() ? std::min(until, Clock::now() + kLookAgainForWork) : until);
    }

    void readReplies(std::size_t worker) {
        const bool isThere = workers_[worker]->receive();
        try {
            while (std::optional<Reply> reply = workers_[worker]->next()) {
                handle(*reply, worker);
            }
        } catch (const std::runtime_error&) {
            throw brokenProtocol();
        }
        const bool isLate = desks_[worker].page != 0 && Clock::now() >= workers_[worker]->deadline();
        if (!isThere || isLate) {
            replace(worker);
        }
    }

    void handle(Reply& reply, std::size_t worker) {
        Desk& desk = desks_[worker];
        if (reply.kind == ReplyKind::kOpened) {
            return;  // of a worker that was hired later
        }
        if (desk.page == 0 || (reply.kind != ReplyKind::kError && reply.number != desk.page)) {
            throw brokenProtocol();
        }
        switch (reply.kind) {
            case ReplyKind::kComplaint:
                desk.complaint = std::move(reply.bytes);
                return;
            case ReplyKind::kPage:
                timeOfPages_ += Clock::now() - workers_[worker]->askedAt();
                ++pagesMade_;
                queue_.done(desk.page, {desk.page, grid_, std::move(reply.bytes), std::move(desk.complaint)});
                break;
            case ReplyKind::kError:
                queue_.failed(desk.page, errorOf(reply));
                break;
            default:
                throw brokenProtocol();
        }
        desk = {0, false, {}, desk.pagesMade + 1, desk.firstBytes};
    }

    // Of a worker that ended, or is late.
    void replace(std::size_t worker) {
        Desk& desk = desks_[worker];
        const PageWorker::End end = workers_[worker]->end(nameOf(desk.page));
        const bool tryAgain = desk.page != 0 && end.canBeTriedAgain && !desk.isSecondTry;
        if (desk.page != 0 && !tryAgain) {
            queue_.failed(desk.page, end.error);
        }
        workers_[worker] = hire_();
        desk = tryAgain ? Desk{desk.page, true, {}, 0, 0} : Desk{};
        if (tryAgain) {
            workers_[worker]->ask({RequestKind::kPageAgain, desk.page, settings_});
        }
    }

    PageQueue<FaxPage> queue_;
    FaxSettings settings_;
    std::size_t mostWorkers_;
    FaxGrid grid_;
    std::size_t growth_;
    Hire hire_;
    std::vector<std::unique_ptr<PageWorker>>& workers_;
    std::vector<Desk> desks_;
    Clock::duration timeOfPages_{};
    int pagesMade_ = 0;
};

FaxPageMaker::FaxPageMaker(const PdfInput& input, const FaxLimits& limits) : input_(input), limits_(limits) {
    workers_.push_back(std::make_unique<PageWorker>(input_, limits_));
}

int FaxPageMaker::open() {
    const Reply opened = awaitReply(*workers_.front(), "The document");
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
    PageMaking making(
        pages_, settings, limits_.growth, [this] { return std::make_unique<PageWorker>(input_, limits_); },
        workers_);
    making.run(take);
}

void FaxPageMaker::makeVectorPdf(const FaxSettings& settings,
                                 const std::function<void(std::span<const std::byte>)>& take,
                                 const std::function<void(int page, const std::string& complaint)>& drawn) {
    PageWorker& worker = *workers_.front();
    worker.ask({RequestKind::kVectorPdf, 0, settings});
    int page = 1;
    std::string complaint;
    for (;;) {
        const Reply reply = awaitReply(worker, nameOf(std::min(page, pages_)));
        worker.progressed();
        switch (reply.kind) {
            case ReplyKind::kPdfBytes:
                take(std::as_bytes(std::span(reply.bytes)));
                break;
            case ReplyKind::kComplaint:
                complaint = reply.bytes;
                break;
            case ReplyKind::kPdfPage:
                drawn(page++, std::exchange(complaint, {}));
                break;
            case ReplyKind::kPdfEnd:
                if (page != pages_ + 1) {
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
    try {
        workers_.front()->ask({RequestKind::kFonts, std::min(pages_, kPagesForFonts)});
        Reply reply = awaitReply(*workers_.front(), "The document");
        if (reply.kind == ReplyKind::kOpened) {  // of a worker that has not made a page yet
            reply = awaitReply(*workers_.front(), "The document");
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
