// The command `voipnow-fax`.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <string>
#include <vector>

#include "backend/command.hpp"

int main(int argc, char* argv[]) {
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    return voipnow::runCommand(arguments, std::cout, std::cerr);
}
