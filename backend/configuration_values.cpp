// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/configuration_values.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <utility>

#include "backend/number_pattern.hpp"

namespace voipnow {
namespace {

constexpr std::uint64_t kMostDays = 10ULL * 366;

}  // namespace

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r";
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) {
        return {};
    }
    return std::string(text.substr(first, text.find_last_not_of(kBlank) - first + 1));
}

std::string sectionNamed(std::string_view words) {
    const std::string name = trimmed(words);
    if (lowered(name).starts_with(kPrinterSection)) {
        return std::string(kPrinterSection) + trimmed(std::string_view(name).substr(kPrinterSection.size()));
    }
    return name == "printer" || name.find_first_of(" \t/@") != std::string::npos ? "" : lowered(name);
}

std::uint64_t numberOf(std::string_view text, std::uint64_t least, std::uint64_t most) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < least || number > most) {
        throw BadValue("has to be a number from " + std::to_string(least) + " to " + std::to_string(most));
    }
    return number;
}

std::uint64_t sizeOf(std::string_view text) {
    constexpr std::uint64_t kMost = std::uint64_t{4} << 30;
    unsigned shift = 0;
    if (text.ends_with('K') || text.ends_with('k')) {
        shift = 10;
    } else if (text.ends_with('M') || text.ends_with('m')) {
        shift = 20;
    } else if (text.ends_with('G') || text.ends_with('g')) {
        shift = 30;
    }
    try {
        return numberOf(text.substr(0, text.size() - (shift > 0 ? 1 : 0)), 1, kMost >> shift) << shift;
    } catch (const BadValue&) {
        throw BadValue("has to be a size of up to 4G, such as 10M, 500K or 1048576");
    }
}

bool yesOrNo(const std::string& text) {
    const std::string value = lowered(text);
    if (value == "yes" || value == "true" || value == "on" || value == "1") {
        return true;
    }
    if (value == "no" || value == "false" || value == "off" || value == "0") {
        return false;
    }
    throw BadValue("has to be yes or no");
}

std::filesystem::path absolutePath(const std::string& text) {
    if (!text.starts_with('/')) {
        throw BadValue("has to be a path that begins with /");
    }
    return text;
}

std::string headerText(const std::string& text) {
    if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; })) {
        throw BadValue("has a control character in it");
    }
    return text;
}

std::vector<std::string> hostList(const std::string& text) {
    std::vector<std::string> hosts;
    std::string separated = text;
    std::replace(separated.begin(), separated.end(), ',', ' ');
    std::istringstream words(separated);
    for (std::string word; words >> word;) {
        if (word.find('/') != std::string::npos) {
            throw BadValue("has to list hosts (HOST, HOST:PORT or *.DOMAIN), not URLs");
        }
        hosts.push_back(lowered(word));
    }
    return hosts;
}

std::vector<std::string> patternList(const std::string& text) {
    try {
        return parseNumberPatterns(text);
    } catch (const BadPattern& error) {
        throw BadValue(std::string("has to list patterns of numbers such as +1900* or 0003\\*[0-9]??, and ") +
                       error.what());
    }
}

std::chrono::seconds durationOf(std::string_view text) {
    constexpr std::uint64_t kDay = 24ULL * 3600;
    constexpr std::uint64_t kMostSeconds = kMostDays * kDay;
    std::uint64_t unit = 0;
    if (text == "0") {
        return std::chrono::seconds(0);
    }
    if (text.ends_with('s')) {
        unit = 1;
    } else if (text.ends_with('m')) {
        unit = 60;
    } else if (text.ends_with('h')) {
        unit = 3600;
    } else if (text.ends_with('d')) {
        unit = kDay;
    } else if (text.ends_with('y')) {
        unit = 365 * kDay;
    }
    constexpr const char* kExpected =
        "has to be a time of up to ten years, such as 90s, 10m, 2h, 1d or 1y, or 0 for none";
    if (unit == 0) {
        throw BadValue(kExpected);
    }
    try {
        return std::chrono::seconds(numberOf(text.substr(0, text.size() - 1), 0, kMostSeconds / unit) * unit);
    } catch (const BadValue&) {
        throw BadValue(kExpected);
    }
}

std::chrono::seconds timeoutOf(std::string_view text) {
    const std::chrono::seconds time = durationOf(text);
    if (time < std::chrono::seconds(1) || time > std::chrono::hours(1)) {
        throw BadValue("has to be a time from 1s to 1h");
    }
    return time;
}

std::chrono::seconds logDurationOf(std::string_view text) {
    const std::chrono::seconds time = durationOf(text);
    if (time.count() != 0 && time < std::chrono::hours(24)) {
        throw BadValue(
            "has to be at least 1d (without it, a job that is restarted would be sent again), or 0 for ever");
    }
    return time;
}

std::chrono::seconds documentDurationOf(const std::string& text) {
    const std::string word = lowered(text);
    if (word == "no") {
        return std::chrono::seconds(0);
    }
    if (word == "yes") {
        return std::chrono::hours(kMostDays * 24);
    }
    try {
        return durationOf(text);
    } catch (const BadValue&) {
        throw BadValue("has to be yes, no, or a time such as 30d or 1y");
    }
}

}  // namespace voipnow
