// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/metrics_place.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

class MetricsPlace : public ::testing::Test {
  protected:
    MetricsPlace() {
        fs::permissions(scratch_.path(), fs::perms(0755));
        fs::create_directory(scratch_.path() / "state");
        fs::create_directory(scratch_.path() / "metrics");
    }
    Finding found(const char* folder) const {
        return checkMetricsPlace(scratch_.path() / folder / "fax.prom", scratch_.path() / "state");
    }

    const ScratchFolder scratch_;
};

TEST_F(MetricsPlace, ThatIsNotThereIsAWarning) {
    EXPECT_EQ(found("none").verdict, Verdict::kWarning);
    EXPECT_NE(found("none").text.find("There is no folder"), std::string::npos);
}

TEST_F(MetricsPlace, IsForRootToLookAt) {
    if (::geteuid() == 0) {
        GTEST_SKIP() << "as root it can be looked at";
    }
    EXPECT_EQ(found("metrics").verdict, Verdict::kUnknown);
}

TEST_F(MetricsPlace, HasToLetTheOwnerOfStateDirWrite) {
    if (::geteuid() != 0) {
        GTEST_SKIP() << "only root can look at it";
    }
    constexpr uid_t kSomebody = 4242;
    ASSERT_EQ(::chown((scratch_.path() / "state").c_str(), kSomebody, kSomebody), 0);
    const Finding closed = found("metrics");
    EXPECT_EQ(closed.verdict, Verdict::kWarning) << closed.text;
    EXPECT_NE(closed.cure.find("setfacl"), std::string::npos) << closed.cure;
    ASSERT_EQ(::chown((scratch_.path() / "metrics").c_str(), kSomebody, kSomebody), 0);
    EXPECT_EQ(found("metrics").verdict, Verdict::kFine) << found("metrics").text;
}

}  // namespace
}  // namespace voipnow
