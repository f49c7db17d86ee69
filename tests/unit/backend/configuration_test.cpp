// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/configuration.hpp"

#include <gtest/gtest.h>

#include "tests/unit/backend/expect_job_error.hpp"
#include "tests/unit/backend/scratch.hpp"

namespace voipnow {
namespace {

class ConfigurationTest : public ::testing::Test {
  protected:
    Settings settings(const std::string& text, const std::string& uri = "voipnow://pbx.example.com/@me/210",
                      const std::string& printer = "Fax") {
        return Configuration(scratch_.file("voipnow.conf", text)).settingsFor(parseDeviceUri(uri), printer);
    }
    void expectRefused(const std::string& text, const std::string& words) {
        SCOPED_TRACE(text);
        expectJobError(JobEnd::kQueueStopped, words, [&] { settings(text); });
    }

    const ScratchFolder scratch_;
};

TEST_F(ConfigurationTest, HasTheDefaultsOfThePbx) {
    const Settings defaults = settings("");
    EXPECT_EQ(defaults.stateDir, "/var/lib/cups-voipnow");
    EXPECT_EQ(defaults.maxRecipients, 5U);
    EXPECT_EQ(defaults.maxFiles, 5U);
    EXPECT_EQ(defaults.maxFileSize, 10U * 1024 * 1024);
    EXPECT_TRUE(defaults.joinDocuments);
    EXPECT_TRUE(defaults.allow.empty());
    EXPECT_TRUE(defaults.deny.empty());
    EXPECT_FALSE(defaults.confirmNewNumbers);
    EXPECT_EQ(defaults.repeatWindow, std::chrono::seconds(0));
    EXPECT_EQ(defaults.maxRecipientsPerJob, 0U);
    EXPECT_TRUE(defaults.uploadHosts.empty());
    EXPECT_TRUE(defaults.caFile.empty());
}

TEST_F(ConfigurationTest, ReadsEachKey) {
    const Settings all = settings(
        "# comment\n; comment\n\n"
        "state-dir = /srv/fax state\n"
        "app-key=key\n  app-secret =  s#e;c=r [e] t  \r\n"
        "token = t\ncookie = a=b; c=d\nxsrf-token = x\n"
        "ca-file = /etc/ca.pem\nproxy = http://proxy:3128\n"
        "upload-hosts = Store.example.com, *.s3.example.com  10.0.0.1:9000\n"
        "max-recipients = 999\nmax-files = 10\nmax-file-size = 100M\nJoin-Documents = No\n"
        "allow = +1*, 0003\\*[0-9]??\ndeny = +1900* +1976*\nconfirm-new-numbers = yes\nrepeat-window = 10m\n"
        "max-recipients-per-job = 200\n");
    EXPECT_EQ(all.stateDir, "/srv/fax state");
    EXPECT_EQ(all.appKey, "key");
    EXPECT_EQ(all.appSecret, "s#e;c=r [e] t");
    EXPECT_EQ(all.token, "t");
    EXPECT_EQ(all.cookie, "a=b; c=d");
    EXPECT_EQ(all.xsrfToken, "x");
    EXPECT_EQ(all.caFile, "/etc/ca.pem");
    EXPECT_EQ(all.proxy, "http://proxy:3128");
    EXPECT_EQ(all.uploadHosts,
              (std::vector<std::string>{"store.example.com", "*.s3.example.com", "10.0.0.1:9000"}));
    EXPECT_EQ(all.maxRecipients, 999U);
    EXPECT_EQ(all.maxFiles, 10U);
    EXPECT_EQ(all.maxFileSize, 100U * 1024 * 1024);
    EXPECT_FALSE(all.joinDocuments);
    EXPECT_EQ(all.allow, (std::vector<std::string>{"+1*", "0003\\*[0-9]??"}));
    EXPECT_EQ(all.deny, (std::vector<std::string>{"+1900*", "+1976*"}));
    EXPECT_TRUE(all.confirmNewNumbers);
    EXPECT_EQ(all.repeatWindow, std::chrono::minutes(10));
    EXPECT_EQ(all.maxRecipientsPerJob, 200U);
}

TEST_F(ConfigurationTest, LetsTheNearerSectionWinKeyByKey) {
    const std::string text =
        "app-key = global\napp-secret = global\ntoken = global\ncookie = global\n"
        "[printer Fax]\ntoken = printer\n"
        "[PBX.example.com:8443]\napp-secret = port\ntoken = port\n"
        "[pbx.example.com]\napp-key = host\napp-secret = host\n"
        "[other.example.com]\ncookie = other\n";
    const Settings plain = settings(text);
    EXPECT_EQ(plain.cookie, "global");
    EXPECT_EQ(plain.appKey, "host");
    EXPECT_EQ(plain.appSecret, "host");
    EXPECT_EQ(plain.token, "printer");
    const Settings withPort = settings(text, "voipnow://pbx.example.com:8443/@me/210", "Fax2");
    EXPECT_EQ(withPort.appKey, "host");
    EXPECT_EQ(withPort.appSecret, "port");
    EXPECT_EQ(withPort.token, "port");
    EXPECT_EQ(settings("[[::1]:8443]\ntoken = six\n", "voipnow://[::1]:8443/210").token, "six");
    EXPECT_EQ(settings("[[::1]]\ntoken = six\n", "voipnow://[::1]:8443/210").token, "six");
    EXPECT_EQ(settings("[pbx.example.com:443]\ntoken = t\n").token, "t");
    EXPECT_EQ(settings("[printer fax]\ntoken = t\n").token, "");
}

TEST_F(ConfigurationTest, ReadsTimesWithTheirUnit) {
    EXPECT_EQ(settings("repeat-window = 90s\n").repeatWindow, std::chrono::seconds(90));
    EXPECT_EQ(settings("repeat-window = 2h\n").repeatWindow, std::chrono::hours(2));
    EXPECT_EQ(settings("repeat-window = 366d\n").repeatWindow, std::chrono::hours(366 * 24));
    EXPECT_EQ(settings("repeat-window = 0\n").repeatWindow, std::chrono::seconds(0));
    EXPECT_EQ(settings("repeat-window = 0m\n").repeatWindow, std::chrono::seconds(0));
}

TEST_F(ConfigurationTest, LetsOnePrinterBeFreeOfARuleForAll) {
    const std::string text =
        "allow = +1*\ndeny = +1900*\nrepeat-window = 1h\n[printer Boss]\nallow =\nrepeat-window = 0\n";
    EXPECT_EQ(settings(text).allow, (std::vector<std::string>{"+1*"}));
    const Settings boss = settings(text, "voipnow://pbx.example.com/@me/210", "Boss");
    EXPECT_TRUE(boss.allow.empty());
    EXPECT_EQ(boss.deny, (std::vector<std::string>{"+1900*"}));
    EXPECT_EQ(boss.repeatWindow, std::chrono::seconds(0));
}

TEST_F(ConfigurationTest, NamesFileAndLineOfWhatItDoesNotTake) {
    const std::string file = (scratch_.path() / "voipnow.conf").string();
    expectRefused("\n# c\nap-key = x\n", file + ":3: There is no key \"ap-key\". Is app-key meant?");
    expectRefused("app-key\n", file + ":1: ");
    expectRefused("= x\n", file + ":1: ");
    expectRefused("token = a\ntoken = b\n", file + ":2: ");
    expectRefused("[pbx\n", file + ":1: ");
    expectRefused("[]\n", file + ":1: ");
    expectRefused("[two words]\n", file + ":1: ");
    expectRefused("[https://pbx.example.com]\n", file + ":1: ");
    expectRefused("[printer]\n", file + ":1: ");
    expectRefused("[a]\n[b]\n[A]\n", file + ":3: ");
    expectRefused("state-dir = relative\n", file + ":1: \"state-dir\"");
    expectRefused("state-dir =\n", file + ":1: \"state-dir\"");
    expectRefused("ca-file = ca.pem\n", file + ":1: \"ca-file\"");
    expectRefused("token = a\tb\n", file + ":1: \"token\"");
    expectRefused("upload-hosts = https://store\n", file + ":1: \"upload-hosts\"");
    expectRefused("max-recipients = 0\n", file + ":1: \"max-recipients\"");
    expectRefused("max-recipients = 1000\n", file + ":1: \"max-recipients\"");
    expectRefused("max-recipients = 5x\n", file + ":1: \"max-recipients\"");
    expectRefused("max-files = 11\n", file + ":1: \"max-files\"");
    expectRefused("max-files = -1\n", file + ":1: \"max-files\"");
    expectRefused("max-file-size = 10MB\n", file + ":1: \"max-file-size\"");
    expectRefused("max-file-size = M\n", file + ":1: \"max-file-size\"");
    expectRefused("max-file-size = 5G\n", file + ":1: \"max-file-size\"");
    expectRefused("join-documents = perhaps\n", file + ":1: \"join-documents\"");
    expectRefused("allow = +1* (555)*\n", file + ":1: \"allow\"");
    expectRefused("allow = +1* (555)*\n", "\"(555)*\"");
    expectRefused("deny = 0900-*\n", file + ":1: \"deny\"");
    expectRefused("confirm-new-numbers = always\n", file + ":1: \"confirm-new-numbers\"");
    for (const char* time :
         {"", "10", "m", "-1m", "1.5h", "10 min", "10M", "1w", "3661d", "99999999999999999999s"}) {
        expectRefused(std::string("repeat-window = ") + time + '\n', file + ":1: \"repeat-window\"");
    }
    expectRefused("max-recipients-per-job = 10000\n", file + ":1: \"max-recipients-per-job\"");
    expectRefused("max-recipients-per-job = none\n", file + ":1: \"max-recipients-per-job\"");
}

TEST_F(ConfigurationTest, RefusesAFileThatOthersCanReadOrThatIsMissing) {
    const std::filesystem::path file = scratch_.file("voipnow.conf", "token = t\n");
    for (const int mode : {0604, 0640, 0644, 0620, 0666}) {
        std::filesystem::permissions(file, std::filesystem::perms(mode));
        expectJobError(JobEnd::kQueueStopped,
                       file.string() + ":1: ", [&] { Configuration configuration(file); });
        expectJobError(JobEnd::kQueueStopped, "chmod 600", [&] { Configuration configuration(file); });
    }
    expectJobError(JobEnd::kQueueStopped, "nowhere.conf",
                   [&] { Configuration configuration(scratch_.path() / "nowhere.conf"); });
}

TEST_F(ConfigurationTest, ListsEachStateDirOnce) {
    const Configuration configuration(scratch_.file(
        "voipnow.conf", "[a]\nstate-dir = /one\n[b]\ntoken = t\n[printer F]\nstate-dir = /one\n"));
    EXPECT_EQ(configuration.stateDirs(),
              (std::vector<std::filesystem::path>{"/var/lib/cups-voipnow", "/one"}));
}

// The file that is installed says of each key what it does; none may be missing or misspelt there.
TEST_F(ConfigurationTest, TakesTheInstalledFileWithItsExamplesSwitchedOn) {
    std::string text = textOf(VOIPNOW_CONF);
    for (const char* key : {"state-dir",
                            "app-key",
                            "app-secret",
                            "token",
                            "cookie",
                            "xsrf-token",
                            "ca-file",
                            "proxy",
                            "upload-hosts",
                            "max-recipients",
                            "max-files",
                            "max-file-size",
                            "join-documents",
                            "allow",
                            "deny",
                            "confirm-new-numbers",
                            "repeat-window",
                            "max-recipients-per-job",
                            "parallel-uploads",
                            "retry-for",
                            "timeout",
                            "keep-log",
                            "keep-documents",
                            "metrics-file"}) {
        const std::size_t at = text.find("\n#" + std::string(key) + " =");
        ASSERT_NE(at, std::string::npos) << key;
        text.erase(at + 1, 1);
    }
    const Settings shown = settings(text, "voipnow://elsewhere.example.com/210", "Other");
    const Settings defaults = settings("");
    EXPECT_EQ(shown.stateDir, defaults.stateDir);
    EXPECT_EQ(shown.maxRecipients, defaults.maxRecipients);
    EXPECT_EQ(shown.maxFiles, defaults.maxFiles);
    EXPECT_EQ(shown.maxFileSize, defaults.maxFileSize);
    EXPECT_EQ(shown.joinDocuments, defaults.joinDocuments);
    settings(textOf(VOIPNOW_CONF));
}

TEST(ConfigurationFile, IsInTheServerRootOfCups) {
    {
        const Environment root("CUPS_SERVERROOT", "/scratch/cups");
        EXPECT_EQ(configurationFile(), "/scratch/cups/voipnow.conf");
    }
    const Environment root("CUPS_SERVERROOT", nullptr);
    EXPECT_EQ(configurationFile(), "/etc/cups/voipnow.conf");
}

}  // namespace
}  // namespace voipnow
