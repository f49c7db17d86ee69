// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/service_errors.hpp"

#include <gtest/gtest.h>

#include "tests/unit/backend/expect_job_error.hpp"

namespace voipnow {
namespace {

struct Case {
    int status;
    std::string body;
    JobEnd end;
    std::string words;
};

std::string coded(const std::string& code) {
    return R"({"error":{"code":")" + code + R"(","message":"In its words"}})";
}

TEST(ServiceErrors, BecomeAnEndOfTheJobAndASentence) {
    const std::vector<Case> table{
        {204, "", JobEnd::kHeld, "no fax to be sent to 7778888, 123"},
        {400, coded("fx_recipients_invalid"), JobEnd::kHeld, "7778888, 123"},
        {400, coded("fx_recipients_invalid"), JobEnd::kHeld, "fx_recipients_invalid: In its words"},
        {400, coded("fx_file_invalid"), JobEnd::kCanceled, "as a file"},
        {400, coded("fx_max_files_reached"), JobEnd::kCanceled, "max-files"},
        {400, coded("user_invalid"), JobEnd::kCanceled, "user of the device URI"},
        {400, coded("extension_invalid"), JobEnd::kCanceled, "extension of the device URI"},
        {400, coded("internal_server_error"), JobEnd::kCanceled, "error of its own"},
        {400, coded("something_new"), JobEnd::kCanceled, "something_new: In its words"},
        {400, "", JobEnd::kCanceled, "HTTP 400"},
        {400, "<html>", JobEnd::kCanceled, "HTTP 400"},
        {400, R"({"error":"text"})", JobEnd::kCanceled, "HTTP 400"},
        {400, R"({"error":{"code":7}})", JobEnd::kCanceled, "HTTP 400"},
        {401, coded("access_denied"), JobEnd::kQueueStopped, "0003*210"},
        {401, coded("access_denided"), JobEnd::kQueueStopped, "voipnow.conf"},
        {403, "", JobEnd::kQueueStopped, "voipnow.conf"},
        {301, "", JobEnd::kHeld, "host in the device URI"},
        {404, "", JobEnd::kHeld, "host in the device URI"},
        {418, "", JobEnd::kHeld, "host in the device URI"},
        {429, "", JobEnd::kRetriedLater, "cannot take faxes now"},
        {500, coded("internal_server_error"), JobEnd::kRetriedLater, "cannot take faxes now"},
        {501, coded("request_not_implemented"), JobEnd::kRetriedLater, "host in the device URI"},
        {503, "", JobEnd::kRetriedLater, "HTTP 503"},
    };
    const DeviceUri device = parseDeviceUri("voipnow://pbx.example.com/@me/0003*210");
    for (const Case& each : table) {
        SCOPED_TRACE(std::to_string(each.status) + ' ' + each.body);
        expectJobError(each.end, each.words, [&] {
            throwRefusal({each.status, each.body}, device, {"7778888", "123"});
        });
    }
}

TEST(ServiceErrors, SayWhetherAndWhenItMayBeTriedAgainAtOnce) {
    const DeviceUri device = parseDeviceUri("voipnow://pbx.example.com/@me/0003*210");
    try {
        throwRefusal({503, "", std::chrono::seconds(7)}, device, {"123"});
        FAIL();
    } catch (const NoAnswer& error) {
        EXPECT_EQ(error.retryAfter(), std::chrono::seconds(7));
        EXPECT_FALSE(error.mayHaveArrived());
    }
    EXPECT_THROW(throwRefusal({400, coded("fx_recipients_invalid")}, device, {"123"}), RecipientsRefused);
    try {
        throwRefusal({501, ""}, device, {"123"});
        FAIL();
    } catch (const JobError& error) {
        EXPECT_EQ(dynamic_cast<const NoAnswer*>(&error), nullptr) << "it will be the same a moment later";
    }
}

}  // namespace
}  // namespace voipnow
