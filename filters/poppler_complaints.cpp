// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/poppler_complaints.hpp"

#include <string_view>
#include <utility>

namespace voipnow {
namespace {

constexpr const char* kDomain = "Poppler";
constexpr std::size_t kLongest = 300;

}  // namespace

PopplerComplaints::PopplerComplaints()
    : handler_(g_log_set_handler(kDomain, static_cast<GLogLevelFlags>(G_LOG_LEVEL_MASK), &hear, this)) {}

PopplerComplaints::~PopplerComplaints() {
    g_log_remove_handler(kDomain, handler_);
}

std::optional<std::string> PopplerComplaints::take() {
    return std::exchange(first_, std::nullopt);
}

// GLib calls this from C: nothing may be thrown through it.
void PopplerComplaints::hear(const gchar* /*domain*/, GLogLevelFlags /*level*/, const gchar* message,
                             gpointer self) {
    auto& complaints = *static_cast<PopplerComplaints*>(self);
    const std::string_view text(message == nullptr ? "" : message);
    // Poppler writes "Syntax error at position 15: …", or "warning" and some other words instead of "error".
    const std::string_view kind = text.substr(0, text.find(" at position "));
    if (complaints.first_ || kind.find("error") == std::string_view::npos) {
        return;
    }
    try {
        complaints.first_ = text.substr(0, kLongest);
    } catch (const std::exception&) {
        complaints.first_ = std::string();  // short enough to need no memory
    }
}

}  // namespace voipnow
