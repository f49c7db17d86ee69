// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/command.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <iomanip>

#include "backend/check_command.hpp"
#include "backend/log_command.hpp"
#include "backend/metrics_command.hpp"
#include "backend/notify_command.hpp"
#include "backend/phonebook_command.hpp"
#include "backend/preview_command.hpp"
#include "backend/printable.hpp"
#include "backend/receipt_command.hpp"
#include "backend/release_command.hpp"
#include "backend/resend_command.hpp"
#include "backend/setup_command.hpp"
#include "backend/show_command.hpp"

namespace voipnow {
namespace {

struct Subcommand {
    const char* name;
    const char* summary;
    int (*run)(const std::vector<std::string>&, std::ostream&, std::ostream&);
};

constexpr std::array<Subcommand, 11> kSubcommands{{
    {"check", "look at all that can keep a fax printer from sending, and say what to do about it",
     &runCheckCommand},
    {"log", "list the print jobs and what became of them", &runLogCommand},
    {"metrics", "tell Prometheus how many faxes there are, and what waits", &runMetricsCommand},
    {"notify", "show on your desktop what becomes of your faxes", &runNotifyCommand},
    {"phonebook", "keep names for fax numbers, for print dialogs and the command line", &runPhonebookCommand},
    {"preview", "show what the recipient of a document would get, without sending it", &runPreviewCommand},
    {"receipt", "write a receipt of a job as PDF: what was sent to whom, and when", &runReceiptCommand},
    {"release", "send a job that is held, to another number where one is wanted", &runReleaseCommand},
    {"resend", "send what is in doubt of a job once more", &runResendCommand},
    {"setup", "add a fax printer, or change it", &runSetupCommand},
    {"show", "tell all that is known of one job", &runShowCommand},
}};

void printHelp(std::ostream& out) {
    out << "Usage: voipnow-fax COMMAND [ARGUMENT...]\n\n"
        << "Looks after the fax printers of this machine. To send a fax, print to one of them:\n"
        << "  lp -d Fax -o phone=5551234 letter.pdf\n\nCommands:\n";
    for (const Subcommand& each : kSubcommands) {
        out << "  " << std::left << std::setw(11) << each.name << each.summary << '\n';
    }
    out << "\n`voipnow-fax COMMAND --help` tells more of each. `voipnow-fax --version` tells the version.\n";
}

}  // namespace

int runCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors) {
    if (arguments.empty()) {
        printHelp(errors);
        return 2;
    }
    if (arguments.front() == "--help" || arguments.front() == "help") {
        printHelp(out);
        return 0;
    }
    if (arguments.front() == "--version") {
        out << "voipnow-fax " << VOIPNOW_VERSION << '\n';
        return 0;
    }
    const auto* const found =
        std::find_if(kSubcommands.begin(), kSubcommands.end(),
                     [&](const Subcommand& each) { return arguments.front() == each.name; });
    if (found == kSubcommands.end()) {
        errors << "voipnow-fax: there is no command " << printable(arguments.front())
               << ". `voipnow-fax --help` lists them.\n";
        return 2;
    }
    try {
        return found->run({arguments.begin() + 1, arguments.end()}, out, errors);
    } catch (const std::exception& error) {
        errors << "voipnow-fax " << found->name << ": " << printable(error.what()) << '\n';
        return 1;
    }
}

}  // namespace voipnow
