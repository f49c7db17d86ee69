// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/log_command.hpp"

#include <algorithm>
#include <ctime>
#include <map>

#include "backend/job_report.hpp"
#include "backend/local_time.hpp"
#include "backend/log_arguments.hpp"
#include "backend/log_json.hpp"
#include "backend/own_jobs.hpp"
#include "backend/printable.hpp"
#include "backend/readable_journals.hpp"
#include "backend/recipients.hpp"
#include "backend/text_table.hpp"

namespace voipnow {
namespace {

constexpr const char* kUsage =
    "Usage: voipnow-fax log [--json] [--last NUMBER] [--since WHEN] [--state-dir DIR]\n";
constexpr const char* kHelp =
    "Lists the print jobs of the fax printers, the oldest first, and what became of them.\n"
    "  --json           as a JSON array, for programs\n"
    "  --last NUMBER    only the newest so many\n"
    "  --since WHEN     only those received since then: 2026-11-20, \"2026-11-20 08:30\", or how\n"
    "                   long ago: 90m, 2h, 7d\n"
    "  --state-dir DIR  of the journal in this folder; others than root need it where\n"
    "                   voipnow.conf, which only root may read, has a state-dir of its own\n"
    "Root and members of the group lpadmin see the jobs of all users. Other users see their own,\n"
    "as far as CUPS tells them of them: number, time, printer, title, CUPS's word for the state,\n"
    "and the printer's last message; in JSON the other fields are empty.\n"
    "`voipnow-fax show JOB` tells all of one job.\n";
constexpr std::size_t kLongestCell = 40;
// For the cells that show the first of many: no more of them can be seen.
constexpr std::size_t kMostShown = kLongestCell;
// Of faxes with the same pages that have not fared alike; of more, their number is told.
constexpr std::size_t kMostLines = 10;

std::string cell(const std::string& text) {
    return text.empty() ? "-" : printable(text, kLongestCell);
}

template <typename Item>
std::string firstOf(std::vector<Item> items) {
    items.resize(std::min(items.size(), kMostShown));
    return cell(listed(items));
}

TextTable::Row rowOf(const JobEntry& job, const std::string& state) {
    return {std::to_string(job.number),
            localTime(job.received, "%Y-%m-%d %H:%M"),
            cell(job.printer),
            state,
            job.pages > 0 ? std::to_string(job.pages) : "-",
            firstOf(recipientsOf(job)),
            firstOf(faxIdsOf(job)),
            cell(job.title)};
}

// Whether the job was taken apart: not all of its faxes have the same pages.
bool hasParts(const JobEntry& job) {
    return std::any_of(job.faxes.begin(), job.faxes.end(), [&job](const FaxEntry& fax) {
        return fax.pages > 0 && (fax.firstPage != 1 || fax.pages != job.pages);
    });
}

bool faredAlike(const JobEntry& job) {
    return std::all_of(job.faxes.begin(), job.faxes.end(),
                       [&job](const FaxEntry& fax) { return fax.state == job.faxes.front().state; });
}

// "1999 faxes sent, 1 in-doubt"
std::string countedStates(const JobEntry& job) {
    std::map<FaxState, int> counts;
    for (const FaxEntry& fax : job.faxes) {
        ++counts[fax.state];
    }
    std::string text;
    for (const auto& [state, count] : counts) {
        text += (text.empty() ? "" : ", ") + std::to_string(count) + ' ' + nameOf(state);
    }
    return "Faxes: " + text;
}

// What stands under the line of a job.
std::string remarksOn(const JobEntry& job) {
    std::string remarks;
    const auto add = [&remarks](const std::string& text) { remarks += "    " + printable(text) + '\n'; };
    if (!job.reason.empty()) {
        add(job.reason);
    }
    if (!job.billing.empty()) {
        add("Billing: " + job.billing);
    }
    const bool isLong = job.faxes.size() > kMostLines && !hasParts(job);
    if (!faredAlike(job) && isLong) {
        add(countedStates(job));
    } else if (hasParts(job) || !faredAlike(job)) {
        for (const FaxEntry& fax : job.faxes) {
            const std::string pages = pagesOf(fax);
            add((pages.empty() ? "pages" : pages) + " to " + listed(fax.recipients) + ": " +
                nameOf(fax.state) + (fax.serviceId.empty() ? "" : ", fax " + fax.serviceId));
        }
    }
    return remarks;
}

// The user's jobs by CUPS's account.
std::vector<OwnJob> chosenOwnJobs(const JobChoice& choice) {
    std::vector<OwnJob> jobs = ownJobs();
    jobs.erase(std::remove_if(jobs.begin(), jobs.end(),
                              [&](const OwnJob& own) { return own.job.received < choice.since; }),
               jobs.end());
    const auto most = static_cast<std::size_t>(choice.last);
    if (choice.last > 0 && jobs.size() > most) {
        jobs.erase(jobs.begin(), jobs.end() - choice.last);
    }
    return jobs;
}

void print(const EachJob& each, const LogArguments& arguments, std::ostream& out) {
    if (arguments.json) {
        printLogAsJson(each, out);
    } else if (arguments.choice.since > 0) {
        printLog(each, out, "No print job has come to a fax printer since then.\n");
    } else {
        printLog(each, out);
    }
}

int printOwnJobs(const LogArguments& arguments, const std::string& obstacle, std::ostream& out,
                 std::ostream& errors) {
    const std::vector<OwnJob> jobs = chosenOwnJobs(arguments.choice);
    errors << printable(obstacle) << " These are your own jobs, as CUPS tells of them.\n";
    const EachJob each = [&jobs](const TakeJob& take) {
        for (const OwnJob& own : jobs) {
            take(own.job, own.state);
        }
    };
    print(each, arguments, out);
    return 0;
}

}  // namespace

void printLog(const EachJob& each, std::ostream& out, const char* none) {
    bool isEmpty = true;
    TextTable table({"JOB", "RECEIVED", "PRINTER", "STATE", "PAGES", "RECIPIENTS", "FAX", "TITLE"});
    each([&](const JobEntry& job, const std::string& state) {
        isEmpty = false;
        table.measure(rowOf(job, state));
    });
    if (isEmpty) {
        out << none;
        return;
    }
    table.printHeads(out);
    each([&](const JobEntry& job, const std::string& state) {
        table.print(rowOf(job, state), out);
        out << remarksOn(job);
    });
}

void printLogAsJson(const EachJob& each, std::ostream& out) {
    LogJson json(out);
    json.beginArray();
    each([&](const JobEntry& job, const std::string& state) { json.job(job, state, /*withFiles=*/false); });
    json.endArray();
}

int runLogCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors) {
    LogArguments parsed;
    try {
        parsed = parseLogArguments(arguments, std::time(nullptr));
    } catch (const WrongArguments& wrong) {
        errors << "voipnow-fax log: " << printable(wrong.what()) << '\n' << kUsage;
        return 2;
    }
    if (parsed.help) {
        out << kUsage << kHelp;
        return 0;
    }
    ReadableJournals journals(parsed.stateDir);
    if (!journals.obstacle().empty()) {
        return printOwnJobs(parsed, journals.obstacle(), out, errors);
    }
    const EachJob each = [&](const TakeJob& take) {
        journals.each(parsed.choice, [&](const JobEntry& job) { take(job, nameOf(job.state)); });
    };
    print(each, parsed, out);
    return 0;
}

}  // namespace voipnow
