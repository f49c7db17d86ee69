// Rules of voipnow.conf that hold a job, and the ways in which its user sends it nevertheless.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cups/cups.h>

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
using Numbers = std::vector<std::string>;

class Guards : public FaxPrinterTest {
  protected:
    void rules(const std::string& lines) const { configure(lines, appCredentials()); }

    fs::path page(int number = 1) const {
        return scratch_.write("page" + std::to_string(number) + ".pdf", drawnPdf({numberedPage(number)}));
    }

    // Waits until the job is held with these words, and no more faxes are there than `faxes`.
    void expectHeld(int job, const std::string& words, std::size_t faxes = 0) const {
        const JobStatus status = cups_.waitUntilSettled(job);
        EXPECT_EQ(status.state, IPP_JSTATE_HELD) << status.message;
        EXPECT_NE(status.message.find(words), std::string::npos) << status.message;
        EXPECT_EQ(emulator_.faxes().size(), faxes);
    }

    // Waits until the job is completed, and expects that the last fax went there.
    void expectSent(int job, const Numbers& numbers) const {
        const JobStatus status = cups_.waitUntilSettled(job);
        EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
        const std::vector<ReceivedFax> faxes = emulator_.faxes();
        ASSERT_FALSE(faxes.empty());
        EXPECT_EQ(faxes.back().recipients, numbers);
        EXPECT_EQ(faxes.back().state, "sent");
    }

    Finished release(const std::vector<std::string>& words, const std::string& user) const {
        std::vector<std::string> command{std::string(kStage) + "/usr/bin/voipnow-fax", "release"};
        command.insert(command.end(), words.begin(), words.end());
        Environment environment = cups_.environment();
        environment["CUPS_USER"] = user;
        return runToEnd(command, environment);
    }

    // What the web interface of CUPS sends when its user presses Release Job.
    void releaseAsTheWebInterface(int job) const {
        const std::unique_ptr<http_t, decltype(&httpClose)> connection(
            httpConnect2(cups_.environment().at("CUPS_SERVER").c_str(), 0, nullptr, AF_UNSPEC,
                         HTTP_ENCRYPTION_IF_REQUESTED, 1, 30'000, nullptr),
            &httpClose);
        ipp_t* request = ippNewRequest(IPP_OP_RELEASE_JOB);
        const std::string uri = "ipp://localhost/jobs/" + std::to_string(job);
        ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "job-uri", nullptr, uri.c_str());
        ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, cupsUser());
        ippDelete(cupsDoRequest(connection.get(), request, "/jobs"));
        EXPECT_EQ(cupsLastError(), IPP_STATUS_OK) << cupsLastErrorString();
    }
};

TEST_F(Guards, DenyHoldsTheJobUntilItGetsAnotherNumber) {
    rules("deny = +1900* 0900*\n");
    const int job = print({page()}, to("5550100,+19005550100"));
    expectHeld(job, "+19005550100 may not be dialled from this printer (deny = +1900* in voipnow.conf)");
    expectHeld(job, "lp -i " + std::to_string(job) + " -o phone=NUMBER -H resume");
    cups_.change(job, {"-H", "resume"});
    expectHeld(job, "may not be dialled");
    cups_.change(job, {"-o", "phone=5550123", "-H", "resume"});
    expectSent(job, {"5550123"});
}

TEST_F(Guards, DenySeesThroughAPrefixOfTheJobs) {
    rules("deny = 0900*\n");
    const int job = print({page()}, {"-o", "phone=0900123", "-o", "faxPrefix=9"});
    expectHeld(job, "90900123 may not be dialled");
}

TEST_F(Guards, AllowLetsNothingElseThrough) {
    rules("allow = +1* 0003\\*[0-9]??\n");
    EXPECT_EQ(printed({page()}, to("+15550100,0003*210")).recipients, (Numbers{"+15550100", "0003*210"}));
    expectHeld(print({page()}, to("+495550100")), "+495550100 is not among the numbers that may be dialled",
               1);
}

TEST_F(Guards, RulesOfOnePrinterAreForItAlone) {
    rules("[printer Lobby]\nallow = 210\n");
    cups_.addQueue("Lobby", "voipnow://" + emulator_.api() + "/@me/0003*210");
    expectHeld(cups_.print("Lobby", {page()}, to("5550100")), "allow = 210");
    EXPECT_EQ(printed({page()}, to("5550100")).recipients, (Numbers{"5550100"}));
}

TEST_F(Guards, ANewNumberIsAskedAboutOnce) {
    rules("confirm-new-numbers = yes\n");
    const int job = print({page()}, to("5550100"));
    const std::string number = std::to_string(job);
    expectHeld(job, "No fax was ever sent to 5550100");
    expectHeld(job, "lp -i " + number + " -H resume or voipnow-fax release " + number);
    cups_.change(job, {"-H", "resume"});
    expectSent(job, {"5550100"});
    // From now on it is known.
    expectSent(print({page(2)}, to("5550100")), {"5550100"});
    EXPECT_EQ(emulator_.faxes().size(), 2U);
}

