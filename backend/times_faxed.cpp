// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/times_faxed.hpp"

#include <filesystem>
#include <vector>

#include "backend/configuration.hpp"
#include "backend/job_error.hpp"
#include "backend/journal_reader.hpp"

namespace voipnow {
namespace {

std::vector<std::filesystem::path> stateDirs() {
    try {
        return Configuration(configurationFile()).stateDirs();
    } catch (const JobError&) {
        return {};
    }
}

std::map<std::string, int> timesIn(const std::filesystem::path& stateDir) {
    try {
        return JournalReader::isIn(stateDir) ? JournalReader(stateDir).timesFaxed()
                                             : std::map<std::string, int>();
    } catch (const std::exception&) {
        return {};
    }
}

}  // namespace

std::map<std::string, int> timesFaxedHere() {
    std::map<std::string, int> all;
    for (const std::filesystem::path& stateDir : stateDirs()) {
        for (const auto& [number, times] : timesIn(stateDir)) {
            all[number] += times;
        }
    }
    return all;
}

}  // namespace voipnow
