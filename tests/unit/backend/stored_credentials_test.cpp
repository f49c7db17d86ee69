// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/stored_credentials.hpp"

#include <gtest/gtest.h>

namespace voipnow {
namespace {

constexpr const char* kFile =
    "app-key = of-all\n"
    "[pbx.example.com]\n"
    "app-key = k\n"
    "app-secret = s\n"
    "[PBX.example.com:8443]\n"
    "Token = t\n"
    "[[::1]:8443]\n"
    "app-key = six\n"
    "[printer Fax]\n"
    "max-files = 2\n";

DeviceUri at(const std::string& authority) {
    return parseDeviceUri("voipnow://" + authority + "/@me/210");
}

StoredCredentials of(const std::string& authority) {
    return credentialsOf(ConfigurationText(kFile), at(authority));
}

TEST(StoredCredentials, AreThoseOfTheHostAndThePortAlone) {
    EXPECT_EQ(of("pbx.example.com"), (StoredCredentials{"k", "s", "", "", ""}));
    EXPECT_EQ(of("PBX.example.com:443"), (StoredCredentials{"k", "s", "", "", ""}));
    EXPECT_EQ(of("pbx.example.com:8443"), (StoredCredentials{"", "", "t", "", ""}));
    EXPECT_EQ(of("[::1]:8443"), (StoredCredentials{"six", "", "", "", ""}));
    EXPECT_EQ(of("[::1]"), StoredCredentials());
    EXPECT_EQ(of("other.example.com"), StoredCredentials()) << "those of all printers are of no PBX";
}

TEST(StoredCredentials, NeedNoAppWithATokenOrAWholeSession) {
    EXPECT_FALSE((StoredCredentials{"k", "s", "", "", ""}).hasOtherThanApp());
    EXPECT_TRUE((StoredCredentials{"", "", "t", "", ""}).hasOtherThanApp());
    EXPECT_TRUE((StoredCredentials{"", "", "", "c", "x"}).hasOtherThanApp());
    EXPECT_FALSE((StoredCredentials{"", "", "", "c", ""}).hasOtherThanApp());
}

// So that the order here is that of Configuration: of each two sections, the one before the other wins there too.
TEST(StoredCredentials, SectionsComeInTheOrderInWhichTheyWin) {
    for (const char* authority : {"pbx.example.com", "pbx.example.com:8443", "[::1]", "[::1]:8443"}) {
        const DeviceUri device = at(authority);
        const std::vector<std::string> sections = sectionsFor(device, "Fax");
        EXPECT_EQ(sections.front(), "printer Fax");
        for (std::size_t i = 1; i < sections.size(); ++i) {
            const std::string text =
                '[' + sections[i] + "]\napp-key = loses\n[" + sections[i - 1] + "]\napp-key = wins\n";
            EXPECT_EQ(Configuration("voipnow.conf", text).settingsFor(device, "Fax").appKey, "wins") << text;
        }
    }
}

struct Place {
    const char* key;
    const char* usual;
    const char* section;
};

TEST(StoredCredentials, AKeyIsWrittenWhereItCounts) {
    const std::vector<Place> places{
        {"max-files", "pbx.example.com", "printer Fax"},
        {"max-files", "printer Fax", "printer Fax"},
        {"token", "pbx.example.com", "pbx.example.com:8443"},
        {"app-key", "pbx.example.com:8443", "pbx.example.com:8443"},
        {"app-key", "printer Fax", "printer Fax"},
        {"ca-file", "pbx.example.com:8443", "pbx.example.com:8443"},
    };
    const std::vector<std::string> sections = sectionsFor(at("pbx.example.com:8443"), "Fax");
    for (const Place& each : places) {
        EXPECT_EQ(sectionThatCounts(ConfigurationText(kFile), sections, {each.key}, each.usual), each.section)
            << each.key;
    }
}

}  // namespace
}  // namespace voipnow
