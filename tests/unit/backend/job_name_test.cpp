// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/job_name.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace voipnow {
namespace {

TEST(JobName, IsANumberANameOrAUuid) {
    constexpr const char* kUuid = "ffa9f5de-9777-31b3-7b51-1d3e45a81b0d";
    struct Case {
        std::string word;
        int number;
        std::string printer;
        std::string uuid;
        std::string shown;
    };
    const std::vector<Case> table{
        {"12", 12, "", "", "Job 12"},
        {"Fax-12", 12, "Fax", "", "Job Fax-12"},
        {"Fax-2nd-7", 7, "Fax-2nd", "", "Job Fax-2nd-7"},
        {kUuid, 0, "", std::string("urn:uuid:") + kUuid, std::string("Job urn:uuid:") + kUuid},
        {std::string("urn:uuid:") + kUuid, 0, "", std::string("urn:uuid:") + kUuid,
         std::string("Job urn:uuid:") + kUuid},
    };
    for (const Case& each : table) {
        const JobName name = parseJobName(each.word);
        EXPECT_EQ(name.number, each.number) << each.word;
        EXPECT_EQ(name.printer, each.printer) << each.word;
        EXPECT_EQ(name.uuid, each.uuid) << each.word;
        EXPECT_EQ(shown(name), each.shown);
    }
}

TEST(JobName, IsNothingElse) {
    for (const char* word : {"", "Fax", "Fax-", "-12", "0", "12x", "1.5", "99999999999", "urn:uuid:12",
                             "ffa9f5de-9777-31b3-7b51-1d3e45a81b0"}) {
        EXPECT_THROW(parseJobName(word), WrongArguments) << word;
    }
}

}  // namespace
}  // namespace voipnow
