// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/terminal.hpp"

#include <termios.h>
#include <unistd.h>

#include <cerrno>

#include "backend/configuration_values.hpp"

namespace voipnow {
namespace {

constexpr char kControlC = '\x03';

// While it lives what is typed is not shown. Ctrl-C ends the line instead of the process: a process that is killed would
// leave its terminal so.
class Unseen {
  public:
    Unseen() {
        if (::tcgetattr(STDIN_FILENO, &before_) != 0) {
            throw NoReply();
        }
        termios now = before_;
        now.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHOE | ECHOK | ECHONL | ISIG);
        now.c_cc[VEOL] = static_cast<cc_t>(kControlC);
        // What was typed before the question was seen is dropped.
        if (::tcsetattr(STDIN_FILENO, TCSAFLUSH, &now) != 0) {
            throw NoReply();
        }
    }
    ~Unseen() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;

  private:
    termios before_{};
};

}  // namespace

bool Terminal::isThere() {
    return ::isatty(STDIN_FILENO) == 1;
}

std::string Terminal::ask(const std::string& question, const std::string& usual) {
    out_ << question << (usual.empty() ? "" : " [" + usual + ']') << ": " << std::flush;
    const std::string answer = trimmed(line());
    return answer.empty() ? usual : answer;
}

std::string Terminal::askSecret(const std::string& question) {
    const Unseen unseen;
    out_ << question << ": " << std::flush;
    std::string answer = trimmed(line());
    out_ << '\n' << std::flush;
    return answer;
}

// Byte by byte: nothing of it stays in a buffer.
std::string Terminal::line() {
    std::string text;
    for (;;) {
        char byte = 0;
        const ssize_t count = ::read(STDIN_FILENO, &byte, 1);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0 || byte == kControlC) {
            throw NoReply();
        }
        if (byte == '\n') {
            return text;
        }
        text += byte;
    }
}

}  // namespace voipnow
