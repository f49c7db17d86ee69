// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/page_worker.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <string>

#include "filters/page_work.hpp"

namespace voipnow {
namespace {

JobError cannotStart() {
    return {JobEnd::kRetriedLater,
            std::string("No process can be started to make the fax pages: ") + std::strerror(errno) + '.'};
}

// Closes the open files from `first` to the one before `end`.
void closeFrom(unsigned first, unsigned end) {
    if (first < end) {
        ::close_range(first, end - 1, 0);
    }
}

// What the worker keeps of the filter: the document, its socket, and nothing else that is open.
void leaveTheFilter(pid_t filter, int document, int socket) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != filter) {
        ::_exit(kWorkerIsDone);  // it ended before that took effect
    }
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        ::dup2(nothing, standard);
    }
    const auto low = static_cast<unsigned>(std::min(document, socket));
    const auto high = static_cast<unsigned>(std::max(document, socket));
    closeFrom(STDERR_FILENO + 1, low);
    closeFrom(low + 1, high);
    closeFrom(high + 1, ~0U);
}

int waitFor(pid_t process) {
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

std::string mend() {
    return " Nothing was sent. Print a page range without it, or save the document anew in a simpler form.";
}

}  // namespace

PageWorker::PageWorker(const PdfInput& input, const FaxLimits& limits)
    : limits_(limits), replies_(limits.pageBytes), askedAt_(Clock::now()) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        throw cannotStart();
    }
    socket_ = FileDescriptor(ends[0]);
    FileDescriptor other(ends[1]);
    const pid_t filter = ::getpid();
    const pid_t process = ::fork();
    if (process < 0) {
        throw cannotStart();
    }
    if (process == 0) {
        socket_.close();
        leaveTheFilter(filter, input.descriptor(), other.get());
        ::_exit(runPageWork(input, limits, other.get()));
    }
    process_ = process;
}

PageWorker::~PageWorker() {
    kill();
}

// One that has ended already keeps the end that it had; one that only closed its socket does not keep us waiting.
int PageWorker::kill() {
    if (process_ > 0) {
        ::kill(process_, SIGKILL);
        status_ = waitFor(process_);
        process_ = 0;
    }
    return status_;
}

void PageWorker::ask(const Request& request) {
    askedAt_ = Clock::now();
    // A worker that is gone shows when its answer is read.
    static_cast<void>(sendRequest(socket_.get(), request));
}

std::size_t PageWorker::residentBytes() const {
    std::ifstream statm("/proc/" + std::to_string(process_) + "/statm");
    std::size_t all = 0;
    std::size_t resident = 0;
    statm >> all >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

PageWorker::End PageWorker::end(const std::string& what) {
    const bool isLate = Clock::now() >= deadline();
    const int status = kill();
    if (isLate || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)) {
        const auto seconds = isLate ? limits_.pageWait : limits_.pageTime;
        return {false,
                JobError(JobEnd::kCanceled, what + " takes longer than " + std::to_string(seconds.count()) +
                                                " seconds to draw." + mend())};
    }
    // Poppler and GLib end the program in ways of their own when they get no memory: by exit codes, abort and trap.
    if (WIFEXITED(status) || WTERMSIG(status) == SIGABRT || WTERMSIG(status) == SIGTRAP) {
        return {true, JobError(JobEnd::kCanceled, what + " needs more than " +
                                                      std::to_string(limits_.memory >> 20) +
                                                      " MB of memory to draw." + mend())};
    }
    return {true, JobError(JobEnd::kCanceled, what + " cannot be drawn: the PDF library failed at it (" +
                                                  ::strsignal(WTERMSIG(status)) + ")." + mend())};
}

bool waitForReplyOf(const std::vector<const PageWorker*>& workers, PageWorker::Clock::time_point until) {
    constexpr std::int64_t kLongest = 60'000;
    std::vector<pollfd> sockets;
    sockets.reserve(workers.size());
    for (const PageWorker* worker : workers) {
        sockets.push_back({worker->socket(), POLLIN, 0});
    }
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - PageWorker::Clock::now()).count();
        const int ready = ::poll(sockets.data(), sockets.size(),
                                 static_cast<int>(std::clamp<std::int64_t>(left, 0, kLongest)));
        if (ready > 0 || (ready == 0 && left <= kLongest)) {
            return ready > 0;
        }
    }
}

}  // namespace voipnow
