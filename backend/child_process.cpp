// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/child_process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "backend/job_error.hpp"

namespace voipnow {
namespace {

bool isProgram(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

// What the child process needs, made before fork: between fork and exec nothing may be allocated.
class Strings {
  public:
    explicit Strings(std::vector<std::string> texts) : texts_(std::move(texts)) {
        pointers_.reserve(texts_.size() + 1);
        for (std::string& text : texts_) {
            pointers_.push_back(text.data());
        }
        pointers_.push_back(nullptr);
    }

    char* const* get() const { return pointers_.data(); }

  private:
    std::vector<std::string> texts_;
    std::vector<char*> pointers_;
};

// In the child.
bool takeFiles(const ProgramCall& call) {
    if (::dup2(call.in, STDIN_FILENO) < 0 || ::dup2(call.out, STDOUT_FILENO) < 0 ||
        ::dup2(call.errors, STDERR_FILENO) < 0) {
        return false;
    }
    // All of ours are closed by exec; libraries may have opened others.
    ::close_range(STDERR_FILENO + 1, ~0U, 0);
    return true;
}

}  // namespace

std::filesystem::path findProgram(const std::string& name, const std::string& task,
                                  const std::filesystem::path& self, const std::filesystem::path& serverBin) {
    const std::filesystem::path home = self.parent_path().parent_path();
    std::vector<std::filesystem::path> places{home / "filters" / name, home / "lib/cups/filter" / name};
    if (!serverBin.empty()) {
        places.push_back(serverBin / "filter" / name);
    }
    for (const char* usual : {"/usr/lib/cups", "/usr/libexec/cups"}) {
        places.push_back(std::filesystem::path(usual) / "filter" / name);
    }
    const auto found = std::find_if(places.begin(), places.end(), &isProgram);
    if (found == places.end()) {
        throw JobError(JobEnd::kHeld,
                       task + " is not there: not beside this command in " +
                           places[1].parent_path().string() +
                           ", and not where CUPS has its filters. Install all of cups-voipnow: "
                           "`cmake --install` puts it in its place, or set CUPS_SERVERBIN to the "
                           "folder above \"filter\".");
    }
    return *found;
}

ChildProcess::ChildProcess(const ProgramCall& call, const sigset_t& mask) {
    const Strings arguments(call.arguments);
    const Strings variables(call.environment);
    const pid_t parent = ::getpid();
    pid_ = ::fork();
    if (pid_ < 0) {
        throw JobError(JobEnd::kRetriedLater, "The program " + call.program.string() +
                                                  " cannot be started: " + std::strerror(errno) + '.');
    }
    if (pid_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (::getppid() == parent && takeFiles(call)) {
            ::sigprocmask(SIG_SETMASK, &mask, nullptr);
            ::execve(call.program.c_str(), arguments.get(), variables.get());
        }
        ::_exit(kNotStarted);
    }
}

ChildProcess::~ChildProcess() {
    if (pid_ > 0) {
        ::kill(pid_, SIGTERM);
        wait();
    }
}

int ChildProcess::wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
}

void ChildProcess::kill() {
    ::kill(pid_, SIGKILL);
}

}  // namespace voipnow
