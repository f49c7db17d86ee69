// ReadableJournals: the journals that the user of a command may read.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Root reads voipnow.conf, which names each state-dir. Others cannot: it holds secrets. Members of the group lpadmin may
// read the journals all the same (backend/privileges.hpp), so for them the state-dir is the usual one, or the one they
// name. Everybody else may read none, and then obstacle() says so.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "backend/journal_reader.hpp"

namespace voipnow {

struct FoundJob {
    JobEntry job;
    std::optional<std::string> picture;  // PNG, of its first page
};

class ReadableJournals {
  public:
    // `stateDir` is the one that the user named; empty: none. JobError when voipnow.conf is missing, a
    // named state-dir has no journal or forbids reading it, or a journal cannot be read.
    explicit ReadableJournals(const std::filesystem::path& stateDir = {});

    // Whether this user may not read the journals, as a sentence that says why; else empty.
    const std::string& obstacle() const { return obstacle_; }

    // Those of voipnow.conf, as sentences: what is right in it told where the journals are.
    const std::vector<std::string>& mistakes() const { return mistakes_; }

    // Hands over all that are chosen, of all journals, the oldest first, without the files of their faxes. Each call
    // gives the same jobs, whatever happens meanwhile.
    void each(const JobChoice& choice, const std::function<void(const JobEntry&)>& take);

    // Those of all journals, one after the other.
    std::vector<Tally> tallies();

    // Whether there is none yet.
    bool isEmpty() const { return readers_.empty(); }

    // Numbers that are others after each change that a backend made.
    std::vector<std::int64_t> versions();

    // The jobs that changed then or later, the oldest change first, without the files of their faxes.
    std::vector<JobEntry> changedSince(std::int64_t time);

    // With everything that is known; of several jobs with that number the one received last.
    std::optional<FoundJob> find(const JobName& name);

  private:
    void openNamed(const std::filesystem::path& stateDir);
    void openUsual();

    std::vector<std::unique_ptr<JournalReader>> readers_;
    std::string obstacle_;
    std::vector<std::string> mistakes_;
    bool isStill_ = false;
};

}  // namespace voipnow
