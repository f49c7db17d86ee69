// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/log_arguments.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

#include "backend/command_words.hpp"
#include "backend/configuration_values.hpp"

namespace voipnow {
namespace {

int countOf(const std::string& text) {
    int count = 0;
    const char* end = text.c_str() + text.size();
    const auto [stop, error] = std::from_chars(text.c_str(), end, count);
    if (error != std::errc() || stop != end || count <= 0) {
        throw WrongArguments("--last takes a number of jobs; not " + text);
    }
    return count;
}

// A day, or a minute of it, in local time; 0 when it is none.
std::int64_t localMoment(const std::string& text) {
    for (const char* form : {"%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"}) {
        std::tm parts{};
        parts.tm_isdst = -1;
        const char* end = ::strptime(text.c_str(), form, &parts);
        if (end != nullptr && *end == '\0') {
            return std::max<std::int64_t>(1, std::mktime(&parts));
        }
    }
    return 0;
}

std::int64_t momentOf(const std::string& text, std::int64_t now) {
    if (const std::int64_t moment = localMoment(text); moment != 0) {
        return moment;
    }
    try {
        return std::max<std::int64_t>(0, now - durationOf(text).count());
    } catch (const BadValue&) {
        throw WrongArguments(
            "--since takes a day (2026-11-20), a time (\"2026-11-20 08:30\"), or how long ago "
            "(90m, 2h, 7d); not " +
            text);
    }
}

}  // namespace

LogArguments parseLogArguments(const std::vector<std::string>& arguments, std::int64_t now) {
    LogArguments made;
    for (CommandWords words(arguments); words.next();) {
        if (words.word() == "--json") {
            made.json = true;
        } else if (words.word() == "--follow") {
            made.follow = true;
        } else if (words.word() == "--help") {
            made.help = true;
        } else if (const auto last = words.valueOf("--last")) {
            made.choice.last = countOf(*last);
        } else if (const auto since = words.valueOf("--since")) {
            made.choice.since = momentOf(*since, now);
        } else if (const auto stateDir = words.valueOf("--state-dir")) {
            made.stateDir = *stateDir;
        } else {
            throw WrongArguments("unknown argument " + words.word());
        }
    }
    return made;
}

}  // namespace voipnow
