// PageTeam: the worker processes that make the pages of one document, and who makes which.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Another worker is hired when the pages that are left are worth it, up to one for each processor. A page over which a
// worker ends is given to a new worker once more, which then draws it with as little memory as possible. Poppler keeps
// something of each page, so a worker that has grown is replaced.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "backend/fax_marks.hpp"
#include "backend/job_error.hpp"
#include "filters/fax_settings.hpp"
#include "filters/page_queue.hpp"
#include "filters/page_worker.hpp"

namespace voipnow {

struct FaxPage {
    int number;  // from 1
    FaxGrid grid;
    std::string g4;         // as encodeG4 gives it
    std::string complaint;  // what the page may lack, in Poppler's words; empty when it lacks nothing
    std::vector<FaxMark> marks = {};  // that were taken off the page
};

// What a worker says that no worker of ours says.
JobError brokenProtocol();

// The error that a reply of the kind kError tells.
JobError errorOf(const Reply& reply);

class PageTeam {
  public:
    using Hire = std::function<std::unique_ptr<PageWorker>()>;

    // `first` has opened the document, which has `pages` pages. `growth` in bytes: FaxLimits::growth.
    PageTeam(std::unique_ptr<PageWorker> first, int pages, const FaxSettings& settings, std::size_t growth,
             Hire hire);

    // Makes all pages, and hands them to `take` in order. Throws as FaxPageMaker::make does.
    void makePages(const std::function<void(const FaxPage&)>& take);

    // One of the workers, for other questions about the document.
    std::unique_ptr<PageWorker> dismissAllButOne();

  private:
    // A worker and what it is at.
    struct Desk {
        std::unique_ptr<PageWorker> worker;
        int page = 0;  // 0: nothing
        bool isSecondTry = false;
        std::string complaint = {};
        std::vector<FaxMark> marks = {};
        int pagesMade = 0;
        std::size_t firstBytes = 0;  // of memory, after the first pages
    };

    void giveOut();
    void ask(Desk& desk, RequestKind kind);
    bool hasGrown(Desk& desk) const;
    bool canHire() const { return desks_.size() < mostWorkers_ && queue_.notGivenOut() > 0; }
    void hireIfWorthwhile();
    void waitForReplies() const;
    void readReplies(Desk& desk);
    void handle(Reply& reply, Desk& desk);
    void replace(Desk& desk);

    PageQueue<FaxPage> queue_;
    FaxSettings settings_;
    std::size_t mostWorkers_;
    FaxGrid grid_;
    std::size_t growth_;
    Hire hire_;
    std::vector<Desk> desks_;
    PageWorker::Clock::duration timeOfAPage_{};  // the last one's
};

}  // namespace voipnow
