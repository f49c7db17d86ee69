// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/log_follow.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>
#include <optional>
#include <utility>

#include "backend/cups_connection.hpp"
#include "backend/local_time.hpp"
#include "backend/log_json.hpp"
#include "backend/log_rows.hpp"
#include "backend/pause.hpp"
#include "backend/printable.hpp"
#include "backend/text_table.hpp"

namespace voipnow {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int kUsualLast = 10;
constexpr milliseconds kBetweenLooks{250};       // into the journal's version, which costs nothing
constexpr milliseconds kBetweenQuestions{2000};  // to CUPS
constexpr int kShareOfTime = 20;                 // finding what changed takes at most this part of the time

// What is told of a job. While its pages are made and sent, the seconds that pass are no change.
std::string factsOf(const JobEntry& job) {
    const bool isUnderWay = job.state == JobState::kReceiving || job.state == JobState::kSending;
    std::string facts =
        nameOf(job.state) + '\n' + job.reason + '\n' + (isUnderWay ? "" : std::to_string(job.changed)) + '\n';
    for (const FaxEntry& fax : job.faxes) {
        facts += std::to_string(fax.key) + nameOf(fax.state) + fax.serviceId + '\n';
    }
    return facts;
}

// Writes jobs one after the other, in columns or as JSON.
class Printout {
  public:
    Printout(bool isJson, std::ostream& out) : isJson_(isJson), out_(out), table_(heads()) {
        // What comes later is not known: room for what is usual.
        table_.measure({"2026-11-25 10:15:00", "12345", "Fax", "receiving", "123", "First Bank +15550100",
                        "123456", ""});
    }

    void begin() {
        if (!isJson_) {
            table_.printHeads(out_);
            out_.flush();
        }
    }

    void job(const JobEntry& job, const std::string& state) {
        if (isJson_) {
            LogJson(out_, LogJson::Layout::kLines).job(job, state, /*withFiles=*/false);
        } else {
            TextTable::Row row = logRow(job, state);
            row.erase(row.begin() + 1);
            row.insert(row.begin(), localTime(job.changed, "%Y-%m-%d %H:%M:%S"));
            table_.print(row, out_);
            out_ << logRemarks(job);
        }
        out_.flush();
    }

    bool isRead() const { return static_cast<bool>(out_); }

  private:
    // The time of the change in the place of that of the receipt.
    static TextTable::Row heads() {
        TextTable::Row row = logHeads();
        row.erase(row.begin() + 1);
        row.insert(row.begin(), "CHANGED");
        return row;
    }

    bool isJson_;
    std::ostream& out_;
    TextTable table_;
};

JobChoice chosen(const LogArguments& arguments) {
    JobChoice choice = arguments.choice;
    if (choice.last == 0 && choice.since == 0) {
        choice.last = kUsualLast;
    }
    return choice;
}

// Whether the journals are to be had now. Before the first job there is none.
bool open(std::optional<ReadableJournals>& journals, const std::filesystem::path& stateDir) {
    if (!journals || journals->isEmpty()) {
        journals.emplace(stateDir);
    }
    return !journals->isEmpty();
}

void followJournals(const LogArguments& arguments, const Pause& pause, Printout& printout) {
    JobChanges changes(std::time(nullptr));
    {
        // By itself: it sees the journals as they are now for as long as it lives.
        ReadableJournals still(arguments.stateDir);
        still.each(chosen(arguments), [&](const JobEntry& job) { printout.job(job, nameOf(job.state)); });
        // What changed in this second is no news.
        changes.next([&](std::int64_t since) { return still.changedSince(since); });
    }
    std::optional<ReadableJournals> journals;
    std::vector<std::int64_t> versions;
    auto notBefore = Clock::now();
    while (printout.isRead() && pause.wait(kBetweenLooks)) {
        const auto start = Clock::now();
        if (start < notBefore || !open(journals, arguments.stateDir)) {
            continue;
        }
        if (std::vector<std::int64_t> now = journals->versions(); now != versions) {
            versions = std::move(now);
            for (const JobEntry& job :
                 changes.next([&](std::int64_t since) { return journals->changedSince(since); })) {
                printout.job(job, nameOf(job.state));
            }
            notBefore = Clock::now() + kShareOfTime * (Clock::now() - start);
        }
    }
}

void followOwnJobs(const LogArguments& arguments, const Pause& pause, Printout& printout) {
    OwnJobChanges changes;
    std::vector<OwnJob> first = changes.next();
    const JobChoice choice = chosen(arguments);
    first.erase(std::remove_if(first.begin(), first.end(),
                               [&](const OwnJob& own) { return own.job.received < choice.since; }),
                first.end());
    if (const auto most = static_cast<std::size_t>(choice.last); most > 0 && first.size() > most) {
        first.erase(first.begin(), first.end() - choice.last);
    }
    for (const OwnJob& own : first) {
        printout.job(own.job, own.state);
    }
    while (printout.isRead() && pause.wait(kBetweenQuestions)) {
        try {
            for (const OwnJob& own : changes.next()) {
                printout.job(own.job, own.state);
            }
        } catch (const CupsRefusal&) {
            continue;  // CUPS is being started again
        }
    }
}

}  // namespace

std::vector<JobEntry> JobChanges::next(const std::function<std::vector<JobEntry>(std::int64_t)>& jobs) {
    std::vector<JobEntry> changed;
    std::map<std::string, std::string> seen;
    std::int64_t latest = since_;
    for (JobEntry& job : jobs(since_)) {
        std::string facts = factsOf(job);
        const auto before = seen_.find(job.uuid);
        const bool isNews = before == seen_.end() || before->second != facts;
        latest = std::max(latest, job.changed);
        for (const FaxEntry& fax : job.faxes) {
            latest = std::max(latest, fax.changed);
        }
        seen.emplace(job.uuid, std::move(facts));
        if (isNews) {
            changed.push_back(std::move(job));
        }
    }
    // Times are whole seconds: more may happen in the last one.
    since_ = latest;
    seen_ = std::move(seen);
    return changed;
}

std::vector<OwnJob> OwnJobChanges::next() {
    std::vector<OwnJob> changed;
    std::map<std::string, std::string> seen;
    for (OwnJob& own : ownJobs()) {
        std::string facts = own.state + '\n' + own.stateReason + '\n' + own.job.reason;
        const auto before = seen_.find(own.job.uuid);
        const bool isNews = before == seen_.end() || before->second != facts;
        seen.emplace(own.job.uuid, std::move(facts));
        if (isNews) {
            changed.push_back(std::move(own));
        }
    }
    seen_ = std::move(seen);
    return changed;
}

int followLog(const LogArguments& arguments, std::ostream& out, std::ostream& errors) {
    const Interruption interruption;
    const Pause pause(interruption, STDOUT_FILENO);
    Printout printout(arguments.json, out);
    try {
        const std::string obstacle = ReadableJournals(arguments.stateDir).obstacle();
        if (!obstacle.empty()) {
            errors << printable(obstacle) << " These are your own jobs, as CUPS tells of them.\n"
                   << std::flush;
        }
        printout.begin();
        obstacle.empty() ? followJournals(arguments, pause, printout)
                         : followOwnJobs(arguments, pause, printout);
    } catch (const Interrupted&) {
        return 0;  // the signal itself ends the process now
    }
    return 0;
}

}  // namespace voipnow
