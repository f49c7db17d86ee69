// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/object_store.hpp"

#include <gtest/gtest.h>

#include "tests/unit/backend/scratch.hpp"
#include "tests/unit/emulator/fake_exchange.hpp"
#include "tests/unit/emulator/mask_pdf.hpp"

namespace voipnow::emulator {
namespace {

constexpr const char* kHost = "127.0.0.1:8443";

class UploadedFile : public testing::Test {
  protected:
    Fax create(std::size_t size, const std::string& type = "application/pdf") {
        Fax fax;
        FaxFile file;
        file.name = "document.pdf";
        file.contentType = type;
        file.declaredSize = size;
        fax.recipients = {"7778888"};
        fax.files = {file};
        return state_.faxbox.create(fax);
    }

    HttpHead request(const Fax& fax, std::size_t length) const {
        UrlToSign url;
        url.host = kHost;
        url.path = "/faxout/" + fax.uid + "/1";
        url.signedAt = std::chrono::system_clock::now();
        const std::string signedUrl = presignedUrl(url, state_.storeKey);
        return {"PUT",
                signedUrl.substr(signedUrl.find("/faxout")),
                {{"Host", kHost}, {"Content-Length", std::to_string(length)}}};
    }

    HttpAnswer put(const HttpHead& head, const std::string& body, BodyEnd end = BodyEnd::kWhole) {
        FakeExchange exchange(head, body, end);
        return store_.answer(exchange);
    }

    FaxState state() const { return state_.faxbox.all().at(0).state; }

    ScratchFolder folder_;
    EmulatorState state_{folder_.path()};
    ObjectStore store_{state_};
    std::string pdf_ = maskPdf({MaskPage(), MaskPage()});
};

std::string codeOf(const HttpAnswer& answer) {
    const auto begin = answer.body.find("<Code>") + 6;
    return answer.body.substr(begin, answer.body.find("</Code>") - begin);
}

TEST_F(UploadedFile, IsKeptAndSendsTheFax) {
    const Fax fax = create(pdf_.size());
    const HttpAnswer answer = put(request(fax, pdf_.size()), pdf_);
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.headers.at(0), (HeaderField{"ETag", "\"" + md5Hex(pdf_) + "\""}));
    EXPECT_EQ(state(), FaxState::kSent);
    EXPECT_EQ(state_.faxbox.all()[0].pages(), 2);
    EXPECT_EQ(state_.faxbox.all()[0].files[0].headers.at(0), (HeaderField{"Host", kHost}));
}

TEST_F(UploadedFile, ThatComesAgainIsTakenAgain) {
    const Fax fax = create(pdf_.size());
    const HttpHead head = request(fax, pdf_.size());
    put(head, pdf_);
    EXPECT_EQ(put(head, pdf_).status, 200);
    EXPECT_EQ(state_.faxbox.all()[0].files[0].uploads, 2);
}

TEST_F(UploadedFile, ThatIsNoPdfFailsTheFaxAndSaysWhy) {
    const Fax fax = create(4);
    EXPECT_EQ(put(request(fax, 4), "junk").status, 200);
    EXPECT_EQ(state(), FaxState::kFailed);
    EXPECT_NE(state_.faxbox.all()[0].files[0].problem.find("no PDF"), std::string::npos);
}

TEST_F(UploadedFile, ThatIsNoPdfButNeedNotBeIsSent) {
    const Fax fax = create(4, "text/plain");
    put(request(fax, 4), "text");
    EXPECT_EQ(state(), FaxState::kSent);
}

TEST_F(UploadedFile, IsRefusedWithAnotherSizeThanTheFaxWasCreatedWith) {
    const Fax fax = create(4);
    const HttpAnswer small = put(request(fax, 3), "abc");
    EXPECT_EQ(small.status, 400);
    EXPECT_EQ(codeOf(small), "EntityTooSmall");
    const HttpAnswer large = put(request(fax, 5), "abcde");
    EXPECT_EQ(large.status, 400);
    EXPECT_EQ(codeOf(large), "EntityTooLarge");
    EXPECT_EQ(state(), FaxState::kCreated);
}

TEST_F(UploadedFile, ThatDoesNotArriveWholeIsRefused) {
    const Fax fax = create(4);
    for (const BodyEnd end : {BodyEnd::kShort, BodyEnd::kStalled}) {
        const HttpAnswer answer = put(request(fax, 4), "abc", end);
        EXPECT_EQ(answer.status, 400);
        EXPECT_EQ(codeOf(answer), "RequestTimeout");
    }
    EXPECT_EQ(state(), FaxState::kCreated);
}

TEST_F(UploadedFile, IsNotReadWithoutALength) {
    HttpHead head = request(create(4), 4);
    head.headers[1] = {"Transfer-Encoding", "chunked"};
    FakeExchange chunked(head, "text");
    const HttpAnswer notImplemented = store_.answer(chunked);
    EXPECT_EQ(notImplemented.status, 501);
    EXPECT_EQ(codeOf(notImplemented), "NotImplemented");
    EXPECT_FALSE(chunked.wasRead());

    head.headers.pop_back();
    FakeExchange endless(head, "text");
    const HttpAnswer missing = store_.answer(endless);
    EXPECT_EQ(missing.status, 411);
    EXPECT_EQ(codeOf(missing), "MissingContentLength");
    EXPECT_FALSE(endless.wasRead());
}

TEST_F(UploadedFile, IsRefusedForTheReasonsOfPresignedUrls) {
    HttpHead head = request(create(4), 4);
    head.headers.push_back({"x-amz-acl", "private"});
    FakeExchange exchange(head, "text");
    const HttpAnswer answer = store_.answer(exchange);
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(codeOf(answer), "AccessDenied");
    EXPECT_TRUE(exchange.wasRead());
    EXPECT_EQ(state(), FaxState::kCreated);
}

TEST_F(UploadedFile, OfAFaxThatIsForgottenHasNoPlace) {
    const Fax fax = create(4);
    const HttpHead head = request(fax, 4);
    state_.faxbox.clear();
    EXPECT_EQ(put(head, "text").status, 404);
}

TEST_F(UploadedFile, CanBeStoredThoughTheAnswerIsAFault) {
    const Fax fax = create(pdf_.size());
    state_.faults.add(R"({"call":"upload","status":503,"code":"SlowDown","before":false})");
    const HttpAnswer answer = put(request(fax, pdf_.size()), pdf_);
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(codeOf(answer), "SlowDown");
    EXPECT_EQ(state(), FaxState::kSent);
}

TEST_F(UploadedFile, IsAnsweredWithXmlThatEscapesWhatItQuotes) {
    const Fax fax = create(4);
    HttpHead head = request(fax, 4);
    head.headers.push_back({"x-amz-<&>", "1"});
    EXPECT_NE(put(head, "text").body.find("x-amz-&lt;&amp;&gt;"), std::string::npos);
}

}  // namespace
}  // namespace voipnow::emulator
