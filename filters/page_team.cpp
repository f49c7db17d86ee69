// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_team.hpp"

#include <sched.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace voipnow {
namespace {

using Clock = PageWorker::Clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

// Starting one more worker, opening the document there and warming up its fonts takes about half of this.
constexpr Milliseconds kWorkWorthAWorker{25};
constexpr std::chrono::milliseconds kLookAgainForWork{5};
constexpr int kMostWorkers = 4;  // without an option of the job

// A worker that has made so many pages, and has grown by FaxLimits::growth since the first of them, is replaced.
constexpr int kFirstPages = 10;
constexpr int kFewestPages = 50;

// The processors that we may use.
int processors() {
    cpu_set_t set;
    if (::sched_getaffinity(0, sizeof set, &set) != 0) {
        return 1;
    }
    return std::clamp(CPU_COUNT(&set), 1, kMostWorkers);
}

}  // namespace

JobError brokenProtocol() {
    return {JobEnd::kCanceled,
            "The document could not be drawn: a worker process answered something that it was not asked. "
            "Nothing was "
            "sent. Save the document anew and print it again."};
}

JobError errorOf(const Reply& reply) {
    const bool isKnown =
        reply.number >= exitCode(JobEnd::kHeld) && reply.number <= exitCode(JobEnd::kRetriedLater);
    return {isKnown ? static_cast<JobEnd>(reply.number) : JobEnd::kCanceled, reply.bytes};
}

PageTeam::PageTeam(std::unique_ptr<PageWorker> first, int pages, const FaxSettings& settings,
                   std::size_t growth, Hire hire)
    : queue_(pages),
      settings_(settings),
      mostWorkers_(static_cast<std::size_t>(settings.workers.value_or(processors()))),
      grid_(faxGrid(settings.paper, settings.resolution)),
      growth_(growth),
      hire_(std::move(hire)) {
    desks_.push_back({std::move(first)});
}

void PageTeam::makePages(const std::function<void(const FaxPage&)>& take) {
    while (!queue_.isFinished()) {
        giveOut();
        hireIfWorthwhile();
        waitForReplies();
        for (Desk& desk : desks_) {
            readReplies(desk);
        }
        while (const std::optional<FaxPage> page = queue_.take()) {
            take(*page);
        }
    }
}

std::unique_ptr<PageWorker> PageTeam::dismissAllButOne() {
    std::unique_ptr<PageWorker> last = std::move(desks_.front().worker);
    desks_.clear();
    return last;
}

void PageTeam::giveOut() {
    for (Desk& desk : desks_) {
        if (desk.page != 0) {
            continue;
        }
        if (const std::optional<int> page = queue_.giveOut()) {
            if (hasGrown(desk)) {
                desk = {hire_()};
            }
            desk.page = *page;
            ask(desk, RequestKind::kPage);
        }
    }
}

void PageTeam::ask(Desk& desk, RequestKind kind) {
    desk.worker->ask({kind, desk.page, settings_});
}

bool PageTeam::hasGrown(Desk& desk) const {
    if (desk.pagesMade == kFirstPages) {
        desk.firstBytes = desk.worker->residentBytes();
    }
    return desk.pagesMade >= kFewestPages && desk.worker->residentBytes() > desk.firstBytes + growth_;
}

// By the time that the last page took, or the one takes that is being made.
void PageTeam::hireIfWorthwhile() {
    if (!canHire()) {
        return;
    }
    Milliseconds aPage = timeOfAPage_;
    for (const Desk& desk : desks_) {
        if (desk.page != 0) {
            aPage = std::max(aPage, Milliseconds(Clock::now() - desk.worker->askedAt()));
        }
    }
    if (aPage * queue_.notGivenOut() > kWorkWorthAWorker) {
        desks_.push_back({hire_()});
        giveOut();
    }
}

void PageTeam::waitForReplies() const {
    Clock::time_point until = Clock::time_point::max();
    std::vector<const PageWorker*> workers;
    for (const Desk& desk : desks_) {
        // Who has nothing to do is not waited for: it may have ended, and would be heard for ever.
        if (desk.page != 0) {
            workers.push_back(desk.worker.get());
            until = std::min(until, desk.worker->deadline());
        }
    }
    waitForReplyOf(workers, canHire() ? std::min(until, Clock::now() + kLookAgainForWork) : until);
}

void PageTeam::readReplies(Desk& desk) {
    if (desk.page == 0) {
        return;
    }
    const bool isThere = desk.worker->receive();
    try {
        while (std::optional<Reply> reply = desk.worker->next()) {
            handle(*reply, desk);
        }
    } catch (const std::runtime_error&) {
        throw brokenProtocol();
    }
    if (desk.page != 0 && (!isThere || Clock::now() >= desk.worker->deadline())) {
        replace(desk);
    }
}

void PageTeam::handle(Reply& reply, Desk& desk) {
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
        case ReplyKind::kMarks:
            desk.marks = marksOfText(reply.bytes);
            return;
        case ReplyKind::kPage:
            timeOfAPage_ = Clock::now() - desk.worker->askedAt();
            if (desk.pagesMade++ == 0) {
                timeOfAPage_ /= 2;  // the first of a worker has the fonts to load, too
            }
            queue_.done(desk.page, {desk.page, grid_, std::move(reply.bytes),
                                    std::exchange(desk.complaint, {}), std::exchange(desk.marks, {})});
            break;
        case ReplyKind::kError:
            queue_.failed(desk.page, errorOf(reply));
            break;
        default:
            throw brokenProtocol();
    }
    desk.page = 0;
    desk.isSecondTry = false;
}

// Of a worker that ended over its page, or is late with it.
void PageTeam::replace(Desk& desk) {
    const PageWorker::End end = desk.worker->end("Page " + std::to_string(desk.page));
    const bool tryAgain = end.canBeTriedAgain && !desk.isSecondTry;
    if (!tryAgain) {
        queue_.failed(desk.page, end.error);
    }
    const int page = desk.page;
    desk = {hire_()};
    if (tryAgain) {
        desk.page = page;
        desk.isSecondTry = true;
        ask(desk, RequestKind::kPageAgain);
    }
}

}  // namespace voipnow
