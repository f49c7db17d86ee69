// A worker process, and how it came to its end.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The process that cupsd started does nothing itself but to watch. So it can say what has become of the job when the
// worker crashes or is killed, end at once when it is asked to whatever the worker is at, and be killed without harm:
// cupsd takes a backend that was killed (SIGKILL) for one that succeeded, so the worker goes on without it.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <string>

namespace voipnow {

// The process that started the worker, seen from the worker.
class Watcher {
  public:
    explicit Watcher(pid_t pid) : pid_(pid) {}

    // Whether it still waits for the worker's exit code.
    bool isThere() const;

  private:
    pid_t pid_;
};

struct WorkerEnd {
    enum class Kind {
        kExited,   // by itself; `value` is its exit code
        kKilled,   // by the signal `value`
        kStopped,  // SIGTERM, SIGINT or SIGHUP asked this process or the worker to end; the worker is gone
    };
    Kind kind = Kind::kExited;
    int value = 0;
};

// What becomes of the signals that ask to end, behind the worker's end.
enum class Signals {
    kStayBlocked,  // for a process with a short rest, that has to say how the job ended
    kAsBefore      // one of them that was taken while the worker ran then ends this process, as it would have
};

// Runs `work` in a child process, which ends with the exit code that it gives, and waits for its end. To be called
// before the process has threads. JobError kRetriedLater when the system has no room for a process. `isUnwanted` is asked
// every second; when it says so, that is as SIGTERM.
WorkerEnd runInWorker(
    const std::function<int(const Watcher&)>& work,
    const std::function<bool()>& isUnwanted = [] { return false; },
    Signals afterwards = Signals::kStayBlocked);

// The same for a command, which may be root: `work` is done as the owner of `stateDir` (backend/privileges.hpp), and gives a
// sentence when something hinders it. Gives that sentence, or one that an exception has; empty when all is done.
std::string hindranceAsOwnerOf(const std::filesystem::path& stateDir,
                               const std::function<std::string()>& work);

}  // namespace voipnow
