// Who sees what of the journal: root, members of the group lpadmin, and everybody else.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <grp.h>
#include <pwd.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

constexpr const char* kGroup = "lpadmin";
// Users that every Debian and Ubuntu has, without a right to anything here.
constexpr const char* kMember = "games";
constexpr const char* kStranger = "daemon";

// Needs root, to become others.
class LogAccess : public FaxPrinterTest {
  protected:
    void SetUp() override {
        if (::geteuid() != 0 || ::getgrnam(kGroup) == nullptr || ::getpwnam(kMember) == nullptr) {
            GTEST_SKIP() << "root is needed, the group lpadmin and the user games";
        }
        // The test's folder is open to all, as /var/lib is.
        fs::permissions(scratch_.path(), fs::perms(0755));
    }

    fs::path stateDir() const { return scratch_.path() / "state"; }
    fs::path page() const { return scratch_.write("page.pdf", drawnPdf({numberedPage(1)})); }

    static std::string groupOf(const std::string& user) {
        return std::to_string(::getpwnam(user.c_str())->pw_gid);
    }

    // voipnow-fax as another user, who has a group beside the own one.
    Finished runAs(const std::string& user, const std::string& groups,
                   const std::vector<std::string>& words) const {
        std::vector<std::string> command{"setpriv",
                                         "--reuid",
                                         user,
                                         "--regid",
                                         groupOf(user),
                                         groups,
                                         std::string(kStage) + "/usr/bin/voipnow-fax"};
        command.insert(command.end(), words.begin(), words.end());
        Environment environment = cups_.environment();
        environment["CUPS_SERVERROOT"] = cups_.serverRoot().string();
        environment["CUPS_USER"] = user;
        return runToEnd(command, environment);
    }
    Finished asMember(std::vector<std::string> words) const {
        words.insert(words.end(), {"--state-dir", stateDir().string()});
        return runAs(kMember, std::string("--groups=") + kGroup, words);
    }
    Finished asStranger(const std::vector<std::string>& words) const {
        return runAs(kStranger, "--clear-groups", words);
    }

    static struct stat statusOf(const fs::path& path) {
        struct stat status {};
        EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
        return status;
    }
};

// Brings all into the database itself, as SQLite does now and then.
void tidyUp(const fs::path& journal) {
    sqlite3* opened = nullptr;
    ASSERT_EQ(sqlite3_open(journal.c_str(), &opened), SQLITE_OK);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(opened, &sqlite3_close);
    int on = 1;
    sqlite3_file_control(opened, "main", SQLITE_FCNTL_PERSIST_WAL, &on);
    ASSERT_EQ(sqlite3_exec(opened, "PRAGMA wal_checkpoint(TRUNCATE)", nullptr, nullptr, nullptr), SQLITE_OK);
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST_F(LogAccess, TheFolderIsOpenToAdministratorsOfThePrintersAndItsSecretsAreNot) {
    printed({page()}, to("5550100"));
    const gid_t group = ::getgrnam(kGroup)->gr_gid;
    const struct stat folder = statusOf(stateDir());
    EXPECT_EQ(folder.st_mode & 07777U, 02750U);
    EXPECT_EQ(folder.st_gid, group);
    EXPECT_EQ(folder.st_uid, ::getpwnam("lp")->pw_uid);
    int secrets = 0;
    for (const auto& entry : fs::directory_iterator(stateDir())) {
        const bool isJournal = entry.path().filename().string().starts_with("journal.db");
        const struct stat status = statusOf(entry.path());
        EXPECT_EQ(status.st_mode & 0777U, isJournal ? 0640U : 0600U) << entry.path();
        if (isJournal) {
            EXPECT_EQ(status.st_gid, group) << entry.path();
        }
        secrets += isJournal ? 0 : 1;
    }
    EXPECT_GE(secrets, 1);
}

TEST_F(LogAccess, AJournalOfAnOlderVersionIsOpenedWithTheNextFax) {
    printed({page()}, to("5550100"));
    const gid_t own = ::getpwnam("lp")->pw_gid;
    for (const auto& entry : fs::directory_iterator(stateDir())) {
        ASSERT_EQ(::chown(entry.path().c_str(), static_cast<uid_t>(-1), own), 0);
        fs::permissions(entry.path(), fs::perms(0600));
    }
    ASSERT_EQ(::chown(stateDir().c_str(), static_cast<uid_t>(-1), own), 0);
    fs::permissions(stateDir(), fs::perms(0700));
    EXPECT_EQ(asMember({"log"}).status, 1);
    EXPECT_EQ(settled({page()}, to("5550101")).state, IPP_JSTATE_COMPLETED);
    EXPECT_TRUE(has(asMember({"log"}).output, "5550101"));
}

TEST_F(LogAccess, AFolderWithFilesOfOthersKeepsItsMode) {
    fs::permissions(stateDir(), fs::perms(0711));
    const fs::path other = stateDir() / "letter.txt";
    runOrThrow({"touch", other.string()});
    printed({page()}, to("5550100"));
    EXPECT_EQ(statusOf(stateDir()).st_mode & 07777U, 0711U);
}

TEST_F(LogAccess, AMemberReadsEverybodysJobsWhileNoBackendRuns) {
    const int job = print({page()}, {"-U", "anna", "-o", "phone=5550100"});
    ASSERT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_COMPLETED);
    // All of it is still in the file beside the database: nothing was ever tidied up.
    ASSERT_GT(fs::file_size(stateDir() / "journal.db-wal"), fs::file_size(stateDir() / "journal.db"));
    const std::string number = std::to_string(job);
    const Finished log = asMember({"log"});
    EXPECT_EQ(log.status, 0) << log.errors;
    EXPECT_TRUE(has(log.output, "5550100")) << log.output;
    const Finished show = asMember({"show", number});
    EXPECT_TRUE(has(show.output, "Fax-" + number + ": sent")) << show.output << show.errors;
    EXPECT_TRUE(has(show.output, "anna")) << show.output;
    const fs::path folder = scratch_.path() / "member";
    fs::create_directory(folder);
    ASSERT_EQ(::chown(folder.c_str(), ::getpwnam(kMember)->pw_uid, static_cast<gid_t>(-1)), 0);
    const Finished receipt = asMember({"receipt", number, "-o", (folder / "receipt.pdf").string()});
    EXPECT_EQ(receipt.status, 0) << receipt.errors;
    EXPECT_GT(fs::file_size(folder / "receipt.pdf"), 1000U);
}

