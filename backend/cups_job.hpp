// CupsJob: a print job at the scheduler, to be sent on its way again.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks the scheduler in $CUPS_SERVER, as the user who runs the command; whose job may be changed is the scheduler's to
// say. Every call throws CupsRefusal, with a sentence for that user, when the scheduler does not do it.
#pragma once

#include <string>
#include <vector>

#include "backend/cups_connection.hpp"
#include "backend/job_name.hpp"
#include "backend/job_options.hpp"

namespace voipnow {

// What a command wants to do with a job, for sentences.
struct Deed {
    const char* verb;        // "release it"
    const char* participle;  // "released"
};

class CupsJob {
  public:
    // Asks for it. NoSuchCupsJob when CUPS has none.
    CupsJob(const JobName& name, const Deed& deed);

    const std::string& uuid() const { return uuid_; }
    const std::string& printer() const { return printer_; }
    int number() const { return number_; }

    bool isHeld() const { return state_ == IPP_JSTATE_HELD; }
    bool isProcessing() const { return state_ == IPP_JSTATE_PROCESSING; }
    bool isStopped() const { return state_ == IPP_JSTATE_STOPPED; }
    // Completed, canceled or aborted.
    bool isOver() const { return state_ >= IPP_JSTATE_CANCELED; }
    // Whether CUPS ever began to print it.
    bool hasRun() const { return hasRun_; }
    // "pending", "held", "completed", …
    std::string state() const { return jobStateWord(static_cast<int>(state_)); }

    // Lets a held job run, with these options changed.
    void release(const std::vector<JobOption>& changes);

    // Runs a job that is over once more, with these options changed.
    void restart(const std::vector<JobOption>& changes);

  private:
    IppMessage requestAboutIt(ipp_op_t operation) const;
    IppMessage answered(IppMessage request);
    int numberOf(const std::string& uuid);

    std::string shown_;
    Deed deed_;
    CupsConnection server_;
    int number_ = 0;
    std::string uuid_;
    std::string printer_;
    ipp_jstate_t state_ = IPP_JSTATE_PENDING;
    bool hasRun_ = false;
};

}  // namespace voipnow
