// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/readable_journals.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "backend/configuration.hpp"
#include "backend/job_error.hpp"
#include "backend/journal_schema.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

bool mayNotRead(const fs::path& path) {
    return ::access(path.c_str(), R_OK) != 0 && errno == EACCES;
}

// A journal with the job of it whose turn is next.
struct Source {
    JobRows rows;
    std::optional<JobEntry> next;
};

}  // namespace

ReadableJournals::ReadableJournals(const fs::path& stateDir) {
    if (!stateDir.empty()) {
        openNamed(stateDir);
    } else if (mayNotRead(configurationFile())) {
        openUsual();
    } else {
        // A mistake in it stops printers, and the journal tells so.
        std::error_code ignored;
        const bool isThere = fs::exists(configurationFile(), ignored);
        const Configuration configuration(configurationFile(),
                                          isThere ? Mistakes::kPassedOver : Mistakes::kRefused);
        mistakes_ = configuration.mistakes();
        for (const fs::path& each : configuration.stateDirs()) {
            if (JournalReader::isIn(each)) {
                readers_.push_back(std::make_unique<JournalReader>(each));
            } else if (mayNotRead(each / kJournalFile)) {
                obstacle_ = "You may not read the journal in " + each.string() + '.';
            }
        }
    }
}

void ReadableJournals::openNamed(const fs::path& stateDir) {
    if (!JournalReader::isIn(stateDir)) {
        throw JobError(JobEnd::kHeld, "The journal in " + stateDir.string() +
                                          " cannot be read: " + std::strerror(errno) + '.');
    }
    readers_.push_back(std::make_unique<JournalReader>(stateDir));
}

void ReadableJournals::openUsual() {
    const fs::path stateDir = kDefaultStateDir;
    if (JournalReader::isIn(stateDir)) {
        readers_.push_back(std::make_unique<JournalReader>(stateDir));
    } else if (mayNotRead(stateDir / kJournalFile)) {
        obstacle_ =
            "You may not read the journal in " + stateDir.string() +
            ": root and members of the group lpadmin may. (Where voipnow.conf, which is root's to read, "
            "names another folder, --state-dir DIR names it here.)";
    } else {
        obstacle_ = "There is no journal in " + stateDir.string() +
                    ", and you may not read voipnow.conf, which may name another folder: --state-dir DIR "
                    "names it here.";
    }
}

void ReadableJournals::each(const JobChoice& choice, const std::function<void(const JobEntry&)>& take) {
    if (!std::exchange(isStill_, true)) {
        std::for_each(readers_.begin(), readers_.end(), [](const auto& reader) { reader->holdStill(); });
    }
    std::vector<Source> sources;
    sources.reserve(readers_.size());
    std::int64_t left = 0;
    for (const auto& reader : readers_) {
        JobRows rows = reader->rows(choice);
        std::optional<JobEntry> first = rows.next();
        sources.push_back({std::move(rows), std::move(first)});
        left += reader->count(choice);
    }
    for (;;) {
        const auto oldest =
            std::min_element(sources.begin(), sources.end(), [](const Source& one, const Source& other) {
                return one.next && (!other.next || one.next->received < other.next->received);
            });
        if (oldest == sources.end() || !oldest->next) {
            return;
        }
        // Each journal gave its last ones; together they may be too many.
        if (choice.last == 0 || left <= choice.last) {
            take(*oldest->next);
        }
        --left;
        oldest->next = oldest->rows.next();
    }
}

std::vector<Tally> ReadableJournals::tallies() {
    std::vector<Tally> all;
    for (const auto& reader : readers_) {
        for (Tally& each : reader->tallies()) {
            all.push_back(std::move(each));
        }
    }
    return all;
}

std::vector<std::int64_t> ReadableJournals::versions() {
    std::vector<std::int64_t> all;
    all.reserve(readers_.size());
    for (const auto& reader : readers_) {
        all.push_back(reader->version());
    }
    return all;
}

std::vector<JobEntry> ReadableJournals::changedSince(std::int64_t time) {
    std::vector<JobEntry> all;
    for (const auto& reader : readers_) {
        for (JobEntry& each : reader->changedSince(time)) {
            all.push_back(std::move(each));
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const JobEntry& one, const JobEntry& other) { return one.changed < other.changed; });
    return all;
}

std::optional<FoundJob> ReadableJournals::find(const JobName& name) {
    std::optional<FoundJob> found;
    for (const auto& reader : readers_) {
        std::optional<JobEntry> job = reader->find(name);
        if (job && (!found || found->job.received < job->received)) {
            std::optional<std::string> picture = reader->pictureOf(job->uuid);
            found = FoundJob{std::move(*job), std::move(picture)};
        }
    }
    return found;
}

}  // namespace voipnow
