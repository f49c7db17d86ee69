// libkill_switch.so: ends the backend at a chosen call, for the tests that pull the plug everywhere.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Put before libc with LD_PRELOAD, it counts the calls by which the disk or the outside world sees something of the
// program: writes to files (write, pwrite, ftruncate, fsync, fdatasync, rename, unlink) and everything on sockets
// (connect, send, recv, …). The product knows nothing of it: what is killed is the release build. All processes that
// the program forks count together; programs that it executes do not count, nor do other programs than the chosen one.
//   KILL_SWITCH_PROGRAM  name of the program, default "voipnow"; in any other the library does nothing
//   KILL_SWITCH_AT       kill at the call with this number, from 1; without it, nobody is killed
//   KILL_SWITCH_WHEN     "before" the call (default) or "after" it
//   KILL_SWITCH_WHOM     "caller" (default), "worker", "backend" or "both": the process that was executed first is the
//                        backend, the one that it forked is the worker; a worker that is not there yet is the backend
//   KILL_SWITCH_TRACE    a file to which each call is appended, "17 worker fdatasync journal.db-wal\n", and before the
//                        end "killed worker after 17 worker fdatasync journal.db-wal\n"
// Writes through stdio do not pass here: the backend has only its nameless temporary files in it, which nobody sees.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

enum class Whom { kCaller, kWorker, kBackend, kBoth };

// What the processes of the program share.
struct Shared {
    std::atomic<long> calls{0};
    std::atomic<pid_t> worker{0};
};

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

std::string lastNameOf(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

std::string linkAt(const std::string& path) {
    std::array<char, 4096> target{};
    const ssize_t length = ::readlink(path.c_str(), target.data(), target.size());
    return {target.data(), length > 0 ? static_cast<std::size_t>(length) : 0};
}

class KillSwitch {
  public:
    static KillSwitch& instance() {
        static KillSwitch& made = *new KillSwitch;  // not destroyed: calls come until the very end
        return made;
    }

    bool isOn() const { return shared_ != nullptr; }

    // Counts a call, and gives its number.
    long count(const char* call, const std::string& what) {
        const long number = ++shared_->calls;
        if (::getpid() != backend_) {
            shared_->worker = ::getpid();
        }
        if (trace_ >= 0) {
            say(lineOf(number, call, what));
        }
        return number;
    }

    void pull(long number, bool isAfter, const char* call, const std::string& what) const {
        if (number != at_ || isAfter != after_) {
            return;
        }
        const bool isWorker = ::getpid() != backend_;
        const Whom whom = whom_ != Whom::kCaller ? whom_ : isWorker ? Whom::kWorker : Whom::kBackend;
        say("killed " + nameOf(whom) + (isAfter ? " after " : " before ") + lineOf(number, call, what));
        // The backend first: it shall not see the worker's end when both are to go.
        if (whom == Whom::kBackend || whom == Whom::kBoth || shared_->worker == 0) {
            ::kill(backend_, SIGKILL);
        }
        if (whom != Whom::kBackend && shared_->worker != 0) {
            ::kill(shared_->worker, SIGKILL);
        }
        // A signal to another process may come a moment later; this call is not to go on before.
        if (whom == Whom::kBoth || (whom == Whom::kWorker) == isWorker) {
            ::pause();
        }
    }

  private:
    KillSwitch() {
        const std::string program = variable("KILL_SWITCH_PROGRAM");
        if (lastNameOf(linkAt("/proc/self/exe")) != (program.empty() ? "voipnow" : program)) {
            return;
        }
        // What the program executes does not count.
        ::unsetenv("LD_PRELOAD");
        void* memory =
            ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) {
            std::abort();
        }
        shared_ = new (memory) Shared;
        backend_ = ::getpid();
        at_ = std::atol(variable("KILL_SWITCH_AT").c_str());
        after_ = variable("KILL_SWITCH_WHEN") == "after";
        const std::string whom = variable("KILL_SWITCH_WHOM");
        for (const Whom each : {Whom::kWorker, Whom::kBackend, Whom::kBoth}) {
            whom_ = whom == nameOf(each) ? each : whom_;
        }
        if (const std::string trace = variable("KILL_SWITCH_TRACE"); !trace.empty()) {
            trace_ = ::open(trace.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
        }
    }

    static std::string nameOf(Whom whom) {
        return whom == Whom::kBoth ? "both" : whom == Whom::kBackend ? "backend" : "worker";
    }

    std::string lineOf(long number, const char* call, const std::string& what) const {
        return std::to_string(number) + (::getpid() == backend_ ? " backend " : " worker ") + call + ' ' +
               what + '\n';
    }

    void say(const std::string& line) const;

    Shared* shared_ = nullptr;  // null: off
    pid_t backend_ = 0;
    long at_ = 0;
    bool after_ = false;
    Whom whom_ = Whom::kCaller;
    int trace_ = -1;
};

// The function of this name behind this library.
template <typename Function>
Function* next(Function* /*same*/, const char* name) {
    void* found = ::dlsym(RTLD_NEXT, name);
    if (found == nullptr) {
        std::abort();
    }
    return reinterpret_cast<Function*>(found);
}

void KillSwitch::say(const std::string& line) const {
    static const auto real = next(&::write, "write");
    if (trace_ >= 0 && real(trace_, line.data(), line.size()) < 0) {
        std::abort();
    }
}

// "journal.db-wal", "socket"; empty for what does not count: pipes, terminals, files without a name.
std::string nameOf(int descriptor) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) {
        return {};
    }
    if (S_ISSOCK(status.st_mode)) {
        return "socket";
    }
    const bool isSeen = (S_ISREG(status.st_mode) && status.st_nlink > 0) || S_ISDIR(status.st_mode);
    return isSeen ? lastNameOf(linkAt("/proc/self/fd/" + std::to_string(descriptor))) : std::string();
}

