// The CUPS backend `voipnow`.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <span>

#include "backend/backend_run.hpp"

int main(int argc, char* argv[]) {
    if (argc <= 1) {
        voipnow::printDiscovery(std::cout);
        return 0;
    }
    return voipnow::runBackend(std::span<char* const>(argv, static_cast<std::size_t>(argc)), std::cerr);
}
