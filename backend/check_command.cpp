// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/check_command.hpp"

#include <exception>
#include <optional>

#include "backend/checks/fax_printers.hpp"
#include "backend/checks/report.hpp"
#include "backend/command_words.hpp"
#include "backend/printable.hpp"
#include "backend/waiting_printers.hpp"

namespace voipnow {
namespace {

constexpr const char* kUsage =
    "Usage: voipnow-fax check [--json] [PRINTER]\n"
    "       voipnow-fax check --resume [PRINTER]\n";
constexpr const char* kHelp = R"(
Looks at everything that can keep a fax printer from sending, without sending a
fax: a line for each thing, and what to do about it. Without PRINTER: all fax
printers of this machine. Root sees all; others are told what they cannot see.

  --json     for programs; described in the project's backend/checks/report.hpp
  --resume   lets printers that were stopped because of their setup, and jobs
             that are held until something is mended, go on where it is, and jobs
             that were interrupted so that CUPS knows nothing of it. The system does that by itself when voipnow.conf is changed and every
             few minutes (voipnow-fax-resume.path, voipnow-fax-resume.timer).

What is asked of the service: an access token, and a fax of no file to nobody,
which cannot be sent, to hear whether it would take one from the extension.

Exit status, as monitoring plugins have it: 0 all is fine; 1 a warning: faxes go
out; 2 failed: no fax goes out; 3 something could not be looked at, or the
arguments are wrong. With --resume: 0 nothing waits any more; 2 something does.
)";

constexpr int kWrongArguments = 3;

struct CheckArguments {
    std::string printer;
    bool json = false;
    bool resume = false;
    bool help = false;
};

CheckArguments parsed(const std::vector<std::string>& arguments) {
    CheckArguments made;
    CommandWords words(arguments);
    while (words.next()) {
        if (words.word() == "--help") {
            made.help = true;
        } else if (words.word() == "--json") {
            made.json = true;
        } else if (words.word() == "--resume") {
            made.resume = true;
        } else if (words.word().starts_with('-')) {
            throw WrongArguments("unknown argument " + words.word());
        } else if (!made.printer.empty()) {
            throw WrongArguments("one printer at a time, or all without a name");
        } else {
            made.printer = words.word();
        }
    }
    if (made.json && made.resume) {
        throw WrongArguments("--json goes with a check, not with --resume");
    }
    return made;
}

std::vector<CupsQueue> queuesFor(FaxQueues& cups, const std::string& printer) {
    if (printer.empty()) {
        return cups.all();
    }
    const std::optional<CupsQueue> queue = cups.find(printer);
    if (!queue) {
        throw CupsRefusal("The printer " + printer + " is not there. `lpstat -e` lists the printers.");
    }
    return {*queue};
}

std::vector<CheckedPart> check(const std::string& printer) {
    constexpr const char* kCups = "cups";
    std::vector<CheckedPart> parts{checkMachine()};
    try {
        FaxQueues cups;
        const std::vector<CupsQueue> queues = queuesFor(cups, printer);
        parts.front().findings.push_back(
            queues.empty()
                ? warning(kCups, "CUPS answers, and has no fax printer.", "Add one: voipnow-fax setup")
                : fine(kCups, "CUPS answers."));
        for (const CupsQueue& queue : queues) {
            parts.push_back(checkPrinter(queue));
        }
    } catch (const CupsRefusal& refusal) {
        parts.front().findings.push_back(failed(kCups, refusal.what()));
    }
    return parts;
}

int run(const CheckArguments& arguments, std::ostream& out) {
    if (arguments.resume) {
        return exitCodeFor(resumeWaiting(arguments.printer, out));
    }
    const std::vector<CheckedPart> parts = check(arguments.printer);
    arguments.json ? printReportAsJson(parts, out) : printReport(parts, out);
    return exitCodeFor(weightiest(parts));
}

}  // namespace

int runCheckCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors) {
    CheckArguments known;
    try {
        known = parsed(arguments);
    } catch (const WrongArguments& wrong) {
        errors << "voipnow-fax check: " << printable(wrong.what()) << '\n' << kUsage;
        return kWrongArguments;
    }
    if (known.help) {
        out << kUsage << kHelp;
        return 0;
    }
    try {
        return run(known, out);
    } catch (const std::exception& error) {
        out << "UNKNOWN: " << printable(error.what()) << '\n';
        return exitCodeFor(Verdict::kUnknown);
    }
}

}  // namespace voipnow
