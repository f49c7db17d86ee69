// What an administrator finds after installing: device, model, options, command, and who runs what.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

class Installation : public FaxPrinterTest {
  protected:
    std::string asked(const std::vector<std::string>& command) const {
        return runOrThrow(command, cups_.environment());
    }
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

fs::perms modeOf(const fs::path& path) {
    return fs::status(path).permissions();
}

TEST(InstallTree, HasEveryFileInItsPlaceWithItsMode) {
    const fs::path root = kStage;
    constexpr auto kProgram = fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                              fs::perms::others_read | fs::perms::others_exec;
    EXPECT_EQ(modeOf(root / "usr/lib/cups/backend/voipnow"), fs::perms::owner_all);
    EXPECT_EQ(modeOf(root / "usr/lib/cups/filter/pdftofax"), kProgram);
    EXPECT_EQ(modeOf(root / "usr/bin/voipnow-fax"), kProgram);
    EXPECT_EQ(modeOf(root / "usr/bin/voipnow-emulator"), kProgram);
    EXPECT_TRUE(fs::exists(root / "usr/share/ppd/voipnow/voipnow-fax.ppd"));
    for (const char* file :
         {"cups-voipnow/demo-letter.pdf", "man/man1/voipnow-fax.1", "man/man5/voipnow.conf.5",
          "man/man8/pdftofax.8", "man/man8/voipnow.8", "bash-completion/completions/voipnow-fax"}) {
        EXPECT_TRUE(fs::exists(root / "usr/share" / file)) << file;
    }
    EXPECT_EQ(modeOf(root / "etc/cups/voipnow.conf"), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(InstallTree, HasTheUnitsThatLetPrintersGoOn) {
    const fs::path units = fs::path(kStage) / "usr/lib/systemd/system";
    const std::string name = "voipnow-fax-resume";
    for (const char* kind : {".service", ".path", ".timer"}) {
        EXPECT_TRUE(fs::exists(units / (name + kind))) << kind;
    }
    std::ifstream in(units / (name + ".service"));
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    EXPECT_TRUE(has(text, "ExecStart=/usr/bin/voipnow-fax check --resume\n")) << text;
}

TEST(InstallTree, KeepsSettingsThatAreThereAlready) {
    const ScratchFolder scratch;
    const fs::path settings = scratch.path() / "etc/cups/voipnow.conf";
    fs::create_directories(settings.parent_path());
    std::ofstream(settings) << "app-key = mine\n";
    runOrThrow({"cmake", "--install", kBuild, "--prefix", "/usr"}, {{"DESTDIR", scratch.path().string()}});
    std::string line;
    std::getline(std::ifstream(settings) >> std::ws, line);
    EXPECT_EQ(line, "app-key = mine");
}

TEST_F(Installation, LpinfoListsDeviceAndModel) {
    EXPECT_TRUE(has(asked({"lpinfo", "-v"}), "network voipnow\n"));
    const std::string devices = asked({"lpinfo", "-l", "-v"});
    EXPECT_TRUE(has(devices, "info = VoipNow Fax")) << devices;
    EXPECT_TRUE(has(devices, "device-id = MFG:VoipNow;MDL:Fax;")) << devices;
    EXPECT_TRUE(has(asked({"lpinfo", "-m"}), "voipnow/voipnow-fax.ppd VoipNow Fax\n"));
}

TEST_F(Installation, TheDevicesIdentityLeadsToTheModel) {
    const std::string models = asked({"lpinfo", "--device-id", "MFG:VoipNow;MDL:Fax;CLS:PRINTER;", "-m"});
    EXPECT_EQ(models.find("voipnow/voipnow-fax.ppd VoipNow Fax\n"), 0U) << models;
}

TEST_F(Installation, NumbersCanBeTypedAndResolutionAndPaperBeChosen) {
    // What a dialog would show; libcups reads it from the queue's description.
    const std::string options =
        runOrThrow({"lpoptions", "-h", cups_.host(), "-p", "Fax", "-l"}, {{"LC_ALL", "C"}});
    EXPECT_EQ(options.find("phone/Fax number: *None Custom.STRING\n"), 0U) << options;
    EXPECT_TRUE(has(options, "faxPrefix/Dial before each number: *None Custom.STRING\n")) << options;
    EXPECT_TRUE(has(options, "Resolution/Resolution: 204x98dpi *204x196dpi 204x391dpi\n")) << options;
    for (const char* paper : {"Letter", "Legal", "A4", "A5"}) {
        EXPECT_TRUE(has(options, paper)) << options;
    }
}

TEST_F(Installation, TheQueueIsAnOrdinaryPrinterForBrowsers) {
    // Chromium and Firefox hide queues with the fax bit.
    constexpr int kFaxBit = 0x40000;
    const std::string options = asked({"lpoptions", "-p", "Fax"});
    const std::string name = "printer-type=";
    const std::size_t at = options.find(name);
    ASSERT_NE(at, std::string::npos) << options;
    EXPECT_EQ(std::stoi(options.substr(at + name.size())) & kFaxBit, 0);
}

TEST_F(Installation, TheLogCommandTellsWhatWasSent) {
    const ReceivedFax fax =
        printed({scratch_.write("page.pdf", drawnPdf(numberedPages(2)))}, to("5550100,5550101"));
    const std::string log = runOrThrow({std::string(kStage) + "/usr/bin/voipnow-fax", "log", "--json"},
                                       {{"CUPS_SERVERROOT", cups_.serverRoot().string()}});
    EXPECT_TRUE(has(log, fax.id)) << log;
    EXPECT_TRUE(has(log, "5550100")) << log;
    EXPECT_TRUE(has(log, "5550101")) << log;
    EXPECT_TRUE(has(log, "sent")) << log;
}

TEST_F(Installation, ABackendThatRootStartsWorksAsTheOwnerOfItsState) {
    printed({scratch_.write("page.pdf", drawnPdf({numberedPage(1)}))}, to("5550100"));
    struct stat folder {};
    ASSERT_EQ(stat((scratch_.path() / "state").c_str(), &folder), 0);
    EXPECT_EQ(folder.st_uid == 0, false) << "the test gives the folder to somebody who is not root";
    int files = 0;
    for (const auto& entry : fs::directory_iterator(scratch_.path() / "state")) {
        struct stat file {};
        ASSERT_EQ(stat(entry.path().c_str(), &file), 0);
        EXPECT_EQ(file.st_uid, folder.st_uid) << entry.path();
        // Administrators of the printers may read the journal, and nothing else.
        const group* readers = getgrnam("lpadmin");
        const bool isForReaders = entry.path().filename().string().starts_with("journal.db") &&
                                  readers != nullptr && file.st_gid == readers->gr_gid;
        EXPECT_EQ(file.st_mode & (S_IRWXG | S_IRWXO), isForReaders ? S_IRGRP : 0U) << entry.path();
        ++files;
    }
    EXPECT_GT(files, 0);
}

}  // namespace
}  // namespace voipnow::end_to_end
