// Where the kill switch (tests/reliability/kill_switch.cpp) can end the backend: the calls of a run, and which to try.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/end_to_end/child_process.hpp"

namespace voipnow::end_to_end {

struct KillPoint {
    long number = 0;
    std::string process;  // "backend" or "worker"
    std::string call;     // "pwrite journal.db-wal", "connect socket"
};

// The calls that a trace lists, in order. Lines of another kind ("killed …") are left out.
std::vector<KillPoint> tracedCalls(const std::filesystem::path& trace);

// The line of the trace that tells who was killed and where; empty when nobody was.
std::string killOf(const std::filesystem::path& trace);

// What of these calls to try: all; but of the same call to a socket, or to the journal's index in memory (journal.db-shm),
// many times in a row the first and the last.
std::vector<KillPoint> worthTrying(const std::vector<KillPoint>& calls);

enum class Moment { kBefore, kAfter };

// The environment for a run that is killed there. `whom` is "worker", "backend", "both"; see kill_switch.cpp.
Environment killAt(long number, Moment moment, const std::string& whom, const std::filesystem::path& trace);

// The environment for a run that is only traced.
Environment traced(const std::filesystem::path& trace);

}  // namespace voipnow::end_to_end
