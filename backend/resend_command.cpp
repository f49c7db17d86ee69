// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/resend_command.hpp"

#include <glib.h>

#include <memory>
#include <optional>

#include "backend/command_words.hpp"
#include "backend/cups_job.hpp"
#include "backend/fax_job.hpp"
#include "backend/job_report.hpp"
#include "backend/journal_lookup.hpp"
#include "backend/printable.hpp"

namespace voipnow {
namespace {

constexpr Deed kResend{"send it again", "sent again"};

constexpr const char* kUsage = "Usage: voipnow-fax resend JOB [--all]\n";
constexpr const char* kHelp =
    "Sends the faxes of a print job that are in doubt once more, as the job's owner or an administrator of\n"
    "CUPS. They may have arrived: look at the service's list of sent faxes first. JOB is its number, 12 or\n"
    "Fax-12, or its job-uuid.\n"
    "  --all   also those that were sent: everybody gets it again\n"
    "Nothing else makes the backend send a fax a second time: neither a release, nor a restart of the job "
    "or\n"
    "of CUPS. CUPS keeps the document of a job that is over for a day (PreserveJobFiles in cupsd.conf).\n"
    "`voipnow-fax show JOB` tells what is in doubt, and what became of it then.\n";

struct ResendArguments {
    std::optional<JobName> job;
    bool all = false;
    bool help = false;
};

ResendArguments parse(const std::vector<std::string>& arguments) {
    ResendArguments made;
    for (CommandWords words(arguments); words.next();) {
        if (words.word() == "--all") {
            made.all = true;
        } else if (words.word() == "--help") {
            made.help = true;
        } else if (words.word().starts_with('-')) {
            throw WrongArguments("unknown argument " + words.word());
        } else if (made.job) {
            throw WrongArguments("one job at a time; not " + words.word() + " too");
        } else {
            made.job = parseJobName(words.word());
        }
    }
    if (!made.help && !made.job) {
        throw WrongArguments("which JOB is to be sent again? `voipnow-fax log` lists them");
    }
    return made;
}

std::string newToken(bool all) {
    const std::unique_ptr<char, decltype(&g_free)> random(g_uuid_string_random(), &g_free);
    return (all ? kResendAll : "") + std::string(random.get());
}

// Who gets it again; empty when that cannot be known here. CupsRefusal when it would be nobody.
std::string whoGetsItAgain(const std::string& job, const CupsJob& there, bool all) {
    const JournalLookup known = lookUp(there.uuid());
    if (!known.job) {
        return "";
    }
    std::string who = toBeSentAgain(*known.job, all);
    if (who.empty() && isInterrupted(*known.job, there.state())) {
        throw CupsRefusal("Nothing of " + job + " is in doubt, but it was interrupted. To go on with it: " +
                          "voipnow-fax release " + std::to_string(there.number()));
    }
    if (who.empty() && !all) {
        const bool isSent = !toBeSentAgain(*known.job, /*alsoSent=*/true).empty();
        throw CupsRefusal("Nothing of " + job + " is in doubt: it is " + nameOf(known.job->state) + '.' +
                          (isSent ? " To send all of it once more: voipnow-fax resend " +
                                        std::to_string(there.number()) + " --all"
                                  : std::string()));
    }
    if (who.empty()) {
        throw CupsRefusal("Nothing of " + job + " was sent or is in doubt: it is " +
                          nameOf(known.job->state) + '.');
    }
    return who;
}

}  // namespace

int runResendCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors) {
    ResendArguments parsed;
    try {
        parsed = parse(arguments);
    } catch (const WrongArguments& wrong) {
        errors << "voipnow-fax resend: " << printable(wrong.what()) << '\n' << kUsage;
        return 2;
    }
    if (parsed.help) {
        out << kUsage << kHelp;
        return 0;
    }
    const std::string job = shown(*parsed.job);
    CupsJob there(*parsed.job, kResend);
    if (!there.isHeld() && !there.isOver()) {
        throw CupsRefusal(job + " is still on its way: it is " + there.state() +
                          ". Wait, or cancel it first.");
    }
    if (!there.hasRun()) {
        throw CupsRefusal("Nothing of " + job + " was ever sent: it is " + there.state() +
                          " since it was printed. To send it: voipnow-fax release " +
                          std::to_string(there.number()));
    }
    const std::string who = whoGetsItAgain(job, there, parsed.all);
    const std::vector<JobOption> token{{kResendOption, newToken(parsed.all)}};
    if (there.isHeld()) {
        there.release(token);
    } else {
        there.restart(token);
    }
    out << printable(job + " is sent again" +
                     (!who.empty() ? " to " + who + '.'
                      : parsed.all ? ": all of it."
                                   : ", as far as it is in doubt."))
        << '\n';
    return 0;
}

}  // namespace voipnow
