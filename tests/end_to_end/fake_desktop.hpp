// FakeDesktop: a session's D-Bus of one test's own, with a desktop on it that keeps the notifications it is sent.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/end_to_end/child_process.hpp"

namespace voipnow::end_to_end {

struct Notification {
    std::string title;
    std::string text;
    int urgency = -1;
};

class FakeDesktop {
  public:
    // Starts a bus in the folder. Throws std::runtime_error when that does not work.
    explicit FakeDesktop(const std::filesystem::path& folder);
    ~FakeDesktop();
    FakeDesktop(const FakeDesktop&) = delete;
    FakeDesktop& operator=(const FakeDesktop&) = delete;

    // What programs of the session have in their environment.
    Environment environment() const { return {{"DBUS_SESSION_BUS_ADDRESS", address_}}; }

    // Waits until a program of the session has taken this name. Throws after half a minute.
    void waitForName(const std::string& name) const;

    // Waits until there are so many, and gives all. Throws after half a minute.
    std::vector<Notification> waitFor(std::size_t count);

  private:
    static void onCall(GDBusConnection* bus, const char* sender, const char* path, const char* interface,
                       const char* method, GVariant* parameters, GDBusMethodInvocation* call, void* self);
    void add(GVariant* parameters);
    void serve();

    ChildProcess bus_;
    std::string address_;
    GMainContext* context_;
    GMainLoop* loop_;
    std::mutex turn_;
    std::condition_variable came_;
    bool isReady_ = false;
    std::vector<Notification> notifications_;
    std::thread thread_;
};

}  // namespace voipnow::end_to_end
