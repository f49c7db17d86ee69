// The fault table where a job makes two faxes: what becomes of the one when the other meets a fault.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/fault_table.hpp"

namespace voipnow::end_to_end {
namespace {

const std::string kFileInvalid = R"("status":400,"code":"fx_file_invalid")";

// Two faxes, one after the other.
class TwoFaxes : public FaultTableTest {
  protected:
    TwoFaxes() { configure("parallel-uploads = 1\nretry-for = 2s\ntimeout = 1s\n", appCredentials()); }

    int printToSix() const { return print({page()}, to("5550101,5550102,5550103,5550104,5550105,5550106")); }

    // How the job ends, and the faxes that the recipients of the first and of the second fax got.
    void expectEnd(int job, const Outcome& outcome, int first, int second) const {
        expectOutcome(job, outcome, {});
        for (const char* number : {"5550101", "5550102", "5550103", "5550104", "5550105"}) {
            EXPECT_EQ(faxesTo(number), first) << number;
        }
        EXPECT_EQ(faxesTo("5550106"), second);
    }
    std::string message(int job) const { return cups_.status(job).message; }
};

TEST_F(TwoFaxes, ARefusalOfTheSecondFaxIsHeldAndDoesNotRepeatTheFirst) {
    order({once("upload", ""), once("upload", kWrongSignature)});
    const int job = printToSix();
    expectEnd(job, held("SignatureDoesNotMatch"), 1, 0);
    release(job);
    expectEnd(job, completed(), 1, 1);
}

TEST_F(TwoFaxes, AStoreThatFailsForLongAtTheSecondFaxGetsOnlyThatLater) {
    order({once("upload", ""), always("upload", R"("status":503)")});
    const int job = printToSix();
    expectEnd(job, retriedLater("HTTP 503"), 1, 0);
    emulator_.clearFaults();
    release(job);
    expectEnd(job, completed(), 1, 1);
    EXPECT_EQ(creates(), 2U);
}

TEST_F(TwoFaxes, OnePlaceForBothHoldsTheJob) {
    const std::string same =
        patched(R"("op":"replace","path":"/files/0/redirectUri","value":"https://127.0.0.1/a")");
    order({once("create", same), once("create", same)});
    const int job = printToSix();
    expectEnd(job, held("The service gives two files the same place to upload to"), 0, 0);
    EXPECT_EQ(uploads(), 0U);
    release(job);
    expectEnd(job, completed(), 1, 1);
}

TEST_F(TwoFaxes, AJobThatIsMovedToAPrinterWithAnotherJournalIsHeldThere) {
    const std::string other = "[printer Other]\nstate-dir = " + (scratch_.path() / "other").string() + '\n';
    configure("parallel-uploads = 1\nretry-for = 2s\ntimeout = 1s\n", appCredentials() + other);
    cups_.addQueue("Other", "voipnow://" + emulator_.api() + "/@me/0003*210");
    order({once("upload", ""), always("upload", R"("status":503)")});
    const int job = printToSix();
    expectEnd(job, retriedLater("HTTP 503"), 1, 0);
    emulator_.clearFaults();
    const std::string number = std::to_string(job);
    runOrThrow({"lpmove", "Fax-" + number, "Other"}, cups_.environment());
    release(job);
    const std::string there = cups_.waitUntilSettled(job).message;
    EXPECT_NE(there.find("the printer Fax has sent a part of this job already"), std::string::npos) << there;
    EXPECT_NE(there.find("lpmove Other-" + number + " Fax"), std::string::npos) << there;
    runOrThrow({"lpmove", "Other-" + number, "Fax"}, cups_.environment());
    release(job);
    expectEnd(job, completed(), 1, 1);
}

TEST_F(TwoFaxes, AFaxInDoubtDoesNotKeepTheOtherFromItsRecipients) {
    order({once("upload", kAnswerLostByAReset), once("upload", kExpiredUrl)});
    const int job = printToSix();
    expectEnd(job, inDoubt(1), 1, 1);
    EXPECT_NE(message(job).find("5550101"), std::string::npos) << message(job);
    EXPECT_EQ(message(job).find("5550106"), std::string::npos) << message(job);
}

TEST_F(TwoFaxes, AFaxInDoubtStaysSoWhenTheOtherIsSentLater) {
    order({once("upload", kAnswerLostByAReset), once("upload", kExpiredUrl),
           always("upload", R"("status":503)")});
    const int job = printToSix();
    expectEnd(job, retriedLater("HTTP 503"), 1, 0);
    emulator_.clearFaults();
    release(job);
    expectEnd(job, inDoubt(1), 1, 1);
}

TEST_F(TwoFaxes, ARefusalBesideAFaxInDoubtTellsTheDoubtToo) {
    order(
        {once("upload", kAnswerLostByAReset), once("upload", kExpiredUrl), once("upload", kWrongSignature)});
    const int job = printToSix();
    expectEnd(job, held("SignatureDoesNotMatch"), 1, 0);
    EXPECT_NE(message(job).find("The service may have accepted fax "), std::string::npos) << message(job);
    EXPECT_EQ(message(job).find("othing was sent"), std::string::npos) << message(job);
}

TEST_F(TwoFaxes, ARefusedCreateIsHeldWhenAPartOfTheJobWasSent) {
    order({once("upload", ""), once("upload", kExpiredUrl)});
    order({once("create", ""), once("create", ""), once("create", kFileInvalid)});
    const int job = printToSix();
    expectEnd(job, held("fx_file_invalid"), 1, 0);
    EXPECT_NE(message(job).find("1 fax of this job had been sent"), std::string::npos) << message(job);
}

TEST_F(TwoFaxes, ARefusedCreateIsHeldWhenAPartOfTheJobIsInDoubt) {
    order({once("upload", kAnswerLostByAReset), once("upload", kExpiredUrl), once("upload", kExpiredUrl)});
    order({once("create", ""), once("create", ""), once("create", kFileInvalid)});
    const int job = printToSix();
    expectEnd(job, held("fx_file_invalid"), 1, 0);
    EXPECT_NE(message(job).find("The service may have accepted fax "), std::string::npos) << message(job);
}

TEST_F(TwoFaxes, ARecipientThatIsRefusedWhenAPartOfTheJobWasSentIsNamed) {
    order({once("upload", ""), once("upload", kExpiredUrl)});
    order({once("create", ""), once("create", ""),
           once("create", R"("status":400,"code":"fx_recipients_invalid")")});
    const int job = printToSix();
    expectEnd(job, held("The service refuses 5550106"), 1, 0);
    EXPECT_EQ(message(job).find("othing was sent"), std::string::npos) << message(job);
}

}  // namespace
}  // namespace voipnow::end_to_end
