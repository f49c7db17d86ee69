// Reads the options of a print job as cupsd hands them over in argv[5].
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backend/printer_description.hpp"

namespace voipnow {

// Takes argv[5]: NAME=VALUE words, with spaces, quotes and backslashes of a value escaped; a bare word NAME
// reads as NAME=true. Gives them in the order of their names, a repeated name once with its last value. Read
// by cupsParseOptions, as CUPS itself writes and reads them, but for words in which nothing can be misread. Never
// fails: what is no option is left out.
std::vector<JobOption> parseJobOptions(const std::string& text);

// The text with a backslash before each carriage return, vertical tab and form feed that has none. cupsd leaves them as they
// are, and cupsParseOptions ends a word at them: a document called "a\rphone=5550100" would be an option.
std::string withEscapedBreaks(const std::string& text);

// The option as cupsd writes it into argv[5], so that parseJobOptions reads the same again.
std::string jobOptionWord(const JobOption& option);

// The value of `name`, or nothing when the job does not have it. Names are compared without regard to case,
// as CUPS does.
std::optional<std::string> valueOf(const std::vector<JobOption>& options, const std::string& name);

}  // namespace voipnow
