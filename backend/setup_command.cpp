// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/setup_command.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>

#include "backend/configuration.hpp"
#include "backend/configuration_values.hpp"
#include "backend/cover_templates.hpp"
#include "backend/job_error.hpp"
#include "backend/ppd_model.hpp"
#include "backend/printable.hpp"
#include "backend/printer_setup.hpp"
#include "backend/queue_refresh.hpp"
#include "backend/replaced_file.hpp"
#include "backend/setup_arguments.hpp"
#include "backend/terminal.hpp"
#include "backend/times_faxed.hpp"
#include "backend/waiting_printers.hpp"

namespace voipnow {
namespace {

constexpr const char* kUsage =
    "Usage: voipnow-fax setup [--printer NAME] [--host HOST[:PORT]] [--extension EXTENSION]\n"
    "                         [--app-key KEY] [--secret-file FILE] [OPTION]...\n";
constexpr const char* kHelp = R"(
Adds a fax printer, or changes one: asks for what is missing, tests it, writes it
into voipnow.conf, where only root can read it, and tells CUPS. Nothing is faxed.
Run again it changes what is named and keeps the rest; but a printer that is given
another PBX needs the App of that one, unless voipnow.conf has it.

  --printer NAME       of the printer; Fax where it is left out. -d, -P: the same
  --host HOST[:PORT]   of the VoipNow or Hubgets PBX
  --extension EXT      that sends the faxes: 0003*210 or 210
  --user USER          on whose behalf: an id, @me (the App's own user), @owner
  --app-key KEY        of an App that is marked as trusted in the PBX
  --secret-file FILE   its secret is the first line of FILE, or of standard input
                       for -. Without it, it is asked for, and not shown.
  --set KEY=VALUE      another key of voipnow.conf, ca-file=/etc/ssl/pbx.pem; any
                       number of times. No secrets: others see the words of a command
  --only-this-printer  what is named is for this printer: other printers of this PBX
                       have another App, or settings. Where nothing is named, the
                       App that it has becomes its own.
  --info TEXT          what print dialogs call the printer; "" takes it away
  --location TEXT      where it is; likewise
  --untested           stores it without asking the service
  --no-input           asks nobody: what is missing is an error. So it is without a
                       terminal.

Exit status: 0 the printer is there; 1 it is not, or not changed, the reason is on
standard error; 2 wrong arguments, or something is missing.

Example:
  voipnow-fax setup --host pbx.example.com --extension '0003*210' --app-key 1a2b3c
)";

class Missing : public WrongArguments {
  public:
    using WrongArguments::WrongArguments;
};

void requireRights(const std::filesystem::path& file) {
    if (::access(file.parent_path().c_str(), W_OK) != 0 && errno != ENOENT) {
        throw JobError(JobEnd::kHeld,
                       "You may not write " + file.string() +
                           ", where the secret of the fax service is kept: run this as root (sudo "
                           "voipnow-fax setup).");
    }
}

std::string secretIn(const std::string& file) {
    std::ifstream opened;
    if (file != "-") {
        opened.open(file);
    }
    std::istream& in = file == "-" ? std::cin : opened;
    std::string line;
    if (!std::getline(in, line) || trimmed(line).empty()) {
        throw JobError(JobEnd::kHeld, (file == "-" ? "Standard input" : file) +
                                          " has no secret in its first line, or cannot be read.");
    }
    return trimmed(line);
}

class Setup {
  public:
    Setup(const SetupArguments& arguments, std::ostream& out, std::ostream& errors)
        : arguments_(arguments),
          out_(out),
          errors_(errors),
          terminal_(out),
          asks_(!arguments.noInput && arguments.secretFile != "-" && Terminal::isThere()),
          setup_(arguments, configurationFile()),
          answers_(setup_.known()) {
        if (arguments.secretFile) {
            answers_.appSecret = secretIn(*arguments.secretFile);
            isSecretGiven_ = true;
        }
    }

    int run() {
        asks_ ? askAll() : requireAll();
        while (!arguments_.untested && !isTaken()) {
            if (!asks_) {
                errors_ << "Nothing was changed. To store it nevertheless: --untested\n";
                return 1;
            }
        }
        store();
        return 0;
    }

  private:
    void say(const std::string& sentence) { out_ << printable(sentence) << '\n'; }

    void askAll() {
        say(setup_.isNew() ? "A new fax printer, " + arguments_.printer + '.'
                           : "The fax printer " + arguments_.printer +
                                 ". An empty answer keeps what stands in brackets.");
        askHost(!arguments_.host);
        lookAgain();
        askExtension(!arguments_.extension);
        askApp(/*isNeeded=*/false);
    }

    // What voipnow.conf has for that host. Whether there is another App now to ask for.
    bool lookAgain() {
        if (!setup_.lookAt(answers_.host) || isSecretGiven_) {
            return false;
        }
        answers_.appKey = setup_.known().appKey;
        answers_.appSecret = setup_.known().appSecret;
        return true;
    }

    std::string leaving() const {
        return "The printer leaves " + setup_.leaves() + ", whose App is not told to " + answers_.host + '.';
    }

    // Until they are parts of a device URI.
    void askHost(bool isOpen) {
        for (;; isOpen = true) {
            if (isOpen) {
                answers_.host = terminal_.ask("Host of the PBX (pbx.example.com)", answers_.host);
            }
            if (isUri({answers_.host, "@me", "1", "", ""})) {
                return;
            }
        }
    }

    void askExtension(bool isOpen) {
        for (;; isOpen = true) {
            if (isOpen) {
                answers_.extension =
                    terminal_.ask("Extension that sends the faxes (0003*210)", answers_.extension);
            }
            if (isUri(answers_)) {
                return;
            }
        }
    }

