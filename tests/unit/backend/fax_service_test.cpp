// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_service.hpp"

#include <gtest/gtest.h>

#include "tests/unit/backend/expect_job_error.hpp"

namespace voipnow {
namespace {

const std::vector<FileToSend> kOneFile{{"doc001", "document.pdf", 1048576}};

TEST(FaxService, AsksAsTheSpecificationShows) {
    EXPECT_EQ(createRequest({"7778888", "1234567890"}, kOneFile),
              R"({"recipients":["7778888","1234567890"],"files":[{"uploadIdentifier":"doc001",)"
              R"("name":"document.pdf","size":1048576,"contentType":"application/pdf"}]})");
}

std::string answerWith(const std::string& headers,
                       const std::string& url = "https://store.example.com/f?X-Amz-A=1") {
    return R"({"id": 262, "uid": "ba123e75751d52b84f6527062fd20bd1", "files": [{"redirect": true,
        "heUri": "https://api.hubgets.com/at/file/action?id=31", "redirectUri": ")" +
           url + R"(", "redirectHeaders": )" + headers +
           R"(, "contentType": "application/pdf", "contentLength": 1048576}]})";
}

TEST(FaxService, ReadsTheAnswerOfTheSpecification) {
    const CreatedFax fax =
        parseCreated(answerWith(R"({"x-amz-meta-he-int-faxout": 1, "x-amz-meta-app-faxid": 262})"), kOneFile);
    EXPECT_EQ(fax.id, "262");
    EXPECT_EQ(fax.uid, "ba123e75751d52b84f6527062fd20bd1");
    ASSERT_EQ(fax.uploads.size(), 1U);
    EXPECT_EQ(fax.uploads[0].url, "https://store.example.com/f?X-Amz-A=1");
    EXPECT_EQ(fax.uploads[0].headers,
              (std::vector<std::string>{"x-amz-meta-he-int-faxout: 1", "x-amz-meta-app-faxid: 262"}));
}

TEST(FaxService, KeepsHeaderValuesAsTheServiceSpeltThem) {
    const CreatedFax fax = parseCreated(
        answerWith(
            R"({"x-a": 262.0, "x-b": 1e2, "x-c": "0042", "x-d": "", "X-E": -0, "x-f": 12345678901234567890123})"),
        kOneFile);
    EXPECT_EQ(fax.uploads[0].headers, (std::vector<std::string>{"x-a: 262.0", "x-b: 1e2", "x-c: 0042", "x-d;",
                                                                "X-E: -0", "x-f: 12345678901234567890123"}));
}

TEST(FaxService, TakesAnIdAsTextAndWorksWithoutWhatItDoesNotNeed) {
    const CreatedFax fax = parseCreated(
        R"({"id":"262","files":[{"redirectUri":"https://store.example.com/f","redirectHeaders":[]}],"new":{"a":[1]}})",
        kOneFile);
    EXPECT_EQ(fax.id, "262");
    EXPECT_EQ(fax.uid, "");
    EXPECT_TRUE(fax.uploads[0].headers.empty());
}

TEST(FaxService, AddsTheContentTypeOnlyWhereTheUrlSignsIt) {
    const std::string url =
        "https://store.example.com/f?X-Amz-SignedHeaders=content-type%3Bhost&X-Amz-Signature=0";
    EXPECT_EQ(parseCreated(answerWith("{}", url), kOneFile).uploads[0].headers,
              (std::vector<std::string>{"Content-Type: application/pdf"}));
    EXPECT_EQ(
        parseCreated(answerWith(R"({"Content-Type":"application/x"})", url), kOneFile).uploads[0].headers,
        (std::vector<std::string>{"Content-Type: application/x"}));
}

TEST(FaxService, RefusesAnAnswerThatCannotBeUsed) {
    const std::string good = R"({"redirectUri":"https://store.example.com/f"})";
    const std::vector<std::string> table{
        "",
        "garbage",
        "[]",
        "{}",
        std::string(100'000, '['),
        R"({"id":262})",
        R"({"id":262,"files":{}})",
        R"({"id":262,"files":[]})",
        R"({"id":262,"files":[1]})",
        R"({"id":262,"files":[)" + good + "," + good + "]}",
        R"({"id":null,"files":[)" + good + "]}",
        R"({"id":"","files":[)" + good + "]}",
        R"({"id":{},"files":[)" + good + "]}",
        R"({"id":"1\n2","files":[)" + good + "]}",
        R"({"id":")" + std::string(65, '1') + R"(","files":[)" + good + "]}",
        R"({"id":1,"uid":"a b","files":[)" + good + "]}",
        R"({"id":1,"files":[{}]})",
        R"({"id":1,"files":[{"redirectUri":1}]})",
        R"({"id":1,"files":[{"redirectUri":"https://store.example.com/f","contentLength":7}]})",
        answerWith("{}", "http://store.example.com/f"),
        answerWith("{}", "file:///etc/passwd"),
        answerWith("{}", "https://"),
        answerWith("{}", "https://store.example.com/a b"),
        answerWith("{}", R"(https://store.example.com/\r\nX: y)"),
        answerWith("{}", "https://user:password@store.example.com/f"),
        answerWith("{}", "https://store.example.com/" + std::string(9000, 'x')),
        answerWith(R"({"x-a":null})"),
        answerWith(R"({"x-a":true})"),
        answerWith(R"({"x-a":{}})"),
        answerWith(R"({"x-a":"1\r\nx-b: 2"})"),
        answerWith(R"({"x a":"1"})"),
        answerWith(R"({"":"1"})"),
        answerWith(R"({"x-a:":"1"})"),
        answerWith(R"({"Host":"other"})"),
        answerWith(R"({"content-length":"1"})"),
        answerWith(R"({"Transfer-Encoding":"chunked"})"),
        answerWith(R"({"Authorization":"Bearer x"})"),
        answerWith("[1]"),
        answerWith("\"x\""),
    };
    for (const std::string& body : table) {
        SCOPED_TRACE(body.substr(0, 300));
        expectJobError(JobEnd::kHeld, "nothing was sent", [&] { parseCreated(body, kOneFile); });
    }
}

}  // namespace
}  // namespace voipnow
