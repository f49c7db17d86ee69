// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/progress_bar.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace voipnow {
namespace {

constexpr ProgressBar::Clock::duration kAtOnce{0};

TEST(ProgressBar, IsOneLineThatIsClearedAtTheEnd) {
    std::ostringstream terminal;
    {
        ProgressBar bar(terminal, 49, kAtOnce);
        bar.show(25, "a.pdf");
        EXPECT_EQ(terminal.str(), "\r[####------------]  25 %  a.pdf");
        terminal.str("");
        bar.show(25, "a.pdf");
        EXPECT_EQ(terminal.str(), "") << "the same again";
        bar.show(100, "a\x1b.pdf");
        EXPECT_EQ(terminal.str(), "\r[################] 100 %  a .pdf");
        terminal.str("");
    }
    EXPECT_EQ(terminal.str(), '\r' + std::string(32, ' ') + '\r');
}

TEST(ProgressBar, StaysWithinTheTerminal) {
    std::ostringstream terminal;
    ProgressBar bar(terminal, 40, kAtOnce);
    bar.show(3, std::string(100, 'x'));
    EXPECT_EQ(terminal.str().size(), 1U + 39U);
    terminal.str("");
    bar.show(4, std::string(50, 'x') + "ä");
    EXPECT_LE(terminal.str().size(), 1U + 39U + 1U + 39U + 1U);
}

TEST(ProgressBar, IsNotThereWithoutATerminalOrBeforeItIsDue) {
    std::ostringstream terminal;
    {
        ProgressBar none(terminal, 0, kAtOnce);
        none.show(50, "a.pdf");
        ProgressBar narrow(terminal, 20, kAtOnce);
        narrow.show(50, "a.pdf");
        ProgressBar early(terminal, 80, std::chrono::hours(1));
        early.show(50, "a.pdf");
    }
    EXPECT_EQ(terminal.str(), "");
    EXPECT_EQ(terminalColumns(terminal), 0);
}

}  // namespace
}  // namespace voipnow
