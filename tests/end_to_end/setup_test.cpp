// `voipnow-fax setup`: a new fax printer from questions or from options, with a real CUPS and the service.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_command.hpp"
#include "tests/end_to_end/fax_printer.hpp"
#include "tests/end_to_end/pty_process.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

// The printer of the fixture stays as it is; the new one is Office.
class SetupCommand : public FaxPrinterTest {
  protected:
    SetupCommand() { configure("# Kept.\n", ""); }

    fs::path file() const { return cups_.serverRoot() / "voipnow.conf"; }
    std::string text() const {
        std::ifstream in(file());
        return {std::istreambuf_iterator<char>(in), {}};
    }
    Finished setup(const std::vector<std::string>& arguments, const std::string& secret = "") const {
        std::vector<std::string> all = {"setup"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        return runFax(cups_, all, scratch_.write("secret", secret + '\n'));
    }
    std::vector<std::string> whole() const {
        return {"--printer", "Office",    "--host",           emulator_.api(), "--extension",
                "0003*210",  "--app-key", emulator_.appKey(), "--secret-file", "-"};
    }
    std::string attributes(const std::string& printer) const {
        return runOrThrow({"lpoptions", "-h", cups_.host(), "-p", printer}, cups_.environment());
    }
    void expectFaxFrom(const std::string& printer) const {
        const int job =
            cups_.print(printer, {scratch_.write("page.pdf", drawnPdf({numberedPage(1)}))}, to("5550100"));
        EXPECT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_COMPLETED) << cups_.status(job).message;
    }
    static void expectWords(const std::string& all, const std::string& words) {
        EXPECT_NE(all.find(words), std::string::npos) << "missing: " << words << "\nin: " << all;
    }
    static void expectNoWords(const std::string& all, const std::string& words) {
        EXPECT_EQ(all.find(words), std::string::npos) << all;
    }
    mode_t mode() const {
        struct stat status {};
        ::stat(file().c_str(), &status);
        return status.st_mode & 07777U;
    }
};

TEST_F(SetupCommand, MakesAPrinterThatFaxesFromOptions) {
    const Finished done = setup(whole(), emulator_.appSecret());
    ASSERT_EQ(done.status, 0) << done.errors;
    expectWords(done.output, "lp -d Office -o phone=5551234 letter.pdf");
    expectNoWords(done.output + done.errors, emulator_.appSecret());
    expectWords(text(), "# Kept.\n");
    expectWords(text(), "app-secret = " + emulator_.appSecret() + '\n');
    EXPECT_EQ(mode(), 0600U);
    const std::string queue = attributes("Office");
    expectWords(queue, "printer-is-shared=false");
    expectWords(queue, "printer-is-accepting-jobs=true");
    expectWords(queue, "printer-info='Fax 0003*210'");
    expectWords(queue, "printer-make-and-model='VoipNow Fax'");
    expectFaxFrom("Office");
    const Finished checked = runFax(cups_, {"check", "Office"});
    EXPECT_EQ(checked.status, 0) << checked.output;
}

TEST_F(SetupCommand, AsksAPersonAndNeverShowsTheSecret) {
    PtyProcess terminal(faxCommand({"setup", "--printer", "Office"}), faxEnvironment(cups_));
    terminal.waitFor("Host of the PBX");
    terminal.type(emulator_.api() + '\n');
    terminal.waitFor("Extension");
    terminal.type("21O\n");
    terminal.waitFor("has an extension \"21O\"");
    terminal.waitFor("Extension");
    terminal.type("999\n");
    terminal.waitFor("App key");
    terminal.waitForEcho(/*isShown=*/true);
    terminal.type(emulator_.appKey() + '\n');
    terminal.waitFor("App secret");
    terminal.waitForEcho(/*isShown=*/false);
    terminal.type("mistyped-secret\n");
    terminal.waitFor("does not accept App key and secret");
    terminal.waitFor("App key [" + emulator_.appKey() + "]");
    terminal.waitForEcho(/*isShown=*/true);
    terminal.type("\n");
    terminal.waitFor("App secret");
    terminal.waitForEcho(/*isShown=*/false);
    terminal.type(emulator_.appSecret() + '\n');
    terminal.waitFor("does not know the extension");
    terminal.waitFor("Extension that sends the faxes (0003*210) [999]");
    terminal.waitForEcho(/*isShown=*/true);
    terminal.type("210\n");
    EXPECT_EQ(terminal.end(), 0) << terminal.shown();
    expectNoWords(terminal.shown(), "mistyped-secret");
    expectNoWords(terminal.shown(), emulator_.appSecret());
    expectWords(text(), "app-secret = " + emulator_.appSecret());
    expectFaxFrom("Office");
    EXPECT_EQ(emulator_.faxes().front().extension, "210");
}

TEST_F(SetupCommand, LeavesTheTerminalAsItWasAndAllElseToo) {
    const std::string before = text();
    PtyProcess terminal(faxCommand({"setup", "--printer", "Office", "--host", emulator_.api(), "--extension",
                                    "210", "--app-key", "k"}),
                        faxEnvironment(cups_));
    terminal.waitFor("App secret");
    terminal.waitForEcho(/*isShown=*/false);
    terminal.type("half\x03");
    terminal.waitFor("Nothing was changed.");
    terminal.waitForEcho(/*isShown=*/true);
    EXPECT_EQ(terminal.end(), 1);
    EXPECT_EQ(text(), before);
}

