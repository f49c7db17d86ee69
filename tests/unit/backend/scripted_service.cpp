// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/backend/scripted_service.hpp"

#include <rapidjson/document.h>

#include <ctime>

namespace voipnow {
namespace {

using emulator::HttpAnswer;

constexpr std::size_t kLargestBody = std::size_t{1} << 20;
constexpr std::chrono::seconds kPatience{10};

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) {
        all += (all.empty() ? "" : " ") + word;
    }
    return all;
}

}  // namespace

ScriptedService::ScriptedService() : server_(0, ca_.issueForLoopback()) {
    server_.start([this](emulator::HttpExchange& exchange) { return answer(exchange); });
}

std::string ScriptedService::urlFor(const std::string& path) const {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    std::string date(16, '\0');
    std::strftime(date.data(), date.size() + 1, "%Y%m%dT%H%M%SZ", &utc);
    return "https://" + address() + path + "?X-Amz-Date=" + date + "&X-Amz-Expires=600";
}

std::vector<std::string> ScriptedService::calls() const {
    const std::lock_guard turn(mutex_);
    return calls_;
}

std::map<std::string, std::string> ScriptedService::stored() const {
    const std::lock_guard turn(mutex_);
    return stored_;
}

void ScriptedService::note(const std::string& call) {
    const std::lock_guard turn(mutex_);
    calls_.push_back(call);
}

HttpAnswer ScriptedService::answer(emulator::HttpExchange& exchange) {
    std::string body;
    exchange.readBody(body, kLargestBody, kPatience);
    return exchange.head().method == "PUT" ? upload({exchange.head().path(), body}) : create(body);
}

HttpAnswer ScriptedService::create(const std::string& body) {
    rapidjson::Document request;
    request.Parse(body.data(), body.size());
    std::vector<std::string> recipients;
    for (const auto& each : request["recipients"].GetArray()) {
        recipients.emplace_back(each.GetString());
    }
    note(joined(recipients));
    if (Answer other = onCreate ? onCreate(recipients) : std::nullopt) {
        return *other;
    }
    std::string id;
    {
        const std::lock_guard turn(mutex_);
        id = std::to_string(++lastId_);
    }
    std::string files;
    for (rapidjson::SizeType i = 1; i <= request["files"].Size(); ++i) {
        files += std::string(i == 1 ? "" : ",") + R"({"redirectUri":")" +
                 urlFor("/store/" + id + '/' + std::to_string(i)) + R"(","redirectHeaders":{}})";
    }
    return {200, "application/json", R"({"id":)" + id + R"(,"uid":"ba12","files":[)" + files + "]}", {}};
}

HttpAnswer ScriptedService::upload(const UploadCall& call) {
    note(call.path);
    if (Answer other = onUpload ? onUpload(call) : std::nullopt) {
        return *other;
    }
    const std::lock_guard turn(mutex_);
    stored_[call.path] = call.bytes;
    return {200, "", "", {}};
}

HttpAnswer refusedRecipients() {
    return {400,
            "application/json",
            R"({"error":{"code":"fx_recipients_invalid","message":"Bad recipients."}})",
            {}};
}

HttpAnswer storeError(int status, const std::string& code, const std::string& message) {
    return {status,
            "application/xml",
            "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>",
            {}};
}

}  // namespace voipnow
