// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/printer_ppd.hpp"

#include <gtest/gtest.h>

#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

// No CUPS server answers; the end-to-end tests have one.
class PrinterPpdTest : public ::testing::Test {
  protected:
    PrinterPpdTest() {
        std::filesystem::create_directory(scratch_.path() / "ppd");
        scratch_.file("ppd/Fax.ppd", textOf(VOIPNOW_PPD));
    }

    const ScratchFolder scratch_;
    const Environment root_{"CUPS_SERVERROOT", scratch_.path().c_str()};
    const Environment server_{"CUPS_SERVER", "/nowhere/cups.sock"};
};

TEST_F(PrinterPpdTest, IsThatOfTheQueue) {
    // libcups may give the file itself, or a link to it that is to be removed.
    EXPECT_EQ(textOf(PrinterPpd("Fax").path()), textOf(VOIPNOW_PPD));
    EXPECT_EQ(textOf(scratch_.path() / "ppd/Fax.ppd"), textOf(VOIPNOW_PPD)) << "the queue keeps its file";
    EXPECT_TRUE(PrinterPpd().path().empty());
}

TEST_F(PrinterPpdTest, SaysWhenThereIsNoSuchQueue) {
    for (const char* name : {"Nope", "", "../ppd/Fax", ".", "a b"}) {
        expectJobError(JobEnd::kHeld, "is not there", [&] { PrinterPpd ppd{std::string(name)}; });
    }
}

TEST_F(PrinterPpdTest, RefusesAnotherModel) {
    std::string other = textOf(VOIPNOW_PPD);
    for (std::size_t at = 0; (at = other.find("faxPrefix", at)) != std::string::npos;) {
        other.replace(at, 9, "faxPostfi");
    }
    scratch_.file("ppd/Laser.ppd", other);
    expectJobError(JobEnd::kHeld, "is not of the model", [] { PrinterPpd ppd{std::string("Laser")}; });
}

}  // namespace
}  // namespace voipnow
