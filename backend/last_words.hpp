// What a job's last message says besides what happened: what its printer's administrator has to mend, and how it goes on.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A queue that its setup stopped (exit code 4), and a job that is held until something beside it is mended, go on by
// themselves: `voipnow-fax check --resume`, which the system runs when voipnow.conf is changed and every few minutes, lets
// them go on. It knows them by the last sentence of their message. Who stops a queue gives it another one. Who
// puts such a job on hold once more does not, and nothing else of it tells (seen with cupsd 2.4): it goes on with the
// others, and has to be canceled where that is not wanted.
#pragma once

#include <string>
#include <string_view>

#include "backend/cups_messages.hpp"
#include "backend/job_error.hpp"

namespace voipnow {

inline constexpr std::string_view kPrinterGoesOn =
    "The printer goes on by itself when that is mended; at once with: voipnow-fax check --resume";
inline constexpr std::string_view kJobGoesOn =
    "The job goes on by itself when that is mended; at once with: voipnow-fax check --resume";

// The message of a job that ends so: its sentence, the remarks, and how it goes on. Not longer than cupsd takes; the end
// is whole.
std::string lastWords(const JobError& error, const std::string& remarks = "");

// Says the last words of a job to cupsd. A queue that is stopped by it is marked before: when a backend has ended, cupsd may
// not come to read what it said last.
void tellEnd(const JobError& error, CupsMessages& messages);

// Whether a message of a queue or of a job ends as such a one.
bool isWaitingForMending(std::string_view message);

// The two with a blank between them, where there are two.
std::string joined(const std::string& sentence, const std::string& remarks);

}  // namespace voipnow
