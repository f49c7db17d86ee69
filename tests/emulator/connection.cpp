// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/connection.hpp"

#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>

namespace voipnow::emulator {

namespace {

constexpr std::size_t kBufferSize = std::size_t{64} << 10U;
constexpr std::size_t kLongestRecording = std::size_t{1} << 20U;
constexpr std::chrono::milliseconds kGoodbye{2000};
constexpr std::size_t kLongestRest = std::size_t{64} << 20U;

}  // namespace

Connection::Connection(Socket socket, const StopSignal& stop, SSL_CTX* tls)
    : socket_(std::move(socket)), stop_(stop), tls_(tls == nullptr ? nullptr : SSL_new(tls)) {
    if (tls_ != nullptr) {
        SSL_set_fd(tls_.get(), socket_.descriptor());
        // A write that has to be repeated may come from another address: the caller's buffer moved on.
        SSL_set_mode(tls_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    }
}

bool Connection::handshake(Milliseconds limit) {
    while (tls_ != nullptr) {
        ERR_clear_error();
        const int result = SSL_accept(tls_.get());
        if (result == 1) {
            break;
        }
        if (!waitAsTlsWants(result, limit)) {
            failed_ = true;
            return false;
        }
    }
    return true;
}

bool Connection::waitForBytes(Milliseconds limit) {
    const Milliseconds usual = std::exchange(patience_, limit);
    const bool there = used_ < buffer_.size() || fill();
    patience_ = usual;
    timedOut_ = false;
    return there;
}

ssize_t Connection::read(char* into, std::size_t size) {
    if (used_ == buffer_.size() && !fill()) {
        return failed_ || timedOut_ ? -1 : 0;
    }
    const std::size_t count = std::min({size, mostAtOnce_, buffer_.size() - used_});
    std::copy_n(buffer_.data() + used_, count, into);
    if (recording_ && recorded_.size() < kLongestRecording) {
        recorded_.append(into, count);
    }
    used_ += count;
    return static_cast<ssize_t>(count);
}

ssize_t Connection::write(const char* from, std::size_t size) {
    std::size_t written = 0;
    while (written < size) {
        const std::size_t piece =
            std::min(trickle_.count() > 0 ? std::size_t{1} : size - written, cutAfter_.value_or(size));
        if (piece == 0) {
            reset();
        }
        const ssize_t count = failed_ ? -1 : writeSome(from + written, piece);
        if (count <= 0) {
            return fail();
        }
        written += static_cast<std::size_t>(count);
        if (cutAfter_) {
            *cutAfter_ -= static_cast<std::size_t>(count);
        }
        if (trickle_.count() > 0) {
            pause(trickle_);
        }
    }
    return static_cast<ssize_t>(size);
}

void Connection::setPace(Milliseconds trickle, std::optional<std::size_t> cutAfter) {
    trickle_ = trickle;
    cutAfter_ = cutAfter;
}

void Connection::startRecording() {
    recorded_.clear();
    recording_ = true;
}

std::string Connection::stopRecording() {
    recording_ = false;
    return std::exchange(recorded_, std::string());
}

void Connection::pause(Milliseconds time) const {
    pollfd waitFor{stop_.descriptor(), POLLIN, 0};
    ::poll(&waitFor, 1, static_cast<int>(time.count()));
}

void Connection::reset() {
    const linger atOnce{1, 0};
    ::setsockopt(socket_.descriptor(), SOL_SOCKET, SO_LINGER, &atOnce, sizeof(atOnce));
    socket_ = Socket();
    failed_ = true;
}

void Connection::close() {
    if (failed_) {
        return;
    }
    if (tls_ != nullptr) {
        SSL_shutdown(tls_.get());
    }
    ::shutdown(socket_.descriptor(), SHUT_WR);
    // A socket that is closed while bytes wait to be read is reset by the kernel, and the client may lose the
    // answer.
    std::array<char, 4096> rest{};
    std::size_t total = 0;
    while (total < kLongestRest && wait(POLLIN, kGoodbye) == Wait::kReady) {
        const ssize_t count = ::recv(socket_.descriptor(), rest.data(), rest.size(), 0);
        if (count <= 0) {
            break;
        }
        total += static_cast<std::size_t>(count);
    }
    failed_ = true;
}

Connection::Wait Connection::wait(short events, Milliseconds limit) const {
    std::array<pollfd, 2> waitFor = {pollfd{socket_.descriptor(), events, 0},
                                     pollfd{stop_.descriptor(), POLLIN, 0}};
    int ready = 0;
    do {
        ready = ::poll(waitFor.data(), waitFor.size(), static_cast<int>(limit.count()));
    } while (ready < 0 && errno == EINTR);
    if (waitFor[1].revents != 0) {
        return Wait::kStopped;
    }
    return waitFor[0].revents != 0 ? Wait::kReady : Wait::kTimedOut;
}

// Reads what is there into buffer_, which is used up; false at the end of the stream and when it failed.
bool Connection::fill() {
    if (failed_) {
        return false;
    }
    buffer_.resize(kBufferSize);
    used_ = 0;
    const ssize_t count = readSome(buffer_.data(), buffer_.size());
    buffer_.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    if (count < 0 && !timedOut_) {
        fail();
    }
    return count > 0;
}

ssize_t Connection::readSome(char* into, std::size_t size) {
    for (;;) {
        if (tls_ != nullptr) {
            ERR_clear_error();
            const int count = SSL_read(tls_.get(), into, static_cast<int>(size));
            if (count > 0) {
                return count;
            }
            if (SSL_get_error(tls_.get(), count) == SSL_ERROR_ZERO_RETURN) {
                return 0;
            }
            if (!waitAsTlsWants(count, patience_)) {
                return -1;
            }
        } else {
            const ssize_t count = ::recv(socket_.descriptor(), into, size, 0);
            if (count >= 0 || (errno != EAGAIN && errno != EINTR)) {
                return count;
            }
            const Wait result = wait(POLLIN, patience_);
            timedOut_ = result == Wait::kTimedOut;
            if (result != Wait::kReady) {
                return -1;
            }
        }
    }
}

ssize_t Connection::writeSome(const char* from, std::size_t size) {
    for (;;) {
        if (tls_ != nullptr) {
            ERR_clear_error();
            const int count = SSL_write(tls_.get(), from, static_cast<int>(std::min(size, kBufferSize)));
            if (count > 0) {
                return count;
            }
            if (!waitAsTlsWants(count, patience_)) {
                return -1;
            }
        } else {
            const ssize_t count = ::send(socket_.descriptor(), from, size, MSG_NOSIGNAL);
            if (count >= 0 || (errno != EAGAIN && errno != EINTR)) {
                return count;
            }
            if (wait(POLLOUT, patience_) != Wait::kReady) {
                return -1;
            }
        }
    }
}

// After a TLS call that did not succeed: waits for what it needs to go on. False when it cannot go on.
bool Connection::waitAsTlsWants(int result, Milliseconds limit) {
    Wait waited = Wait::kStopped;
    switch (SSL_get_error(tls_.get(), result)) {
        case SSL_ERROR_WANT_READ:
            waited = wait(POLLIN, limit);
            break;
        case SSL_ERROR_WANT_WRITE:
            waited = wait(POLLOUT, limit);
            break;
        default:
            return false;
    }
    timedOut_ = waited == Wait::kTimedOut;
    return waited == Wait::kReady;
}

ssize_t Connection::fail() {
    failed_ = true;
    return -1;
}

}  // namespace voipnow::emulator
