// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/metrics_command.hpp"

#include <filesystem>

#include "backend/command_words.hpp"
#include "backend/metrics.hpp"
#include "backend/printable.hpp"
#include "backend/readable_journals.hpp"
#include "backend/wrong_arguments.hpp"

namespace voipnow {
namespace {

constexpr const char* kUsage = "Usage: voipnow-fax metrics [--output FILE] [--state-dir DIR]\n";
constexpr const char* kHelp =
    "Writes numbers of the fax printers in the text format of Prometheus: jobs by state, what was\n"
    "sent (faxes, recipients, pages, bytes, seconds), and since when the oldest job waits for a\n"
    "person. For root and members of the group lpadmin.\n"
    "  --output FILE    into this file in one step, for the textfile collector of the node exporter,\n"
    "                   instead of standard output. The key metrics-file of voipnow.conf lets the\n"
    "                   backend do so after each job.\n"
    "  --state-dir DIR  of the journal in this folder; others than root need it where\n"
    "                   voipnow.conf, which only root may read, has a state-dir of its own\n";

struct MetricsArguments {
    bool help = false;
    std::filesystem::path output;
    std::filesystem::path stateDir;
};

MetricsArguments parsed(const std::vector<std::string>& arguments) {
    MetricsArguments made;
    for (CommandWords words(arguments); words.next();) {
        if (words.word() == "--help") {
            made.help = true;
        } else if (const auto output = words.valueOf("--output")) {
            made.output = *output;
        } else if (const auto stateDir = words.valueOf("--state-dir")) {
            made.stateDir = *stateDir;
        } else {
            throw WrongArguments("unknown argument " + words.word());
        }
    }
    return made;
}

}  // namespace

int runMetricsCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors) {
    MetricsArguments chosen;
    try {
        chosen = parsed(arguments);
    } catch (const WrongArguments& wrong) {
        errors << "voipnow-fax metrics: " << printable(wrong.what()) << '\n' << kUsage;
        return 2;
    }
    if (chosen.help) {
        out << kUsage << kHelp;
        return 0;
    }
    ReadableJournals journals(chosen.stateDir);
    if (!journals.obstacle().empty()) {
        errors << "voipnow-fax metrics: " << printable(journals.obstacle()) << '\n';
        return 1;
    }
    if (chosen.output.empty()) {
        out << metricsText(journals.tallies());
    } else {
        writeMetricsFile(chosen.output, journals.tallies());
    }
    return 0;
}

}  // namespace voipnow
