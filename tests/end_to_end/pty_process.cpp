// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/pty_process.hpp"

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace voipnow::end_to_end {
namespace {

constexpr std::chrono::seconds kLongest{30};
constexpr std::chrono::milliseconds kBetweenLooks{10};

[[noreturn]] void runChild(const std::vector<std::string>& command, const Environment& changes) {
    for (const auto& [name, value] : changes) {
        ::setenv(name.c_str(), value.c_str(), 1);
    }
    std::vector<char*> words;
    words.reserve(command.size() + 1);
    for (const std::string& word : command) {
        words.push_back(const_cast<char*>(word.c_str()));  // NOLINT: exec takes it so and does not write
    }
    words.push_back(nullptr);
    ::execvp(words.front(), words.data());
    ::_exit(127);
}

}  // namespace

PtyProcess::PtyProcess(const std::vector<std::string>& command, const Environment& changes) {
    pid_ = ::forkpty(&terminal_, nullptr, nullptr, nullptr);
    if (pid_ < 0) {
        throw std::system_error(errno, std::generic_category(), "forkpty");
    }
    if (pid_ == 0) {
        runChild(command, changes);
    }
}

PtyProcess::~PtyProcess() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    ::close(terminal_);
}

bool PtyProcess::readSome() {
    pollfd wait{terminal_, POLLIN, 0};
    if (::poll(&wait, 1, static_cast<int>(std::chrono::milliseconds(kLongest).count())) != 1) {
        throw std::runtime_error("the terminal shows nothing more; it has shown: " + shown_);
    }
    std::array<char, 4096> bytes{};
    const ssize_t count = ::read(terminal_, bytes.data(), bytes.size());
    if (count <= 0) {
        return false;  // EIO: nobody has the other side any more
    }
    shown_.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
}

void PtyProcess::waitFor(const std::string& text) {
    for (;;) {
        const std::size_t at = shown_.find(text, seen_);
        if (at != std::string::npos) {
            seen_ = at + text.size();
            return;
        }
        if (!readSome()) {
            throw std::runtime_error("the terminal did not show \"" + text + "\" but: " + shown_);
        }
    }
}

void PtyProcess::waitForEcho(bool isShown) const {
    const auto end = std::chrono::steady_clock::now() + kLongest;
    for (;;) {
        termios now{};
        // The settings of the other side can be read on this one.
        if (::tcgetattr(terminal_, &now) == 0 && ((now.c_lflag & ECHO) != 0) == isShown) {
            return;
        }
        if (std::chrono::steady_clock::now() > end) {
            throw std::runtime_error("the terminal's echo did not change");
        }
        std::this_thread::sleep_for(kBetweenLooks);
    }
}

void PtyProcess::type(const std::string& keys) const {
    if (::write(terminal_, keys.data(), keys.size()) != static_cast<ssize_t>(keys.size())) {
        throw std::system_error(errno, std::generic_category(), "typing");
    }
}

int PtyProcess::end() {
    while (readSome()) {
    }
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace voipnow::end_to_end
