// `voipnow-fax phonebook` and the print dialogs: its entries become choices of the queues, through a real CUPS.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/private_cups.hpp"
#include "tests/end_to_end/scratch_folder.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string bytesOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Phonebook : public ::testing::Test {
  protected:
    Phonebook() : cups_(scratch_.path() / "cups") { cups_.addQueue("Fax", "voipnow://127.0.0.1:9/@me/210"); }

    Finished phonebook(const std::vector<std::string>& arguments) const {
        std::vector<std::string> command = {std::string(kStage) + "/usr/bin/voipnow-fax", "phonebook"};
        command.insert(command.end(), arguments.begin(), arguments.end());
        Environment environment = cups_.environment();
        environment["CUPS_SERVERROOT"] = cups_.serverRoot().string();
        return runToEnd(command, environment);
    }

    // Gives the key of the new entry.
    std::string add(const std::string& name, const std::string& numbers,
                    const std::vector<std::string>& options = {}) const {
        std::vector<std::string> arguments = {"add", name, numbers};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const Finished added = phonebook(arguments);
        EXPECT_EQ(added.status, 0) << added.errors;
        EXPECT_EQ(added.errors, "");
        return added.output.substr(added.output.rfind("pb"), 10);
    }

    // "phone/Fax number: *None pb…": the default has a star.
    std::string choices(const std::string& queue = "Fax") const {
        const std::string all =
            runOrThrow({"lpoptions", "-h", cups_.host(), "-p", queue, "-l"}, cups_.environment());
        return all.substr(0, all.find('\n'));
    }

    std::string ppd() const { return bytesOf(cups_.serverRoot() / "ppd" / "Fax.ppd"); }

    void lpadmin(const std::vector<std::string>& options) const {
        std::vector<std::string> command = {"lpadmin", "-p", "Fax"};
        command.insert(command.end(), options.begin(), options.end());
        runOrThrow(command, cups_.environment());
    }

    ScratchFolder scratch_;
    PrivateCups cups_;
};

TEST_F(Phonebook, EntriesAndGroupsAreChoicesOfTheQueue) {
    const std::string bank = add("Müller: \"Söhne\" <A/B>", "+1 (555) 010-0000", {"--group", "customers"});
    const std::string other = add("山田太郎", "210; 211", {"--group", "customers"});
    EXPECT_TRUE(has(choices(), "*None pg")) << choices();
    EXPECT_TRUE(has(choices(), ' ' + bank + ' ' + other + " Custom.STRING")) << choices();
    EXPECT_TRUE(has(ppd(), '/' + std::string("@customers (2 entries): \"\"\n"))) << ppd();
    EXPECT_TRUE(
        has(ppd(), "*phone " + bank + "/Müller<3A> <22>Söhne<22> <3C>A/B<3E> (+1 (555) 010-0000): \"\"\n"));
    EXPECT_TRUE(has(ppd(), "*phone " + other + "/山田太郎 (210; 211): \"\"\n"));

    // Only the filter's place is another one than cupstestppd expects.
    const Finished tested =
        runToEnd({"cupstestppd", "-I", "filters", (cups_.serverRoot() / "ppd" / "Fax.ppd").string()});
    EXPECT_EQ(tested.status, 0) << tested.output;

    EXPECT_EQ(phonebook({"remove", "山田太郎"}).status, 0);
    EXPECT_FALSE(has(choices(), other)) << choices();
}

TEST_F(Phonebook, TheDefaultOfTheQueueIsKept) {
    lpadmin({"-o", "phone=Custom.5550177"});
    const std::string bank = add("First Bank", "5550100");
    EXPECT_TRUE(has(ppd(), "*Defaultphone: Custom.5550177\n"));
    lpadmin({"-o", "phone=" + bank, "-o", "Resolution=204x98dpi"});
    add("Another", "5550101");
    EXPECT_TRUE(has(choices(), '*' + bank)) << choices();
    EXPECT_TRUE(has(ppd(), "*DefaultResolution: 204x98dpi\n"));

    const Finished removed = phonebook({"remove", bank});
    EXPECT_EQ(removed.status, 0);
    EXPECT_TRUE(has(removed.errors, "First Bank (5550100)")) << removed.errors;
    EXPECT_TRUE(has(choices(), "*None")) << choices();
}

