// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fax_settings.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "backend/job_options.hpp"
#include "tests/unit/filters/thrown_error.hpp"
#include "tests/unit/filters/unnamed_file.hpp"

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

FaxSettings settingsOf(const std::string& options, const PrinterDescription& printer = {}) {
    return readFaxSettings(parseJobOptions(options), printer);
}

// The printer after `lpadmin -o FaxContent=...`.
PrinterDescription printerWithDefaultContent(const std::string& content) {
    std::ostringstream ppd;
    ppd << std::ifstream(VOIPNOW_PPD).rdbuf();
    const std::string before = "*DefaultFaxContent: Auto";
    std::string text = ppd.str();
    text.replace(text.find(before), before.size(), "*DefaultFaxContent: " + content);
    const UnnamedFile file(text);
    return PrinterDescription(("/proc/self/fd/" + std::to_string(file.descriptor())).c_str());
}

struct ContentCase {
    std::string options;
    FaxContent withoutPpd;
    FaxContent withPpd;
    FaxContent withDefaultPhoto;  // the administrator's
};

TEST(FaxMarksOptionTest, IsAutoOrText) {
    const auto areText = [](const std::string& options) {
        return readFaxSettings(parseJobOptions(options), PrinterDescription(nullptr)).marksAreText;
    };
    EXPECT_FALSE(areText(""));
    EXPECT_FALSE(areText("fax-marks=Auto"));
    EXPECT_TRUE(areText("fax-marks=TEXT"));
    for (const std::string bad : {"fax-marks=", "fax-marks=no", "fax-marks=texts"}) {
        try {
            areText(bad);
            ADD_FAILURE() << bad;
        } catch (const JobError& error) {
            EXPECT_EQ(error.end(), JobEnd::kHeld) << bad;
        }
    }
}

TEST(FaxContentTest, IsTheJobsThenTheAdministratorsThenAuto) {
    using enum FaxContent;
    const PrinterDescription shipped(VOIPNOW_PPD);
    const PrinterDescription photo = printerWithDefaultContent("Photo");
    for (const ContentCase& each :
         {ContentCase{"", kAuto, kAuto, kPhoto}, ContentCase{"FaxContent=Auto", kAuto, kAuto, kAuto},
          ContentCase{"FaxContent=Text", kText, kText, kText},
          ContentCase{"FaxContent=Photo", kPhoto, kPhoto, kPhoto},
          ContentCase{"FaxContent=Vector", kVector, kVector, kVector},
          ContentCase{"faxcontent=PHOTO", kPhoto, kPhoto, kPhoto},
          ContentCase{"phone=1 FaxContent=text PageSize=A4", kText, kText, kText}}) {
        EXPECT_EQ(settingsOf(each.options).content, each.withoutPpd) << each.options;
        EXPECT_EQ(settingsOf(each.options, shipped).content, each.withPpd) << each.options << " with the PPD";
        EXPECT_EQ(settingsOf(each.options, photo).content, each.withDefaultPhoto)
            << each.options << " with the administrator's default";
    }
}

TEST(FaxContentTest, HoldsAJobThatAsksForAnother) {
    const PrinterDescription shipped(VOIPNOW_PPD);
    for (const std::string value : {"Fine", "Aut", "Photograph", "Auto,Text", ""}) {
        for (const PrinterDescription* printer :
             {&shipped, static_cast<const PrinterDescription*>(nullptr)}) {
            const std::string options = "FaxContent=" + value;
            const JobError error =
                thrownBy([&] { printer == nullptr ? settingsOf(options) : settingsOf(options, *printer); });
            EXPECT_EQ(error.end(), JobEnd::kHeld) << value;
            EXPECT_TRUE(mentions(error, options + " is not known")) << error.what();
            EXPECT_TRUE(mentions(error, "Auto, Text, Photo, Vector")) << error.what();
        }
    }
}

TEST(FaxWorkersTest, AreLeftToTheMachineUnlessTheJobSaysHowMany) {
    EXPECT_EQ(settingsOf("PageSize=A4").workers, std::nullopt);
    for (int workers = 1; workers <= 16; ++workers) {
        EXPECT_EQ(settingsOf("fax-workers=" + std::to_string(workers)).workers, workers);
    }
}

TEST(FaxWorkersTest, HoldAJobThatAsksForAnImpossibleNumber) {
    for (const std::string value :
         {"0", "17", "-1", "+2", "2x", "x2", "1.5", "two", "", "99999999999999999999", "0x4"}) {
        const JobError error = thrownBy([&value] { settingsOf("fax-workers=" + value); });
        EXPECT_EQ(error.end(), JobEnd::kHeld) << value;
        EXPECT_TRUE(mentions(error, "fax-workers=" + value + " is not a number from 1 to 16"))
            << error.what();
    }
}

}  // namespace
}  // namespace voipnow
