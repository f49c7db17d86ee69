// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/show_command.hpp"

#include <strings.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "backend/command_words.hpp"
#include "backend/cups_job.hpp"
#include "backend/job_name.hpp"
#include "backend/job_report.hpp"
#include "backend/local_time.hpp"
#include "backend/log_json.hpp"
#include "backend/own_jobs.hpp"
#include "backend/printable.hpp"
#include "backend/readable_journals.hpp"

namespace voipnow {
namespace {

constexpr const char* kUsage = "Usage: voipnow-fax show JOB [--json] [--state-dir DIR]\n";
constexpr const char* kHelp =
    "Tells all that is known of a print job: its faxes with their recipients and the service's ids,\n"
    "when each was created and sent, its files with their checksums, and the way on where there is\n"
    "one. JOB is its number, 12 or Fax-12 (the newest with that number), or its job-uuid.\n"
    "  --json           as a JSON object, for programs\n"
    "  --state-dir DIR  of the journal in this folder; see voipnow-fax log --help\n"
    "Root and members of the group lpadmin see the jobs of all users. Other users see of their own\n"
    "what CUPS tells them: time, printer, title, state, and the printer's last message.\n";

struct ShowArguments {
    std::optional<JobName> job;
    std::filesystem::path stateDir;
    bool json = false;
    bool help = false;
};

ShowArguments parse(const std::vector<std::string>& arguments) {
    ShowArguments made;
    for (CommandWords words(arguments); words.next();) {
        if (words.word() == "--json") {
            made.json = true;
        } else if (words.word() == "--help") {
            made.help = true;
        } else if (const auto stateDir = words.valueOf("--state-dir")) {
            made.stateDir = *stateDir;
        } else if (words.word().starts_with('-')) {
            throw WrongArguments("unknown argument " + words.word());
        } else if (made.job) {
            throw WrongArguments("one job at a time; not " + words.word() + " too");
        } else {
            made.job = parseJobName(words.word());
        }
    }
    if (!made.help && !made.job) {
        throw WrongArguments("which JOB is to be shown? `voipnow-fax log` lists them");
    }
    return made;
}

// CUPS's word for the state of the job; empty when CUPS does not know it, or has another one with that number. Nothing when
// CUPS does not answer.
std::optional<std::string> cupsStateOf(const JobEntry& job) {
    try {
        const CupsJob there({job.number, "", ""}, {"see it", "shown"});
        return there.uuid() == job.uuid ? there.state() : "";
    } catch (const NoSuchCupsJob&) {
        return "";
    } catch (const CupsRefusal&) {
        return std::nullopt;
    }
}

bool isNamed(const OwnJob& own, const JobName& name) {
    if (!name.uuid.empty()) {
        return own.job.uuid == name.uuid;
    }
    return own.job.number == name.number &&
           (name.printer.empty() || strcasecmp(name.printer.c_str(), own.job.printer.c_str()) == 0);
}

int showOwnJob(const ShowArguments& arguments, const std::string& obstacle, std::ostream& out,
               std::ostream& errors) {
    const std::vector<OwnJob> jobs = ownJobs();
    const auto own = std::find_if(jobs.rbegin(), jobs.rend(),
                                  [&](const OwnJob& each) { return isNamed(each, *arguments.job); });
    errors << printable(obstacle) << " This is what CUPS tells you of your own jobs.\n";
    if (own == jobs.rend()) {
        errors << printable(shown(*arguments.job)) << " is not among them.\n";
        return 1;
    }
    if (arguments.json) {
        LogJson(out).job(own->job, own->state, /*withFiles=*/true);
        return 0;
    }
    out << printable("Job " + own->job.printer + '-' + std::to_string(own->job.number)) << ": " << own->state
        << '\n'
        << (own->job.reason.empty() ? "" : "  Message   " + printable(own->job.reason) + '\n')
        << "  Title     " << printable(own->job.title) << '\n'
        << "  Received  " << localTime(own->job.received, "%Y-%m-%d %H:%M:%S %Z") << '\n';
    return 0;
}

int show(const ShowArguments& arguments, std::ostream& out, std::ostream& errors) {
    ReadableJournals journals(arguments.stateDir);
    if (!journals.obstacle().empty()) {
        return showOwnJob(arguments, journals.obstacle(), out, errors);
    }
    const std::optional<FoundJob> found = journals.find(*arguments.job);
    if (!found) {
        errors << printable(shown(*arguments.job))
               << " is not in the journal. `voipnow-fax log` lists those that are.\n";
        return 1;
    }
    if (arguments.json) {
        LogJson(out).job(found->job, nameOf(found->job.state), /*withFiles=*/true);
    } else {
        printJobReport(found->job, waysOnFor(found->job, cupsStateOf(found->job)), out);
    }
    return 0;
}

}  // namespace

int runShowCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors) {
    ShowArguments parsed;
    try {
        parsed = parse(arguments);
    } catch (const WrongArguments& wrong) {
        errors << "voipnow-fax show: " << printable(wrong.what()) << '\n' << kUsage;
        return 2;
    }
    if (parsed.help) {
        out << kUsage << kHelp;
        return 0;
    }
    return show(parsed, out, errors);
}

}  // namespace voipnow
