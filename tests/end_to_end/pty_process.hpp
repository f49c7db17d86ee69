// PtyProcess: a program that a test starts with a terminal of its own, and talks with as a person would.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every call throws std::runtime_error, with all that the terminal has shown, when what is waited for does not come within
// 30 seconds.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "tests/end_to_end/child_process.hpp"

namespace voipnow::end_to_end {

class PtyProcess {
  public:
    PtyProcess(const std::vector<std::string>& command, const Environment& changes);
    ~PtyProcess();
    PtyProcess(const PtyProcess&) = delete;
    PtyProcess& operator=(const PtyProcess&) = delete;

    // Waits until the terminal has shown `text` since the last call.
    void waitFor(const std::string& text);

    // Waits until what is typed is shown, or is not.
    void waitForEcho(bool isShown) const;

    void type(const std::string& keys) const;

    // Waits for its end, and gives its exit code, or 128 and the signal's number.
    int end();

    const std::string& shown() const { return shown_; }

  private:
    bool readSome();

    int terminal_ = -1;
    pid_t pid_ = -1;
    std::string shown_;
    std::size_t seen_ = 0;
};

}  // namespace voipnow::end_to_end
