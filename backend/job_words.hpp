// The options of a job word by word, in the order in which cupsd has them.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// backend/job_options.hpp reads what the options say. Their order says more: cupsd puts time-at-creation behind the
// options that a job was printed with, and what somebody sets later (lp -i JOB -o …) behind everything that is there. So a
// backend can tell a number that was given to a held job from one that the job was printed with. (cupsd takes no
// time-at-creation from a client. Where a scheduler does not give one, job-uuid is the border.) And a word without a value may
// be a piece of a value that was not quoted: lp -o phone=First Bank.
#pragma once

#include <string>
#include <vector>

namespace voipnow {

struct JobWord {
    std::string name;       // as it is written: "Bank", also "noBank"
    std::string value;      // as it is written, escapes and all
    bool hasValue = false;  // name=value
    bool isLater = false;   // set after the job was made
};

// Takes argv[5]. Values are passed over; cupsd escapes blanks, quotes and backslashes in them.
std::vector<JobWord> jobWords(const std::string& options);

// The value of time-at-creation, by which cupsd tells one job from another; empty without.
std::string creationOf(const std::string& options);

// Whether the option was set after the job was made.
bool isGivenLater(const std::vector<JobWord>& words, const std::string& name);

}  // namespace voipnow
