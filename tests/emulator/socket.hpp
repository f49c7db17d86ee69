// Socket and StopSignal: file descriptors that close themselves.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace voipnow::emulator {

class Socket {
  public:
    Socket() = default;
    explicit Socket(int descriptor) : descriptor_(descriptor) {}
    Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    Socket& operator=(Socket&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    ~Socket() {
        if (isOpen()) {
            ::close(descriptor_);
        }
    }

    bool isOpen() const { return descriptor_ >= 0; }
    int descriptor() const { return descriptor_; }

  private:
    int descriptor_ = -1;
};

// A descriptor that becomes readable, and stays so, when stop() is called: every poll() that also waits for
// it ends. stop() may be called from any thread.
class StopSignal {
  public:
    StopSignal() : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        if (!event_.isOpen()) {
            throw std::system_error(errno, std::generic_category(), "No eventfd can be had");
        }
    }

    int descriptor() const { return event_.descriptor(); }

    void stop() const {
        const std::uint64_t one = 1;
        // It fails only when the counter is full, and then the signal has been given already.
        [[maybe_unused]] const auto written = ::write(event_.descriptor(), &one, sizeof(one));
    }

  private:
    Socket event_;
};

}  // namespace voipnow::emulator
