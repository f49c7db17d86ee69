// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/scheduler_settings.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

Finding retriesWith(const std::string& text) {
    const ScratchFolder scratch;
    scratch.file("cupsd.conf", text);
    return checkRetries(scratch.path());
}

struct Row {
    const char* text;
    Verdict verdict;
    const char* words;
};

TEST(Retries, AreFineWhereTheBackendHoldsAJobBeforeCupsdGivesItUp) {
    const std::vector<Row> rows{
        {"", Verdict::kFine, "300 seconds, 5 times"},
        {"JobRetryInterval 10m\nJobRetryLimit 9\n", Verdict::kFine, "600 seconds, 9 times"},
        {"JobRetryLimit 0\n", Verdict::kFine, "as often as needed"},
        {"JobRetryLimit 4\n", Verdict::kWarning, "4 times"},
        {"JobRetryInterval 2h\n", Verdict::kWarning, "7200 seconds"},
        {"JobRetryInterval soon\n", Verdict::kWarning, "0 seconds"},
    };
    for (const Row& row : rows) {
        const Finding found = retriesWith(row.text);
        EXPECT_EQ(found.verdict, row.verdict) << row.text;
        EXPECT_NE(found.text.find(row.words), std::string::npos) << found.text;
        EXPECT_EQ(found.cure.empty(), row.verdict == Verdict::kFine);
    }
}

TEST(Retries, AreUnknownToThoseWhoMayNotReadThem) {
    const ScratchFolder scratch;
    EXPECT_EQ(checkRetries(scratch.path()).verdict, Verdict::kUnknown);
}

TEST(ErrorPolicy, IsFineWhenAJobIsTriedAgain) {
    CupsQueue queue;
    queue.name = "Fax";
    queue.errorPolicy = "retry-job";
    EXPECT_EQ(checkErrorPolicy(queue).verdict, Verdict::kFine);
    for (const char* policy : {"abort-job", "stop-printer", "retry-current-job"}) {
        queue.errorPolicy = policy;
        const Finding found = checkErrorPolicy(queue);
        EXPECT_EQ(found.verdict, Verdict::kWarning) << policy;
        EXPECT_EQ(found.cure, "lpadmin -p Fax -o printer-error-policy=retry-job");
    }
    queue.errorPolicy = "";
    EXPECT_EQ(checkErrorPolicy(queue).verdict, Verdict::kUnknown);
}

}  // namespace
}  // namespace voipnow
