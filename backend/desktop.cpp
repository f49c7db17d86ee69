// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/desktop.hpp"

#include <string>

namespace voipnow {
namespace {

constexpr int kAnswerMilliseconds = 5000;
constexpr const char* kServer = "org.freedesktop.Notifications";
constexpr const char* kServerPath = "/org/freedesktop/Notifications";

struct FreeError {
    void operator()(GError* error) const { g_error_free(error); }
};
using Error = std::unique_ptr<GError, FreeError>;

struct UnrefVariant {
    void operator()(GVariant* variant) const { g_variant_unref(variant); }
};
using Variant = std::unique_ptr<GVariant, UnrefVariant>;

// Takes `parameters` over, as GLib does.
Variant called(GDBusConnection* bus, const char* server, const char* path, const char* method,
               GVariant* parameters, const char* answer) {
    GError* failure = nullptr;
    GVariant* result =
        g_dbus_connection_call_sync(bus, server, path, server, method, parameters, G_VARIANT_TYPE(answer),
                                    G_DBUS_CALL_FLAGS_NONE, kAnswerMilliseconds, nullptr, &failure);
    const Error error(failure);
    if (result == nullptr) {
        throw DesktopError(std::string("The desktop does not take notifications: ") + error->message + '.');
    }
    return Variant(result);
}

// Some servers take the text for markup.
std::string withoutMarkup(const std::string& text) {
    const std::unique_ptr<char, decltype(&g_free)> escaped(g_markup_escape_text(text.c_str(), -1), &g_free);
    return escaped.get();
}

bool takesMarkup(GDBusConnection* bus) {
    const Variant answer = called(bus, kServer, kServerPath, "GetCapabilities", nullptr, "(as)");
    const Variant list(g_variant_get_child_value(answer.get(), 0));
    for (gsize i = 0; i < g_variant_n_children(list.get()); ++i) {
        const Variant each(g_variant_get_child_value(list.get(), i));
        if (std::string(g_variant_get_string(each.get(), nullptr)) == "body-markup") {
            return true;
        }
    }
    return false;
}

}  // namespace

Desktop::Desktop() {
    GError* failure = nullptr;
    bus_.reset(g_bus_get_sync(G_BUS_TYPE_SESSION, nullptr, &failure));
    const Error error(failure);
    if (!bus_) {
        throw DesktopError(std::string("There is no desktop session to notify: ") + error->message + '.');
    }
    g_dbus_connection_set_exit_on_close(bus_.get(), FALSE);
}

bool Desktop::claim(const char* name) {
    constexpr guint32 kDoNotQueue = 4;
    constexpr guint32 kPrimaryOwner = 1;
    constexpr guint32 kAlreadyOwner = 4;
    const Variant answer = called(bus_.get(), "org.freedesktop.DBus", "/org/freedesktop/DBus", "RequestName",
                                  g_variant_new("(su)", name, kDoNotQueue), "(u)");
    guint32 result = 0;
    g_variant_get(answer.get(), "(u)", &result);
    return result == kPrimaryOwner || result == kAlreadyOwner;
}

bool Desktop::isThere() const {
    return g_dbus_connection_is_closed(bus_.get()) == FALSE;
}

void Desktop::show(const Notice& notice) {
    constexpr guchar kNormal = 1;
    constexpr guchar kCritical = 2;  // stays until the user takes it away
    constexpr gint32 kAsTheServerLikes = -1;
    const std::string text = takesMarkup(bus_.get()) ? withoutMarkup(notice.text) : notice.text;
    GVariantBuilder hints;
    g_variant_builder_init(&hints, G_VARIANT_TYPE("a{sv}"));
    g_variant_builder_add(&hints, "{sv}", "urgency",
                          g_variant_new_byte(notice.needsUser ? kCritical : kNormal));
    called(bus_.get(), kServer, kServerPath, "Notify",
           g_variant_new("(susssasa{sv}i)", "VoipNow Fax", guint32{0},
                         notice.needsUser ? "printer-error" : "printer", notice.title.c_str(), text.c_str(),
                         nullptr, &hints, kAsTheServerLikes),
           "(u)");
}

}  // namespace voipnow
