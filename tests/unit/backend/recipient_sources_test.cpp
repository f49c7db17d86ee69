// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/recipient_sources.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "backend/recipients.hpp"
#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

PrintJob jobWith(const std::string& options) {
    PrintJob job;
    job.number = 12;
    job.options = parseJobOptions(options);
    return job;
}

std::string found(const std::string& options) {
    return listed(recipientsOf(jobWith(options), PrinterDescription()));
}

TEST(RecipientSources, TakeThePhoneOption) {
    EXPECT_EQ(found("phone=5551234"), "5551234");
    EXPECT_EQ(found("phone=Custom.5551234"), "5551234");
    EXPECT_EQ(found("Phone=custom.5551234"), "5551234");
    EXPECT_EQ(found(R"(phone=Custom.+1\ \(555\)\ 123-4567,\ 5559876)"), "+15551234567, 5559876");
    EXPECT_EQ(found("phone=5551234 faxPrefix=9"), "95551234");
    EXPECT_EQ(found("phone=5551234 faxPrefix=Custom.9"), "95551234");
    EXPECT_EQ(found("phone=5551234 faxPrefix=None"), "5551234");
    EXPECT_EQ(dialPrefixOf(jobWith("phone=5551234 faxPrefix='0 0'"), PrinterDescription()), "00");
    EXPECT_EQ(dialPrefixOf(jobWith("phone=5551234"), PrinterDescription()), "");
}

TEST(RecipientSources, HoldAJobWithoutANumberAndSayHowToGiveIt) {
    for (const char* options :
         {"", "phone=None", "phone=none", "phone=Custom", "phone=true", "phone", "phone=false", "nophone",
          "phone=", "phone=Custom.", "phone=Custom.None", "printer-state=3"}) {
        SCOPED_TRACE(options);
        expectJobError(JobEnd::kHeld, "lp -i 12 -o phone=NUMBER -H resume", [&] { found(options); });
    }
}

TEST(RecipientSources, HoldAJobWithABadNumberAndNameIt) {
    expectJobError(JobEnd::kHeld, "\"Smith\"", [] { found("phone=5551234,Smith"); });
    expectJobError(JobEnd::kHeld, "lp -i 12 -o phone=NUMBER -H resume", [] { found("phone=Smith"); });
    expectJobError(JobEnd::kHeld, "\"out\"", [] { found("phone=5551234 faxPrefix=out"); });
}

TEST(RecipientSources, HoldAJobWithAStrayNumberAmongItsOptions) {
    expectJobError(JobEnd::kHeld, "(555) 010-0000", [] { found("phone=+15550100 (555) 010-0000"); });
    expectJobError(JobEnd::kHeld, "12 34", [] { found("phone=5551234 12 34"); });
    expectJobError(JobEnd::kHeld, "5551234", [] { found("5551234"); });
    EXPECT_EQ(found("phone=5551234 printer-state=3 media=A4 number-up=2 sides"), "5551234");
}

class QueueDefaultTest : public ::testing::Test {
  protected:
    PrinterDescription withDefault(const std::string& keyword, const std::string& value) {
        std::string ppd = textOf(VOIPNOW_PPD);
        const std::string line = "*Default" + keyword + ": ";
        const std::size_t at = ppd.find(line);
        EXPECT_NE(at, std::string::npos);
        ppd.replace(at, ppd.find('\n', at) - at, line + value);
        return PrinterDescription(scratch_.file("Fax.ppd", ppd).c_str());
    }
    const ScratchFolder scratch_;
};

TEST_F(QueueDefaultTest, CountsWhereTheJobLeavesTheNumberUnset) {
    const PrinterDescription printer = withDefault("phone", "Custom.5559999");
    EXPECT_EQ(listed(recipientsOf(jobWith(""), printer)), "5559999");
    EXPECT_EQ(listed(recipientsOf(jobWith("phone=None"), printer)), "5559999");
    EXPECT_EQ(listed(recipientsOf(jobWith("phone=5551234"), printer)), "5551234");
    EXPECT_EQ(listed(recipientsOf(jobWith("phone=5551234"), withDefault("faxPrefix", "Custom.9"))),
              "95551234");
}

TEST_F(QueueDefaultTest, IsNotThereInTheModelAsItIsShipped) {
    expectJobError(JobEnd::kHeld, "no fax number",
                   [] { recipientsOf(jobWith(""), PrinterDescription(VOIPNOW_PPD)); });
}

}  // namespace
}  // namespace voipnow
