// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/credentials.hpp"

#include <curl/curl.h>
#include <glib.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <memory>

namespace voipnow {
namespace {

constexpr long kUsualLifetime = 3600;  // where the answer does not say
constexpr long kLongestLifetime = 604800;
constexpr long kSafetyMargin = 60;  // a token that ends sooner is not used any more

std::string formEncoded(const std::string& text) {
    const std::unique_ptr<char, decltype(&curl_free)> encoded(
        curl_easy_escape(nullptr, text.c_str(), static_cast<int>(text.size())), &curl_free);
    return encoded.get();
}

bool isHeaderText(const std::string& text) {
    return !text.empty() &&
           std::none_of(text.begin(), text.end(), [](unsigned char c) { return c <= 0x20 || c >= 0x7F; });
}

rapidjson::Document parsed(const std::string& text) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
    if (document.HasParseError() || !document.IsObject()) {
        document.SetObject();
    }
    return document;
}

std::string textMember(const rapidjson::Document& object, const char* name) {
    const auto member = object.FindMember(name);
    if (member == object.MemberEnd() || !member->value.IsString()) {
        return {};
    }
    return {member->value.GetString(), member->value.GetStringLength()};
}

std::int64_t numberMember(const rapidjson::Document& object, const char* name, std::int64_t otherwise) {
    const auto member = object.FindMember(name);
    if (member == object.MemberEnd() || !member->value.IsInt64()) {
        return otherwise;
    }
    return member->value.GetInt64();
}

}  // namespace

Credentials::Credentials(const Settings& settings, const DeviceUri& device, const HttpsClient& client,
                         TokenCache cache)
    : settings_(settings), device_(device), client_(client), cache_(cache) {
    const bool hasSession = !settings.cookie.empty() && !settings.xsrfToken.empty();
    usesApp_ = settings.token.empty() && !hasSession;
    if (usesApp_ && (settings.appKey.empty() || settings.appSecret.empty())) {
        throw JobError(
            JobEnd::kQueueStopped,
            "There are no credentials for " + device.authority() +
                ". The administrator has to set app-key and app-secret (or token, or cookie and xsrf-token) "
                "in voipnow.conf.");
    }
}

std::vector<std::string> Credentials::headers() {
    const std::lock_guard<std::mutex> turn(turn_);
    return headersNow();
}

std::vector<std::string> Credentials::headersNow() {
    if (!settings_.token.empty()) {
        return {"Authorization: Bearer " + settings_.token};
    }
    if (!usesApp_) {
        return {"cookie: " + settings_.cookie, "x-xsrf-token: " + settings_.xsrfToken};
    }
    return {"Authorization: Bearer " + accessToken()};
}

bool Credentials::renew(const std::vector<std::string>& refused) {
    const std::lock_guard<std::mutex> turn(turn_);
    if (!usesApp_) {
        return false;
    }
    // Another thread may have done it.
    if (headersNow() == refused) {
        token_ = requestToken();
    }
    return true;
}

std::string Credentials::accessToken() {
    if (token_.empty() && cache_ == TokenCache::kInStateDir) {
        token_ = cachedToken();
    }
    if (token_.empty()) {
        token_ = requestToken();
    }
    return token_;
}

std::string Credentials::requestToken() {
    const std::string site = "https://" + device_.authority();
    const std::string form = "grant_type=client_credentials&client_id=" + formEncoded(settings_.appKey) +
                             "&client_secret=" + formEncoded(settings_.appSecret) +
                             "&type=unifiedapi&redirect_uri=" + formEncoded(site + "/");
    const HttpsAnswer answer =
        client_.post(site + "/oauth/token.php", {"Content-Type: application/x-www-form-urlencoded"}, form);
    const rapidjson::Document object = parsed(answer.body);
    std::string token = textMember(object, "access_token");
    if (answer.status == 200 && isHeaderText(token)) {
        cacheToken(token, static_cast<long>(std::clamp<std::int64_t>(
                              numberMember(object, "expires_in", kUsualLifetime), 0, kLongestLifetime)));
        return token;
    }
    // An answer 200 without a token is not the PBX's: something on the way, or a PBX that is just starting.
    if (answer.status >= 500 || answer.status == 429 || answer.status == 200) {
        throw NoAnswer(device_.authority() + " cannot give an access token now (HTTP " +
                           std::to_string(answer.status) + (answer.status == 200 ? " without one" : "") +
                           ").",
                       false, answer.retryAfter, Waits::kUntilItIsMended);
    }
    const std::string error = textMember(object, "error");
    if (error.empty() && answer.status != 401) {
        throw JobError(JobEnd::kQueueStopped,
                       device_.authority() + " does not answer like a VoipNow PBX (HTTP " +
                           std::to_string(answer.status) +
                           " for an access token). Correct the host in the device URI of this printer.");
    }
    throw JobError(
        JobEnd::kQueueStopped,
        device_.authority() + " does not accept App key and secret (" +
            (error.empty() ? "HTTP " + std::to_string(answer.status) : error) +
            "). The administrator has to check app-key and app-secret in voipnow.conf, and that the App is "
            "marked as trusted in the PBX.");
}

// One file for each App and service; its name does not show the key.
std::filesystem::path Credentials::cacheFile() const {
    const std::string owner = device_.authority() + '\n' + settings_.appKey;
    const std::unique_ptr<char, decltype(&g_free)> digest(
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, reinterpret_cast<const guchar*>(owner.data()),
                                    owner.size()),
        &g_free);
    return settings_.stateDir / ("token-" + std::string(digest.get()).substr(0, 32) + ".json");
}

std::string Credentials::cachedToken() const {
    std::ifstream in(cacheFile());
    const rapidjson::Document object = parsed({std::istreambuf_iterator<char>(in), {}});
    std::string token = textMember(object, "access_token");
    const bool lasts = numberMember(object, "expires", 0) > std::time(nullptr) + kSafetyMargin;
    return lasts && isHeaderText(token) ? token : "";
}

// A cache that cannot be written costs a request for each job, and is no reason to stop.
void Credentials::cacheToken(const std::string& token, long lifetimeSeconds) const {
    rapidjson::StringBuffer text;
    rapidjson::Writer<rapidjson::StringBuffer> writer(text);
    writer.StartObject();
    writer.Key("access_token");
    writer.String(token);
    writer.Key("expires");
    writer.Int64(std::time(nullptr) + lifetimeSeconds);
    writer.EndObject();
    if (cache_ == TokenCache::kNone) {
        return;
    }
    // Another backend may read it at this moment: write beside it, then rename.
    std::string temporary = cacheFile().string() + ".XXXXXX";
    const int descriptor = ::mkostemp(temporary.data(), 0);
    if (descriptor < 0) {
        return;
    }
    const bool whole =
        ::write(descriptor, text.GetString(), text.GetSize()) == static_cast<ssize_t>(text.GetSize());
    ::close(descriptor);
    if (!whole || std::rename(temporary.c_str(), cacheFile().c_str()) != 0) {
        ::unlink(temporary.c_str());
    }
}

}  // namespace voipnow
