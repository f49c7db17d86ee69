// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_settings.hpp"

#include <gtest/gtest.h>

#include <string>

#include "backend/job_options.hpp"
#include "tests/unit/filters/thrown_error.hpp"

namespace voipnow {
namespace {

struct SettingsCase {
    std::string options;  // as in argv[5]
    bool withPpd;
    std::string paper;
    std::string resolution;
};

std::ostream& operator<<(std::ostream& out, const SettingsCase& each) {
    return out << '"' << each.options << (each.withPpd ? "\" with the PPD" : "\"");
}

class FaxSettingsTest : public ::testing::TestWithParam<SettingsCase> {
  protected:
    static PrinterDescription printer(bool withPpd) {
        return PrinterDescription(withPpd ? VOIPNOW_PPD : nullptr);
    }
};

TEST_P(FaxSettingsTest, TakesTheJobsOptionThenThePpdThenTheDefault) {
    const FaxSettings settings =
        readFaxSettings(parseJobOptions(GetParam().options), printer(GetParam().withPpd));
    EXPECT_EQ(settings.paper.name, GetParam().paper);
    EXPECT_EQ(settings.resolution.name, GetParam().resolution);
}

INSTANTIATE_TEST_SUITE_P(
    Every, FaxSettingsTest,
    ::testing::Values(SettingsCase{"", false, "Letter", "204x196dpi"},
                      SettingsCase{"PageSize=A4 Resolution=204x98dpi", false, "A4", "204x98dpi"},
                      SettingsCase{"pagesize=a5 RESOLUTION=204x391DPI", false, "A5", "204x391dpi"},
                      SettingsCase{"media=Legal", false, "Legal", "204x196dpi"},
                      SettingsCase{"media=A4,Upper", false, "Letter", "204x196dpi"},
                      SettingsCase{"media=Legal PageSize=A4", false, "A4", "204x196dpi"},
                      SettingsCase{"phone=5551234 copies=3 Resolution=204x98dpi", false, "Letter",
                                   "204x98dpi"},
                      SettingsCase{"", true, "Letter", "204x196dpi"},
                      SettingsCase{"PageSize=A5 Resolution=204x391dpi", true, "A5", "204x391dpi"},
                      SettingsCase{"media=A4", true, "A4", "204x196dpi"},
                      SettingsCase{"media=iso_a4_210x297mm", true, "A4", "204x196dpi"},
                      SettingsCase{"media=Custom.100x100mm", true, "Letter", "204x196dpi"},
                      SettingsCase{"printer-resolution=600dpi", true, "Letter", "204x196dpi"}));

TEST_F(FaxSettingsTest, RefusesAnOptionOfTheJobThatThereIsNot) {
    for (const bool withPpd : {false, true}) {
        for (const std::string options : {"PageSize=B5", "Resolution=600dpi", "PageSize=", "PageSize",
                                          "PageSize=A4 Resolution=Custom.300"}) {
            const JobError error =
                thrownBy([&] { readFaxSettings(parseJobOptions(options), printer(withPpd)); });
            EXPECT_EQ(error.end(), JobEnd::kHeld) << options;
        }
    }
}

}  // namespace
}  // namespace voipnow
