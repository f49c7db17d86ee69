// What a fax printer is set up with: collected from what is there and what is new, tested, and stored.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is there: the queue's device URI, and what voipnow.conf says of it. What is named anew takes its place, all else is
// kept. Credentials go into the section [HOST] of voipnow.conf, so that all printers of that PBX have them; into
// [printer NAME] where that is wanted or has them already. A printer that moves to another PBX, which is another host or
// another port, has those that voipnow.conf has for that one, and no others: the secret of a PBX is not told to another.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "backend/checks/finding.hpp"
#include "backend/configuration_text.hpp"
#include "backend/fax_queues.hpp"
#include "backend/setup_arguments.hpp"
#include "backend/stored_credentials.hpp"

namespace voipnow {

struct SetupAnswers {
    std::string host;  // with its port, where it has one
    std::string user;
    std::string extension;
    std::string appKey;
    std::string appSecret;
};

class PrinterSetup {
  public:
    // Looks at what is there. JobError when voipnow.conf has mistakes; CupsRefusal when CUPS does not answer, or has a
    // printer of that name and another kind.
    PrinterSetup(const SetupArguments& arguments, std::filesystem::path file);

    bool isNew() const { return !queue_; }

    // What is there, with what the arguments name in its place. Empty where nothing is known.
    const SetupAnswers& known() const { return known_; }

    // Looks again: known() has this host from now on, and the App that it has. Whether that is another host than before.
    bool lookAt(const std::string& host);

    // Whether voipnow.conf has a token or a session for it, so that no App is needed.
    bool hasOtherCredentials() const { return stored_.hasOtherThanApp(); }

    // Whether the printer leaves a PBX, whose name this is; else empty.
    const std::string& leaves() const { return leaves_; }

    // JobError when the device URI that they make is none: its sentence names the part.
    static std::string deviceUriOf(const SetupAnswers& answers);

    // What the service says to them, in order; nothing is stored or sent. JobError for a setting that is none.
    std::vector<Finding> test(const SetupAnswers& answers) const;

    // Writes voipnow.conf, then adds or changes the queue; gives sentences about what went elsewhere than expected. A
    // printer description of an older version stays: backend/queue_refresh.hpp brings it up to date. CupsRefusal, JobError.
    std::vector<std::string> store(const SetupAnswers& answers);

  private:
    struct Changed {
        ConfigurationText text;
        std::vector<std::string> remarks;
    };
    QueueChange changeFor(const SetupAnswers& answers);
    Changed changed(const SetupAnswers& answers) const;
    std::string sectionFor(const DeviceUri& device) const;
    StoredCredentials wantedCredentials(const SetupAnswers& answers) const;
    void putCredentials(const SetupAnswers& answers, const std::string& section, Changed& changed) const;

    const SetupArguments& arguments_;
    std::filesystem::path file_;
    FaxQueues cups_;
    std::optional<CupsQueue> queue_;
    std::optional<DeviceUri> device_;  // of the queue
    std::string text_;                 // of voipnow.conf
    StoredCredentials stored_;         // that count for known_.host
    std::string leaves_;
    SetupAnswers known_;
};

}  // namespace voipnow
