// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/end_to_end/fake_desktop.hpp"

#include <chrono>
#include <stdexcept>

namespace voipnow::end_to_end {
namespace {

constexpr std::chrono::seconds kLongest{30};

// What the desktop notifications specification says of the two calls.
constexpr const char* kInterface = R"xml(
    <node><interface name="org.freedesktop.Notifications">
      <method name="GetCapabilities"><arg type="as" direction="out"/></method>
      <method name="Notify">
        <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
        <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
        <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
      </method>
    </interface></node>)xml";

struct Unref {
    void operator()(GDBusConnection* bus) const { g_object_unref(bus); }
    void operator()(GDBusNodeInfo* node) const { g_dbus_node_info_unref(node); }
    void operator()(GVariant* variant) const { g_variant_unref(variant); }
};
using Bus = std::unique_ptr<GDBusConnection, Unref>;
using Variant = std::unique_ptr<GVariant, Unref>;

Bus connectTo(const std::string& address) {
    constexpr auto kAsClient = static_cast<GDBusConnectionFlags>(
        G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION);
    return Bus(g_dbus_connection_new_for_address_sync(address.c_str(), kAsClient, nullptr, nullptr, nullptr));
}

Variant askBus(GDBusConnection* bus, const char* method, GVariant* parameters) {
    return Variant(g_dbus_connection_call_sync(bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                               "org.freedesktop.DBus", method, parameters, nullptr,
                                               G_DBUS_CALL_FLAGS_NONE, -1, nullptr, nullptr));
}

}  // namespace

FakeDesktop::FakeDesktop(const std::filesystem::path& folder)
    : bus_({"dbus-daemon", "--session", "--nofork", "--print-address=1",
            "--address=unix:path=" + (folder / "bus").string()},
           folder / "bus.log"),
      address_(bus_.readLine(std::chrono::seconds(10))),
      context_(g_main_context_new()),
      loop_(g_main_loop_new(context_, FALSE)),
      thread_([this] { serve(); }) {
    std::unique_lock<std::mutex> lock(turn_);
    if (!came_.wait_for(lock, kLongest, [this] { return isReady_; })) {
        throw std::runtime_error("the desktop of the test did not start");
    }
}

FakeDesktop::~FakeDesktop() {
    g_main_loop_quit(loop_);
    thread_.join();
    g_main_loop_unref(loop_);
    g_main_context_unref(context_);
}

void FakeDesktop::serve() {
    g_main_context_push_thread_default(context_);
    {
        const Bus bus = connectTo(address_);
        const std::unique_ptr<GDBusNodeInfo, Unref> node(g_dbus_node_info_new_for_xml(kInterface, nullptr));
        GDBusInterfaceVTable calls{};
        calls.method_call = &FakeDesktop::onCall;
        g_dbus_connection_register_object(bus.get(), "/org/freedesktop/Notifications", node->interfaces[0],
                                          &calls, this, nullptr, nullptr);
        askBus(bus.get(), "RequestName", g_variant_new("(su)", "org.freedesktop.Notifications", guint32{0}));
        {
            const std::lock_guard<std::mutex> lock(turn_);
            isReady_ = true;
        }
        came_.notify_all();
        g_main_loop_run(loop_);
    }
    g_main_context_pop_thread_default(context_);
}

void FakeDesktop::onCall(GDBusConnection* /*bus*/, const char* /*sender*/, const char* /*path*/,
                         const char* /*interface*/, const char* method, GVariant* parameters,
                         GDBusMethodInvocation* call, void* self) {
    if (std::string(method) == "Notify") {
        static_cast<FakeDesktop*>(self)->add(parameters);
        g_dbus_method_invocation_return_value(call, g_variant_new("(u)", guint32{1}));
        return;
    }
    GVariantBuilder capabilities;
    g_variant_builder_init(&capabilities, G_VARIANT_TYPE("as"));
    g_variant_builder_add(&capabilities, "s", "body");
    g_variant_builder_add(&capabilities, "s", "body-markup");
    g_dbus_method_invocation_return_value(call, g_variant_new("(as)", &capabilities));
}

void FakeDesktop::add(GVariant* parameters) {
    constexpr gsize kTitle = 3;
    constexpr gsize kText = 4;
    constexpr gsize kHints = 6;
    const auto textAt = [parameters](gsize place) {
        const Variant child(g_variant_get_child_value(parameters, place));
        return std::string(g_variant_get_string(child.get(), nullptr));
    };
    Notification notification{textAt(kTitle), textAt(kText), -1};
    const Variant hints(g_variant_get_child_value(parameters, kHints));
    guchar urgency = 0;
    if (g_variant_lookup(hints.get(), "urgency", "y", &urgency) != FALSE) {
        notification.urgency = urgency;
    }
    {
        const std::lock_guard<std::mutex> lock(turn_);
        notifications_.push_back(notification);
    }
    came_.notify_all();
}

void FakeDesktop::waitForName(const std::string& name) const {
    const Bus bus = connectTo(address_);
    const auto end = std::chrono::steady_clock::now() + kLongest;
    while (std::chrono::steady_clock::now() < end) {
        const Variant answer = askBus(bus.get(), "NameHasOwner", g_variant_new("(s)", name.c_str()));
        gboolean isThere = FALSE;
        g_variant_get(answer.get(), "(b)", &isThere);
        if (isThere != FALSE) {
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    throw std::runtime_error("nobody has taken the name " + name);
}

std::vector<Notification> FakeDesktop::waitFor(std::size_t count) {
    std::unique_lock<std::mutex> lock(turn_);
    if (!came_.wait_for(lock, kLongest, [&] { return notifications_.size() >= count; })) {
        throw std::runtime_error("there are only " + std::to_string(notifications_.size()) +
                                 " notifications");
    }
    return notifications_;
}

}  // namespace voipnow::end_to_end