TEST_F(SetupCommand, ChangesWhatIsNamedAndKeepsTheRest) {
    ASSERT_EQ(setup(whole(), emulator_.appSecret()).status, 0);
    runOrThrow({"lpadmin", "-p", "Office", "-o", "printer-is-shared=true", "-o", "Resolution=204x98dpi", "-L",
                "Attic"},
               cups_.environment());
    const std::string before = text();
    const Finished done = setup({"--printer", "Office", "--extension", "210", "--info", "The office's fax"});
    ASSERT_EQ(done.status, 0) << done.errors;
    EXPECT_EQ(text(), before);
    const std::string queue = attributes("Office");
    expectWords(queue, "210");
    expectWords(queue, "printer-is-shared=true");
    expectWords(queue, "printer-location=Attic");
    expectWords(queue, "The office");
    expectWords(runOrThrow({"lpoptions", "-h", cups_.host(), "-p", "Office", "-l"}, cups_.environment()),
                "*204x98dpi");
    expectFaxFrom("Office");
    EXPECT_EQ(emulator_.faxes().front().extension, "210");
}

TEST_F(SetupCommand, PutsSettingsIntoTheSectionOfThePrinterWhereThatIsWanted) {
    std::vector<std::string> words = whole();
    words.insert(words.end(), {"--only-this-printer", "--set", "max-recipients=7"});
    ASSERT_EQ(setup(words, emulator_.appSecret()).status, 0);
    expectWords(text(), "[printer Office]\napp-key = " + emulator_.appKey() +
                            "\napp-secret = " + emulator_.appSecret() + "\nmax-recipients = 7\n");
    expectFaxFrom("Office");
}

struct Refusal {
    std::vector<std::string> arguments;
    std::string secret;
    int status;
    std::string words;
};

TEST_F(SetupCommand, RefusesInASentenceAndChangesNothing) {
    const std::string before = text();
    const std::vector<std::string> start = {"--printer", "Office"};
    const std::string host = emulator_.api();
    const std::vector<Refusal> refusals{
        {{}, "", 2, "--host is missing"},
        {{"--host", host}, "", 2, "--extension is missing"},
        {{"--host", host, "--extension", "210"}, "", 2, "--app-key is missing"},
        {{"--host", host, "--extension", "210", "--app-key", "k"}, "", 2, "--secret-file is missing"},
        {{"--host", host, "--extension", "210", "--app-key", "k", "--secret-file", "-"},
         "",
         1,
         "has no secret"},
        {{"--host", host, "--extension", "210", "--app-key", "k", "--secret-file", "/none"}, "", 1, "/none"},
        {{"--host", host, "--extension", "210", "--app-key", "k", "--secret-file", "-"},
         "wrong",
         1,
         "invalid_client"},
        {{"--host", "a b", "--extension", "210", "--app-key", "k", "--secret-file", "-"},
         "s",
         1,
         "device URI"},
        {{"--host", "127.0.0.1:9", "--extension", "210", "--app-key", "k", "--secret-file", "-"},
         "s",
         1,
         "not answer"},
        {{"--app-secret", "s"}, "", 2, "other users can see"},
        {{"--host", host, "--extension", "210", "--app-key", "k", "--secret-file", "-", "--set", "max=1"},
         "s",
         1,
         "There is no key \"max\""},
    };
    for (const Refusal& each : refusals) {
        std::vector<std::string> arguments = start;
        arguments.insert(arguments.end(), each.arguments.begin(), each.arguments.end());
        const Finished done = setup(arguments, each.secret);
        EXPECT_EQ(done.status, each.status) << each.words << '\n' << done.errors;
        expectWords(done.errors, each.words);
        EXPECT_EQ(text(), before) << each.words;
    }
    const Finished none = runToEnd({"lpstat", "-p", "Office"}, cups_.environment());
    EXPECT_NE(none.status, 0) << none.output;
}

TEST_F(SetupCommand, LeavesOtherPrintersAlone) {
    runOrThrow({"lpadmin", "-p", "Laser", "-E", "-v", "file:///dev/null", "-m", "raw"}, cups_.environment());
    std::vector<std::string> words = whole();
    words[1] = "Laser";
    const Finished done = setup(words, emulator_.appSecret());
    EXPECT_EQ(done.status, 1);
    expectWords(done.errors, "no fax printer");
}

TEST_F(SetupCommand, SaysThatItIsForRoot) {
    if (::geteuid() != 0) {
        GTEST_SKIP() << "Only root can be somebody else.";
    }
    std::vector<std::string> command = {"setpriv", "--reuid", "nobody",
                                        "--regid", "nogroup", "--clear-groups"};
    fs::copy_file(faxCommand({}).front(), scratch_.path() / "voipnow-fax");
    command.push_back((scratch_.path() / "voipnow-fax").string());
    command.emplace_back("setup");
    const Finished done = runToEnd(command, faxEnvironment(cups_));
    EXPECT_EQ(done.status, 1);
    expectWords(done.errors, "run this as root");
}

}  // namespace
}  // namespace voipnow::end_to_end
