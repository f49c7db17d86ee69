// A fax printer that is used from another machine: a second cupsd, without our programs, prints to it over IPP.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"
#include "tests/end_to_end/received_pages.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFilterLine =
    "*cupsFilter2: \"application/vnd.cups-pdf application/vnd.voipnow-fax 0 pdftofax\"";
// What install/doc/sharing.md puts in its place for clients.
constexpr const char* kClientLine = "*cupsFilter2: \"application/pdf application/pdf 0 -\"";

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

class SharedPrinter : public FaxPrinterTest {
  protected:
    SharedPrinter() : client_(scratch_.path() / "client") {
        const fs::path lib = client_.serverRoot().parent_path() / "lib";
        for (const char* ours : {"backend/voipnow", "filter/pdftofax", "filter/faxcover"}) {
            fs::remove(lib / ours);
        }
        fs::copy_file("/usr/lib/cups/backend/ipp", lib / "backend" / "ipp");
    }

    // A queue of the client for the shared printer; `model` is further words for lpadmin.
    void addQueue(const std::string& name, const std::vector<std::string>& model) const {
        std::vector<std::string> command = {"lpadmin", "-p", name,
                                            "-E",      "-v", "ipp://" + cups_.host() + "/printers/Fax"};
        command.insert(command.end(), model.begin(), model.end());
        runOrThrow(command, client_.environment());
        if (model.back() == "everywhere") {
            waitForModel(name);
        }
    }

