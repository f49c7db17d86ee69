// CupsEvents: tells when something happened to a job at the scheduler.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A subscription of CUPS's own that events are pulled from (RFC 3996, notify-pull-method ippget). Its lease is renewed, and
// ends soon when nobody does so any more; it is canceled at the end. A scheduler that is gone, that was started again, or
// has forgotten the subscription, is no error: it is asked again until it is there.
#pragma once

#include <chrono>

#include "backend/cups_connection.hpp"

namespace voipnow {

class CupsEvents {
  public:
    CupsEvents() = default;
    ~CupsEvents();
    CupsEvents(const CupsEvents&) = delete;
    CupsEvents& operator=(const CupsEvents&) = delete;

    // Whether anything may have happened since it was asked before: to any job, or nobody knows because the subscription is
    // new. False while the scheduler does not answer.
    bool any();

  private:
    bool subscribe();
    bool isAnyNew();
    void renew();
    IppMessage asked(IppMessage request);
    IppMessage requestAboutIt(ipp_op_t operation) const;

    CupsConnection server_;
    int subscription_ = 0;  // 0: none
    int next_ = 1;          // number of the first event that was not seen
    std::chrono::steady_clock::time_point renewed_;
};

}  // namespace voipnow
