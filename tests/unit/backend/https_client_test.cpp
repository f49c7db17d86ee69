// HttpsClient against the emulator's servers, by the faults that they can be told.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/https_client.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "tests/emulator/emulator.hpp"
#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kMoreThanTheBuffers = std::size_t{20} << 20;

class HttpsClientTest : public ::testing::Test {
  protected:
    HttpsAnswer post(const std::string& body = "grant_type=none") {
        return client().post(tokenUrl(), {"Content-Type: application/x-www-form-urlencoded"}, body);
    }

    HttpsAnswer put(const TemporaryFile& file, const std::vector<std::string>& headers = {}) {
        return client().put(storeUrl(), headers, file, guard_);
    }

    // What went wrong, when no answer came.
    template <typename Sending>
    std::optional<NoAnswer> failureOf(const Sending& send) {
        try {
            send();
        } catch (const NoAnswer& none) {
            return none;
        }
        ADD_FAILURE() << "An answer came.";
        return std::nullopt;
    }

    HttpsClient client() const {
        HttpsClient::Route route = route_;
        if (route.authorities.empty()) {
            route.authorities = textOf(emulator_.caFile());
        }
        return HttpsClient(route);
    }

    TemporaryFile file(std::size_t size) const {
        TemporaryFile made(scratch_.path());
        const std::vector<std::byte> bytes(size, std::byte{'x'});
        made.write(bytes);
        made.rewind();
        return made;
    }

    std::string tokenUrl() const { return "https://" + emulator_.apiAddress() + "/oauth/token.php"; }
    std::string storeUrl() const { return "https://" + emulator_.storeAddress() + "/faxout/1"; }
    void order(const std::string& fault) { emulator_.state().faults.add(fault); }
    std::vector<emulator::LoggedRequest> requests() { return emulator_.state().requests.all(); }

    ScratchFolder scratch_;
    emulator::Emulator emulator_{{scratch_.path()}};
    HttpsClient::Route route_{{}, {}, std::chrono::seconds(1)};
    HttpsClient::AddressGuard guard_;
};

TEST_F(HttpsClientTest, GivesStatusAndBodyOfEveryAnswer) {
    order(R"({"call":"token","status":418,"body":"no coffee"})");
    const HttpsAnswer answer = post();
    EXPECT_EQ(answer.status, 418);
    EXPECT_EQ(answer.body, "no coffee");
    EXPECT_EQ(answer.retryAfter.count(), 0);
}

TEST_F(HttpsClientTest, ReadsRetryAfterAsSecondsAndAsADateAndBelievesSixHours) {
    order(R"({"call":"token","status":503,"headers":{"Retry-After":"7"}})");
    order(R"({"call":"token","status":503,"headers":{"Retry-After":"Fri, 31 Dec 9999 23:59:59 GMT"}})");
    EXPECT_EQ(post().retryAfter.count(), 7);
    EXPECT_EQ(post().retryAfter.count(), 21600);
}

TEST_F(HttpsClientTest, FollowsNoRedirect) {
    order(R"({"call":"token","status":307,"headers":{"Location":")" + storeUrl() + R"("}})");
    EXPECT_EQ(post().status, 307);
    EXPECT_EQ(requests().size(), 1U);
}

TEST_F(HttpsClientTest, SendsTheHeadersThatItIsGivenAndNoOthers) {
    put(file(5), {"x-amz-meta-a: 1", "x-empty;"});
    const auto seen = requests();
    ASSERT_EQ(seen.size(), 1U);
    std::vector<std::string> names;
    for (const emulator::HeaderField& field : seen.front().head.headers) {
        names.push_back(field.name);
    }
    std::sort(names.begin(), names.end());
    EXPECT_EQ(names, (std::vector<std::string>{"Content-Length", "Host", "x-amz-meta-a", "x-empty"}));
}

TEST_F(HttpsClientTest, SendsAFileFromItsFirstByteEachTime) {
    const TemporaryFile pages = file(100000);
    put(pages);
    put(pages);
    ASSERT_EQ(requests().size(), 2U);
    for (const emulator::LoggedRequest& request : requests()) {
        EXPECT_EQ(request.status, 403);  // of a URL that nobody signed: it was read to its end
    }
}

TEST_F(HttpsClientTest, SpeaksHttpsOnly) {
    const auto failure =
        failureOf([this] { client().post("http://" + emulator_.apiAddress() + "/", {}, ""); });
    EXPECT_FALSE(failure->mayHaveArrived());
    EXPECT_TRUE(requests().empty());
}

TEST_F(HttpsClientTest, TrustsTheAuthoritiesThatItIsGivenAndNoOthers) {
    for (const std::string flaw : {"other-ca", "other-host", "expired"}) {
        order(R"({"call":"api","certificate":")" + flaw + R"("})");
        const auto failure = failureOf([this] { post(); });
        ASSERT_TRUE(failure) << flaw;
        EXPECT_NE(std::string(failure->what()).find("is not trusted"), std::string::npos) << failure->what();
        EXPECT_FALSE(failure->mayHaveArrived()) << flaw;
    }
    EXPECT_TRUE(requests().empty());
}

TEST_F(HttpsClientTest, DoesNotGiveBytesToAnAddressThatTheGuardRefuses) {
    guard_ = [](const std::string& address) { return address != "127.0.0.1"; };
    const TemporaryFile pages = file(5);
    expectJobError(JobEnd::kHeld, "an address of a private network", [&] { put(pages); });
    EXPECT_TRUE(requests().empty());
}

TEST_F(HttpsClientTest, AnAnswerThatIsTooLargeIsNone) {
    order(R"({"call":"token","status":200,"body-bytes":1048577})");
    const auto failure = failureOf([this] { post(); });
    EXPECT_NE(std::string(failure->what()).find("an answer that is too large"), std::string::npos);
    EXPECT_TRUE(failure->mayHaveArrived());
}

TEST_F(HttpsClientTest, AServerThatIsNotThereGotNothing) {
    const auto failure = failureOf([this] { client().post("https://127.0.0.1:1/", {}, ""); });
    EXPECT_FALSE(failure->mayHaveArrived());
}

TEST_F(HttpsClientTest, AnAnswerThatIsLostMayStandForARequestThatArrived) {
    order(R"({"call":"token","before":false,"drop":true})");
    order(R"({"call":"upload","before":false,"close":true})");
    EXPECT_TRUE(failureOf([this] { post(); })->mayHaveArrived());
    EXPECT_TRUE(failureOf([this] { put(file(5)); })->mayHaveArrived());
}

TEST_F(HttpsClientTest, AFileThatWasNotReadToItsEndHasNotArrived) {
    order(R"({"call":"upload","drop":true,"read-bytes":100000})");
    EXPECT_FALSE(failureOf([this] { put(file(kMoreThanTheBuffers)); })->mayHaveArrived());
}

// Each would take ten minutes if it were not given up; five seconds are for a busy machine.
TEST_F(HttpsClientTest, GivesUpWhatStandsStill) {
    order(R"({"call":"token","stall-ms":600000})");
    order(R"({"call":"upload","stall-ms":600000,"read-bytes":3000000})");
    order(R"({"call":"store","delay-ms":600000})");
    const TemporaryFile pages = file(kMoreThanTheBuffers);
    for (int i = 0; i < 3; ++i) {
        const auto began = std::chrono::steady_clock::now();
        failureOf([&] { i == 0 ? post() : put(pages); });
        EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5)) << i;
    }
}

}  // namespace
}  // namespace voipnow
