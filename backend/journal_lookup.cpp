// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/journal_lookup.hpp"

#include <utility>

#include "backend/job_error.hpp"
#include "backend/readable_journals.hpp"

namespace voipnow {

JournalLookup lookUp(const std::string& uuid, const std::filesystem::path& stateDir) {
    try {
        ReadableJournals journals(stateDir);
        std::optional<FoundJob> found = journals.find({0, "", uuid});
        return {journals.obstacle().empty(), found ? std::optional(std::move(found->job)) : std::nullopt};
    } catch (const JobError&) {
        return {};
    }
}

}  // namespace voipnow