TEST_F(Phonebook, OfOneQueueIsForThatQueue) {
    cups_.addQueue("Other", "voipnow://127.0.0.1:9/@me/211");
    const std::string all = add("First Bank", "5550100");
    const std::string own = add("Second Bank", "5550200", {"-d", "Other"});
    EXPECT_TRUE(has(choices("Other"), all) && has(choices("Other"), own)) << choices("Other");
    EXPECT_TRUE(has(choices(), all) && !has(choices(), own)) << choices();
}

TEST_F(Phonebook, EditedByHandIsBroughtIntoTheDialogs) {
    EXPECT_TRUE(has(phonebook({"refresh"}).output, "Fax was up to date"));
    std::ofstream(cups_.serverRoot() / "voipnow-phonebook") << "-  First Bank  5550100\n";
    const Finished refreshed = phonebook({"refresh"});
    EXPECT_EQ(refreshed.status, 0) << refreshed.errors;
    EXPECT_TRUE(has(refreshed.output, "Fax is up to date now"));
    EXPECT_TRUE(has(ppd(), "/First Bank (5550100): \"\"\n"));
    EXPECT_TRUE(has(phonebook({"list", "--json"}).output, choices().substr(choices().find("pb"), 10)));

    std::ofstream(cups_.serverRoot() / "voipnow-phonebook") << "First Bank, 5550100\n";
    const Finished broken = phonebook({"refresh"});
    EXPECT_EQ(broken.status, 1);
    EXPECT_TRUE(has(broken.errors, "voipnow-phonebook:1: ")) << broken.errors;
    EXPECT_EQ(phonebook({"refresh", "-d", "Nope"}).status, 1);
}

// As after an update of the programs.
TEST_F(Phonebook, RefreshBringsAPrinterOfAnOlderVersionToTheInstalledOne) {
    add("First Bank", "5550100");
    lpadmin({"-o", "Resolution=204x98dpi"});
    const std::string now = ppd();
    const std::size_t begin = now.find("*OpenUI *FaxSplit");
    const std::string close = "*CloseUI: *FaxSplit\n";
    const std::string older = std::string(now).erase(begin, now.find(close) + close.size() - begin);
    lpadmin({"-P", scratch_.write("older.ppd", older).string()});
    ASSERT_EQ(ppd(), older);
    const Finished refreshed = phonebook({"refresh"});
    EXPECT_TRUE(has(refreshed.output, "Fax is up to date now")) << refreshed.errors;
    EXPECT_EQ(ppd(), now);
}

// CUPS kills the backend of a job when its queue gets another PPD, and starts the job anew.
TEST_F(Phonebook, WaitsForTheJobThatIsBeingFaxed) {
    const fs::path starts = scratch_.write("starts", "");
    fs::permissions(starts, fs::perms::all);
    const fs::path backend = scratch_.path() / "cups/lib/backend/voipnow";
    std::ofstream(backend) << "#!/bin/sh\necho start >>" << starts.string() << "\nsleep 2\necho end >>"
                           << starts.string() << '\n';
    const int job = cups_.print("Fax", {scratch_.write("a.txt", "text")}, {"-o", "raw"});
    cups_.waitUntil(job, [&](const JobStatus&) { return has(bytesOf(starts), "start"); });
    const std::string bank = add("First Bank", "5550100");
    EXPECT_EQ(bytesOf(starts), "start\nend\n");
    EXPECT_TRUE(has(choices(), bank)) << choices();
    EXPECT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_COMPLETED);
}

}  // namespace
}  // namespace voipnow::end_to_end
