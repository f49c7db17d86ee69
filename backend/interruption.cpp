// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/interruption.hpp"

#include <sys/signalfd.h>

#include <array>

namespace voipnow {
namespace {

constexpr std::array<int, 3> kRequestsToEnd{SIGINT, SIGTERM, SIGHUP};

bool isIgnored(int signal) {
    struct sigaction action {};
    ::sigaction(signal, nullptr, &action);
    return action.sa_handler == SIG_IGN;
}

}  // namespace

Interruption::Interruption() {
    sigemptyset(&held_);
    for (const int signal : kRequestsToEnd) {
        if (!isIgnored(signal)) {
            sigaddset(&held_, signal);
        }
    }
    ::sigprocmask(SIG_BLOCK, &held_, &before_);
    readable_ = FileDescriptor(::signalfd(-1, &held_, SFD_CLOEXEC | SFD_NONBLOCK));
}

Interruption::~Interruption() {
    ::sigprocmask(SIG_SETMASK, &before_, nullptr);
}

void Interruption::check() const {
    sigset_t waiting{};
    ::sigpending(&waiting);
    for (const int signal : kRequestsToEnd) {
        if (sigismember(&held_, signal) == 1 && sigismember(&waiting, signal) == 1) {
            throw Interrupted();
        }
    }
}

}  // namespace voipnow
