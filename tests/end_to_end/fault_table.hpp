// FaultTableTest: one fault of the fax service in one step of a job, and what comes of the job.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The steps are the calls that the emulator knows: token, create, upload. A row orders faults, prints one page, and
// says how the job ends: its state, the backend's exit code, a telling part of the message, how many faxes each
// recipient got, and the state in voipnow-fax log. The tables of the three steps stand in fault_table_token_test.cpp, _create_ and _upload_; what faults
// there are, in tests/emulator/fault.hpp.
#pragma once

#include <cups/ipp.h>

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {

struct Outcome {
    ipp_jstate_t state;
    int exitCode;
    std::string words;   // of the message
    int faxesEach;       // that each recipient got
    std::string logged;  // the state that voipnow-fax log tells
};

// The ends that a job can take, by their exit codes 0, 3, 4, 5 and 6.
Outcome completed(const std::string& words = "Sent to");
Outcome held(const std::string& words, int faxesEach = 0);
Outcome inDoubt(int faxesEach);  // held as well
Outcome stoppedQueue(const std::string& words);
Outcome canceled(const std::string& words);
Outcome retriedLater(const std::string& words, int faxesEach = 0);

// A fault as JSON, of the next request or connection, or of all that come.
std::string once(const std::string& call, const std::string& members);
std::string always(const std::string& call, const std::string& members);

// The member that makes one change to the usual answer: R"("op":"remove","path":"/id")".
std::string patched(const std::string& operation);

// The members of an answer that sends the client elsewhere.
std::string redirect(int status);

// What is done to a request, as members of a fault.
inline const std::string kResetBeforeTheBody = R"("drop":true)";
inline const std::string kResetBehindTheBody = R"("drop":true,"read-bytes":1000000000)";
inline const std::string kClosedBehindTheBody = R"("close":true,"read-bytes":1000000000)";
inline const std::string kAnswerLostByAReset = R"("before":false,"drop":true)";
inline const std::string kAnswerLostByAClose = R"("before":false,"close":true)";
inline const std::string kSilentBeforeItIsProcessed =
    R"("delay-ms":600000,"drop":true,"read-bytes":1000000000)";
inline const std::string kSilentWhenItIsProcessed = R"("before":false,"delay-ms":600000,"drop":true)";
inline const std::string kSlowTrickle = R"("trickle-ms":100)";  // half a minute for an answer
inline const std::string kExpiredUrl =
    R"("status":403,"code":"AccessDenied","message":"Request has expired")";
inline const std::string kWrongSignature =
    R"("status":403,"code":"SignatureDoesNotMatch","message":"The request signature we calculated does not match")";
inline const std::string kTooLargeAnAnswer = R"("before":false,"body-bytes":104857600)";

// And to a connection.
inline const std::string kReset = R"("drop":true)";
inline const std::string kSlowHandshake = R"("delay-ms":10000)";
inline const std::string kCertificateOfAnotherAuthority = R"("certificate":"other-ca")";
inline const std::string kCertificateOfAnotherHost = R"("certificate":"other-host")";
inline const std::string kExpiredCertificate = R"("certificate":"expired")";

struct FaultRow {
    std::string name;  // of the test
    std::vector<std::string> faults;
    Outcome outcome = completed();
};

// For the list of tests.
void PrintTo(const FaultRow& row, std::ostream* out);

class FaultTableTest : public FaxPrinterTest {
  protected:
    static constexpr const char* kNumber = "5550100";

    // A job that ends with "try again later" is not tried again before the test is over.
    FaultTableTest() : FaxPrinterTest(300) {}

    // For how long the backend tries again by itself ("2s"); a connection that stands still for a second is given up.
    void tryFor(const std::string& time) const {
        configure("retry-for = " + time + "\ntimeout = 1s\n", appCredentials());
    }

    void order(const std::vector<std::string>& faults) const;
    std::filesystem::path page() const;

    // A document whose fax is too large for the buffers between two programs on one machine.
    std::filesystem::path largeDocument() const;

    int printPage() const { return print({page()}, to(kNumber)); }

    // Waits until the job stands still.
    void expectOutcome(int job, const Outcome& outcome, const std::vector<std::string>& recipients) const;
    void expectOutcome(int job, const Outcome& outcome) const { expectOutcome(job, outcome, {kNumber}); }

    std::string loggedState() const;

    // What the user does with a job that is held. Afterwards it runs, or has run.
    void release(int job) const;

    // Faxes that were sent to this number.
    int faxesTo(const std::string& number) const;
    std::size_t creates() const { return emulator_.requests("POST", "/uapi/").size(); }
    std::size_t uploads() const { return emulator_.requests("PUT", "/").size(); }
};

// A fault that is over before the backend gives up.
class AFaultThatPasses : public FaultTableTest, public ::testing::WithParamInterface<FaultRow> {};

// A fault that outlasts the backend's patience, or that it cannot get over.
class AFaultThatLasts : public FaultTableTest, public ::testing::WithParamInterface<FaultRow> {};

// Rows that are the same for requests of all calls. `connection` is the server that the call goes to, and `before` are
// the connections to it that come before.
std::vector<FaultRow> passingFaultsOf(const std::string& call, const std::string& connection,
                                      const std::vector<std::string>& before);

struct NameOfRow {
    std::string operator()(const ::testing::TestParamInfo<FaultRow>& row) const { return row.param.name; }
};

}  // namespace voipnow::end_to_end
