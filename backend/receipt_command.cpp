// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/receipt_command.hpp"

#include <unistd.h>

#include <array>
#include <ctime>
#include <filesystem>
#include <optional>
#include <span>

#include "backend/command_words.hpp"
#include "backend/job_name.hpp"
#include "backend/output_files.hpp"
#include "backend/printable.hpp"
#include "backend/readable_journals.hpp"
#include "backend/receipt.hpp"
#include "backend/receipt_page.hpp"

namespace voipnow {
namespace {

constexpr const char* kUsage = "Usage: voipnow-fax receipt JOB -o FILE [--state-dir DIR]\n";
constexpr const char* kHelp =
    "Writes a receipt of a print job as PDF: what was handed to the fax service, for whom and when, the "
    "first\n"
    "page in small, the service's ids, and the checksums of the files. Of a job that was sent in part, or "
    "not\n"
    "at all, it says just that. JOB is its number, 12 or Fax-12 (the newest with that number), or its "
    "job-uuid.\n"
    "  -o FILE          where to; a file of that name is replaced\n"
    "  --state-dir DIR  of the journal in this folder; see voipnow-fax log --help\n"
    "For root and members of the group lpadmin.\n";

struct ReceiptArguments {
    std::optional<JobName> job;
    std::filesystem::path output;
    std::filesystem::path stateDir;
    bool help = false;
};

ReceiptArguments parse(const std::vector<std::string>& arguments) {
    ReceiptArguments made;
    for (CommandWords words(arguments); words.next();) {
        if (words.word() == "--help") {
            made.help = true;
        } else if (const auto output = words.valueOf("-o")) {
            made.output = *output;
        } else if (const auto longer = words.valueOf("--output")) {
            made.output = *longer;
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
        throw WrongArguments("a receipt of which JOB? `voipnow-fax log` lists them");
    }
    if (!made.help && made.output.empty()) {
        throw WrongArguments("-o FILE says where the receipt is to be");
    }
    return made;
}

std::string hostName() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "this machine";
}

int writeReceipt(const ReceiptArguments& arguments, std::ostream& out, std::ostream& errors) {
    ReadableJournals journals(arguments.stateDir);
    if (!journals.obstacle().empty()) {
        errors << "voipnow-fax receipt: " << printable(journals.obstacle()) << '\n';
        return 1;
    }
    const std::optional<FoundJob> found = journals.find(*arguments.job);
    if (!found) {
        errors << "voipnow-fax receipt: " << printable(shown(*arguments.job))
               << " is not in the journal. `voipnow-fax log` lists those that are.\n";
        return 1;
    }
    const Receipt receipt =
        receiptOf(*found, {"cups-voipnow " VOIPNOW_VERSION, hostName(), std::time(nullptr)});
    const ReceiptPdf made = receiptPdf(receipt);
    OutputFiles files;
    files.begin(arguments.output);
    files.write(std::as_bytes(std::span(made.pdf)));
    files.commit();
    if (made.missing > 0) {
        errors << "Note: the receipt shows boxes in place of characters that no font on this machine has. "
                  "Install "
                  "a font for their language.\n";
    }
    out << printable(arguments.output.string()) << ": " << printable(receipt.verdict) << '\n';
    return 0;
}

}  // namespace

int runReceiptCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors) {
    ReceiptArguments parsed;
    try {
        parsed = parse(arguments);
    } catch (const WrongArguments& wrong) {
        errors << "voipnow-fax receipt: " << printable(wrong.what()) << '\n' << kUsage;
        return 2;
    }
    if (parsed.help) {
        out << kUsage << kHelp;
        return 0;
    }
    return writeReceipt(parsed, out, errors);
}

}  // namespace voipnow
