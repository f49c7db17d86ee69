// The states of jobs and faxes in the journal, and their names.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The names are stored, and stand in `voipnow-fax log`, its JSON and messages: they stay.
#pragma once

#include <string>

namespace voipnow {

enum class JobState {
    kReceiving,  // its pages are being made
    kSending,    //
    kSent,       // the service has all of its faxes
    kHeld,       // waits for a person; the reason says for what
    kRetrying,   // cupsd runs it again later
    kStopped,    // waits for the queue's administrator
    kInDoubt,    // the service may or may not have a fax of it; waits for a person
    kFailed,     // over, and not all of it was sent
    kCanceled,   // a person ended it
};

enum class FaxState {
    kPrepared,   // recipients chosen, the service knows nothing of it
    kCreated,    // the service knows recipients and size, and waits for the file: nothing is sent yet
    kUploading,  // the file is on its way: from here on it may be sent
    kSent,       // the service's store acknowledged the file
    kInDoubt,    // an upload ended without an acknowledgement
    kHeld,       // the service refuses it, and nothing of it was sent; waits with its job
    kCanceled,   // its job was canceled before anything of it was sent
    kFailed,     // its job is over, and nothing of it was sent
    kResent,     // was sent or in doubt, and a person had it sent again: another fax stands for it
};

std::string nameOf(JobState state);
std::string nameOf(FaxState state);

// SqliteError for a name that is none.
JobState jobStateNamed(const std::string& name);
FaxState faxStateNamed(const std::string& name);

}  // namespace voipnow
