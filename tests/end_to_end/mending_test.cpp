// What an administrator gets wrong, and what breaks: a sentence in `voipnow-fax check`, at the job, in `voipnow-fax log` and
// in CUPS's own log; and the printer goes on by itself when it is mended.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// "By itself" is what the units of install/systemd do: `voipnow-fax check --resume`.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_command.hpp"
#include "tests/end_to_end/fax_printer.hpp"
#include "tests/end_to_end/small_disk.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

constexpr const char* kNumber = "5550100";

class Mending : public FaxPrinterTest {
  protected:
    std::string uri(const std::string& host, const std::string& extension = "0003*210") const {
        return "voipnow://" + host + "/@me/" + extension;
    }
    void setDevice(const std::string& uri) const {
        runOrThrow({"lpadmin", "-p", "Fax", "-v", uri}, cups_.environment());
    }
    int printPage() const {
        return print({scratch_.write("page.pdf", drawnPdf({numberedPage(1)}))}, to(kNumber));
    }
    int faxes() const { return emulator_.faxesByNumber()[kNumber]; }

    static void expectWords(const std::string& text, const std::string& words) {
        EXPECT_NE(text.find(words), std::string::npos) << "missing: " << words << "\nin: " << text;
    }

    // The line of this check has this mark and these words, and `check` ends so.
    void expectCheck(const std::string& check, const std::string& mark, const std::string& words,
                     int status) const {
        const Finished done = runFax(cups_, {"check", "Fax"});
        EXPECT_EQ(done.status, status) << done.output;
        const std::size_t at = done.output.find("  " + mark + std::string(9 - mark.size(), ' ') + check);
        ASSERT_NE(at, std::string::npos) << done.output;
        expectWords(done.output.substr(at, done.output.find('\n', at) - at), words);
    }
    void expectAllFine() const {
        const Finished done = runFax(cups_, {"check", "Fax"});
        // A small disk, as in some of these tests, is told as one.
        EXPECT_EQ(done.output.find("FAILED"), std::string::npos) << done.output;
    }

    std::string queuePpd() const {
        std::ifstream in(cups_.serverRoot() / "ppd" / "Fax.ppd");
        return {std::istreambuf_iterator<char>(in), {}};
    }

    // What cupsd writes down with its usual LogLevel, warn.
    static std::string errorsIn(const std::string& log) {
        std::string errors;
        std::istringstream lines(log);
        for (std::string line; std::getline(lines, line);) {
            errors += line.starts_with("E [") || line.starts_with("W [") ? line + '\n' : "";
        }
        // It puts a backslash before quotes.
        errors.erase(std::remove(errors.begin(), errors.end(), '\\'), errors.end());
        return errors;
    }
    void expectMessage(const JobStatus& status, const std::string& words) const {
        expectWords(status.message, words);
        expectWords(errorsIn(cups_.log()), words);
    }
    void expectLog(const std::string& words) const {
        const Finished log = runFax(cups_, {"log"});
        EXPECT_EQ(log.status, 0) << log.errors;
        expectWords(log.output, words);
    }

    void expectStopped(int job, const std::string& words) const {
        const JobStatus status = cups_.waitUntilSettled(job);
        EXPECT_TRUE(status.queueStopped);
        EXPECT_EQ(status.state, IPP_JSTATE_PENDING);
        EXPECT_EQ(cups_.lastExitCode(job), 4);
        expectMessage(status, words);
        expectLog(words);
        EXPECT_EQ(faxes(), 0);
    }
    void expectRetried(int job, const std::string& words) const {
        const JobStatus status = cups_.waitUntil(job, [](const JobStatus& now) {
            return !now.message.empty() && now.state != IPP_JSTATE_PROCESSING;
        });
        EXPECT_EQ(cups_.lastExitCode(job), 6);
        EXPECT_FALSE(status.queueStopped);
        expectMessage(status, words);
        expectLog(words);
    }
    void expectSentAtOnce(int job) const {
        const JobStatus status =
            cups_.waitUntil(job, [](const JobStatus& now) { return now.state >= IPP_JSTATE_CANCELED; });
        EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
        EXPECT_EQ(faxes(), 1);
    }
    std::string resume(int status = 0) const {
        const Finished done = runFax(cups_, {"check", "--resume"});
        EXPECT_EQ(done.status, status) << done.output << done.errors;
        return done.output;
    }
};

TEST_F(Mending, AWrongHostIsNotFoundAndTheJobGoesOnWithTheRightOne) {
    configure("retry-for = 0\n" + appCredentials() + "ca-file = " + emulator_.certificateAuthority() + '\n',
              "");
    setDevice(uri("pbx.invalid"));
    const int job = printPage();
    expectRetried(job, "The host pbx.invalid is not found (DNS)");
    expectCheck("dns", "FAILED", "The host pbx.invalid is not found", 2);
    setDevice(uri(emulator_.api()));
    expectSentAtOnce(job);
    expectAllFine();
}