    bool isUri(const SetupAnswers& answers) {
        try {
            PrinterSetup::deviceUriOf(answers);
            return true;
        } catch (const JobError& error) {
            errors_ << printable(error.what()) << std::endl;
            return false;
        }
    }

    void askApp(bool isNeeded) {
        if (!setup_.leaves().empty() && answers_.appSecret.empty()) {
            say(leaving());
        }
        if (isNeeded || !arguments_.appKey) {
            const std::string before = answers_.appKey;
            answers_.appKey = terminal_.ask("App key", answers_.appKey);
            answers_.appSecret = answers_.appKey == before ? answers_.appSecret : "";
        }
        if (answers_.appKey.empty() || (!isNeeded && arguments_.secretFile)) {
            return;
        }
        const bool isKnown = !isNeeded && !answers_.appSecret.empty();
        const std::string typed =
            terminal_.askSecret(isKnown ? "App secret (is not shown; empty: the one that is stored)"
                                        : "App secret (is not shown)");
        answers_.appSecret = typed.empty() ? answers_.appSecret : typed;
        isSecretGiven_ = isSecretGiven_ || !typed.empty();
    }

    void requireAll() {
        const auto require = [](bool isThere, const char* option, const std::string& why = "") {
            if (!isThere) {
                throw Missing(why + option + " is missing, and there is nobody to ask");
            }
        };
        require(!answers_.host.empty(), "--host");
        PrinterSetup::deviceUriOf({answers_.host, "@me", "1", "", ""});
        require(!answers_.extension.empty(), "--extension");
        const std::string why = setup_.leaves().empty() ? "" : leaving() + ' ';
        if (!setup_.hasOtherCredentials()) {
            require(!answers_.appKey.empty(), "--app-key", why);
        }
        require(answers_.appKey.empty() || !answers_.appSecret.empty(), "--secret-file", why);
    }

    // Whether the service takes the answers; when not, the one to blame is asked for again.
    bool isTaken() {
        say("Asking the service …");
        const std::vector<Finding> findings = setup_.test(answers_);
        const auto bad = std::find_if(findings.begin(), findings.end(),
                                      [](const Finding& each) { return each.verdict == Verdict::kFailed; });
        for (auto each = findings.begin(); each != bad; ++each) {
            if (each->verdict != Verdict::kFine || each->check == "token" || each->check == "extension") {
                say(each->text);
            }
        }
        if (bad == findings.end()) {
            return true;
        }
        errors_ << printable(bad->text + (bad->cure.empty() ? "" : ' ' + bad->cure)) << std::endl;
        if (asks_) {
            askAgain(bad->check);
        }
        return false;
    }

    void askAgain(const std::string& check) {
        if (check == "certificate") {
            errors_ << "Where the PBX has an authority of its own, start again with --set ca-file=FILE, in "
                       "PEM form."
                    << std::endl;
        }
        if (check == "token") {
            askApp(/*isNeeded=*/true);
        } else if (check == "extension") {
            askExtension(/*isOpen=*/true);
        } else {
            askHost(/*isOpen=*/true);
            if (lookAgain()) {
                askApp(/*isNeeded=*/false);
            }
        }
    }

    void store() {
        const bool isNew = setup_.isNew();
        for (const std::string& remark : setup_.store(answers_)) {
            say(remark);
        }
        const bool isRefreshed = refreshQueue();
        resumeWaiting(arguments_.printer, out_);
        const std::string& name = arguments_.printer;
        say("The printer " + name +
            (isNew         ? " is there now."
             : isRefreshed ? " is up to date."
                           : " is set up."));
        say("Send a fax:              lp -d " + name + " -o phone=5551234 letter.pdf");
        say("See what became of it:   voipnow-fax log");
        say("When something is wrong: voipnow-fax check " + name);
    }

    // The model that CUPS has given it does not have the phone book; and a printer that was there may have an older one.
    bool refreshQueue() {
        QueueRefresh refresh;
        refresh.serverRoot = configurationFile().parent_path();
        refresh.printer = arguments_.printer;
        refresh.templates = coverTemplates(refresh.serverRoot / kCoverFolder);
        std::vector<std::string> failures;
        try {
            refresh.model = installedModel(std::filesystem::read_symlink("/proc/self/exe"));
            refresh.timesFaxed = timesFaxedHere();
            failures = refreshQueues(refresh).failures;
        } catch (const JobError& error) {
            failures = {error.what()};
        }
        for (const std::string& failure : failures) {
            errors_ << printable(failure) << '\n';
        }
        if (!failures.empty()) {
            errors_ << "The printer is set up, but its print dialogs are not up to date. Later: voipnow-fax "
                       "phonebook refresh\n";
        }
        return failures.empty();
    }

    const SetupArguments& arguments_;
    std::ostream& out_;
    std::ostream& errors_;
    Terminal terminal_;
    bool asks_;
    bool isSecretGiven_ = false;  // by the person, not by voipnow.conf
    PrinterSetup setup_;
    SetupAnswers answers_;
};

}  // namespace

int runSetupCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors) {
    try {
        const SetupArguments parsed = parseSetupArguments(arguments);
        if (parsed.help) {
            out << kUsage << kHelp;
            return 0;
        }
        requireRights(configurationFile());
        return Setup(parsed, out, errors).run();
    } catch (const Missing& missing) {
        errors << "voipnow-fax setup: " << printable(missing.what()) << ".\n" << kUsage;
        return 2;
    } catch (const WrongArguments& wrong) {
        errors << "voipnow-fax setup: " << printable(wrong.what()) << '\n' << kUsage;
        return 2;
    } catch (const NoReply& none) {
        errors << '\n' << none.what() << '\n';
        return 1;
    }
}

}  // namespace voipnow
