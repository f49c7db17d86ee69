// The command line of voipnow-emulator.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "tests/emulator/emulator.hpp"

namespace voipnow::emulator {

struct CommandLine {
    EmulatorOptions options;
    std::chrono::seconds stopAfter{4 * 60 * 60};
    bool help = false;
};

// Takes the arguments behind the program's name. Throws std::invalid_argument with a sentence when an option
// is unknown, has no value or a wrong one, or when --directory is missing.
CommandLine parseCommandLine(const std::vector<std::string>& arguments);

// The text of --help.
std::string helpText();

}  // namespace voipnow::emulator
