// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/worker.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <exception>
#include <string>

#include "backend/job_error.hpp"
#include "backend/privileges.hpp"
#include "filters/file_descriptor.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kLongestSentence = 2000;  // fits into a pipe that nobody reads yet

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

WorkerEnd runInWorker(const std::function<int(const Watcher&)>& work, const std::function<bool()>& isUnwanted,
                      Signals afterwards) {
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
    const WorkerEnd end = waitFor(worker, signals, isUnwanted);
    if (afterwards == Signals::kAsBefore) {
        ::sigprocmask(SIG_SETMASK, &before, nullptr);
        if (end.kind == WorkerEnd::Kind::kStopped) {
            ::raise(end.value);
        }
    }
    return end;
}

std::string hindranceAsOwnerOf(const std::filesystem::path& stateDir,
                               const std::function<std::string()>& work) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return std::string("There is no room for a process: ") + std::strerror(errno) + '.';
    }
    const FileDescriptor reading(ends[0]);
    FileDescriptor writing(ends[1]);
    const auto told = [&writing](const std::string& sentence) {
        const std::size_t size = std::min(sentence.size(), kLongestSentence);
        return sentence.empty() || ::write(writing.get(), sentence.data(), size) < 0 ? 0 : 1;
    };
    const WorkerEnd end = runInWorker(
        [&](const Watcher&) {
            try {
                settleIn(stateDir);
                return told(work());
            } catch (const std::exception& error) {
                return told(error.what());
            }
        },
        [] { return false; }, Signals::kAsBefore);
    if (end.kind == WorkerEnd::Kind::kExited && end.value == 0) {
        return {};
    }
    writing = FileDescriptor();
    std::string sentence(kLongestSentence, '\0');
    const ssize_t size = ::read(reading.get(), sentence.data(), sentence.size());
    sentence.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    return sentence.empty() ? "It was interrupted." : sentence;
}

}  // namespace voipnow
