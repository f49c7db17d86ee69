// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/log_command.hpp"

#include <algorithm>
#include <ctime>

#include "backend/log_arguments.hpp"
#include "backend/log_follow.hpp"
#include "backend/log_json.hpp"
#include "backend/log_rows.hpp"
#include "backend/own_jobs.hpp"
#include "backend/printable.hpp"
#include "backend/readable_journals.hpp"
#include "backend/text_table.hpp"

namespace voipnow {
namespace {

constexpr const char* kUsage =
    "Usage: voipnow-fax log [--follow] [--json] [--last NUMBER] [--since WHEN] [--state-dir DIR]\n";
constexpr const char* kHelp =
    "Lists the print jobs of the fax printers, the oldest first, and what became of them.\n"
    "  --follow         goes on until it is ended (Ctrl-C): after the last 10 jobs, or those that are\n"
    "                   chosen, each new one, and each anew when something happens to it\n"
    "  --json           as a JSON array, for programs; with --follow an object on each line\n"
    "  --last NUMBER    only the newest so many\n"
    "  --since WHEN     only those received since then: 2026-11-20, \"2026-11-20 08:30\", or how\n"
    "                   long ago: 90m, 2h, 7d\n"
    "  --state-dir DIR  of the journal in this folder; others than root need it where\n"
    "                   voipnow.conf, which only root may read, has a state-dir of its own\n"
    "Root and members of the group lpadmin see the jobs of all users. Other users see their own,\n"
    "as far as CUPS tells them of them: number, time, printer, title, CUPS's word for the state,\n"
    "and the printer's last message; in JSON the other fields are empty.\n"
    "`voipnow-fax show JOB` tells all of one job.\n";
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
    TextTable table(logHeads());
    each([&](const JobEntry& job, const std::string& state) {
        isEmpty = false;
        table.measure(logRow(job, state));
    });
    if (isEmpty) {
        out << none;
        return;
    }
    table.printHeads(out);
    each([&](const JobEntry& job, const std::string& state) {
        table.print(logRow(job, state), out);
        out << logRemarks(job);
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
    if (parsed.follow) {
        return followLog(parsed, out, errors);
    }
    ReadableJournals journals(parsed.stateDir);
    for (const std::string& mistake : journals.mistakes()) {
        errors << printable(mistake) << '\n';
    }
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
