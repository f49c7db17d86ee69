// PopplerComplaints: what Poppler finds wrong with a document while it draws it.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Poppler draws what it can of a broken page and reports the rest to GLib's log only. A fax must not lack
// something in silence, so the errors (not the warnings) are kept here, the first of them with its text.
#pragma once

#include <glib.h>

#include <optional>
#include <string>

namespace voipnow {

class PopplerComplaints {
  public:
    // Listens for as long as it lives; one at a time in a process. The text comes from the document: make it
    // printable before it is shown.
    PopplerComplaints();
    ~PopplerComplaints();
    PopplerComplaints(const PopplerComplaints&) = delete;
    PopplerComplaints& operator=(const PopplerComplaints&) = delete;
    PopplerComplaints(PopplerComplaints&&) = delete;
    PopplerComplaints& operator=(PopplerComplaints&&) = delete;

    // The first error since the last call, or nothing.
    std::optional<std::string> take();

  private:
    static void hear(const gchar* domain, GLogLevelFlags level, const gchar* message, gpointer self);

    guint handler_;
    std::optional<std::string> first_;
};

}  // namespace voipnow
