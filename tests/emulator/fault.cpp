// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/fault.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "tests/emulator/json_patch.hpp"
#include "tests/emulator/json_text.hpp"

namespace voipnow::emulator {

namespace {

using rapidjson::Value;
using std::chrono::milliseconds;

constexpr std::array kCallNames = {"token", "create", "upload", "api", "store"};

// In the order of CertificateFlaw.
constexpr std::array kFlawNames = {"other-ca", "other-host", "expired"};

// The place of a name in one of these lists.
template <typename Names>
std::optional<std::size_t> placeOf(const Names& names, const Value& value) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const char* name) {
        return value.IsString() && std::string_view(value.GetString()) == name;
    });
    return found == names.end() ? std::nullopt
                                : std::optional(static_cast<std::size_t>(found - names.begin()));
}

// What reads a value into a member of Fault gives false when it is none that can stand there.
using Read = bool (*)(Fault&, const Value&);

bool readCall(Fault& fault, const Value& value) {
    const auto place = placeOf(kCallNames, value);
    fault.call = static_cast<Call>(place.value_or(0));
    return place.has_value();
}

bool readTimes(Fault& fault, const Value& value) {
    fault.times = value.IsInt64() ? value.GetInt64() : 0;
    return fault.times >= 1;
}

bool readStatus(Fault& fault, const Value& value) {
    fault.status = value.IsInt() ? value.GetInt() : 0;
    return *fault.status >= 200 && *fault.status <= 599;
}

template <std::string Fault::*kMember>
bool readText(Fault& fault, const Value& value) {
    fault.*kMember = value.IsString() ? value.GetString() : "";
    return value.IsString();
}

template <bool Fault::*kMember>
bool readFlag(Fault& fault, const Value& value) {
    fault.*kMember = value.IsTrue();
    return value.IsBool();
}

template <milliseconds Fault::*kMember>
bool readTime(Fault& fault, const Value& value) {
    const int time = value.IsInt() ? value.GetInt() : -1;
    fault.*kMember = milliseconds(time);
    return time >= 0;
}

// A std::size_t, or an optional one.
template <auto kMember>
bool readCount(Fault& fault, const Value& value) {
    fault.*kMember = value.IsUint() ? value.GetUint() : 0;
    return value.IsUint();
}

bool readHeaders(Fault& fault, const Value& value) {
    if (!value.IsObject()) {
        return false;
    }
    for (const auto& member : value.GetObject()) {
        if (!member.value.IsString()) {
            return false;
        }
        fault.headers.push_back({member.name.GetString(), member.value.GetString()});
    }
    return true;
}

bool readBody(Fault& fault, const Value& value) {
    if (!value.IsString()) {
        return false;
    }
    fault.body = std::string(value.GetString(), value.GetStringLength());
    return true;
}

bool readPatch(Fault& fault, const Value& value) {
    JsonBuffer buffer;
    JsonWriter writer(buffer);
    value.Accept(writer);
    fault.patch = buffer.GetString();
    return isJsonPatch(fault.patch);
}

bool readCertificate(Fault& fault, const Value& value) {
    const auto place = placeOf(kFlawNames, value);
    fault.certificate = static_cast<CertificateFlaw>(place.value_or(0));
    return place.has_value();
}

enum class Of { kBoth, kRequest, kConnection };

struct FaultMember {
    const char* name;
    Of of;
    Read read;
};

// One row a member. A new kind of fault is a row here, a member of Fault, and its place in answerOrFault.
constexpr std::array kFaultMembers = {
    FaultMember{"call", Of::kBoth, readCall},
    FaultMember{"times", Of::kBoth, readTimes},
    FaultMember{"before", Of::kRequest, readFlag<&Fault::before>},
    FaultMember{"status", Of::kRequest, readStatus},
    FaultMember{"code", Of::kRequest, readText<&Fault::code>},
    FaultMember{"message", Of::kRequest, readText<&Fault::message>},
    FaultMember{"headers", Of::kRequest, readHeaders},
    FaultMember{"body", Of::kRequest, readBody},
    FaultMember{"patch", Of::kRequest, readPatch},
    FaultMember{"body-bytes", Of::kRequest, readCount<&Fault::bodyBytes>},
    FaultMember{"delay-ms", Of::kBoth, readTime<&Fault::delay>},
    FaultMember{"trickle-ms", Of::kRequest, readTime<&Fault::trickle>},
    FaultMember{"drop", Of::kBoth, readFlag<&Fault::drop>},
    FaultMember{"close", Of::kRequest, readFlag<&Fault::close>},
    FaultMember{"answer-bytes", Of::kRequest, readCount<&Fault::answerBytes>},
    FaultMember{"read-bytes", Of::kRequest, readCount<&Fault::readBytes>},
    FaultMember{"stall-ms", Of::kRequest, readTime<&Fault::stall>},
    FaultMember{"certificate", Of::kConnection, readCertificate},
};

const FaultMember& memberNamed(const std::string& name) {
    const auto row = std::find_if(kFaultMembers.begin(), kFaultMembers.end(),
                                  [&](const FaultMember& known) { return name == known.name; });
    if (row == kFaultMembers.end()) {
        throw std::invalid_argument("A fault has no member \"" + name + "\".");
    }
    return *row;
}

}  // namespace

const char* nameOf(Call call) {
    return kCallNames.at(static_cast<std::size_t>(call));
}

Fault parseFault(std::string_view json) {
    const auto object = parseJsonObject(json);
    if (!object || !object->HasMember("call")) {
        throw std::invalid_argument("A fault is a JSON object with at least a \"call\".");
    }
    Fault fault;
    for (const auto& member : object->GetObject()) {
        if (!memberNamed(member.name.GetString()).read(fault, member.value)) {
            throw std::invalid_argument(std::string("The fault's member \"") + member.name.GetString() +
                                        "\" has a wrong value.");
        }
    }
    const bool ofConnection = fault.call == Call::kApiConnection || fault.call == Call::kStoreConnection;
    for (const auto& member : object->GetObject()) {
        if (memberNamed(member.name.GetString()).of == (ofConnection ? Of::kRequest : Of::kConnection)) {
            throw std::invalid_argument(std::string("The fault's member \"") + member.name.GetString() +
                                        "\" says nothing about the call \"" + nameOf(fault.call) + "\".");
        }
    }
    return fault;
}

}  // namespace voipnow::emulator