TEST_F(Mending, AHostThatIsUnreachableIsTriedAgain) {
    configure("retry-for = 0\n" + appCredentials() + "ca-file = " + emulator_.certificateAuthority() + '\n',
              "");
    // Nobody listens on the port of the discard protocol.
    setDevice(uri("127.0.0.1:9"));
    const int job = printPage();
    expectRetried(job, "127.0.0.1 does not answer");
    expectCheck("connection", "FAILED", "127.0.0.1 does not answer", 2);
    setDevice(uri(emulator_.api()));
    expectSentAtOnce(job);
}

TEST_F(Mending, AWrongSecretStopsThePrinterUntilItIsMended) {
    configure("", "app-key = " + emulator_.appKey() + "\napp-secret = wrong\n");
    const int job = printPage();
    expectStopped(job, "does not accept App key and secret (invalid_client)");
    expectCheck("token", "FAILED", "does not accept App key and secret (invalid_client)", 2);
    expectWords(resume(2), "The printer Fax waits still, for token:");
    EXPECT_TRUE(cups_.status(job).queueStopped);
    configure("", appCredentials());
    expectWords(resume(), "The printer Fax goes on.");
    expectSentAtOnce(job);
    EXPECT_EQ(resume(), "");
    expectAllFine();
}

TEST_F(Mending, AnExtensionThatMayNotFaxEndsTheJobAndTheNextOneIsSent) {
    emulator_.changeSettings(R"({"extensions":["999"]})");
    const int job = printPage();
    const JobStatus status = cups_.waitUntilSettled(job);
    EXPECT_EQ(status.state, IPP_JSTATE_CANCELED);
    EXPECT_FALSE(status.queueStopped);
    expectMessage(status, "fax is not enabled for it");
    expectLog("fax is not enabled for it");
    expectCheck("extension", "FAILED", "fax is not enabled for it", 2);
    EXPECT_TRUE(emulator_.faxes().empty());
    emulator_.changeSettings(R"({"extensions":["0003*210"]})");
    expectSentAtOnce(printPage());
    expectAllFine();
}

TEST_F(Mending, AClockThatIsAnHourOffIsToldWithTheFaxThatIsSent) {
    emulator_.changeSettings(R"({"clock-offset":3600})");
    const int job = printPage();
    const JobStatus status = cups_.waitUntilSettled(job);
    EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
    expectMessage(status, "The clock of this machine is 60 minutes behind that of " + emulator_.api());
    expectLog("The clock of this machine is 60 minutes behind that of " + emulator_.api());
    expectCheck("clock", "warning", "The clock of this machine is 60 minutes behind", 1);
    emulator_.changeSettings(R"({"clock-offset":-3600})");
    expectMessage(cups_.waitUntilSettled(printPage()), "60 minutes ahead of");
    emulator_.changeSettings(R"({"clock-offset":0})");
    const JobStatus next = cups_.waitUntilSettled(printPage());
    EXPECT_EQ(next.state, IPP_JSTATE_COMPLETED) << next.message;
    EXPECT_EQ(next.message.find("clock"), std::string::npos) << next.message;
    expectAllFine();
}

TEST_F(Mending, ADeviceUriWithATypoStopsThePrinterUntilItIsMended) {
    setDevice(uri(emulator_.api(), "0003*21O"));
    const int job = printPage();
    expectStopped(job, "has an extension \"0003*21O\" with other characters than digits and *");
    expectCheck("device-uri", "FAILED", "has an extension \"0003*21O\"", 2);
    expectWords(resume(2), "waits still, for device-uri:");
    setDevice(uri(emulator_.api()));
    expectWords(resume(), "The printer Fax goes on.");
    expectSentAtOnce(job);
}

TEST_F(Mending, AConfigurationWithATypoStopsThePrinterUntilItIsMended) {
    configure("max-recipient = 7\n", appCredentials());
    const int job = printPage();
    expectStopped(job, "voipnow.conf:2: There is no key \"max-recipient\". Is max-recipients meant?");
    expectCheck("configuration", "FAILED", "voipnow.conf:2: There is no key \"max-recipient\"", 2);
    expectWords(resume(2), "waits still, for configuration:");
    configure("max-recipients = 7\n", appCredentials());
    expectWords(resume(), "The printer Fax goes on.");
    expectSentAtOnce(job);
}

