// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/release_command.hpp"

#include "backend/cups_job.hpp"
#include "backend/job_report.hpp"
#include "backend/journal_lookup.hpp"
#include "backend/printable.hpp"
#include "backend/release_arguments.hpp"

namespace voipnow {
namespace {

constexpr Deed kRelease{"release it", "released"};

constexpr const char* kUsage = "Usage: voipnow-fax release JOB [--to RECIPIENTS] [-o NAME=VALUE]...\n";
constexpr const char* kHelp =
    "Sends a print job that is held on its way, as its owner or an administrator of CUPS. JOB is its "
    "number,\n"
    "12 or Fax-12, or its job-uuid.\n"
    "  --to RECIPIENTS   to these numbers, or names of the phone book, instead; several with commas between "
    "them\n"
    "  -o NAME=VALUE     with another option of the job changed; the value is taken as it is, blanks too\n"
    "A job that was interrupted, though CUPS takes it for completed, goes on where it was (root and members "
    "of\n"
    "the group lpadmin). What is sent or in doubt is never sent again by this; see voipnow-fax resend.\n"
    "`voipnow-fax log` tells why a job is held, and what became of it then.\n";

std::vector<JobOption> changesOf(const ReleaseArguments& arguments) {
    std::vector<JobOption> changes;
    if (arguments.recipients) {
        changes.push_back({"phone", *arguments.recipients});
    }
    changes.insert(changes.end(), arguments.options.begin(), arguments.options.end());
    return changes;
}

[[noreturn]] void refuse(const std::string& job, const CupsJob& there, bool isJournalKnown) {
    std::string sentence = job + " is not held: it is " + there.state() + '.';
    if (there.isOver()) {
        sentence += isJournalKnown ? " Print the document again."
                                   : " Print the document again; or if it may have been interrupted, lp -i " +
                                         std::to_string(there.number()) +
                                         " -H restart goes on with it, without sending anything twice.";
    }
    throw CupsRefusal(sentence);
}

}  // namespace

int runReleaseCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors) {
    ReleaseArguments parsed;
    try {
        parsed = parseReleaseArguments(arguments);
    } catch (const WrongArguments& wrong) {
        errors << "voipnow-fax release: " << printable(wrong.what()) << '\n' << kUsage;
        return 2;
    }
    if (parsed.help) {
        out << kUsage << kHelp;
        return 0;
    }
    const std::string job = shown(parsed.job);
    CupsJob there(parsed.job, kRelease);
    if (there.isHeld()) {
        there.release(changesOf(parsed));
        out << printable(job + " is released" +
                         (parsed.recipients ? " to " + *parsed.recipients : std::string()) + '.')
            << '\n';
        return 0;
    }
    const JournalLookup known = lookUp(there.uuid());
    // Stopped: its filter could not go on without the backend, which may have ended before it wrote anything down.
    if (!there.isStopped() && (!known.job || !isInterrupted(*known.job, there.state()))) {
        refuse(job, there, known.isReadable);
    }
    there.restart(changesOf(parsed));
    out << printable(job + " was interrupted, and goes on now. What is sent already is not sent again.")
        << '\n';
    return 0;
}

}  // namespace voipnow
