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
    // What voipnow.conf has below this section.
    std::string section(const std::string& name) const {
        const std::string all = text() + '[';
        const std::size_t begin = all.find('[' + name + "]\n");
        return begin == std::string::npos ? "" : all.substr(begin, all.find("\n[", begin) + 1 - begin);
    }
    std::string queuePpd(const std::string& printer) const {
        std::ifstream in(cups_.serverRoot() / "ppd" / (printer + ".ppd"));
        return {std::istreambuf_iterator<char>(in), {}};
    }
    // As an older version had set it up.
    void makeOlder(const std::string& printer) const {
        std::string ppd = queuePpd(printer);
        const std::string line = "*FileVersion: \"";
        const std::size_t at = ppd.find(line) + line.size();
        ppd.replace(at, ppd.find('"', at) - at, "0.0");
        runOrThrow(
            {"lpadmin", "-p", printer, "-P", scratch_.write("older.ppd", ppd), "-o", "Resolution=204x98dpi"},
            cups_.environment());
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

TEST_F(SetupCommand, TheSecondPrinterOfAPbxHasItsCredentials) {
    ASSERT_EQ(setup(whole(), emulator_.appSecret()).status, 0);
    const std::string before = text();
    std::vector<std::string> words = {"--printer", "Second", "--host", emulator_.api(), "--extension", "210"};
    const Finished done = setup(words);
    ASSERT_EQ(done.status, 0) << done.errors;
    EXPECT_EQ(text(), before);
    expectFaxFrom("Second");
    words[1] = "Third";
    words.insert(words.end(), {"--app-key", emulator_.appKey()});
    const Finished same = setup(words);
    EXPECT_EQ(same.status, 0) << same.errors;
    EXPECT_EQ(text(), before);
}

TEST_F(SetupCommand, OffersAPersonTheCredentialsOfTheHostThatWasAnswered) {
    ASSERT_EQ(setup(whole(), emulator_.appSecret()).status, 0);
    PtyProcess terminal(faxCommand({"setup", "--printer", "Second", "--extension", "210"}),
                        faxEnvironment(cups_));
    terminal.waitFor("Host of the PBX");
    terminal.type(emulator_.api() + '\n');
    terminal.waitFor("App key [" + emulator_.appKey() + "]");
    terminal.type("\n");
    terminal.waitFor("empty: the one that is stored");
    terminal.waitForEcho(/*isShown=*/false);
    terminal.type("\n");
    EXPECT_EQ(terminal.end(), 0) << terminal.shown();
    expectFaxFrom("Second");
}

// The PBX that a printer moves to is another emulator, which sees what it is told.
class MovedPrinter : public SetupCommand {
  protected:
    MovedPrinter() : other_(scratch_.path() / "other") {}

    void storeIn(const std::string& section) const {
        std::ofstream(file(), std::ios::app) << '[' << section << "]\n" << appCredentials();
    }
    std::vector<std::string> move() const {
        return {"--printer",  "Fax",   "--host",
                other_.api(), "--set", "ca-file=" + other_.certificateAuthority()};
    }
    std::string otherCredentials() const {
        return "app-key = " + other_.appKey() + "\napp-secret = " + other_.appSecret() + '\n';
    }

    EmulatorClient other_;
};

TEST_F(MovedPrinter, NeverTakesTheSecretOfOnePbxToAnother) {
    const std::vector<std::string> places = {"[" + emulator_.api() + "]", "[printer Fax]", ""};
    for (const std::string& place : places) {
        configure(place.empty() ? appCredentials() : "", place.find("printer") == 1 ? "" : appCredentials());
        if (place.find("printer") == 1) {
            storeIn("printer Fax");
        }
        const std::string before = text();
        for (const char* more : {"--no-input", "--untested"}) {
            std::vector<std::string> words = move();
            words.emplace_back(more);
            const Finished done = setup(words);
            EXPECT_EQ(done.status, 2) << place << done.output;
            expectWords(done.errors, "The printer leaves " + emulator_.api() + ", whose App is not told to " +
                                         other_.api() + ". --app-key is missing");
            words.insert(words.end(), {"--app-key", emulator_.appKey()});
            const Finished same = setup(words);
            EXPECT_EQ(same.status, 2) << place << same.output;
            expectWords(same.errors, "--secret-file is missing");
        }
        EXPECT_EQ(text(), before) << place;
    }
    EXPECT_TRUE(other_.requests().empty());
    expectWords(attributes("Fax"), emulator_.api());
}

TEST_F(MovedPrinter, HasTheCredentialsThatAreStoredForItsNewPbx) {
    configure("token = of-all\n", appCredentials());
    std::ofstream(file(), std::ios::app)
        << "[printer Fax]\napp-key = old\napp-secret = old\n[" << other_.api() << "]\n"
        << otherCredentials();
    const Finished done = setup(move());
    ASSERT_EQ(done.status, 0) << done.errors;
    expectWords(section("printer Fax"), otherCredentials() + "token =\n");
    expectWords(section(emulator_.api()), appCredentials());
    for (const SeenRequest& request : other_.requests()) {
        EXPECT_EQ(request.body.find("old"), std::string::npos) << request.body;
        EXPECT_EQ(headerOf(request.headers, "authorization").find("of-all"), std::string::npos);
    }
}

TEST_F(MovedPrinter, AsksAPersonForTheAppOfTheNewPbx) {
    configure("", appCredentials());
    std::vector<std::string> command = {"setup", "--printer", "Fax", "--set",
                                        "ca-file=" + other_.certificateAuthority()};
    PtyProcess terminal(faxCommand(command), faxEnvironment(cups_));
    terminal.waitFor("Host of the PBX");
    terminal.type(other_.api() + '\n');
    terminal.waitFor("Extension");
    terminal.type("\n");
    terminal.waitFor("The printer leaves " + emulator_.api());
    terminal.waitFor("App key: ");
    terminal.type(other_.appKey() + '\n');
    terminal.waitFor("App secret (is not shown): ");
    terminal.waitForEcho(/*isShown=*/false);
    terminal.type(other_.appSecret() + '\n');
    EXPECT_EQ(terminal.end(), 0) << terminal.shown();
    expectWords(section(other_.api()), otherCredentials());
    expectWords(section(emulator_.api()), appCredentials());
    expectWords(attributes("Fax"), other_.api());
}

TEST_F(SetupCommand, GivesThePrinterAnAppOfItsOwnAlsoWhereNothingIsNamed) {
    configure("", appCredentials());
    const Finished done = setup({"--only-this-printer"});
    ASSERT_EQ(done.status, 0) << done.errors;
    expectWords(done.output, "Its App is in [printer Fax]");
    expectWords(section("printer Fax"), appCredentials());
    const std::string before = text();
    const Finished settings = setup({"--only-this-printer", "--set", "max-files=2"});
    ASSERT_EQ(settings.status, 0) << settings.errors;
    EXPECT_EQ(text(), before + "max-files = 2\n");
}

TEST_F(SetupCommand, PutsASettingWhereItCounts) {
    configure("", appCredentials());
    std::ofstream(file(), std::ios::app) << "[printer Fax]\nmax-files = 2\n";
    const Finished done = setup({"--set", "Max-Files = 3", "--set", "max-recipients=7"});
    ASSERT_EQ(done.status, 0) << done.errors;
    expectWords(done.output,
                "voipnow.conf has max-files in [printer Fax], which wins: it was changed there.");
    EXPECT_EQ(section("printer Fax"), "[printer Fax]\nmax-files = 3\n");
    expectWords(section(emulator_.api()), "max-recipients = 7");
}

TEST_F(SetupCommand, TakesTextsAway) {
    configure("", appCredentials());
    ASSERT_EQ(setup({"--info", "The fax", "--location", "Attic"}).status, 0);
    expectWords(attributes("Fax"), "Attic");
    const Finished done = setup({"--info", "", "--location="});
    ASSERT_EQ(done.status, 0) << done.errors;
    expectNoWords(attributes("Fax"), "The fax");
    expectNoWords(attributes("Fax"), "Attic");
    cups_.restart();
    expectNoWords(attributes("Fax"), "Attic");
    std::vector<std::string> words = whole();
    words.insert(words.end(), {"--info", ""});
    ASSERT_EQ(setup(words, emulator_.appSecret()).status, 0);
    expectNoWords(attributes("Office"), "Fax 0003*210");
}

TEST_F(SetupCommand, BringsAnOlderPrinterUpToDateWhenItIsIdle) {
    configure("", appCredentials());
    makeOlder("Fax");
    emulator_.orderFault(R"({"call":"upload","delay-ms":3000})");
    const int job =
        cups_.print("Fax", {scratch_.write("page.pdf", drawnPdf({numberedPage(1)}))}, to("5550100"));
    for (int i = 0; i < 100 && emulator_.faxes().empty(); ++i) {
        ::usleep(100'000);
    }
    const Finished done = setup({"--untested", "--location", "Attic"});
    EXPECT_EQ(done.status, 0) << done.errors;
    expectWords(done.output, "is up to date");
    EXPECT_EQ(cups_.status(job).state, IPP_JSTATE_COMPLETED) << "it did not wait";
    EXPECT_EQ(emulator_.requests("POST", "/uapi/").size(), 1U) << "CUPS started the job anew";
    expectNoWords(queuePpd("Fax"), "*FileVersion: \"0.0\"");
    expectWords(queuePpd("Fax"), "*DefaultResolution: 204x98dpi\n");
}

TEST_F(SetupCommand, GivesAPrinterOfAnotherModelOurs) {
    configure("", appCredentials());
    runOrThrow({"lpadmin", "-p", "Raw", "-E", "-v", "voipnow://" + emulator_.api() + "/@me/210", "-m", "raw"},
               cups_.environment());
    const Finished done = setup({"--printer", "Raw"});
    ASSERT_EQ(done.status, 0) << done.errors;
    expectWords(attributes("Raw"), "printer-make-and-model='VoipNow Fax'");
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
