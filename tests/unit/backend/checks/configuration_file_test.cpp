// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/configuration_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

TEST(ConfigurationFile, IsFineWithoutMistakes) {
    const ScratchFolder scratch;
    const Finding found = checkConfiguration(scratch.file("voipnow.conf", "app-key = k\n"));
    EXPECT_EQ(found.verdict, Verdict::kFine) << found.text;
}

TEST(ConfigurationFile, FailsWithItsFirstMistakeAndHowManyMoreThereAre) {
    const ScratchFolder scratch;
    const auto file = scratch.file("voipnow.conf", "ap-key = k\nmax-files = 99\n");
    const Finding found = checkConfiguration(file);
    EXPECT_EQ(found.verdict, Verdict::kFailed);
    EXPECT_EQ(found.text, file.string() + ":1: There is no key \"ap-key\". Is app-key meant? (and 1 more)");
}

TEST(ConfigurationFile, FailsWhenItIsNotThereOrOthersCanReadIt) {
    const ScratchFolder scratch;
    EXPECT_EQ(checkConfiguration(scratch.path() / "none").verdict, Verdict::kFailed);
    const auto file = scratch.file("voipnow.conf", "");
    ::chmod(file.c_str(), 0644);
    EXPECT_NE(checkConfiguration(file).text.find("chmod 600"), std::string::npos);
}

}  // namespace
}  // namespace voipnow
