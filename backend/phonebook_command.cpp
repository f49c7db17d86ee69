// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/phonebook_command.hpp"

#include <filesystem>
#include <optional>
#include <span>

#include "backend/configuration.hpp"
#include "backend/cover_templates.hpp"
#include "backend/job_error.hpp"
#include "backend/output_files.hpp"
#include "backend/phonebook_arguments.hpp"
#include "backend/phonebook_csv.hpp"
#include "backend/phonebook_file.hpp"
#include "backend/phonebook_import.hpp"
#include "backend/phonebook_list.hpp"
#include "backend/phonebook_names.hpp"
#include "backend/ppd_model.hpp"
#include "backend/printable.hpp"
#include "backend/queue_refresh.hpp"
#include "backend/times_faxed.hpp"
#include "backend/vcard.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUsage =
    "Usage: voipnow-fax phonebook add [-d PRINTER] [--group GROUP]... NAME NUMBERS\n"
    "       voipnow-fax phonebook remove [-d PRINTER] NAME|KEY\n"
    "       voipnow-fax phonebook list [-d PRINTER] [--json] [PATTERN]\n"
    "       voipnow-fax phonebook import [-d PRINTER] [--any-number] [--replace] [--skip-bad] FILE\n"
    "       voipnow-fax phonebook export [-d PRINTER] [--vcard|--csv] [FILE]\n"
    "       voipnow-fax phonebook refresh [-d PRINTER]\n";

constexpr const char* kHelp = R"(
Keeps names for fax numbers. Print dialogs offer them as "Fax number", and
  lp -d Fax -o phone='"First Bank"' letter.pdf
faxes to one by its name, or to a group of them with -o phone=@customers.

  add      NAME for one or more NUMBERS, which are separated by , or ;
  remove   an entry by its name, or by its key where the name is there twice
  list     all entries, or those with PATTERN in their name, number or groups
  import   contacts from a FILE of vCards (.vcf) or CSV: all of them or, when one
           cannot be read, none
  export   to FILE, or to standard output: vCards unless FILE ends in .csv
  refresh  brings the print dialogs up to date, for example after the file was
           edited, or a template of a cover page was added (add, remove and import
           do that by themselves); and brings printers that were set up with an older
           version to the installed one, with the defaults that they have

  -d PRINTER      the entries of this fax printer only; -P is the same. Without: the
                  entries that all of them have.
  --group GROUP   makes the entry a member of the group; any number of times
  --json          for programs; described in the project's backend/phonebook_list.hpp
  --any-number    imports the telephone number of contacts that have no fax number.
                  Without it, such contacts are left out.
  --replace       gives entries that are there already the numbers of the FILE
  --skip-bad      imports the rest when some contacts cannot be imported
  --vcard, --csv  the form of what is exported
  --no-refresh    (add, remove, import) leaves the print dialogs as they are
  --              what follows are no options

The phone book is voipnow-phonebook beside CUPS's configuration, and
voipnow-phonebook-PRINTER for entries of one printer: text files that can be
edited. Those who administer CUPS (root) change it. Print dialogs show the groups
and the 200 entries that were faxed most; on the command line there are all.

Exit status: 0 done, also when CUPS was not there to be told, which is said on
standard error; 1 not done, the reason is on standard error; 2 wrong arguments.

Examples:
  voipnow-fax phonebook add --group customers 'First Bank' '+1 (555) 010-0000'
  voipnow-fax phonebook import contacts.vcf
)";

using Action = PhonebookArguments::Action;

// Both are in CUPS_SERVERROOT.
fs::path serverRoot() {
    return configurationFile().parent_path();
}

// What the print dialogs get besides the phone book.
QueueRefresh refreshFor(const PhonebookArguments& arguments) {
    QueueRefresh refresh;
    refresh.serverRoot = serverRoot();
    refresh.printer = arguments.printer;
    refresh.timesFaxed = timesFaxedHere();
    refresh.templates = coverTemplates(refresh.serverRoot / kCoverFolder);
    return refresh;
}

void tell(const std::vector<std::string>& sentences, std::ostream& out) {
    for (const std::string& sentence : sentences) {
        out << printable(sentence) << '\n';
    }
}

// After a change that is on disk already: what goes wrong here is no reason to say that it failed.
void refreshAfterChange(const PhonebookArguments& arguments, std::ostream& errors) {
    if (arguments.noRefresh) {
        return;
    }
    std::vector<std::string> failures;
    try {
        const RefreshedQueues done = refreshQueues(refreshFor(arguments));
        tell(done.notes, errors);
        failures = done.failures;
    } catch (const JobError& error) {
        failures = {error.what()};
    }
    if (!failures.empty()) {
        tell(failures, errors);
        errors << "The phone book is saved, but not all print dialogs show it. Later: voipnow-fax phonebook "
                  "refresh\n";
    }
}

int refresh(const PhonebookArguments& arguments, std::ostream& out, std::ostream& errors) {
    QueueRefresh refresh = refreshFor(arguments);
    refresh.model = installedModel(std::filesystem::read_symlink("/proc/self/exe"));
    const RefreshedQueues done = refreshQueues(refresh);
    tell(done.notes, errors);
    for (const std::string& name : done.changed) {
        out << "The printer " << printable(name) << " is up to date now.\n";
    }
    for (const std::string& name : done.unchanged) {
        out << "The printer " << printable(name) << " was up to date.\n";
    }
    if (done.changed.empty() && done.unchanged.empty() && done.failures.empty()) {
        out << "There is no fax printer yet.\n";
    }
    tell(done.failures, errors);
    return done.failures.empty() ? 0 : 1;
}

