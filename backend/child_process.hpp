// ChildProcess: a program of ours that does a part of the work, ended when its owner goes.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// It is started without a shell, gets three open files and no others, and ends with this process, however that ends. So
// start it from the thread that lives longest.
#pragma once

#include <sys/types.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

namespace voipnow {

// What wait() gives, in WEXITSTATUS, of a program that could not be started.
inline constexpr int kNotStarted = 127;

// Where the program `name` of ours is that CUPS has among its filters, for the program at `self`: in the build tree or
// the install tree that `self` is in, else in `serverBin` ($CUPS_SERVERBIN, may be empty), else where CUPS has its
// filters usually. JobError kHeld when it is nowhere: `task` says what it does ("The filter pdftofax, which makes the
// fax pages,").
std::filesystem::path findProgram(const std::string& name, const std::string& task,
                                  const std::filesystem::path& self, const std::filesystem::path& serverBin);

struct ProgramCall {
    std::filesystem::path program;
    std::vector<std::string> arguments;    // argv, its own name first
    std::vector<std::string> environment;  // NAME=VALUE
    int in;                                // descriptors that it gets as its 0, 1 and 2
    int out;
    int errors;
};

class ChildProcess {
  public:
    // `mask` are the signals that wait in the child. JobError kRetriedLater when the system has no room for a process.
    ChildProcess(const ProgramCall& call, const sigset_t& mask);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    // Until it has ended; its status as waitpid(2) gives it. Call once.
    int wait();

    // Ends it at once.
    void kill();

  private:
    pid_t pid_ = -1;
};

}  // namespace voipnow
