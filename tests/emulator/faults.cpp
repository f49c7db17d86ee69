// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/faults.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace voipnow::emulator {

namespace {

using rapidjson::Value;

struct CallName {
    Call call;
    const char* name;
};

constexpr std::array kCallNames = {CallName{Call::kToken, "token"}, CallName{Call::kCreate, "create"},
                                   CallName{Call::kUpload, "upload"}};

bool readCall(Fault& fault, const Value& value) {
    const auto row = std::find_if(kCallNames.begin(), kCallNames.end(), [&](const CallName& call) {
        return value.IsString() && std::string_view(value.GetString()) == call.name;
    });
    if (row == kCallNames.end()) {
        return false;
    }
    fault.call = row->call;
    return true;
}

bool readTimes(Fault& fault, const Value& value) {
    if (!value.IsInt64() || value.GetInt64() < 1) {
        return false;
    }
    fault.times = value.GetInt64();
    return true;
}

bool readStatus(Fault& fault, const Value& value) {
    if (!value.IsInt() || value.GetInt() < 200 || value.GetInt() > 599) {
        return false;
    }
    fault.status = value.GetInt();
    return true;
}

bool readCode(Fault& fault, const Value& value) {
    fault.code = value.IsString() ? value.GetString() : "";
    return value.IsString();
}

bool readMessage(Fault& fault, const Value& value) {
    fault.message = value.IsString() ? value.GetString() : "";
    return value.IsString();
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

bool readDelay(Fault& fault, const Value& value) {
    if (!value.IsInt() || value.GetInt() < 0) {
        return false;
    }
    fault.delay = std::chrono::milliseconds(value.GetInt());
    return true;
}

bool readBefore(Fault& fault, const Value& value) {
    fault.before = value.IsTrue();
    return value.IsBool();
}

bool readDrop(Fault& fault, const Value& value) {
    fault.drop = value.IsTrue();
    return value.IsBool();
}

struct FaultMember {
    const char* name;
    bool (*read)(Fault&, const Value&);
};

// One row a member. A new kind of fault is a row here, a member of Fault, and its place in answerOrFault.
constexpr std::array kFaultMembers = {
    FaultMember{"call", readCall}, FaultMember{"times", readTimes},     FaultMember{"status", readStatus},
    FaultMember{"code", readCode}, FaultMember{"message", readMessage}, FaultMember{"headers", readHeaders},
    FaultMember{"body", readBody}, FaultMember{"delay-ms", readDelay},  FaultMember{"before", readBefore},
    FaultMember{"drop", readDrop},
};

Fault parseFault(std::string_view json) {
    const auto object = parseJsonObject(json);
    if (!object || !object->HasMember("call")) {
        throw std::invalid_argument("A fault is a JSON object with at least a \"call\".");
    }
    Fault fault;
    for (const auto& member : object->GetObject()) {
        const std::string name = member.name.GetString();
        const auto row = std::find_if(kFaultMembers.begin(), kFaultMembers.end(),
                                      [&](const FaultMember& known) { return name == known.name; });
        if (row == kFaultMembers.end()) {
            throw std::invalid_argument("A fault has no member \"" + name + "\".");
        }
        if (!row->read(fault, member.value)) {
            throw std::invalid_argument("The fault's member \"" + name + "\" has a wrong value.");
        }
    }
    return fault;
}

HttpAnswer answerOf(const Fault& fault, const ErrorForm& errorForm) {
    HttpAnswer answer = errorForm(*fault.status, fault.code, fault.message);
    if (fault.body) {
        answer.body = *fault.body;
    }
    for (const auto& header : fault.headers) {
        if (sameHeaderName(header.name, "Content-Type")) {
            answer.contentType = header.value;
        } else {
            answer.headers.push_back(header);
        }
    }
    return answer;
}

void discardBody(HttpExchange& exchange) {
    constexpr std::chrono::milliseconds kPatience{20000};
    std::string nothing;
    exchange.readBody(nothing, 0, kPatience);
}

}  // namespace

void Faults::add(std::string_view json) {
    Fault fault = parseFault(json);
    const std::lock_guard lock(mutex_);
    ordered_[fault.call].push_back(std::move(fault));
}

std::optional<Fault> Faults::take(Call call) {
    const std::lock_guard lock(mutex_);
    auto& queue = ordered_[call];
    if (queue.empty()) {
        return std::nullopt;
    }
    Fault fault = queue.front();
    if (--queue.front().times == 0) {
        queue.pop_front();
    }
    return fault;
}

void Faults::clear() {
    const std::lock_guard lock(mutex_);
    ordered_.clear();
}

void Faults::write(JsonWriter& json) const {
    const std::lock_guard lock(mutex_);
    json.StartObject();
    json.Key("faults");
    json.StartArray();
    for (const auto& [call, queue] : ordered_) {
        for (const auto& fault : queue) {
            json.StartObject();
            const auto sought = call;
            textMember(json, "call",
                       std::find_if(kCallNames.begin(), kCallNames.end(), [&](const CallName& row) {
                           return row.call == sought;
                       })->name);
            json.Key("times");
            json.Int64(fault.times);
            json.EndObject();
        }
    }
    json.EndArray();
    json.EndObject();
}

HttpAnswer answerOrFault(Faults& faults, Call call, HttpExchange& exchange, const ErrorForm& errorForm,
                         const std::function<HttpAnswer()>& process) {
    const auto fault = faults.take(call);
    if (!fault) {
        return process();
    }
    HttpAnswer answer;
    if (!fault->before || (!fault->status && !fault->drop)) {
        answer = process();
    } else if (!fault->drop) {
        discardBody(exchange);
    }
    if (fault->status) {
        answer = answerOf(*fault, errorForm);
    }
    answer.delay = fault->delay;
    answer.drop = fault->drop;
    return answer;
}

}  // namespace voipnow::emulator
