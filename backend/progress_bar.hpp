// ProgressBar: how far a long work is, on a line of the terminal that is cleared at the end.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <ostream>
#include <string>

namespace voipnow {

class ProgressBar {
  public:
    using Clock = std::chrono::steady_clock;

    // Draws on `terminal`, which is `columns` wide; nothing at all with 0 columns, for what is no terminal. Nothing
    // either until `patience` is over: a bar that comes and goes at once is a flicker.
    ProgressBar(std::ostream& terminal, int columns,
                Clock::duration patience = std::chrono::milliseconds(300));
    // Clears it.
    ~ProgressBar() { clear(); }
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    // `percent` from 0 to 100; `text` says what is being done, and is made printable and cut to fit.
    void show(int percent, const std::string& text);
    void clear();

  private:
    std::ostream& terminal_;
    std::size_t columns_;
    Clock::time_point begin_;
    std::string drawn_;
};

// The columns of the terminal on stderr when `errors` is the program's stderr and that is a terminal; else 0.
int terminalColumns(const std::ostream& errors);

}  // namespace voipnow
