// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/worker.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <string>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

bool asksToEnd(int signal) {
    return signal == SIGTERM || signal == SIGINT || signal == SIGHUP;
}

WorkerEnd endOf(int status) {
    if (WIFEXITED(status)) {
        return {WorkerEnd::Kind::kExited, WEXITSTATUS(status)};
    }
    const int signal = WTERMSIG(status);
    // cupsd of root asks the whole group of processes.
    return {asksToEnd(signal) ? WorkerEnd::Kind::kStopped : WorkerEnd::Kind::kKilled, signal};
}

int statusOf(pid_t worker) {
    int status = 0;
    while (::waitpid(worker, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

WorkerEnd waitFor(pid_t worker, const sigset_t& signals, const std::function<bool()>& isUnwanted) {
    constexpr timespec kTurn{1, 0};
    for (;;) {
        int status = 0;
        if (::waitpid(worker, &status, WNOHANG) == worker) {
            return endOf(status);
        }
        int signal = ::sigtimedwait(&signals, nullptr, &kTurn);
        if (signal < 0 && errno == EAGAIN && isUnwanted()) {
            signal = SIGTERM;
        }
        if (asksToEnd(signal)) {
            ::kill(worker, SIGKILL);
            statusOf(worker);
            return {WorkerEnd::Kind::kStopped, signal};
        }
    }
}

}  // namespace

bool Watcher::isThere() const {
    return ::getppid() == pid_;
}

WorkerEnd runInWorker(const std::function<int(const Watcher&)>& work,
                      const std::function<bool()>& isUnwanted) {
    sigset_t signals;
    sigset_t before;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals,
              SIGHUP);  // of the kernel, when cupsd is killed while this group of processes is stopped
    sigaddset(&signals, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &signals, &before);
    const Watcher watcher(::getpid());
    const pid_t worker = ::fork();
    if (worker < 0) {
        throw JobError(JobEnd::kRetriedLater,
                       std::string("The backend cannot start its worker: ") + std::strerror(errno) + '.');
    }
    if (worker == 0) {
        ::sigprocmask(SIG_SETMASK, &before, nullptr);
        // Without the destructors and buffers of the process that this one is a copy of.
        ::_exit(work(watcher));
    }
    return waitFor(worker, signals, isUnwanted);
}

}  // namespace voipnow
