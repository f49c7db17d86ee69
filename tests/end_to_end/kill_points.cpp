// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/kill_points.hpp"

#include <fstream>
#include <sstream>

#include "tests/end_to_end/build_paths.hpp"

namespace voipnow::end_to_end {

namespace {

// Where one is as good as the next.
bool isRepeatable(const KillPoint& point) {
    return point.call.ends_with(" socket") || point.call.ends_with(" journal.db-shm");
}

bool areAlike(const KillPoint& one, const KillPoint& other) {
    return one.call == other.call && one.process == other.process;
}

}  // namespace

std::vector<KillPoint> tracedCalls(const std::filesystem::path& trace) {
    std::vector<KillPoint> calls;
    std::ifstream in(trace);
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        KillPoint point;
        if (words >> point.number >> point.process && words.get() == ' ' && std::getline(words, point.call)) {
            calls.push_back(point);
        }
    }
    return calls;
}

std::string killOf(const std::filesystem::path& trace) {
    std::ifstream in(trace);
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("killed ")) {
            return line;
        }
    }
    return {};
}

std::vector<KillPoint> worthTrying(const std::vector<KillPoint>& calls) {
    std::vector<KillPoint> chosen;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        const bool isFirst = i == 0 || !areAlike(calls[i - 1], calls[i]);
        const bool isLast = i + 1 == calls.size() || !areAlike(calls[i + 1], calls[i]);
        if (isFirst || isLast || !isRepeatable(calls[i])) {
            chosen.push_back(calls[i]);
        }
    }
    return chosen;
}

Environment killAt(long number, Moment moment, const std::string& whom, const std::filesystem::path& trace) {
    Environment environment = traced(trace);
    environment["KILL_SWITCH_AT"] = std::to_string(number);
    environment["KILL_SWITCH_WHEN"] = moment == Moment::kAfter ? "after" : "before";
    environment["KILL_SWITCH_WHOM"] = whom;
    return environment;
}

Environment traced(const std::filesystem::path& trace) {
    return {{"LD_PRELOAD", kKillSwitch}, {"KILL_SWITCH_TRACE", trace.string()}};
}

}  // namespace voipnow::end_to_end
