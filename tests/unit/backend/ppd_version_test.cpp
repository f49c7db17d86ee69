// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ppd_version.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "backend/checksum.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

std::string modelPpd() {
    std::ifstream file(VOIPNOW_PPD);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(PpdVersion, OfTheModelIsThisProgramsOwn) {
    const ScratchFolder scratch;
    EXPECT_FALSE(ownPpdVersion().empty());
    EXPECT_EQ(outdatedPpd(PrinterDescription(scratch.file("a.ppd", modelPpd()).c_str()), "Fax"), "");
    EXPECT_EQ(outdatedPpd(PrinterDescription(), "Fax"), "");
}

// Without it, queues would keep the old description: they are brought to a new one by its version.
TEST(PpdVersion, IsRaisedWithEachChangeOfTheModel) {
    EXPECT_EQ(sha256Of(modelPpd()), "eb80706bd20a9e1e53d85562300644c0f14b2e32087074cfce8ebf21127ff11c")
        << "The model has changed: raise its *FileVersion, and write its new checksum here.";
}

TEST(PpdVersion, ThatIsAnotherIsToldWithItsCure) {
    const ScratchFolder scratch;
    std::string ppd = modelPpd();
    const std::string line = "*FileVersion: \"" + ownPpdVersion() + '"';
    ppd.replace(ppd.find(line), line.size(), "*FileVersion: \"0.0\"");
    EXPECT_EQ(outdatedPpd(PrinterDescription(scratch.file("a.ppd", ppd).c_str()), "Fax"),
              "The description (PPD) of the printer Fax is of version 0.0, and this is version " +
                  ownPpdVersion() +
                  ". An administrator brings it up to date with: voipnow-fax setup --printer Fax");
}

}  // namespace
}  // namespace voipnow
