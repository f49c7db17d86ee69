// Terminal: questions to the person at the terminal.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <stdexcept>
#include <string>

namespace voipnow {

// Ctrl-C, or the end of the input, in place of an answer.
class NoReply : public std::runtime_error {
  public:
    NoReply() : std::runtime_error("Nothing was changed.") {}
};

class Terminal {
  public:
    // Asks on `out`, and reads the answers from standard input.
    explicit Terminal(std::ostream& out) : out_(out) {}

    // Whether standard input is a terminal, with somebody at it.
    static bool isThere();

    // The answer without blanks at its ends; `usual` when it is empty. NoReply.
    std::string ask(const std::string& question, const std::string& usual);

    // The answer is not shown while it is typed. NoReply.
    std::string askSecret(const std::string& question);

  private:
    static std::string line();

    std::ostream& out_;
};

}  // namespace voipnow
