// The words behind `voipnow-fax setup`.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "backend/wrong_arguments.hpp"

namespace voipnow {

struct SetupArguments {
    std::string printer = "Fax";
    std::optional<std::string> host;  // HOST or HOST:PORT
    std::optional<std::string> user;
    std::optional<std::string> extension;
    std::optional<std::string> appKey;
    std::optional<std::string> secretFile;  // "-": standard input
    std::optional<std::string> info;
    std::optional<std::string> location;
    std::vector<std::pair<std::string, std::string>> settings;  // other keys of voipnow.conf
    bool onlyThisPrinter = false;  // credentials and settings go into [printer NAME], not into [HOST]
    bool untested = false;         // the service is not asked
    bool noInput = false;          // nobody is asked
    bool help = false;
};

// Understands what the help of the command lists. Throws WrongArguments, also for a secret among the words: other users
// can see them.
SetupArguments parseSetupArguments(const std::vector<std::string>& arguments);

}  // namespace voipnow
