// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/worker.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <functional>

namespace voipnow {
namespace {

// Runs `work` in a process of its own, since signals that ask to end stay blocked in it; gives what it says.
int inProcess(const std::function<int()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(work());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

bool isEnd(const WorkerEnd& end, WorkerEnd::Kind kind, int value) {
    return end.kind == kind && end.value == value;
}

TEST(Worker, GivesItsExitCode) {
    EXPECT_EQ(
        inProcess([] {
            return isEnd(runInWorker([](const Watcher&) { return 6; }), WorkerEnd::Kind::kExited, 6) ? 0 : 1;
        }),
        0);
}

TEST(Worker, TellsTheSignalThatKilledIt) {
    for (const int signal : {SIGKILL, SIGSEGV, SIGABRT}) {
        EXPECT_EQ(inProcess([signal] {
                      const WorkerEnd end = runInWorker([signal](const Watcher&) {
                          std::signal(signal, SIG_DFL);  // a sanitizer has handlers of its own
                          return ::raise(signal);
                      });
                      return isEnd(end, WorkerEnd::Kind::kKilled, signal) ? 0 : 1;
                  }),
                  0)
            << signal;
    }
}

TEST(Worker, IsGoneWhenTheWatcherIsAskedToEnd) {
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
        EXPECT_EQ(inProcess([signal] {
                      const pid_t watcher = ::getpid();
                      const WorkerEnd end = runInWorker([signal, watcher](const Watcher&) {
                          std::signal(signal, SIG_IGN);
                          ::kill(watcher, signal);
                          for (;;) {
                              ::pause();
                          }
                          return 0;
                      });
                      const bool isAlone = ::waitpid(-1, nullptr, WNOHANG) < 0;
                      return isEnd(end, WorkerEnd::Kind::kStopped, signal) && isAlone ? 0 : 1;
                  }),
                  0)
            << signal;
    }
}

TEST(Worker, IsGoneWhenItIsUnwanted) {
    EXPECT_EQ(inProcess([] {
                  int turn = 0;
                  const WorkerEnd end = runInWorker(
                      [](const Watcher&) {
                          for (;;) {
                              ::pause();
                          }
                          return 0;
                      },
                      [&turn] { return ++turn == 2; });
                  const bool isAlone = ::waitpid(-1, nullptr, WNOHANG) < 0;
                  return isEnd(end, WorkerEnd::Kind::kStopped, SIGTERM) && isAlone ? 0 : 1;
              }),
              0);
}

TEST(Worker, ThatIsAskedToEndItselfIsStopped) {
    EXPECT_EQ(inProcess([] {
                  const WorkerEnd end = runInWorker([](const Watcher&) { return ::raise(SIGTERM); });
                  return isEnd(end, WorkerEnd::Kind::kStopped, SIGTERM) ? 0 : 1;
              }),
              0);
}

TEST(Worker, GoesOnWithoutItsWatcherAndKnows) {
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    const int end = inProcess([&pipe] {
        const pid_t watcher = ::getpid();
        runInWorker([&pipe, watcher](const Watcher& seen) {
            const bool before = seen.isThere();
            ::kill(watcher, SIGKILL);
            while (seen.isThere()) {
                ::usleep(1000);
            }
            const char answer = before ? 'y' : 'n';
            return ::write(pipe[1], &answer, 1) == 1 ? 0 : 1;
        });
        return 0;
    });
    EXPECT_EQ(end, -SIGKILL);
    char answer = 0;
    EXPECT_EQ(::read(pipe[0], &answer, 1), 1);
    EXPECT_EQ(answer, 'y');
    ::close(pipe[0]);
    ::close(pipe[1]);
}

}  // namespace
}  // namespace voipnow
