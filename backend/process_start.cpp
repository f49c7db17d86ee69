// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/process_start.hpp"

#include <unistd.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>

namespace voipnow {
namespace {

constexpr std::int64_t kMilliseconds = 1000;

// Since boot, in clock ticks; -1 when it cannot be read.
std::int64_t startTicks(pid_t process) {
    std::ifstream in("/proc/" + std::to_string(process) + "/stat");
    std::string text;
    std::getline(in, text);
    // The name of the program stands in brackets, and may have anything in it; starttime is the 20th field behind it.
    constexpr int kFieldsBefore = 19;
    std::istringstream fields(
        text.substr(text.rfind(')') == std::string::npos ? text.size() : text.rfind(')') + 1));
    std::string skipped;
    for (int i = 0; i < kFieldsBefore; ++i) {
        fields >> skipped;
    }
    std::int64_t ticks = -1;
    return fields >> ticks ? ticks : -1;
}

}  // namespace

std::int64_t startOfProcess(pid_t process) {
    const std::int64_t ticks = startTicks(process);
    timespec sinceBoot{};
    if (ticks < 0 || ::clock_gettime(CLOCK_BOOTTIME, &sinceBoot) != 0) {
        return 0;
    }
    const std::int64_t start = ticks * kMilliseconds / ::sysconf(_SC_CLK_TCK);
    const std::int64_t age = sinceBoot.tv_sec * kMilliseconds + sinceBoot.tv_nsec / 1'000'000 - start;
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
                         std::chrono::system_clock::now().time_since_epoch())
                         .count();
    return now - age;
}

}  // namespace voipnow
