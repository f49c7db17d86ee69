// PageWorker: a worker process from the filter's side.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A worker is asked for one thing at a time, and answers with replies of filters/page_protocol.hpp. It may end at any
// moment instead: by a crash, for lack of memory, by its limit of time, or because the filter lost patience with it.
// What became of it is then told in the words of the project.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "backend/job_error.hpp"
#include "filters/fax_limits.hpp"
#include "filters/file_descriptor.hpp"
#include "filters/page_protocol.hpp"
#include "filters/pdf_input.hpp"

namespace voipnow {

class PageWorker {
  public:
    using Clock = std::chrono::steady_clock;

    // Starts the process, which opens the document at once. JobError kRetriedLater when the system does not let us.
    PageWorker(const PdfInput& input, const FaxLimits& limits);
    // Ends it.
    ~PageWorker();
    PageWorker(const PageWorker&) = delete;
    PageWorker& operator=(const PageWorker&) = delete;
    PageWorker(PageWorker&&) = delete;
    PageWorker& operator=(PageWorker&&) = delete;

    // For poll(2): readable when receive() has something to do.
    int socket() const { return socket_.get(); }

    void ask(const Request& request);

    // Reads what there is, without waiting. False when the process has ended.
    bool receive() { return replies_.receive(socket_.get()); }

    // The next whole reply, or nothing as long as there is none.
    std::optional<Reply> next() { return replies_.next(); }

    // When the last question was asked, and how long its answer may take.
    Clock::time_point askedAt() const { return askedAt_; }
    Clock::time_point deadline() const { return askedAt_ + limits_.pageWait; }
    void progressed() { askedAt_ = Clock::now(); }

    // How much memory it has now, 0 when that cannot be found out.
    std::size_t residentBytes() const;

    // Why it ended, or has to end now because its deadline has passed, while it was at `what` ("Page 3").
    struct End {
        bool canBeTriedAgain;  // with less memory, in a new process
        JobError error;
    };
    End end(const std::string& what);

  private:
    // Ends the process if it has not ended yet; gives its status as waitpid does.
    int kill();

    FaxLimits limits_;
    FileDescriptor socket_;
    ReplyReader replies_;
    pid_t process_ = 0;  // 0 when it has ended
    int status_ = 0;     // as waitpid gave it
    Clock::time_point askedAt_;
};

// Waits until one of the workers has something to read, or has ended; false when nothing came until then.
bool waitForReplyOf(const std::vector<const PageWorker*>& workers, PageWorker::Clock::time_point until);

}  // namespace voipnow
