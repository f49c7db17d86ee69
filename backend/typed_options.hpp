// Options that can be typed in a print dialog, as dialogs send them.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// "Custom." is how dialogs mark a typed value, and is taken off. None, Custom, true, false (any case) and nothing mean unset:
// dialogs send them for "not filled in".
#pragma once

#include <optional>
#include <string>

#include "backend/print_job.hpp"
#include "backend/printer_description.hpp"

namespace voipnow {

// The value without its "Custom." and the blanks before it.
std::string withoutCustom(std::string value);

// The same; nothing for a value that means unset.
std::optional<std::string> unlessUnset(const std::optional<std::string>& value);

// The job's value, else the queue's default; nothing when both are unset.
std::optional<std::string> typedOption(const std::string& name, const PrintJob& job,
                                       const PrinterDescription& printer);

}  // namespace voipnow