TEST_F(Mending, APpdOfAnOlderVersionIsToldWithTheFaxThatIsSent) {
    std::string ppd = queuePpd();
    const std::string line = "*FileVersion: \"";
    const std::size_t at = ppd.find(line) + line.size();
    ppd.replace(at, ppd.find('"', at) - at, "0.0");
    const std::string old = scratch_.write("old.ppd", ppd);
    runOrThrow(
        {"lpadmin", "-p", "Fax", "-P", old, "-o", "Resolution=204x98dpi", "-o", "phone=Custom.5550109"},
        cups_.environment());
    const JobStatus status = cups_.waitUntilSettled(printPage());
    EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
    expectMessage(status, "The description (PPD) of the printer Fax is of version 0.0");
    expectLog("The description (PPD) of the printer Fax is of version 0.0");
    expectCheck("ppd", "warning", "is of version 0.0", 1);
    expectLog("with: voipnow-fax phonebook refresh");
    const Finished mended = runFax(cups_, {"phonebook", "refresh"});
    EXPECT_EQ(mended.status, 0) << mended.errors;
    const JobStatus next = cups_.waitUntilSettled(printPage());
    EXPECT_EQ(next.state, IPP_JSTATE_COMPLETED) << next.message;
    EXPECT_EQ(next.message.find("PPD"), std::string::npos) << next.message;
    expectAllFine();
    // What the administrator had chosen is still there.
    expectWords(queuePpd(), "*DefaultResolution: 204x98dpi\n");
    expectWords(queuePpd(), "*Defaultphone: Custom.5550109\n");
}

TEST_F(Mending, AFullDiskHoldsTheJobUntilThereIsRoom) {
    const fs::path stateDir = scratch_.path() / "state";
    std::string why;
    if (!SmallDisk::isPossible(stateDir, why)) {
        GTEST_SKIP() << why;
    }
    const SmallDisk disk(stateDir);
    disk.fill();
    const int job = printPage();
    const JobStatus status = cups_.waitUntilSettled(job);
    EXPECT_EQ(status.state, IPP_JSTATE_HELD);
    expectMessage(status, "state-dir");
    expectCheck("space", "FAILED", "The disk of " + stateDir.string() + " is full. Make room.", 2);
    expectWords(resume(2), "waits still, for space:");
    disk.makeRoom();
    expectWords(resume(), "Job Fax-" + std::to_string(job) + " goes on.");
    expectSentAtOnce(job);
    expectAllFine();
}

TEST_F(Mending, AServiceThatIsDownForLongGetsTheFaxWhenItIsBack) {
    configure("retry-for = 0\n", appCredentials());
    emulator_.orderFault(R"({"call":"token","times":100,"status":503,"before":true})");
    const int job = printPage();
    cups_.waitUntil(job, [this, job](const JobStatus& now) {
        return now.state == IPP_JSTATE_HELD && cups_.lastExitCode(job) == 3;
    });
    expectMessage(cups_.status(job), "It was tried 5 times.");
    emulator_.clearFaults();
    expectWords(resume(), "Job Fax-" + std::to_string(job) + " goes on.");
    expectSentAtOnce(job);
}

// CUPS knows such a job by its class.
TEST_F(Mending, AJobThatWasPrintedOnAClassGoesOnToo) {
    runOrThrow({"lpadmin", "-p", "Fax", "-c", "Lines"}, cups_.environment());
    runOrThrow({"cupsenable", "Lines"}, cups_.environment());
    runOrThrow({"cupsaccept", "Lines"}, cups_.environment());
    configure("retry-for = 0\n", appCredentials());
    emulator_.orderFault(R"({"call":"token","times":100,"status":503,"before":true})");
    const int job =
        cups_.print("Lines", {scratch_.write("page.pdf", drawnPdf({numberedPage(1)}))}, to(kNumber));
    cups_.waitUntil(job, [this, job](const JobStatus& now) {
        return now.state == IPP_JSTATE_HELD && cups_.lastExitCode(job) == 3;
    });
    emulator_.clearFaults();
    expectWords(resume(), "Job Fax-" + std::to_string(job) + " goes on.");
    expectSentAtOnce(job);
}

TEST_F(Mending, APrinterThatIsNotThereIsAMistake) {
    expectWords(runFax(cups_, {"check", "--resume", "Fxa"}).output, "The printer Fxa is not there.");
    EXPECT_EQ(runFax(cups_, {"check", "--resume", "Fxa"}).status, 3);
}

TEST_F(Mending, APrinterThatAnAdministratorStoppedIsLeftAlone) {
    configure("", "app-key = " + emulator_.appKey() + "\napp-secret = wrong\n");
    const int job = printPage();
    cups_.waitUntilSettled(job);
    runOrThrow({"cupsdisable", "-r", "Office closed", "Fax"}, cups_.environment());
    configure("", appCredentials());
    EXPECT_EQ(resume(), "");
    EXPECT_TRUE(cups_.status(job).queueStopped);
    expectCheck("queue", "warning", "Office closed", 1);
    runOrThrow({"cupsenable", "Fax"}, cups_.environment());
    expectSentAtOnce(job);
}

TEST_F(Mending, AJobThatWaitsForItsOwnerIsLeftAlone) {
    const int job = print({scratch_.write("page.pdf", drawnPdf({numberedPage(1)}))}, {});
    EXPECT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_HELD);
    EXPECT_EQ(resume(), "");
    EXPECT_EQ(cups_.status(job).state, IPP_JSTATE_HELD);
}

}  // namespace
}  // namespace voipnow::end_to_end