TEST_F(Guards, AnotherNewNumberIsAnotherQuestion) {
    rules("confirm-new-numbers = yes\n");
    const int job = print({page()}, to("5550100"));
    expectHeld(job, "sent to 5550100");
    cups_.change(job, {"-o", "phone=5550101", "-H", "resume"});
    expectHeld(job, "sent to 5550101");
    cups_.change(job, {"-H", "resume"});
    expectSent(job, {"5550101"});
}

TEST_F(Guards, ANewNumberStaysConfirmedWhenTheServiceIsDown) {
    rules("confirm-new-numbers = yes\n");
    const int job = print({page()}, to("5550100"));
    expectHeld(job, "sent to 5550100");
    emulator_.orderFault(
        R"({"call":"create","times":1,"status":503,"code":"internal_server_error","message":"down","before":true})");
    cups_.change(job, {"-H", "resume"});
    const JobStatus status =
        cups_.waitUntil(job, [](const JobStatus& now) { return now.state >= IPP_JSTATE_CANCELED; });
    EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
    EXPECT_EQ(emulator_.requests("POST", "/uapi").size(), 2U);
}

TEST_F(Guards, TheSamePagesToTheSameNumberAreAskedAbout) {
    rules("repeat-window = 10m\n");
    expectSent(print({page()}, to("5550100")), {"5550100"});
    const int again = print({page()}, to("5550100"));
    expectHeld(again, "The same pages went to 5550100 at ", 1);
    expectHeld(again, "fax " + emulator_.faxes().front().id, 1);
    // Other pages, and another number, are nothing to ask about.
    expectSent(print({page(2)}, to("5550100")), {"5550100"});
    expectSent(print({page()}, to("5550101")), {"5550101"});
    cups_.change(again, {"-H", "resume"});
    expectSent(again, {"5550100"});
    EXPECT_EQ(emulator_.faxes().size(), 4U);
}

TEST_F(Guards, MoreRecipientsThanOneJobMayHaveHoldIt) {
    rules("max-recipients-per-job = 2\n");
    const int job = print({page()}, to("5550100,5550101,5550102"));
    expectHeld(job, "has 3 recipients, and one job may have 2 (max-recipients-per-job");
    cups_.change(job, {"-o", "phone=5550100,5550101", "-H", "resume"});
    expectSent(job, {"5550100", "5550101"});
}

TEST_F(Guards, TheWebInterfaceReleasesAJob) {
    rules("confirm-new-numbers = yes\n");
    const int job = print({page()}, to("5550100"));
    expectHeld(job, "sent to 5550100");
    releaseAsTheWebInterface(job);
    expectSent(job, {"5550100"});
}

TEST_F(Guards, TheCommandReleasesAJobForItsOwnerAlone) {
    const int job = print({page()}, {"-U", "anna"});
    expectHeld(job, "there is no fax number");
    const std::string name = std::to_string(job);

    const Finished foreign = release({name, "--to", "5550123"}, "bert");
    EXPECT_EQ(foreign.status, 1);
    EXPECT_NE(foreign.errors.find("Job " + name + " is not yours (you are bert)"), std::string::npos)
        << foreign.errors;
    EXPECT_EQ(release({name}, "bert").status, 1);
    expectHeld(job, "there is no fax number");

    const Finished own = release({"Fax-" + name, "--to", "+1 (555) 010-0000, 5550123"}, "anna");
    EXPECT_EQ(own.status, 0) << own.errors;
    EXPECT_EQ(own.output, "Job Fax-" + name + " is released to +1 (555) 010-0000, 5550123.\n");
    expectSent(job, {"+15550100000", "5550123"});

    const Finished over = release({name}, "anna");
    EXPECT_EQ(over.status, 1);
    EXPECT_NE(over.errors.find("is not held: it is completed"), std::string::npos) << over.errors;
    EXPECT_NE(release({"999"}, "anna").errors.find("Job 999 is not known"), std::string::npos);
    EXPECT_NE(release({"Other-" + name}, "anna").errors.find("of another printer"), std::string::npos);
}

TEST_F(Guards, TheCommandReleasesAJobAsItIs) {
    rules("confirm-new-numbers = yes\n");
    const int job = print({page()}, {"-U", "anna", "-o", "phone=5550100"});
    expectHeld(job, "sent to 5550100");
    const Finished own = release({std::to_string(job)}, "anna");
    EXPECT_EQ(own.status, 0) << own.errors;
    expectSent(job, {"5550100"});
}

TEST_F(Guards, TheCommandGivesOptionsWhole) {
    const int job = print({page()}, {"-U", "anna"});
    expectHeld(job, "there is no fax number");
    const Finished own = release({std::to_string(job), "--to", "5550100", "-o", "Resolution=204x98dpi", "-o",
                                  "FaxSubject=Offer, \"May\" it's = now"},
                                 "anna");
    EXPECT_EQ(own.status, 0) << own.errors;
    expectSent(job, {"5550100"});
    // As cupsd logs argv[5]: escaped once by cupsd for the backend, and once more for the log.
    EXPECT_NE(cups_.log().find(R"(FaxSubject=Offer,\\ \\\"May\\\"\\ it\\\'s\\ =\\ now)"), std::string::npos);
    EXPECT_NE(cups_.log().find("Resolution=204x98dpi"), std::string::npos);
}

}  // namespace
}  // namespace voipnow::end_to_end
