// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/presigned_url.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace voipnow::emulator {
namespace {

using std::chrono::seconds;
using Time = std::chrono::system_clock::time_point;

const Time kSignedAt{seconds(1369353600)};  // 2013-05-24T00:00:00Z

// The example of AWS's documentation.
const StoreKey kExampleKey{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1"};
const std::string kExampleUrl =
    "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
    "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
    "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
    "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";

TEST(PresignedUrl, IsTheOneOfTheExampleThatAwsPublished) {
    UrlToSign url;
    url.method = "GET";
    url.host = "examplebucket.s3.amazonaws.com";
    url.path = "/test.txt";
    url.lifetime = seconds(86400);
    url.signedAt = kSignedAt;
    EXPECT_EQ(presignedUrl(url, kExampleKey), kExampleUrl);
}

TEST(PresignedUrl, OfTheExampleIsAccepted) {
    const std::string target = kExampleUrl.substr(kExampleUrl.find("/test.txt"));
    const HttpHead request{"GET", target, {{"Host", "examplebucket.s3.amazonaws.com"}}};
    EXPECT_FALSE(refusal(request, kExampleKey, kSignedAt + seconds(86399)));
}

// A fax upload as the emulator signs it.
const StoreKey kKey{"AKIATEST", "secret", "us-east-1"};
constexpr const char* kHost = "127.0.0.1:8443";

std::string faxUrl() {
    UrlToSign url;
    url.host = kHost;
    url.path = "/faxout/ba12/1";
    url.headers = {{"x-amz-meta-he-int-faxout", "1"},
                   {"X-Amz-Meta-App-FaxId", "262"},
                   {"content-type", "application/pdf"}};
    url.signedAt = kSignedAt;
    return presignedUrl(url, kKey);
}

HttpHead faxUpload() {
    const std::string url = faxUrl();
    return {"PUT",
            url.substr(url.find("/faxout")),
            {{"Host", kHost},
             {"Content-Type", "application/pdf"},
             {"Content-Length", "10"},
             {"x-amz-meta-app-faxid", "262"},
             {"x-amz-meta-he-int-faxout", "1"}}};
}

void replace(std::string& text, const std::string& old, const std::string& with) {
    const auto at = text.find(old);
    ASSERT_NE(at, std::string::npos) << old;
    text.replace(at, old.size(), with);
}

void setHeader(HttpHead& request, const std::string& name, const std::string& value) {
    for (auto& header : request.headers) {
        if (sameHeaderName(header.name, name)) {
            header.value = value;
        }
    }
}

void dropHeader(HttpHead& request, const std::string& name) {
    std::erase_if(request.headers,
                  [&](const HeaderField& header) { return sameHeaderName(header.name, name); });
}

TEST(PresignedUrl, NamesAllSignedHeadersInSmallLetters) {
    EXPECT_NE(
        faxUrl().find(
            "X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-meta-app-faxid%3Bx-amz-meta-he-int-faxout"),
        std::string::npos);
}

TEST(PresignedUrl, AcceptsTheUploadThatItWasSignedFor) {
    EXPECT_FALSE(refusal(faxUpload(), kKey, kSignedAt));
}

TEST(PresignedUrl, AcceptsWhatHttpAllowsToDiffer) {
    HttpHead request = faxUpload();
    std::swap(request.headers.front(), request.headers.back());
    request.headers[1].name = "CONTENT-TYPE";
    setHeader(request, "x-amz-meta-app-faxid", "  262 ");
    request.headers.push_back({"Expect", "100-continue"});
    request.headers.push_back({"User-Agent", "x"});
    EXPECT_FALSE(refusal(request, kKey, kSignedAt));
}

struct Refused {
    const char* what;
    std::function<void(HttpHead&)> change;
    int status;
    const char* code;
};

class RefusedUpload : public testing::TestWithParam<Refused> {};

TEST_P(RefusedUpload, IsAnsweredAsAwsDoes) {
    HttpHead request = faxUpload();
    GetParam().change(request);
    const auto error = refusal(request, kKey, kSignedAt + seconds(1));
    ASSERT_TRUE(error);
    EXPECT_EQ(error->status, GetParam().status) << error->message;
    EXPECT_EQ(error->code, GetParam().code) << error->message;
}

const auto kBadParameters = "AuthorizationQueryParametersError";
const auto kMismatch = "SignatureDoesNotMatch";

INSTANTIATE_TEST_SUITE_P(
    PresignedUrl, RefusedUpload,
    testing::Values(
        Refused{"AnotherMethod", [](HttpHead& r) { r.method = "GET"; }, 403, kMismatch},
        Refused{"AnotherPath", [](HttpHead& r) { replace(r.target, "/1?", "/2?"); }, 403, kMismatch},
        Refused{"PathEncodedDifferently", [](HttpHead& r) { replace(r.target, "/1?", "/%31?"); }, 403,
                kMismatch},
        Refused{"AnotherHost", [](HttpHead& r) { setHeader(r, "Host", "localhost:8443"); }, 403, kMismatch},
        Refused{"SignedHeaderMissing", [](HttpHead& r) { dropHeader(r, "x-amz-meta-app-faxid"); }, 403,
                kMismatch},
        Refused{"SignedHeaderChanged", [](HttpHead& r) { setHeader(r, "x-amz-meta-app-faxid", "262.0"); },
                403, kMismatch},
        Refused{"SignedHeaderTwice",
                [](HttpHead& r) {
                    r.headers.push_back({"x-amz-meta-app-faxid", "262"});
                },
                403, kMismatch},
        Refused{"ContentTypeChanged", [](HttpHead& r) { setHeader(r, "Content-Type", "text/plain"); }, 403,
                kMismatch},
        Refused{"ContentTypeMissing", [](HttpHead& r) { dropHeader(r, "Content-Type"); }, 403, kMismatch},
        Refused{"UnsignedAmzHeader",
                [](HttpHead& r) {
                    r.headers.push_back({"X-Amz-Acl", "public-read"});
                },
                403, "AccessDenied"},
        Refused{"Authorization",
                [](HttpHead& r) {
                    r.headers.push_back({"Authorization", "Bearer x"});
                },
                400, "InvalidArgument"},
        Refused{"NoQuery", [](HttpHead& r) { r.target = r.path(); }, 403, "AccessDenied"},
        Refused{"ExtraParameter", [](HttpHead& r) { r.target += "&acl=1"; }, 403, kMismatch},
        Refused{"SignatureChanged", [](HttpHead& r) { r.target.back() = r.target.back() == '0' ? '1' : '0'; },
                403, kMismatch},
        Refused{"SignatureMissing", [](HttpHead& r) { r.target.erase(r.target.find("&X-Amz-Signature")); },
                400, kBadParameters},
        Refused{"ParameterTwice", [](HttpHead& r) { r.target += "&X-Amz-Expires=600"; }, 400, kBadParameters},
        Refused{"LifetimeProlonged", [](HttpHead& r) { replace(r.target, "Expires=600", "Expires=6000"); },
                403, kMismatch},
        Refused{"LifetimeNoNumber", [](HttpHead& r) { replace(r.target, "Expires=600", "Expires=6e2"); }, 400,
                kBadParameters},
        Refused{"LifetimeNegative", [](HttpHead& r) { replace(r.target, "Expires=600", "Expires=-600"); },
                400, kBadParameters},
        Refused{"LifetimeOverAWeek", [](HttpHead& r) { replace(r.target, "Expires=600", "Expires=604801"); },
                400, kBadParameters},
        Refused{"AnotherAlgorithm", [](HttpHead& r) { replace(r.target, "HMAC-SHA256", "HMAC-SHA1"); }, 400,
                kBadParameters},
        Refused{"DateNoDate",
                [](HttpHead& r) { replace(r.target, "Date=20130524T000000Z", "Date=20130524"); }, 400,
                kBadParameters},
        Refused{"AnotherRegion", [](HttpHead& r) { replace(r.target, "us-east-1", "eu-west-1"); }, 400,
                kBadParameters},
        Refused{"AnotherDayInTheCredential",
                [](HttpHead& r) { replace(r.target, "%2F20130524%2F", "%2F20130525%2F"); }, 400,
                kBadParameters},
        Refused{"UnknownKey", [](HttpHead& r) { replace(r.target, "AKIATEST", "AKIAELSE"); }, 403,
                "InvalidAccessKeyId"},
        Refused{"HostNotSigned", [](HttpHead& r) { replace(r.target, "%3Bhost%3B", "%3B"); }, 400,
                kBadParameters},
        Refused{"QueryThatCannotBeDecoded", [](HttpHead& r) { r.target += "&x=%zz"; }, 400, "InvalidURI"}),
    [](const testing::TestParamInfo<Refused>& row) { return row.param.what; });

TEST(PresignedUrl, IsRefusedFromTheMomentOfItsEndOn) {
    EXPECT_FALSE(refusal(faxUpload(), kKey, kSignedAt + seconds(599)));
    const auto error = refusal(faxUpload(), kKey, kSignedAt + seconds(600));
    ASSERT_TRUE(error);
    EXPECT_EQ(error->status, 403);
    EXPECT_EQ(error->code, "AccessDenied");
    EXPECT_EQ(error->message, "Request has expired");
}

TEST(PresignedUrl, IsRefusedLongBeforeItsTime) {
    EXPECT_FALSE(refusal(faxUpload(), kKey, kSignedAt - seconds(900)));
    const auto error = refusal(faxUpload(), kKey, kSignedAt - seconds(901));
    ASSERT_TRUE(error);
    EXPECT_EQ(error->message, "Request is not yet valid");
}

TEST(PresignedUrl, OfAnotherSecretIsRefused) {
    StoreKey other = kKey;
    other.secretKey = "secrets";
    const auto error = refusal(faxUpload(), other, kSignedAt);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code, kMismatch);
}

}  // namespace
}  // namespace voipnow::emulator