    // cupsd describes a driverless queue in a thread of its own, and cannot print on it before that is done.
    void waitForModel(const std::string& name) const {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (!has(runOrThrow({"lpoptions", "-h", client_.host(), "-p", name}),
                    "printer-make-and-model='Printer - IPP")) {
            if (std::chrono::steady_clock::now() > end) {
                throw std::runtime_error("the driverless queue has no description yet");
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }

    // The server's description of its printer, as a client gets it, for queues without our filter.
    std::string descriptionForClients() const {
        std::string ppd = runOrThrow({"curl", "-sf", "http://" + cups_.host() + "/printers/Fax.ppd"});
        const std::size_t at = ppd.find(kFilterLine);
        if (at == std::string::npos) {
            throw std::runtime_error("the description has no line " + std::string(kFilterLine));
        }
        return ppd.replace(at, std::string(kFilterLine).size(), kClientLine);
    }

    // The server's job, once it is there and stands still.
    JobStatus atTheServer(int job) const {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        for (;;) {
            try {
                return cups_.waitUntil(job, [](const JobStatus& now) {
                    return now.state >= IPP_JSTATE_CANCELED ||
                           (now.state == IPP_JSTATE_HELD && !now.message.empty());
                });
            } catch (const std::runtime_error&) {
                if (std::chrono::steady_clock::now() > end) {
                    throw;
                }
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
            }
        }
    }

    fs::path pages(int last) const { return scratch_.write("pages.pdf", drawnPdf(numberedPages(last))); }

    Finished changeAtTheServer(int job, const std::string& user,
                               const std::vector<std::string>& options) const {
        std::vector<std::string> command = {"lp", "-h", cups_.host(), "-U", user, "-i", std::to_string(job)};
        command.insert(command.end(), options.begin(), options.end());
        return runToEnd(command, client_.environment());
    }

    std::string command(const std::vector<std::string>& words) const {
        std::vector<std::string> all{std::string(kStage) + "/usr/bin/voipnow-fax"};
        all.insert(all.end(), words.begin(), words.end());
        Environment environment = cups_.environment();
        environment["CUPS_SERVERROOT"] = cups_.serverRoot().string();
        return runOrThrow(all, environment);
    }

    PrivateCups client_;
};

TEST_F(SharedPrinter, TakesAllOptionsFromADriverlessQueue) {
    addQueue("Everywhere", {"-m", "everywhere"});
    client_.print("Everywhere", {pages(4)},
                  {"-U", "anna", "-o", "phone=5550101;+1.555.0102", "-o", "FaxCover=Standard", "-o",
                   "FaxSubject=Lunch", "-o", "Resolution=204x98dpi", "-o", "page-ranges=2-3"});
    EXPECT_EQ(atTheServer(1).state, IPP_JSTATE_COMPLETED) << atTheServer(1).message;
    const std::vector<ReceivedFax> faxes = emulator_.waitForFaxes(1);
    ASSERT_EQ(faxes.size(), 1U);
    EXPECT_EQ(faxes.front().recipients, (std::vector<std::string>{"5550101", "+15550102"}));
    const fs::path pdf = faxes.front().files.front().path;
    ASSERT_EQ(receivedPages(pdf).size(), 3U) << "a cover and two pages";
    EXPECT_LT(receivedPages(pdf).front().height, 1100);
    EXPECT_TRUE(has(cups_.log(), "Queued on \"Fax\" by \"anna\"."));
}

TEST_F(SharedPrinter, TakesMarksFromADriverlessQueue) {
    addQueue("Everywhere", {"-m", "everywhere"});
    client_.print("Everywhere",
                  {scratch_.write("merge.pdf", writtenPdf({{numberedPage(1), {"@@fax: 5550101@@"}},
                                                           {numberedPage(2), {"@@fax: 5550102@@"}}}))},
                  {});
    EXPECT_EQ(atTheServer(1).state, IPP_JSTATE_COMPLETED) << atTheServer(1).message;
    EXPECT_EQ(emulator_.faxesByNumber(), (std::map<std::string, int>{{"5550101", 1}, {"5550102", 1}}));
}

// CUPS makes one PDF of each text. Newer ones (2.4.10 does, 2.4.2 does not) write cupsSingleFile into the description of a
// driverless queue: then each is a job of its own at the server, with the same job-uuid. Without it both are one file.
TEST_F(SharedPrinter, HoldsDocumentsThatCameAsOne) {
    addQueue("Everywhere", {"-m", "everywhere"});
    std::ifstream file(client_.serverRoot() / "ppd" / "Everywhere.ppd");
    const std::string ppd{std::istreambuf_iterator<char>(file), {}};
    ASSERT_FALSE(ppd.empty());
    client_.print("Everywhere", {scratch_.write("a.txt", "One\n"), scratch_.write("b.txt", "Two\n")},
                  {"-o", "phone=5550101"});
    const JobStatus first = atTheServer(1);
    if (has(ppd, "*cupsSingleFile: true")) {
        EXPECT_EQ(first.state, IPP_JSTATE_COMPLETED) << first.message;
        EXPECT_EQ(atTheServer(2).state, IPP_JSTATE_HELD);
        const std::string list = runOrThrow({"lpstat", "-l", "-o"}, cups_.environment());
        EXPECT_TRUE(has(list, "has had this job's job-uuid")) << list;
        EXPECT_EQ(emulator_.faxesByNumber(), (std::map<std::string, int>{{"5550101", 1}}));
    } else {
        EXPECT_EQ(first.state, IPP_JSTATE_HELD);
        EXPECT_TRUE(has(first.message, "several documents came as one file")) << first.message;
        EXPECT_TRUE(emulator_.faxes().empty());
    }
}

// A job that the client prints once more, as after a crash of its CUPS, has the job-uuid that it had before.
TEST_F(SharedPrinter, HoldsAJobThatTheClientSendsOnceMore) {
    addQueue("Everywhere", {"-m", "everywhere"});
    const int job = client_.print("Everywhere", {pages(1)}, {"-o", "phone=5550101"});
    EXPECT_EQ(atTheServer(1).state, IPP_JSTATE_COMPLETED);
    client_.waitUntilSettled(job);
    client_.change(job, {"-H", "restart"});
    cups_.waitUntil(1, [this](const JobStatus&) { return cups_.lastExitCode(2) == 3; });
    // The client sends the attributes of its own job, its old message too: lpstat knows which one is the server's.
    const std::string list = runOrThrow({"lpstat", "-l", "-o"}, cups_.environment());
    EXPECT_TRUE(has(list, "has had this job's job-uuid")) << list;
    EXPECT_EQ(emulator_.faxesByNumber(), (std::map<std::string, int>{{"5550101", 1}}));
}

TEST_F(SharedPrinter, GivesItsPhoneBookToQueuesWithItsDescription) {
    const std::string added = command({"phonebook", "add", "First Bank", "5550107"});
    const std::string key = added.substr(added.rfind("pb"), 10);
    addQueue("Fax", {"-P", scratch_.write("client.ppd", descriptionForClients()).string()});
    const std::string choices =
        runOrThrow({"lpoptions", "-h", client_.host(), "-p", "Fax", "-l"}, client_.environment());
    EXPECT_TRUE(has(choices, "phone/Fax number: *None " + key + " Custom.STRING")) << choices;
    client_.print("Fax", {pages(4)}, {"-o", "phone=" + key, "-o", "number-up=2"});
    EXPECT_EQ(atTheServer(1).state, IPP_JSTATE_COMPLETED) << atTheServer(1).message;
    const std::vector<ReceivedFax> faxes = emulator_.waitForFaxes(1);
    EXPECT_EQ(faxes.front().recipients, std::vector<std::string>{"5550107"});
    EXPECT_EQ(faxes.front().files.front().pages, 2) << "pages per sheet count once";
}

TEST_F(SharedPrinter, HoldsAJobThatItsOwnerReleasesFromTheClient) {
    addQueue("Everywhere", {"-m", "everywhere"});
    const int job = client_.print("Everywhere", {pages(1)}, {"-U", "anna"});
    const JobStatus held = atTheServer(1);
    EXPECT_EQ(held.state, IPP_JSTATE_HELD);
    EXPECT_TRUE(has(held.message, "there is no fax number")) << held.message;
    // The client has handed it over: its queue goes on, and its own job is done.
    EXPECT_EQ(client_.waitUntilSettled(job).state, IPP_JSTATE_COMPLETED);
    client_.print("Everywhere", {pages(1)}, {"-o", "phone=5550105"});
    EXPECT_EQ(atTheServer(2).state, IPP_JSTATE_COMPLETED);

    EXPECT_NE(changeAtTheServer(1, "bert", {"-o", "phone=5550199", "-H", "resume"}).status, 0);
    EXPECT_EQ(changeAtTheServer(1, "anna", {"-o", "phone=5550101", "-H", "resume"}).status, 0);
    cups_.waitUntil(1, [](const JobStatus& now) { return now.state == IPP_JSTATE_COMPLETED; });
    EXPECT_EQ(emulator_.faxesByNumber(), (std::map<std::string, int>{{"5550101", 1}, {"5550105", 1}}));
}

// Who installs the driver on the client too, and takes its model there: the options get lost on the way, so that the job
// is held. Its pages are whole.
TEST_F(SharedPrinter, HoldsWhatAClientHasMadeFaxPagesOf) {
    const fs::path filter = client_.serverRoot().parent_path() / "lib" / "filter" / "pdftofax";
    fs::copy_file(std::string(kStage) + "/usr/lib/cups/filter/pdftofax", filter);
    addQueue("Fax", {"-m", "voipnow/voipnow-fax.ppd"});
    client_.print("Fax", {pages(2)}, {"-o", "phone=5550101"});
    const JobStatus held = atTheServer(1);
    EXPECT_EQ(held.state, IPP_JSTATE_HELD);
    EXPECT_TRUE(has(held.message, "there is no fax number")) << held.message;
    cups_.change(1, {"-o", "phone=5550101", "-H", "resume"});
    cups_.waitUntil(1, [](const JobStatus& now) { return now.state == IPP_JSTATE_COMPLETED; });
    EXPECT_EQ(pageNumbers(emulator_.waitForFaxes(1).front().files.front().path), (std::vector<int>{1, 2}));
}

}  // namespace
}  // namespace voipnow::end_to_end
