// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/faults.hpp"

#include "tests/emulator/json_patch.hpp"

namespace voipnow::emulator {

namespace {

using std::chrono::milliseconds;

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
    constexpr milliseconds kPatience{20000};
    std::string nothing;
    exchange.readBody(nothing, 0, kPatience);
}

// Before there is an answer, or in place of one.
HttpAnswer processedAsOrdered(const Fault& fault, HttpExchange& exchange,
                              const std::function<HttpAnswer()>& process) {
    const bool endsConnection = fault.drop || fault.close;
    const bool isProcessed = !fault.before || (!fault.status && !endsConnection);
    if (fault.stall.count() > 0 || (!isProcessed && fault.readBytes)) {
        exchange.hinder({fault.readBytes.value_or(0), fault.stall, !isProcessed && fault.readBytes});
    }
    if (isProcessed) {
        return process();
    }
    if (fault.readBytes.value_or(endsConnection ? 0 : 1) > 0) {
        discardBody(exchange);
    }
    return {};
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
            textMember(json, "call", nameOf(call));
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
    HttpAnswer answer = processedAsOrdered(*fault, exchange, process);
    if (fault->status) {
        answer = answerOf(*fault, errorForm);
    }
    if (!fault->patch.empty()) {
        answer.body = patchedJson(answer.body, fault->patch);
    }
    answer.bodyBytes = fault->bodyBytes;
    answer.delay = fault->delay;
    answer.trickle = fault->trickle;
    answer.drop = fault->drop;
    answer.close = fault->close;
    answer.cutAfter = fault->answerBytes;
    return answer;
}

}  // namespace voipnow::emulator
