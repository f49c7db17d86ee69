// Desktop: the notifications of the user's desktop (org.freedesktop.Notifications on the session's D-Bus).
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every failure is a DesktopError with a sentence. GLib makes a thread of its own for the connection; signals that are
// blocked before stay so.
#pragma once

#include <gio/gio.h>

#include <memory>
#include <stdexcept>

#include "backend/fax_notice.hpp"

namespace voipnow {

class DesktopError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

class Desktop {
  public:
    // Connects to the session's bus.
    Desktop();

    // Takes a name on the bus; false when another process of the session has it.
    bool claim(const char* name);

    // Whether the session is still there.
    bool isThere() const;

    // Shows it. A desktop that shows nothing at the moment is asked again with the next.
    void show(const Notice& notice);

  private:
    struct Unref {
        void operator()(GDBusConnection* bus) const { g_object_unref(bus); }
    };
    std::unique_ptr<GDBusConnection, Unref> bus_;
};

}  // namespace voipnow
