// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/installed_programs.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

class InstalledPrograms : public ::testing::Test {
  protected:
    InstalledPrograms() {
        fs::create_directory(scratch_.path() / "backend");
        fs::create_directory(scratch_.path() / "filter");
        put("backend/voipnow", 0700);
        put("filter/pdftofax", 0755);
        put("filter/faxcover", 0755);
    }

    void put(const std::string& name, mode_t mode) const {
        scratch_.file(name, "#!/bin/sh\n");
        ::chmod((scratch_.path() / name).c_str(), mode);
    }
    Finding backend() const { return checkPrograms(scratch_.path()).at(0); }
    Finding filter() const { return checkPrograms(scratch_.path()).at(1); }

    const ScratchFolder scratch_;
};

TEST_F(InstalledPrograms, AreFineInTheirPlaces) {
    EXPECT_EQ(backend().verdict, Verdict::kFine) << backend().text;
    EXPECT_EQ(filter().verdict, Verdict::kFine) << filter().text;
}

TEST_F(InstalledPrograms, FailWhenTheyAreMissing) {
    fs::remove(scratch_.path() / "backend/voipnow");
    fs::remove(scratch_.path() / "filter/faxcover");
    EXPECT_EQ(backend().verdict, Verdict::kFailed);
    EXPECT_EQ(filter().verdict, Verdict::kFailed);
    EXPECT_NE(filter().text.find("faxcover"), std::string::npos) << filter().text;
}

TEST_F(InstalledPrograms, FailWithAModeThatCupsdDoesNotTake) {
    for (const mode_t mode : {0600U, 0720U, 0702U}) {
        put("backend/voipnow", mode);
        EXPECT_EQ(backend().verdict, Verdict::kFailed) << std::oct << mode;
        EXPECT_NE(backend().cure.find("chmod 700"), std::string::npos);
    }
    for (const mode_t mode : {0700U, 0644U, 0777U}) {
        put("filter/pdftofax", mode);
        EXPECT_EQ(filter().verdict, Verdict::kFailed) << std::oct << mode;
    }
}

TEST_F(InstalledPrograms, FailWhenTheBackendIsNotStartedAsRoot) {
    if (::geteuid() != 0) {
        GTEST_SKIP() << "The file has to be root's.";
    }
    put("backend/voipnow", 0755);
    EXPECT_EQ(backend().verdict, Verdict::kFailed);
    EXPECT_NE(backend().text.find("0755"), std::string::npos) << backend().text;
}

TEST_F(InstalledPrograms, AreWhereCupsFilesConfSays) {
    scratch_.file("cups-files.conf", "ServerBin /srv/cups/lib\n");
    EXPECT_EQ(serverBinOf(scratch_.path()), "/srv/cups/lib");
}

}  // namespace
}  // namespace voipnow
