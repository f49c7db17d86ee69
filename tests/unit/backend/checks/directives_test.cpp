// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/directives.hpp"

#include <gtest/gtest.h>

#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

TEST(Directives, AreReadAsCupsdReadsThem) {
    const ScratchFolder scratch;
    const auto file =
        scratch.file("cupsd.conf",
                     "#JobRetryLimit 1\n  jobretrylimit\t7  \nServerBin /usr/lib/cups\n"
                     "<Policy default>\nMaxCopies 3\n<Limit All>\nOrder deny\n</Limit>\n</Policy>\n"
                     "ServerBin /opt/my cups\nBare\n");
    EXPECT_EQ(directiveOf(file, "JobRetryLimit"), "7");
    EXPECT_EQ(directiveOf(file, "ServerBin"), "/opt/my cups");
    EXPECT_EQ(directiveOf(file, "MaxCopies"), "");
    EXPECT_EQ(directiveOf(file, "Bare"), "");
    EXPECT_EQ(directiveOf(file, "Other"), "");
}

TEST(Directives, OfAFileThatIsNotThereAreNothing) {
    const ScratchFolder scratch;
    EXPECT_EQ(directiveOf(scratch.path() / "none", "ServerBin"), std::nullopt);
}

}  // namespace
}  // namespace voipnow
