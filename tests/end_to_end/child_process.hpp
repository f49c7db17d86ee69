// ChildProcess: a program that a test starts, without a shell, and that never outlives the test.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A command is the program's path or name, looked for in PATH, and its arguments. Its standard input is
// empty, or a file. The environment is the test's own with `changes` on top. When the test's process dies in any way,
// the kernel sends the child a SIGTERM.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace voipnow::end_to_end {

using Environment = std::map<std::string, std::string>;

// A program that goes on while the test does. Its standard output can be read by lines; its standard error
// goes to the file `log`.
class ChildProcess {
  public:
    ChildProcess(const std::vector<std::string>& command, const std::filesystem::path& log,
                 const Environment& changes = {});
    // Ends it with SIGTERM, and with SIGKILL when it is still there ten seconds later.
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    pid_t pid() const { return pid_; }

    // The next line of its standard output, without the line feed. Throws std::runtime_error when the output
    // ends first or nothing comes for so long.
    std::string readLine(std::chrono::milliseconds longest);

  private:
    pid_t pid_ = -1;
    int output_ = -1;
    std::string read_;
};

struct Finished {
    int status = 0;  // exit code, or 128 and the signal's number
    std::string output;
    std::string errors;
    // Of the largest of its processes, bytes of resident memory. A process begins with what it was a copy of, so that
    // is this program's own memory at least.
    std::int64_t peakMemory = 0;
};

// Runs a program to its end, with the file `input` as its standard input. Throws std::runtime_error when it cannot be
// started. For all threads.
Finished runToEnd(const std::vector<std::string>& command, const Environment& changes = {},
                  const std::filesystem::path& input = "/dev/null");

// As runToEnd; a std::runtime_error with what the program said unless it ends with exit code 0. Gives its
// output.
std::string runOrThrow(const std::vector<std::string>& command, const Environment& changes = {});

}  // namespace voipnow::end_to_end
