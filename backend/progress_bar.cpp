// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/progress_bar.hpp"

#include <glib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "backend/printable.hpp"

namespace voipnow {
namespace {

constexpr int kUsualColumns = 80;
constexpr std::size_t kNarrowest = 30;  // narrower terminals get no bar
constexpr std::size_t kLongestBar = 40;

// "[######------]  42 %  letter.pdf", in `columns` at most.
std::string barOf(int percent, const std::string& text, std::size_t columns) {
    const std::size_t length = std::min(kLongestBar, columns / 3);
    const std::size_t done = length * static_cast<std::size_t>(percent) / 100;
    const std::string number = std::to_string(percent);
    std::string bar = '[' + std::string(done, '#') + std::string(length - done, '-') + "] " +
                      std::string(3 - number.size(), ' ') + number + " %  ";
    // Wide characters take two columns: half of the room is always enough for them.
    const std::string shown = printable(text);
    const auto room = static_cast<glong>(columns - bar.size());
    const glong letters = g_utf8_strlen(shown.data(), static_cast<gssize>(shown.size()));
    const bool isPlain = static_cast<std::size_t>(letters) == shown.size();
    const glong most = std::min(letters, isPlain ? room : room / 2);
    const char* end = g_utf8_offset_to_pointer(shown.data(), most);
    return bar.append(shown.data(), end);
}

// As wide as the text was on the terminal, at least.
std::string blanks(const std::string& drawn, std::size_t columns) {
    return std::string(std::min(drawn.size(), columns), ' ');
}

}  // namespace

ProgressBar::ProgressBar(std::ostream& terminal, int columns, Clock::duration patience)
    // Terminals that break the line behind the last column leave a line behind.
    : terminal_(terminal),
      columns_(columns > 0 ? static_cast<std::size_t>(columns) - 1 : 0),
      begin_(Clock::now() + patience) {}

void ProgressBar::show(int percent, const std::string& text) {
    if (columns_ < kNarrowest || Clock::now() < begin_) {
        return;
    }
    const std::string bar = barOf(std::clamp(percent, 0, 100), text, columns_);
    if (bar == drawn_) {
        return;
    }
    const bool isShorter = bar.size() < drawn_.size();
    terminal_ << '\r' << (isShorter ? blanks(drawn_, columns_) + '\r' : std::string()) << bar << std::flush;
    drawn_ = bar;
}

void ProgressBar::clear() {
    if (!drawn_.empty()) {
        terminal_ << '\r' << blanks(drawn_, columns_) << '\r' << std::flush;
        drawn_.clear();
    }
}

int terminalColumns(const std::ostream& errors) {
    if (errors.rdbuf() != std::cerr.rdbuf() || ::isatty(STDERR_FILENO) != 1) {
        return 0;
    }
    winsize size{};
    const bool isKnown = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return isKnown ? size.ws_col : kUsualColumns;
}

}  // namespace voipnow
