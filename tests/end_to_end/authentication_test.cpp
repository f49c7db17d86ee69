// The ways in which the fax service lets us in.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <string>

#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {
namespace {

class Authentication : public FaxPrinterTest {
  protected:
    void printAnother() const {
        const JobStatus status =
            settled({scratch_.write("page.pdf", drawnPdf({numberedPage(1)}))}, to("5550100"));
        EXPECT_EQ(status.state, IPP_JSTATE_COMPLETED) << status.message;
    }
    std::size_t tokenRequests() const { return emulator_.requests("POST", "/oauth/token.php").size(); }
    Headers lastCreate() const { return emulator_.requests("POST", "/uapi/").back().headers; }
};

TEST_F(Authentication, OneTokenServesSeveralJobs) {
    printAnother();
    printAnother();
    EXPECT_EQ(tokenRequests(), 1U);
    EXPECT_EQ(headerOf(lastCreate(), "Authorization").find("Bearer "), 0U);
}

TEST_F(Authentication, TheTokenIsKeptWhereNobodyElseCanReadIt) {
    printAnother();
    int tokens = 0;
    for (const auto& entry : std::filesystem::directory_iterator(scratch_.path() / "state")) {
        if (entry.path().filename().string().find("token") != std::string::npos) {
            ++tokens;
            EXPECT_EQ(entry.status().permissions(),
                      std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        }
    }
    EXPECT_EQ(tokens, 1);
}

TEST_F(Authentication, ATokenThatIsNotAcceptedAnyMoreIsRenewedOnce) {
    printAnother();
    emulator_.revokeTokens();
    printAnother();
    EXPECT_EQ(tokenRequests(), 2U);
    // One before, one refused with 401, and one with the new token.
    EXPECT_EQ(emulator_.requests("POST", "/uapi/").size(), 3U);
    EXPECT_EQ(emulator_.faxes().size(), 2U);
}

TEST_F(Authentication, ATokenThatIsAboutToEndIsRenewedBeforehand) {
    emulator_.changeSettings(R"({"token-lifetime":30})");
    printAnother();
    printAnother();
    EXPECT_EQ(tokenRequests(), 2U);
    EXPECT_EQ(emulator_.requests("POST", "/uapi/").size(), 2U);
}

TEST_F(Authentication, AFixedTokenIsUsedAsItIs) {
    configure("", "token = " + emulator_.token() + "\n");
    printAnother();
    EXPECT_EQ(tokenRequests(), 0U);
    EXPECT_EQ(headerOf(lastCreate(), "Authorization"), "Bearer " + emulator_.token());
}

TEST_F(Authentication, ASessionsCookieAndItsTokenAreEnough) {
    configure("", "cookie = vn=demo-cookie; xsrf-token=demo-xsrf\nxsrf-token = demo-xsrf\n");
    printAnother();
    EXPECT_EQ(tokenRequests(), 0U);
    EXPECT_EQ(headerOf(lastCreate(), "cookie"), "vn=demo-cookie; xsrf-token=demo-xsrf");
    EXPECT_EQ(headerOf(lastCreate(), "x-xsrf-token"), "demo-xsrf");
    EXPECT_EQ(headerOf(lastCreate(), "Authorization"), "");
}

}  // namespace
}  // namespace voipnow::end_to_end
