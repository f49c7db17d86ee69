// PrivateCups: a real CUPS scheduler of one test's own, made by install/private-cups.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Queues are made and jobs are sent by the real lpadmin and lp; what became of a job is asked through IPP.
// Every call throws std::runtime_error, with what the program said, when it does not work.
#pragma once

#include <cups/ipp.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tests/end_to_end/child_process.hpp"

namespace voipnow::end_to_end {

struct JobStatus {
    ipp_jstate_t state = IPP_JSTATE_PENDING;
    std::vector<std::string> reasons;  // job-state-reasons
    std::string message;               // job-printer-state-message: what the user reads
    int sheets = 0;                    // job-media-sheets-completed
    bool queueStopped = false;
    std::vector<std::string> queueReasons;  // printer-state-reasons
    std::string queueMessage;               // printer-state-message

    bool hasReason(const std::string& reason) const;
};

class PrivateCups {
  public:
    // Starts one in the folder `directory`. A job that ends with "retry" is tried again after `retrySeconds`.
    explicit PrivateCups(std::filesystem::path directory, int retrySeconds = 300);
    ~PrivateCups();
    PrivateCups(const PrivateCups&) = delete;
    PrivateCups& operator=(const PrivateCups&) = delete;

    // Ends the scheduler in good order, and starts another with the same queues and jobs.
    void restart();

    // What CUPS_SERVERROOT is for filters and backends.
    const std::filesystem::path& serverRoot() const { return serverRoot_; }
    // The environment in which lp and its like speak with this scheduler.
    const Environment& environment() const { return environment_; }
    // "127.0.0.1:PORT", for clients that cannot use the socket.
    const std::string& host() const { return host_; }
    // All of its error_log.
    std::string log() const;

    // A queue of the model "VoipNow Fax". `options` are further words for lpadmin.
    void addQueue(const std::string& name, const std::string& deviceUri,
                  const std::vector<std::string>& options = {}) const;

    // Prints the files as one job, with further words for lp ("-o", "phone=1"). Gives the job's id.
    int print(const std::string& queue, const std::vector<std::filesystem::path>& files,
              const std::vector<std::string>& options) const;

    // What `lp -i ID …` does to a job that is there.
    void change(int job, const std::vector<std::string>& options) const;

    JobStatus status(int job) const;

    // The exit code of the last run of the backend voipnow for the job; -1 while none has ended.
    int lastExitCode(int job) const;

    // Waits until the job stands still: it is at its end, held, or its queue is stopped. Throws
    // std::runtime_error after a minute.
    JobStatus waitUntilSettled(int job) const;
    JobStatus waitUntil(int job, const std::function<bool(const JobStatus&)>& condition) const;

  private:
    void start();

    std::filesystem::path directory_;
    int retrySeconds_;
    std::filesystem::path serverRoot_;
    std::string socket_;
    std::string host_;
    Environment environment_;
};

}  // namespace voipnow::end_to_end
