// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_options.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

std::string joined(const std::string& text) {
    std::string list;
    for (const JobOption& option : parseJobOptions(text)) {
        list += '[' + option.name + '|' + option.value + ']';
    }
    return list;
}

TEST(JobOptions, ReadsThemAsCupsdEscapesThem) {
    EXPECT_EQ(joined(""), "");
    EXPECT_EQ(joined("phone=5551234 PageSize=A4"), "[PageSize|A4][phone|5551234]");
    EXPECT_EQ(joined(R"(phone=+1\ \(555\)\ 010-0000,\ 12)"), "[phone|+1 (555) 010-0000, 12]");
    EXPECT_EQ(joined(R"(job-billing=say\ \"hi\"\ \\)"), R"([job-billing|say "hi" \])");
    EXPECT_EQ(joined("phone=7778888,1234567890"), "[phone|7778888,1234567890]");
    EXPECT_EQ(joined("phone=1 phone=2"), "[phone|2]");
}

TEST(JobOptions, ShowsStrayWordsAsOptions) {
    EXPECT_EQ(joined("phone=+1 (555) 010-0000"), "[(555)|true][010-0000|true][phone|+1]");
    EXPECT_EQ(joined("phone"), "[phone|true]");
}

TEST(JobOptions, FindsAValueWithoutRegardToCase) {
    const auto options = parseJobOptions("Phone=1 faxPrefix=");
    EXPECT_EQ(valueOf(options, "phone"), "1");
    EXPECT_EQ(valueOf(options, "faxprefix"), "");
    EXPECT_EQ(valueOf(options, "Resolution"), std::nullopt);
}

}  // namespace
}  // namespace voipnow
