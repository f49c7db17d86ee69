// PageQueue: which page is made next, and which is handed over next.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages are given out in order, come back in any order, and are handed over in order. They run ahead of the one that is
// to be handed over by at most kAhead pages, so that memory does not grow with the document. A page that failed is an
// error in its place: the pages before it are still handed over, the pages behind it are not begun.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "backend/job_error.hpp"

namespace voipnow {

template <typename Page>
class PageQueue {
  public:
    static constexpr int kAhead = 16;

    explicit PageQueue(int pages) : pages_(pages) {}

    // The next page to be made, from 1; nothing as long as there is none.
    std::optional<int> giveOut() {
        if (nextToMake_ > pages_ || nextToMake_ >= nextToTake_ + kAhead) {
            return std::nullopt;
        }
        return nextToMake_++;
    }

    int notGivenOut() const { return pages_ - nextToMake_ + 1; }

    void done(int number, Page page) { results_.emplace(number, std::move(page)); }

    void failed(int number, const JobError& error) {
        results_.emplace(number, error);
        pages_ = std::min(pages_, nextToMake_ - 1);
    }

    // The page that is next in order, if it is made; throws its error if it failed.
    std::optional<Page> take() {
        const auto found = results_.find(nextToTake_);
        if (found == results_.end()) {
            return std::nullopt;
        }
        if (const JobError* error = std::get_if<JobError>(&found->second)) {
            throw JobError(*error);
        }
        Page page = std::move(std::get<Page>(found->second));
        results_.erase(found);
        ++nextToTake_;
        return page;
    }

    bool isFinished() const { return nextToTake_ > pages_; }

  private:
    int pages_;
    int nextToMake_ = 1;
    int nextToTake_ = 1;
    std::map<int, std::variant<Page, JobError>> results_;
};

}  // namespace voipnow
