// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/metrics.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "backend/journal_states.hpp"
#include "backend/replaced_file.hpp"

namespace voipnow {
namespace {

constexpr const char* kLastSent = "last sent";

using Key = std::pair<std::string, std::string>;  // printer, name of the tally
using Values = std::map<Key, std::int64_t>;

struct Family {
    const char* tally;
    const char* name;
    const char* type;
    const char* help;
};

constexpr std::array<Family, 7> kFamilies{{
    {"sent faxes", "voipnow_sent_faxes_total", "counter", "Faxes that the service's store acknowledged."},
    {"sent recipients", "voipnow_sent_recipients_total", "counter", "Recipients of these faxes."},
    {"sent pages", "voipnow_sent_pages_total", "counter",
     "Pages of these faxes, as often as they have recipients, without cover pages."},
    {"sent bytes", "voipnow_sent_bytes_total", "counter", "Bytes of the files of these faxes."},
    {"sent seconds", "voipnow_sent_seconds_total", "counter",
     "Seconds that the uploads of these faxes took."},
    {kLastSent, "voipnow_last_sent_timestamp_seconds", "gauge", "When the last fax was sent."},
    {kWaitingSince, "voipnow_oldest_held_job_timestamp_seconds", "gauge",
     "When the oldest job was received that waits for a person: held, in-doubt or stopped."},
}};

constexpr std::array kJobStates{JobState::kReceiving, JobState::kSending,  JobState::kSent,
                                JobState::kHeld,      JobState::kRetrying, JobState::kStopped,
                                JobState::kInDoubt,   JobState::kFailed,   JobState::kCanceled};

Values joined(const std::vector<Tally>& tallies) {
    Values values;
    for (const Tally& each : tallies) {
        const auto [place, isNew] = values.try_emplace({each.printer, each.name}, each.value);
        if (isNew) {
            continue;
        }
        if (each.name == kLastSent) {
            place->second = std::max(place->second, each.value);
        } else if (each.name == kWaitingSince) {
            place->second = std::min(place->second, each.value);
        } else {
            place->second += each.value;
        }
    }
    return values;
}

std::string labelValue(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '\n') {
            escaped += "\\n";
            continue;
        }
        if (c == '\\' || c == '"') {
            escaped += '\\';
        }
        escaped += c;
    }
    return escaped;
}

std::string head(const char* name, const char* type, const char* help) {
    return std::string("# HELP ") + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
}

std::string jobLines(const Values& values, const std::set<std::string>& printers) {
    std::string text = head("voipnow_jobs", "gauge", "Print jobs that the journal knows, by their state.");
    for (const std::string& printer : printers) {
        for (const JobState state : kJobStates) {
            const auto found = values.find({printer, "jobs " + nameOf(state)});
            text += "voipnow_jobs{printer=\"" + labelValue(printer) + "\",state=\"" + nameOf(state) + "\"} " +
                    std::to_string(found == values.end() ? 0 : found->second) + '\n';
        }
    }
    return text;
}

}  // namespace

std::string metricsText(const std::vector<Tally>& tallies) {
    const Values values = joined(tallies);
    std::set<std::string> printers;
    for (const Tally& each : tallies) {
        printers.insert(each.printer);
    }
    std::string text = jobLines(values, printers);
    for (const Family& family : kFamilies) {
        text += head(family.name, family.type, family.help);
        const bool isCounter = std::string(family.type) == "counter";
        for (const std::string& printer : printers) {
            const auto found = values.find({printer, family.tally});
            if (found != values.end() || isCounter) {
                text += std::string(family.name) + "{printer=\"" + labelValue(printer) + "\"} " +
                        std::to_string(found == values.end() ? 0 : found->second) + '\n';
            }
        }
    }
    return text;
}

void writeMetricsFile(const std::filesystem::path& file, const std::vector<Tally>& tallies) {
    constexpr ReplacedFile kForEverybody{S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH, false};
    replaceFile(file, metricsText(tallies), kForEverybody);
}

}  // namespace voipnow
