// voipnow-emulator: the Faxes Service of a PBX for the demo and the tests.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/types.h>

#include <csignal>
#include <ctime>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/emulator/command_line.hpp"
#include "tests/emulator/emulator.hpp"

namespace {

using voipnow::emulator::CommandLine;
using voipnow::emulator::Emulator;

constexpr int kFailed = 1;
constexpr int kUsage = 2;

// The signals that end the emulator. To be blocked before the first thread is made, so that no thread but the
// one that waits for them gets them.
sigset_t endSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

int run(const CommandLine& line) {
    const sigset_t signals = endSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    const Emulator emulator(line.options);
    std::cout << emulator.description() << std::endl;
    const timespec limit{static_cast<std::time_t>(line.stopAfter.count()), 0};
    sigtimedwait(&signals, nullptr, &limit);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const CommandLine line =
            voipnow::emulator::parseCommandLine(std::vector<std::string>(argv + 1, argv + argc));
        if (line.help) {
            std::cout << voipnow::emulator::helpText();
            return 0;
        }
        return run(line);
    } catch (const std::invalid_argument& error) {
        std::cerr << error.what() << '\n';
        return kUsage;
    } catch (const std::exception& error) {
        std::cerr << "voipnow-emulator cannot run: " << error.what() << '\n';
        return kFailed;
    }
}