TEST_F(LogAccess, AMemberReadsAJournalThatWasTidiedUp) {
    printed({page()}, to("5550100"));
    tidyUp(stateDir() / "journal.db");
    ASSERT_EQ(fs::file_size(stateDir() / "journal.db-wal"), 0U);
    const Finished log = asMember({"log"});
    EXPECT_TRUE(has(log.output, "5550100")) << log.errors;
}

TEST_F(LogAccess, AMemberReadsWhileABackendWrites) {
    emulator_.orderFault(R"({"call":"upload","times":1,"delay-ms":3000})");
    const int job = print({page()}, to("5550100"));
    cups_.waitUntil(job, [this](const JobStatus&) { return has(asMember({"log"}).output, "sending"); });
    EXPECT_EQ(cups_.waitUntilSettled(job).state, IPP_JSTATE_COMPLETED);
    EXPECT_TRUE(has(asMember({"log"}).output, "sent "));
}

TEST_F(LogAccess, AMemberCannotWriteThere) {
    printed({page()}, to("5550100"));
    const std::string journal = (stateDir() / "journal.db").string();
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"touch", (stateDir() / "new").string()},
          {"dd", "of=" + journal, "conv=notrunc"}}) {
        std::vector<std::string> whole{"setpriv", "--reuid", kMember,
                                       "--regid", kMember,   std::string("--groups=") + kGroup};
        whole.insert(whole.end(), command.begin(), command.end());
        EXPECT_NE(runToEnd(whole).status, 0) << command.front();
    }
}

TEST_F(LogAccess, OthersSeeWhatCupsTellsThemOfTheirOwnJobs) {
    const int own = print({page()}, {"-U", kStranger, "-t", "Own letter", "-o", "phone=5550100"});
    const int foreign = print({page()}, {"-U", "anna", "-t", "Foreign letter", "-o", "phone=5550101"});
    ASSERT_EQ(cups_.waitUntilSettled(own).state, IPP_JSTATE_COMPLETED);
    ASSERT_EQ(cups_.waitUntilSettled(foreign).state, IPP_JSTATE_COMPLETED);
    const Finished log = asStranger({"log"});
    EXPECT_EQ(log.status, 0);
    EXPECT_TRUE(has(log.output, "Own letter")) << log.output;
    EXPECT_TRUE(has(log.output, "completed")) << log.output;
    EXPECT_FALSE(has(log.output, "Foreign")) << log.output;
    EXPECT_TRUE(has(log.errors, "your own jobs")) << log.errors;
    const Finished json = asStranger({"log", "--json"});
    EXPECT_TRUE(has(json.output, "\"title\": \"Own letter\"")) << json.output;
    EXPECT_TRUE(has(json.output, "\"faxes\": []")) << json.output;
    EXPECT_TRUE(
        has(asStranger({"show", std::to_string(own)}).output, "Fax-" + std::to_string(own) + ": completed"));
    const Finished hidden = asStranger({"show", std::to_string(foreign)});
    EXPECT_EQ(hidden.status, 1);
    EXPECT_EQ(hidden.output, "");
    EXPECT_EQ(asStranger({"log", "--state-dir", stateDir().string()}).status, 1);
    EXPECT_EQ(asStranger({"receipt", std::to_string(own), "-o", "/dev/null"}).status, 1);
}

TEST_F(LogAccess, OthersSeeTheirJobsOfAClassToo) {
    runOrThrow({"lpadmin", "-p", "Fax", "-c", "Lines"}, cups_.environment());
    runOrThrow({"cupsaccept", "Lines"}, cups_.environment());
    const int waiting =
        cups_.print("Lines", {page()}, {"-U", kStranger, "-t", "Own letter", "-o", "phone=5550100"});
    EXPECT_TRUE(has(asStranger({"log"}).output, "Lines")) << "no printer has it yet";
    runOrThrow({"cupsenable", "Lines"}, cups_.environment());
    ASSERT_EQ(cups_.waitUntilSettled(waiting).state, IPP_JSTATE_COMPLETED);
    const Finished log = asStranger({"log"});
    EXPECT_TRUE(has(log.output, "Fax ")) << log.output;
    EXPECT_TRUE(has(log.output, "completed")) << log.output;
}

TEST_F(LogAccess, OthersSeeNoJobsOfPrintersThatAreNoFaxPrinters) {
    runOrThrow({"install", "-m", "0755", "/bin/true",
                (cups_.serverRoot().parent_path() / "lib" / "backend" / "paper").string()});
    runOrThrow({"lpadmin", "-p", "Paper", "-E", "-v", "paper://tray", "-m", "raw"}, cups_.environment());
    runOrThrow({"cupsdisable", "Paper"}, cups_.environment());
    cups_.print("Paper", {page()}, {"-U", kStranger, "-t", "On paper"});
    const Finished log = asStranger({"log"});
    EXPECT_EQ(log.status, 0) << log.errors;
    EXPECT_EQ(log.output, "No print job has come to a fax printer yet.\n");
}

}  // namespace
}  // namespace voipnow::end_to_end
