// voipnow-fax notify: the desktop of the user tells what became of the user's faxes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>

#include "tests/end_to_end/build_paths.hpp"
#include "tests/end_to_end/drawn_document.hpp"
#include "tests/end_to_end/fake_desktop.hpp"
#include "tests/end_to_end/fax_printer.hpp"

namespace voipnow::end_to_end {
namespace {

const std::string kProgram = std::string(kStage) + "/usr/bin/voipnow-fax";

class Notify : public FaxPrinterTest {
  protected:
    Environment environment() const {
        Environment all = cups_.environment();
        all.merge(desktop_.environment());
        return all;
    }

    std::filesystem::path page() const { return scratch_.write("page.pdf", drawnPdf({numberedPage(1)})); }

    // It has seen which jobs there are once CUPS has its subscription.
    void waitUntilItWatches(const std::string& logBefore) const {
        desktop_.waitForName("org.voipnow.FaxNotify");
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (cups_.log().find("Get-Jobs", logBefore.size()) == std::string::npos &&
               std::chrono::steady_clock::now() < end) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }

    FakeDesktop desktop_{scratch_.path()};
};

TEST_F(Notify, TellsOfTheUsersOwnJobsEachOnce) {
    settled({page()}, to("5550199"));  // of what was before nothing is told
    const std::string before = cups_.log();
    const ChildProcess notify({kProgram, "notify"}, scratch_.path() / "notify.log", environment());
    waitUntilItWatches(before);

    const int first = print({page()}, {"-t", "A <b>& C", "-o", "phone=5550101"});
    EXPECT_EQ(cups_.waitUntilSettled(first).state, IPP_JSTATE_COMPLETED);
    EXPECT_EQ(desktop_.waitFor(1).at(0).title, "Fax sent");
    settled({page()}, {"-U", "somebody", "-o", "phone=5550102"});
    const int held = print({page()}, {"-t", "Letter"});
    EXPECT_EQ(cups_.waitUntilSettled(held).state, IPP_JSTATE_HELD);
    desktop_.waitFor(2);
    cups_.change(held, {"-o", "phone=5550103", "-H", "resume"});
    const std::vector<Notification> told = desktop_.waitFor(3);

    ASSERT_EQ(told.size(), 3U);
    const std::string name = "(Fax-" + std::to_string(first) + "): ";
    EXPECT_EQ(told[0].text.find("A &lt;b&gt;&amp; C " + name + "Sent to 5550101"), 0U) << told[0].text;
    EXPECT_EQ(told[0].urgency, 1);
    EXPECT_EQ(told[1].title, "Fax held");
    EXPECT_NE(told[1].text.find("there is no fax number"), std::string::npos) << told[1].text;
    EXPECT_EQ(told[1].urgency, 2);
    EXPECT_EQ(told[2].title, "Fax sent");
    EXPECT_NE(told[2].text.find("5550103"), std::string::npos) << told[2].text;
}

TEST_F(Notify, GoesOnWhenCupsWasStartedAgain) {
    const std::string before = cups_.log();
    const ChildProcess notify({kProgram, "notify"}, scratch_.path() / "notify.log", environment());
    waitUntilItWatches(before);
    settled({page()}, to("5550101"));
    desktop_.waitFor(1);
    cups_.restart();
    settled({page()}, to("5550102"));
    const std::vector<Notification> told = desktop_.waitFor(2);
    ASSERT_EQ(told.size(), 2U);
    EXPECT_NE(told[1].text.find("5550102"), std::string::npos) << told[1].text;
}

TEST_F(Notify, RunsOnceInASessionAndNotWithoutOne) {
    const std::string before = cups_.log();
    const ChildProcess notify({kProgram, "notify"}, scratch_.path() / "notify.log", environment());
    waitUntilItWatches(before);
    const Finished second = runToEnd({kProgram, "notify"}, environment());
    EXPECT_EQ(second.status, 0);
    EXPECT_NE(second.errors.find("already"), std::string::npos) << second.errors;
    const Finished alone =
        runToEnd({kProgram, "notify"}, {{"DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere"}});
    EXPECT_EQ(alone.status, 1);
    EXPECT_NE(alone.errors.find("no desktop session"), std::string::npos) << alone.errors;
}

}  // namespace
}  // namespace voipnow::end_to_end
