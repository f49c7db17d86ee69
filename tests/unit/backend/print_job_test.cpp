// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/print_job.hpp"

#include <gtest/gtest.h>

#include "tests/unit/backend/expect_job_error.hpp"

namespace voipnow {
namespace {

PrintJob jobOf(std::vector<std::string> arguments, const char* printer = "Fax") {
    std::vector<char*> pointers;
    pointers.reserve(arguments.size());
    for (std::string& argument : arguments) {
        pointers.push_back(argument.data());
    }
    return PrintJob::fromArguments(pointers, printer);
}

TEST(PrintJob, ReadsWhatCupsdHandsOver) {
    const PrintJob job =
        jobOf({"voipnow://h/1", "12", "anna", "A title", "1", "job-uuid=urn:uuid:x phone=5551234"});
    EXPECT_EQ(job.number, 12);
    EXPECT_EQ(job.user, "anna");
    EXPECT_EQ(job.title, "A title");
    EXPECT_EQ(job.uuid, "urn:uuid:x");
    EXPECT_EQ(job.printer, "Fax");
    EXPECT_EQ(valueOf(job.options, "phone"), "5551234");
    EXPECT_EQ(job.optionsText, "job-uuid=urn:uuid:x phone=5551234");
    EXPECT_EQ(job.resumeCommand(), "lp -i 12 -o phone=NUMBER -H resume");
    EXPECT_EQ(job.releaseCommand(), "lp -i 12 -H resume");
}

TEST(PrintJob, IsNeverTakenForAnotherWhenItHasNoUuid) {
    const PrintJob one = jobOf({"voipnow://h/1", "1", "u", "t", "1", ""}, nullptr);
    const PrintJob other = jobOf({"voipnow://h/1", "1", "u", "t", "1", "", "/file"}, nullptr);
    EXPECT_FALSE(one.uuid.empty());
    EXPECT_NE(one.uuid, other.uuid);
}

TEST(PrintJob, RefusesOtherArguments) {
    expectJobError(JobEnd::kQueueStopped, "JOB USER TITLE", [] { jobOf({"voipnow"}); });
    expectJobError(JobEnd::kQueueStopped, "JOB USER TITLE", [] { jobOf({"u", "1", "u", "t", "1"}); });
    expectJobError(JobEnd::kQueueStopped, "JOB USER TITLE", [] {
        jobOf({"u", "1", "u", "t", "1", "", "f", "x"});
    });
    expectJobError(JobEnd::kQueueStopped, "\"one\"", [] { jobOf({"u", "one", "u", "t", "1", ""}); });
    expectJobError(JobEnd::kQueueStopped, "\"1x\"", [] { jobOf({"u", "1x", "u", "t", "1", ""}); });
}

}  // namespace
}  // namespace voipnow
