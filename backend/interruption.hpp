// Interruption: lets a command tidy up before Ctrl-C, or another request to end, ends it.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// While an Interruption lives, SIGINT, SIGTERM and SIGHUP wait (those that the caller ignores are left ignored). The
// work asks now and then, and throws Interrupted. When the Interruption goes, the signal that waited ends the process
// as if nothing had held it, so the caller sees the right status. Make it first, so that all else is gone before it:
// temporary files removed, child processes ended. Children begin with childMask(). For programs with one thread.
#pragma once

#include <csignal>
#include <exception>

#include "filters/file_descriptor.hpp"

namespace voipnow {

class Interrupted : public std::exception {
  public:
    const char* what() const noexcept override { return "Interrupted."; }
};

class Interruption {
  public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    // Throws Interrupted when a signal waits.
    void check() const;

    // Becomes readable for poll when a signal waits; not to be read. Negative when the system has no such thing.
    int descriptor() const { return readable_.get(); }

    // The signals that were held before: what a child process has to begin with.
    const sigset_t& childMask() const { return before_; }

  private:
    sigset_t held_{};
    sigset_t before_{};
    FileDescriptor readable_;
};

}  // namespace voipnow
