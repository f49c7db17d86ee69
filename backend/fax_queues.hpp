// FaxQueues: the fax printers of the scheduler, to be looked at, set up, and sent on their way again.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks the scheduler in $CUPS_SERVER as the user who runs the command; who may change what is the scheduler's to say.
// Every call throws CupsRefusal, with a sentence for that user, when the scheduler does not do it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backend/cups_connection.hpp"

namespace voipnow {

struct CupsQueue {
    std::string name;
    std::string deviceUri;    // without a login, where it has one
    std::string model;        // "VoipNow Fax"; "Local Raw Printer" without a PPD
    std::string info;         // for people
    std::string location;     //
    std::string message;      // printer-state-message
    std::string errorPolicy;  // retry-job, …
    bool isStopped = false;   // jobs wait
    bool isAccepting = true;  // jobs are taken
    bool isMarked = false;    // its setup stopped it (kSettingsWrong of backend/cups_messages.hpp)

    // Whether its backend stopped it because of its setup, and nobody else since.
    bool isWaitingForMending() const;
};

struct HeldJob {
    int number = 0;
    std::string printer;
};

// What a printer is to be; what is empty stays as it is.
struct QueueChange {
    std::string name;
    std::string deviceUri;
    std::string ppdName;                  // the scheduler's name of a model
    std::optional<std::string> info;      // "" takes it away
    std::optional<std::string> location;  // likewise
    bool isNew = false;  // with what a new fax printer is to have besides: error policy, not shared
};

class FaxQueues {
  public:
    FaxQueues() : server_(connectToCups()) {}

    // Those with a device URI voipnow:…, in the scheduler's order.
    std::vector<CupsQueue> all();

    // Whatever device it has; nothing when there is none of that name.
    std::optional<CupsQueue> find(const std::string& name);

    // The one of that name, or with an empty name all(). CupsRefusal when it is not there.
    std::vector<CupsQueue> chosen(const std::string& name);

    // Jobs that are held until something beside them is mended (backend/last_words.hpp).
    std::vector<HeldJob> waitingJobs();

    // The scheduler's name of the model "VoipNow Fax"; empty when it has none.
    std::string modelName();

    // Adds the printer, or changes it. CUPS keeps the defaults of a printer that gets a model.
    void change(const QueueChange& change);

    // Lets a stopped queue work, and take jobs.
    void resume(const std::string& name);

    void release(const HeldJob& job);

  private:
    IppMessage asked(IppMessage request, const char* path, const std::string& what);
    std::vector<CupsQueue> list(IppMessage request);

    CupsConnection server_;
};

}  // namespace voipnow
