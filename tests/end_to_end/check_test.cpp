// `voipnow-fax check`: who sees what, for people, monitoring and programs; and that it sends nothing. What it finds when
// something is wrong: tests/end_to_end/mending_test.cpp.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidjson/document.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/end_to_end/fax_command.hpp"
#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {
namespace {

namespace fs = std::filesystem;

class CheckCommand : public FaxPrinterTest {
  protected:
    // As the first job would make it.
    CheckCommand() { fs::permissions(scratch_.path() / "state", fs::perms::owner_all); }

    Finished check(const std::vector<std::string>& arguments) const {
        std::vector<std::string> all = {"check"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        return runFax(cups_, all);
    }
    // Another user, who can run the program.
    Finished checkAsNobody() const {
        const fs::path program = scratch_.path() / "voipnow-fax";
        fs::copy_file(faxCommand({}).front(), program);
        return runToEnd({"setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups",
                         program.string(), "check", "Fax"},
                        faxEnvironment(cups_));
    }
    static void expectWords(const std::string& all, const std::string& words) {
        EXPECT_NE(all.find(words), std::string::npos) << "missing: " << words << "\nin: " << all;
    }
};

TEST_F(CheckCommand, IsFineAndSendsNothing) {
    const Finished done = check({});
    EXPECT_EQ(done.status, 0) << done.output << done.errors;
    EXPECT_EQ(done.output.find("OK: all 18 checks are fine\n"), 0U) << done.output;
    EXPECT_TRUE(emulator_.faxes().empty());
    EXPECT_TRUE(emulator_.requests("PUT", "/").empty());
    // The token is asked for, and a fax of no file to nobody.
    const std::vector<SeenRequest> creates = emulator_.requests("POST", "/uapi");
    ASSERT_EQ(creates.size(), 1U);
    EXPECT_EQ(creates.front().body, R"({"recipients":[],"files":[]})");
}

TEST_F(CheckCommand, LeavesNothingInStateDir) {
    check({});
    EXPECT_TRUE(fs::is_empty(scratch_.path() / "state"));
}

TEST_F(CheckCommand, LooksAtAllFaxPrintersOrAtOne) {
    cups_.addQueue("Other", "voipnow://127.0.0.1:9/@me/210");
    const Finished all = check({});
    EXPECT_EQ(all.status, 2);
    expectWords(all.output, "Printer Fax\n");
    expectWords(all.output, "Printer Other\n");
    const Finished one = check({"Fax"});
    EXPECT_EQ(one.status, 0);
    EXPECT_EQ(one.output.find("Other"), std::string::npos) << one.output;
}

TEST_F(CheckCommand, TellsProgramsTheSame) {
    configure("", "app-key = " + emulator_.appKey() + "\napp-secret = wrong\n");
    const Finished done = check({"--json"});
    EXPECT_EQ(done.status, 2);
    rapidjson::Document report;
    report.Parse(done.output.c_str());
    ASSERT_FALSE(report.HasParseError()) << done.output;
    EXPECT_STREQ(report["verdict"].GetString(), "failed");
    ASSERT_EQ(report["checks"].Size(), 18U);
    for (const auto& each : report["checks"].GetArray()) {
        if (std::string(each["check"].GetString()) == "token") {
            EXPECT_STREQ(each["printer"].GetString(), "Fax");
            EXPECT_STREQ(each["verdict"].GetString(), "failed");
            expectWords(each["text"].GetString(), "invalid_client");
        }
    }
}

TEST_F(CheckCommand, TellsOthersThanRootWhatItCouldNotSee) {
    if (::geteuid() != 0) {
        GTEST_SKIP() << "Only root can be somebody else.";
    }
    const Finished done = checkAsNobody();
    EXPECT_EQ(done.status, 3) << done.output;
    expectWords(done.output, "voipnow.conf is not for you to read. Run this as root (sudo).");
    expectWords(done.output, "ok       connection");
    EXPECT_EQ(done.output.find("FAILED"), std::string::npos) << done.output;
}

TEST_F(CheckCommand, SaysWhatIsWrongWithItsArgumentsAndWithCups) {
    EXPECT_EQ(check({"--jsn"}).status, 3);
    EXPECT_EQ(check({"Fax", "Other"}).status, 3);
    const Finished none = check({"Nope"});
    EXPECT_EQ(none.status, 2);
    expectWords(none.output, "The printer Nope is not there.");
    Environment elsewhere = faxEnvironment(cups_);
    elsewhere["CUPS_SERVER"] = (scratch_.path() / "none.sock").string();
    const Finished down = runToEnd(faxCommand({"check"}), elsewhere);
    EXPECT_EQ(down.status, 2);
    expectWords(down.output, "CUPS does not answer");
}

struct Reply {
    const char* fault;  // members of the create's answer
    int status;
    const char* words;
};

TEST_F(CheckCommand, UnderstandsWhatTheServiceSaysToAFaxOfNothingToNobody) {
    const std::vector<Reply> replies{
        {R"("status":204,"body":"")", 0, "has nothing against a fax"},
        {R"("status":400,"code":"fx_recipients_invalid","message":"none")", 0, "has nothing against a fax"},
        {R"("status":400,"code":"internal_server_error","message":"x")", 3,
         "does not tell whether it may fax"},
        {R"("status":500,"code":"internal_server_error","message":"x")", 3,
         "does not tell whether it may fax"},
        {R"("status":400,"code":"user_invalid","message":"x")", 2,
         "does not know the user of the device URI"},
        {R"("status":403,"code":"access_denied","message":"x")", 2, "does not accept the credentials"},
        {R"("status":404,"body":"")", 2, "does not answer like a Faxes Service"},
        {R"("status":503,"code":"internal_server_error","message":"x")", 2, "cannot take faxes now"},
    };
    for (const Reply& reply : replies) {
        emulator_.orderFault(R"({"call":"create","times":1,"before":true,)" + std::string(reply.fault) + '}');
        const Finished done = check({"Fax"});
        EXPECT_EQ(done.status, reply.status) << reply.fault << '\n' << done.output;
        expectWords(done.output, reply.words);
        emulator_.clearFaults();
    }
}

TEST_F(CheckCommand, WarnsOfSettingsOfCupsThatLoseJobs) {
    runOrThrow({"lpadmin", "-p", "Fax", "-o", "printer-error-policy=abort-job"}, cups_.environment());
    const Finished done = check({"Fax"});
    EXPECT_EQ(done.status, 1) << done.output;
    expectWords(done.output, "warning  error-policy");
    expectWords(done.output, "lpadmin -p Fax -o printer-error-policy=retry-job");
}

}  // namespace
}  // namespace voipnow::end_to_end