int add(const PhonebookArguments& arguments, std::ostream& out, std::ostream& errors) {
    {
        PhonebookEdit edit(phonebookFile(serverRoot(), arguments.printer));
        const PhonebookEntry entry = edit.book().add(arguments.name, arguments.numbers, arguments.groups);
        edit.write();
        out << printable(entry.name) << ": " << printable(entry.numbers) << " (" << entry.key << ")\n";
    }
    refreshAfterChange(arguments, errors);
    return 0;
}

PhonebookEntry entryToRemove(const std::string& nameOrKey, const fs::path& file, const Phonebook& book) {
    if (const std::optional<PhonebookEntry> entry = book.byKey(nameOrKey)) {
        return *entry;
    }
    const std::vector<PhonebookEntry> entries = book.byName(nameOrKey);
    if (entries.empty()) {
        throw JobError(JobEnd::kHeld, "There is no \"" + nameOrKey + "\" in " + file.string() + '.');
    }
    if (entries.size() > 1) {
        std::string keys;
        for (const PhonebookEntry& entry : entries) {
            keys += (keys.empty() ? "" : ", ") + entry.key + " (" + entry.numbers + ')';
        }
        throw JobError(
            JobEnd::kHeld,
            "\"" + nameOrKey + "\" is there more than once; remove one of them by its key: " + keys + '.');
    }
    return entries.front();
}

int remove(const PhonebookArguments& arguments, std::ostream& out, std::ostream& errors) {
    {
        const fs::path file = phonebookFile(serverRoot(), arguments.printer);
        PhonebookEdit edit(file);
        const PhonebookEntry entry = entryToRemove(arguments.name, file, edit.book());
        edit.book().remove(entry.key);
        edit.write();
        out << "Removed " << printable(entry.name) << ": " << printable(entry.numbers) << " (" << entry.key
            << ")\n";
    }
    refreshAfterChange(arguments, errors);
    return 0;
}

int list(const PhonebookArguments& arguments, std::ostream& out) {
    const std::vector<PhonebookEntry> entries =
        entriesWith(arguments.name, phonebookFor(serverRoot(), arguments.printer));
    arguments.json ? printPhonebookAsJson(entries, out) : printPhonebook(entries, out);
    return 0;
}

void tellBad(const fs::path& file, const std::vector<BadContact>& bad, std::ostream& errors) {
    for (const BadContact& each : bad) {
        errors << printable(file.string() + (each.line > 0 ? ":" + std::to_string(each.line) : "") + ": " +
                            each.why)
               << '\n';
    }
}

std::string counted(std::size_t count, const std::string& what) {
    return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

int import(const PhonebookArguments& arguments, std::ostream& out, std::ostream& errors) {
    const Contacts contacts = readContacts(arguments.file, arguments.anyNumber, errors);
    ImportReport report;
    {
        PhonebookEdit edit(phonebookFile(serverRoot(), arguments.printer));
        report = importContacts(contacts, arguments.replace, edit.book());
        tellBad(arguments.file, report.bad, errors);
        if (!report.bad.empty() && !arguments.skipBad) {
            throw JobError(JobEnd::kHeld,
                           "nothing was imported: " + counted(report.bad.size(), "contact") +
                               " cannot be. Mend the file, or add --skip-bad to import the others" +
                               (arguments.replace ? "." : "; --replace changes what is there already."));
        }
        if (report.added + report.changed > 0) {
            edit.write();
        }
    }
    out << "Imported: " << report.added << " new, " << report.changed << " changed, " << report.same
        << " there already; left out: " << report.bad.size() << " bad, " << contacts.withoutFax
        << " without a fax number.\n";
    refreshAfterChange(arguments, errors);
    return 0;
}

int exportBook(const PhonebookArguments& arguments, std::ostream& out) {
    const Phonebook book = readPhonebook(phonebookFile(serverRoot(), arguments.printer));
    const bool isCsv = arguments.form == PhonebookArguments::Form::kCsv ||
                       (arguments.form == PhonebookArguments::Form::kOfName &&
                        foldedName(arguments.file.extension().string()) == ".csv");
    const std::string text = isCsv ? writeCsv(book.entries()) : writeVcards(book.entries());
    if (arguments.file.empty()) {
        out << text;
        return 0;
    }
    OutputFiles files;
    files.begin(arguments.file);
    files.write(std::as_bytes(std::span(text)));
    files.commit();
    out << "Exported " << book.entries().size() << (book.entries().size() == 1 ? " entry" : " entries")
        << " to " << printable(arguments.file.string()) << ".\n";
    return 0;
}

int run(const PhonebookArguments& arguments, std::ostream& out, std::ostream& errors) {
    switch (arguments.action) {
        case Action::kHelp:
            out << kUsage << kHelp;
            return 0;
        case Action::kAdd:
            return add(arguments, out, errors);
        case Action::kRemove:
            return remove(arguments, out, errors);
        case Action::kList:
            return list(arguments, out);
        case Action::kImport:
            return import(arguments, out, errors);
        case Action::kExport:
            return exportBook(arguments, out);
        case Action::kRefresh:
            return refresh(arguments, out, errors);
    }
    return 2;
}

}  // namespace

int runPhonebookCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors) {
    PhonebookArguments parsed;
    try {
        parsed = parsePhonebookArguments(arguments);
    } catch (const WrongArguments& wrong) {
        errors << "voipnow-fax phonebook: " << printable(wrong.what()) << '\n'
               << kUsage << "`voipnow-fax phonebook --help` tells more.\n";
        return 2;
    }
    return run(parsed, out, errors);
}

}  // namespace voipnow
