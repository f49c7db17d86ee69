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
    constexpr std::int64_t kCreated = 5'000;
    const std::vector<Case> table{
        {"https://s/f?X-Amz-Date=20260113T101500Z&X-Amz-Expires=600&X-Amz-Signature=0", 1'768'299'300 + 600},
        {"https://s/f?X-Amz-Expires=1&X-Amz-Date=20260113T101500Z", 1'768'299'300 + 1},
        {"https://s/f", kCreated + 600},
        {"https://s/f?X-Amz-Expires=60", kCreated + 600},
        {"https://s/f?X-Amz-Date=20260113T101500Z", kCreated + 600},
        {"https://s/f?X-Amz-Date=yesterday&X-Amz-Expires=60", kCreated + 600},
        {"https://s/f?X-Amz-Date=20260113T101500Z&X-Amz-Expires=-5", kCreated + 600},
        {"https://s/f?notX-Amz-Date=20260113T101500Z&X-Amz-Expires=60", kCreated + 600},
    };
    for (const Case& each : table) {
        EXPECT_EQ(endOfUrl(each.url, kCreated), each.ends) << each.url;
    }
}

}  // namespace
}  // namespace voipnow
