// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace voipnow::end_to_end {
namespace {

[[noreturn]] void throwErrno(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

class Descriptor {
  public:
    Descriptor(int number, const std::string& what) : number_(number) {
        if (number < 0) {
            throwErrno(what);
        }
    }
    ~Descriptor() {
        if (number_ >= 0) {
            close(number_);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const { return number_; }
    int release() { return std::exchange(number_, -1); }

  private:
    int number_;
};

std::vector<std::string> environmentWith(const Environment& changes) {
    Environment whole = changes;
    for (char** at = environ; *at != nullptr; ++at) {
        const std::string entry = *at;
        const std::size_t equals = entry.find('=');
        whole.emplace(entry.substr(0, equals), equals == std::string::npos ? "" : entry.substr(equals + 1));
    }
    std::vector<std::string> entries;
    entries.reserve(whole.size());
    for (const auto& [name, value] : whole) {
        entries.push_back(name + "=" + value);
    }
    return entries;
}

// As execve wants it: pointers to the strings, with a null at the end.
std::vector<char*> pointersTo(std::vector<std::string>& strings) {
    std::vector<char*> pointers;
    pointers.reserve(strings.size() + 1);
    for (std::string& string : strings) {
        pointers.push_back(string.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

// Starts the command with these files as its standard input, output and error.
pid_t start(std::vector<std::string> command, const Environment& changes, const std::filesystem::path& input,
            int output, int errors) {
    const Descriptor inputFile(open(input.c_str(), O_RDONLY | O_CLOEXEC), "cannot open " + input.string());
    std::vector<std::string> environment = environmentWith(changes);
    const std::vector<char*> arguments = pointersTo(command);
    const std::vector<char*> variables = pointersTo(environment);
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child < 0) {
        throwErrno("cannot start " + command.front());
    }
    if (child == 0) {
        // From here on only what is allowed between fork and exec.
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() == parent && dup2(inputFile.number(), STDIN_FILENO) >= 0 &&
            dup2(output, STDOUT_FILENO) >= 0 && dup2(errors, STDERR_FILENO) >= 0) {
            execvpe(arguments.front(), arguments.data(), variables.data());
        }
        _exit(127);
    }
    return child;
}

// Exit code and peak of memory.
Finished waitFor(pid_t child) {
    constexpr std::int64_t kKilobyte = 1024;
    int status = 0;
    rusage usage{};
    while (wait4(child, &status, 0, &usage) < 0) {
        if (errno != EINTR) {
            throwErrno("cannot wait for a program's end");
        }
    }
    Finished finished;
    finished.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    finished.peakMemory = usage.ru_maxrss * kKilobyte;
    return finished;
}

std::string wholeOf(const Descriptor& file) {
    std::string text;
    std::array<char, 65536> buffer{};
    off_t at = 0;
    for (;;) {
        const ssize_t count = pread(file.number(), buffer.data(), buffer.size(), at);
        if (count <= 0) {
            return text;
        }
        text.append(buffer.data(), static_cast<std::size_t>(count));
        at += count;
    }
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& command, const std::filesystem::path& log,
                           const Environment& changes) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
        throwErrno("cannot make a pipe");
    }
    Descriptor readEnd(ends[0], "pipe");
    const Descriptor writeEnd(ends[1], "pipe");
    const Descriptor logFile(open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644),
                             "cannot write " + log.string());
    pid_ = start(command, changes, "/dev/null", writeEnd.number(), logFile.number());
    output_ = readEnd.release();
}

ChildProcess::~ChildProcess() {
    close(output_);
    kill(pid_, SIGTERM);
    // Where the kernel cannot watch a process (-1), poll waits the whole time.
    const int end = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
    pollfd ended{end, POLLIN, 0};
    if (poll(&ended, 1, 10'000) != 1) {
        kill(pid_, SIGKILL);
    }
    close(end);
    while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

std::string ChildProcess::readLine(std::chrono::milliseconds longest) {
    for (;;) {
        const std::size_t end = read_.find('\n');
        if (end != std::string::npos) {
            std::string line = read_.substr(0, end);
            read_.erase(0, end + 1);
            return line;
        }
        pollfd readable{output_, POLLIN, 0};
        std::array<char, 4096> buffer{};
        const int ready = poll(&readable, 1, static_cast<int>(longest.count()));
        const ssize_t count = ready == 1 ? read(output_, buffer.data(), buffer.size()) : 0;
        if (count <= 0) {
            throw std::runtime_error(ready == 1 ? "the program ended without a line"
                                                : "the program printed no line");
        }
        read_.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

Finished runToEnd(const std::vector<std::string>& command, const Environment& changes,
                  const std::filesystem::path& input) {
    // Files without a name instead of pipes: the program can write as much as it likes to both.
    const Descriptor output(memfd_create("output", MFD_CLOEXEC), "cannot make a file in memory");
    const Descriptor errors(memfd_create("errors", MFD_CLOEXEC), "cannot make a file in memory");
    const pid_t child = start(command, changes, input, output.number(), errors.number());
    Finished finished = waitFor(child);
    finished.output = wholeOf(output);
    finished.errors = wholeOf(errors);
    return finished;
}

std::string runOrThrow(const std::vector<std::string>& command, const Environment& changes) {
    const Finished finished = runToEnd(command, changes);
    if (finished.status != 0) {
        throw std::runtime_error(command.front() + " ended with " + std::to_string(finished.status) + ": " +
                                 finished.output + finished.errors);
    }
    return finished.output;
}

}  // namespace voipnow::end_to_end