// Counts a call for as long as it takes.
class Counted {
  public:
    Counted(const char* call, std::string what) : call_(call), what_(std::move(what)) {
        if (KillSwitch::instance().isOn() && !what_.empty()) {
            number_ = KillSwitch::instance().count(call_, what_);
            KillSwitch::instance().pull(number_, false, call_, what_);
        }
    }
    ~Counted() {
        if (number_ > 0) {
            const int error = errno;
            KillSwitch::instance().pull(number_, true, call_, what_);
            errno = error;
        }
    }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

  private:
    const char* call_;
    std::string what_;
    long number_ = 0;
};

// A read counts on sockets only.
std::string socketName(int descriptor) {
    std::string name = nameOf(descriptor);
    return name == "socket" ? name : std::string();
}

}  // namespace

// The names and types are libc's.
extern "C" {

ssize_t write(int file, const void* bytes, size_t count) {
    static const auto real = next(&::write, "write");
    const Counted counted("write", nameOf(file));
    return real(file, bytes, count);
}

ssize_t writev(int file, const iovec* parts, int count) {
    static const auto real = next(&::writev, "writev");
    const Counted counted("writev", nameOf(file));
    return real(file, parts, count);
}

ssize_t pwrite(int file, const void* bytes, size_t count, off_t at) {
    static const auto real = next(&::pwrite, "pwrite");
    const Counted counted("pwrite", nameOf(file));
    return real(file, bytes, count, at);
}

ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t at) {
    static const auto real = next(&::pwrite64, "pwrite64");
    const Counted counted("pwrite", nameOf(file));
    return real(file, bytes, count, at);
}

int ftruncate(int file, off_t size) noexcept {
    static const auto real = next(&::ftruncate, "ftruncate");
    const Counted counted("ftruncate", nameOf(file));
    return real(file, size);
}

int ftruncate64(int file, off64_t size) noexcept {
    static const auto real = next(&::ftruncate64, "ftruncate64");
    const Counted counted("ftruncate", nameOf(file));
    return real(file, size);
}

int fsync(int file) {
    static const auto real = next(&::fsync, "fsync");
    const Counted counted("fsync", nameOf(file));
    return real(file);
}

int fdatasync(int file) {
    static const auto real = next(&::fdatasync, "fdatasync");
    const Counted counted("fdatasync", nameOf(file));
    return real(file);
}

int rename(const char* from, const char* to) noexcept {
    static const auto real = next(&::rename, "rename");
    const Counted counted("rename", lastNameOf(to));
    return real(from, to);
}

int unlink(const char* path) noexcept {
    static const auto real = next(&::unlink, "unlink");
    const Counted counted("unlink", lastNameOf(path));
    return real(path);
}

int connect(int file, const sockaddr* address, socklen_t size) {
    static const auto real = next(&::connect, "connect");
    const Counted counted("connect", "socket");
    return real(file, address, size);
}

ssize_t send(int file, const void* bytes, size_t count, int flags) {
    static const auto real = next(&::send, "send");
    const Counted counted("send", "socket");
    return real(file, bytes, count, flags);
}

ssize_t sendto(int file, const void* bytes, size_t count, int flags, const sockaddr* address,
               socklen_t size) {
    static const auto real = next(&::sendto, "sendto");
    const Counted counted("send", "socket");
    return real(file, bytes, count, flags, address, size);
}

ssize_t sendmsg(int file, const msghdr* message, int flags) {
    static const auto real = next(&::sendmsg, "sendmsg");
    const Counted counted("send", "socket");
    return real(file, message, flags);
}

ssize_t read(int file, void* bytes, size_t count) {
    static const auto real = next(&::read, "read");
    const Counted counted("recv", socketName(file));
    return real(file, bytes, count);
}

ssize_t recv(int file, void* bytes, size_t count, int flags) {
    static const auto real = next(&::recv, "recv");
    const Counted counted("recv", "socket");
    return real(file, bytes, count, flags);
}

ssize_t recvfrom(int file, void* bytes, size_t count, int flags, sockaddr* address, socklen_t* size) {
    static const auto real = next(&::recvfrom, "recvfrom");
    const Counted counted("recv", "socket");
    return real(file, bytes, count, flags, address, size);
}

ssize_t recvmsg(int file, msghdr* message, int flags) {
    static const auto real = next(&::recvmsg, "recvmsg");
    const Counted counted("recv", "socket");
    return real(file, message, flags);
}

}  // extern "C"
