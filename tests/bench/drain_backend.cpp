// drain_backend: a CUPS backend that takes a job and does nothing with it, for tests/bench/delivery_time.py.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Says on stderr, which cupsd writes to its log, when the last byte had come: "DEBUG: drained at SECONDS.MICROSECONDS",
// since 1970.
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>

int main(int argc, char**) {
    if (argc == 1) {
        std::puts(R"(direct drain "Unknown" "Takes jobs and does nothing with them")");
        return 0;
    }
    std::array<char, 65536> piece{};
    while (::read(STDIN_FILENO, piece.data(), piece.size()) > 0) {
    }
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
    constexpr long long kMillion = 1000000;
    std::fprintf(stderr, "DEBUG: drained at %lld.%06lld\n", static_cast<long long>(micros / kMillion),
                 static_cast<long long>(micros % kMillion));
    return 0;
}
