// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/presigned_upload.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

TEST(PresignedUpload, KnowsWhenItsUrlEnds) {
    struct Case {
        std::string url;
        std::int64_t ends;
    };
    constexpr std::int64_t kSigned = 1'768'299'300;  // 2026-01-13 10:15:00 UTC
    constexpr std::int64_t kCreated = kSigned + 2;
    const std::vector<Case> table{
        {"https://s/f?X-Amz-Date=20260113T101500Z&X-Amz-Expires=600&X-Amz-Signature=0", kSigned + 600},
        {"https://s/f?X-Amz-Expires=1&X-Amz-Date=20260113T101500Z", kSigned + 1},
        {"https://s/f", kCreated + 600},
        {"https://s/f?X-Amz-Expires=60", kCreated + 600},
        {"https://s/f?X-Amz-Date=20260113T101500Z", kCreated + 600},
        {"https://s/f?X-Amz-Date=yesterday&X-Amz-Expires=60", kCreated + 600},
        {"https://s/f?X-Amz-Date=20260113T101500Z&X-Amz-Expires=-5", kCreated + 600},
        {"https://s/f?X-Amz-Date=20260113T101500Z&X-Amz-Expires=9223372036854775807", kSigned + 604800},
        {"https://s/f?notX-Amz-Date=20260113T101500Z&X-Amz-Expires=60", kCreated + 600},
    };
    for (const Case& each : table) {
        EXPECT_EQ(endOfUrl(each.url, kCreated), each.ends) << each.url;
    }
}

TEST(PresignedUpload, TakesItsOwnClockWhereTheServersIsAnother) {
    const std::string url = "https://s/f?X-Amz-Date=20260113T101500Z&X-Amz-Expires=600";
    constexpr std::int64_t kSigned = 1'768'299'300;
    for (const std::int64_t created : {kSigned - 3600, kSigned + 3600}) {
        EXPECT_EQ(endOfUrl(url, created), created + 600);
    }
}

}  // namespace
}  // namespace voipnow
