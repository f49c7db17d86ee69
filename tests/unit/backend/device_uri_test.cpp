// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/device_uri.hpp"

#include <gtest/gtest.h>

#include "tests/unit/backend/expect_job_error.hpp"

namespace voipnow {
namespace {

TEST(DeviceUri, MakesTheUrlOfCreateFaxes) {
    struct Case {
        std::string uri;
        std::string url;
    };
    const std::vector<Case> table{
        {"voipnow://pbx.example.com/@me/0003*210", "https://pbx.example.com/uapi/faxes/@me/0003*210"},
        {"voipnow://pbx.example.com/%40me/0003%2A210", "https://pbx.example.com/uapi/faxes/@me/0003*210"},
        {"voipnow://pbx.example.com/@me/0003*210/", "https://pbx.example.com/uapi/faxes/@me/0003*210"},
        {"voipnow://PBX.example.com:443/@owner/210", "https://pbx.example.com/uapi/faxes/@owner/210"},
        {"voipnow://pbx.example.com:8443/17/210", "https://pbx.example.com:8443/uapi/faxes/17/210"},
        {"voipnow://pbx.example.com/210", "https://pbx.example.com/uapi/faxes/@me/210"},
        {"voipnow://127.0.0.1:8443/@viewer/210", "https://127.0.0.1:8443/uapi/faxes/@viewer/210"},
        {"voipnow://[2001:db8::1]:8443/210", "https://[2001:db8::1]:8443/uapi/faxes/@me/210"},
    };
    for (const Case& each : table) {
        EXPECT_EQ(parseDeviceUri(each.uri).createFaxesUrl(), each.url) << each.uri;
    }
}

TEST(DeviceUri, StopsTheQueueForAnythingElse) {
    const std::vector<std::string> table{
        "",
        "voipnow",
        "voipnow:",
        "voipnow://",
        "voipnow:///@me/210",
        "voipnow://pbx.example.com",
        "voipnow://pbx.example.com/",
        "voipnow://pbx.example.com/@me/",
        "voipnow://pbx.example.com/@me/210/x",
        "voipnow://pbx.example.com/@me//210",
        "voipnow://pbx.example.com/@self",
        "voipnow://pbx.example.com/@me/@self",
        "voipnow://pbx.example.com/@mee/210",
        "voipnow://pbx.example.com/a%2Fb/210",
        "voipnow://pbx.example.com/@me/210?x=1",
        "voipnow://pbx.example.com/@me/210#x",
        "voipnow://pbx.example.com/@me/2%0A10",
        "voipnow://pbx.example.com/@me/21 0",
        "voipnow://pbx.example.com:0x50/@me/210",
        "voipnow://pbx.example.com:70000/@me/210",
        "voipnow://user:secret@pbx.example.com/@me/210",
        "https://pbx.example.com/@me/210",
    };
    for (const std::string& uri : table) {
        SCOPED_TRACE(uri);
        expectJobError(JobEnd::kQueueStopped, "voipnow://HOST[:PORT]/USER/EXTENSION",
                       [&] { parseDeviceUri(uri); });
    }
}

}  // namespace
}  // namespace voipnow
