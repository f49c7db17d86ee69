// What goes over the wire: the create as the specification shows it, and the upload with nothing of our own added.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidjson/document.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {
namespace {

class Uploads : public FaxPrinterTest {
  protected:
    ReceivedFax printedPage(const std::vector<std::string>& more = {}) const {
        std::vector<std::string> options = to("7778888,1234567890");
        options.insert(options.end(), more.begin(), more.end());
        return printed({scratch_.write("page.pdf", drawnPdf({numberedPage(1)}))}, options);
    }
    Headers uploadHeaders() const { return emulator_.requests("PUT", "/").at(0).headers; }
};

TEST_F(Uploads, TheCreateIsTheSpecificationsRequest) {
    const ReceivedFax fax = printedPage();
    const auto creates = emulator_.requests("POST", "/uapi/");
    ASSERT_EQ(creates.size(), 1U);
    const std::string& target = creates.front().target;
    EXPECT_TRUE(target == "/uapi/faxes/@me/0003*210" || target == "/uapi/faxes/@me/0003*210/") << target;
    EXPECT_EQ(headerOf(creates.front().headers, "Content-Type"), "application/json");

    rapidjson::Document body;
    body.Parse(creates.front().body);
    ASSERT_TRUE(body.IsObject()) << creates.front().body;
    EXPECT_EQ(body.MemberCount(), 2U);
    ASSERT_TRUE(body["recipients"].IsArray());
    ASSERT_EQ(body["recipients"].Size(), 2U);
    EXPECT_STREQ(body["recipients"][0].GetString(), "7778888");
    EXPECT_STREQ(body["recipients"][1].GetString(), "1234567890");
    ASSERT_EQ(body["files"].Size(), 1U);
    const rapidjson::Value& file = body["files"][0];
    EXPECT_EQ(file.MemberCount(), 4U);
    EXPECT_STREQ(file["name"].GetString(), "page.pdf");
    EXPECT_STREQ(file["contentType"].GetString(), "application/pdf");
    EXPECT_TRUE(file["uploadIdentifier"].IsString());
    ASSERT_TRUE(file["size"].IsInt64());
    EXPECT_EQ(static_cast<std::uintmax_t>(file["size"].GetInt64()),
              std::filesystem::file_size(fax.files.front().path));
}

TEST_F(Uploads, NumbersInHeadersAreSentAsTheServiceSpelledThem) {
    const std::string spelled =
        R"({"x-amz-meta-he-int-faxout":1.0,"x-amz-meta-app-faxid":1e2,"x-amz-meta-note":"0042","x-amz-meta-big":12345678901234567890})";
    std::string escaped;
    for (const char c : spelled) {
        escaped += c == '"' ? "\\\"" : std::string(1, c);
    }
    emulator_.changeSettings("{\"redirect-headers\":\"" + escaped + "\"}");
    printedPage();
    const Headers headers = uploadHeaders();
    EXPECT_EQ(headerOf(headers, "x-amz-meta-he-int-faxout"), "1.0");
    EXPECT_EQ(headerOf(headers, "x-amz-meta-app-faxid"), "1e2");
    EXPECT_EQ(headerOf(headers, "x-amz-meta-note"), "0042");
    EXPECT_EQ(headerOf(headers, "x-amz-meta-big"), "12345678901234567890");
}

TEST_F(Uploads, TheUploadHasItsLengthAndNoLoginAndNoHeaderOfAmazonsThatWasNotGiven) {
    const ReceivedFax fax = printedPage();
    const Headers headers = uploadHeaders();
    EXPECT_EQ(headerOf(headers, "Content-Length"),
              std::to_string(std::filesystem::file_size(fax.files.front().path)));
    EXPECT_EQ(headerOf(headers, "Transfer-Encoding"), "");
    EXPECT_EQ(headerOf(headers, "Expect"), "");
    EXPECT_EQ(headerOf(headers, "Authorization"), "");
    EXPECT_EQ(headerOf(headers, "cookie"), "");
    EXPECT_EQ(headerOf(headers, "x-xsrf-token"), "");
    EXPECT_EQ(headerOf(headers, "x-amz-meta-he-int-faxout"), "1");
    EXPECT_EQ(headerOf(headers, "x-amz-meta-app-faxid"), fax.id);
    EXPECT_EQ(std::count_if(headers.begin(), headers.end(),
                            [](const auto& header) { return header.first.compare(0, 6, "x-amz-") == 0; }),
              2);
}

TEST_F(Uploads, AStoreThatFailsOnceGetsTheFileAgainAndNobodyGetsTwoFaxes) {
    emulator_.orderFault(
        R"({"call":"upload","times":1,"status":503,"code":"SlowDown","message":"slow down","before":true})");
    const ReceivedFax fax = printedPage();
    EXPECT_EQ(fax.state, "sent");
    EXPECT_EQ(emulator_.requests("POST", "/uapi/").size(), 1U);
    EXPECT_EQ(emulator_.requests("PUT", "/").size(), 2U);
}

TEST_F(Uploads, GoOnlyToAHostThatIsAllowed) {
    // Private addresses are refused unless they are listed.
    configure("", appCredentials() + "");
    emulator_.changeSettings(R"({"redirect-host":"127.0.0.2:443"})");
    const JobStatus status =
        settled({scratch_.write("page.pdf", drawnPdf({numberedPage(1)}))}, to("5550100"));
    EXPECT_NE(status.state, IPP_JSTATE_COMPLETED);
    EXPECT_NE(status.message.find("127.0.0.2"), std::string::npos) << status.message;
    EXPECT_TRUE(emulator_.requests("PUT", "/").empty());
}

}  // namespace
}  // namespace voipnow::end_to_end
