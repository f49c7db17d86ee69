// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/request_log.hpp"

namespace voipnow::emulator {

namespace {

using std::chrono::system_clock;

// Passes an exchange on and keeps a copy of the body that was read.
class BodyCopy : public HttpExchange {
  public:
    explicit BodyCopy(HttpExchange& exchange) : exchange_(exchange) {}

    const HttpHead& head() const override { return exchange_.head(); }

    BodyEnd readBody(std::string& body, std::size_t limit, std::chrono::milliseconds patience) override {
        const BodyEnd end = exchange_.readBody(body, limit, patience);
        copy_ = body;
        return end;
    }

    void hinder(const Hindrance& hindrance) override { exchange_.hinder(hindrance); }

    const std::string& copy() const { return copy_; }

  private:
    HttpExchange& exchange_;
    std::string copy_;
};

}  // namespace

HttpHandler RequestLog::noting(std::string server, bool withBodies, HttpHandler next) {
    return [this, server = std::move(server), withBodies, next = std::move(next)](HttpExchange& exchange) {
        const auto number = begin({server, exchange.head(), {}, 0, system_clock::now()});
        BodyCopy copy(exchange);
        HttpAnswer answer = next(withBodies ? copy : exchange);
        finish(number, answer.drop || answer.close ? 0 : answer.status, copy.copy());
        return answer;
    };
}

std::vector<LoggedRequest> RequestLog::all() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

void RequestLog::clear() {
    const std::lock_guard lock(mutex_);
    cleared_ += requests_.size();
    requests_.clear();
}

void RequestLog::write(JsonWriter& json) const {
    json.StartObject();
    json.Key("requests");
    json.StartArray();
    for (const auto& request : all()) {
        json.StartObject();
        textMember(json, "server", request.server);
        textMember(json, "method", request.head.method);
        textMember(json, "target", request.head.target);
        json.Key("headers");
        writeHeaders(json, request.head.headers);
        textMember(json, "body", request.body);
        json.Key("status");
        json.Int(request.status);
        textMember(json, "began", isoTime(request.began));
        json.Key("answered");
        request.answered ? text(json, isoTime(*request.answered)) : static_cast<void>(json.Null());
        json.EndObject();
    }
    json.EndArray();
    json.EndObject();
}

std::uint64_t RequestLog::begin(LoggedRequest request) {
    const std::lock_guard lock(mutex_);
    requests_.push_back(std::move(request));
    return cleared_ + requests_.size() - 1;
}

void RequestLog::finish(std::uint64_t number, int status, std::string body) {
    const std::lock_guard lock(mutex_);
    if (number >= cleared_) {
        requests_[number - cleared_].status = status;
        requests_[number - cleared_].body = std::move(body);
        requests_[number - cleared_].answered = system_clock::now();
    }
}

void writeHeaders(JsonWriter& json, const std::vector<HeaderField>& headers) {
    json.StartArray();
    for (const auto& header : headers) {
        json.StartArray();
        text(json, header.name);
        text(json, header.value);
        json.EndArray();
    }
    json.EndArray();
}

}  // namespace voipnow::emulator
