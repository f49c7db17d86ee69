// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/fax_api.hpp"

#include <algorithm>
#include <array>
#include <ctime>

#include "tests/emulator/fax_request.hpp"
#include "tests/emulator/query_text.hpp"

namespace voipnow::emulator {

namespace {

using std::chrono::seconds;
using std::chrono::system_clock;

constexpr std::size_t kLongestBody = std::size_t{1} << 20U;
constexpr std::chrono::milliseconds kPatience{20000};
constexpr std::string_view kFaxesPath = "/uapi/faxes/";

HttpAnswer jsonAnswer(int status, std::string body) {
    return {status, "application/json; charset=utf-8", std::move(body), {{"Cache-Control", "no-store"}}};
}

// {"error":{"code":"…","message":"…"}}
HttpAnswer apiError(int status, const std::string& code, const std::string& message) {
    JsonBuffer buffer;
    JsonWriter json(buffer);
    json.StartObject();
    json.Key("error");
    json.StartObject();
    textMember(json, "code", code);
    textMember(json, "message", message);
    json.EndObject();
    json.EndObject();
    return jsonAnswer(status, buffer.GetString());
}

// {"error":"…","error_description":"…"}
HttpAnswer tokenError(int status, const std::string& code, const std::string& message) {
    JsonBuffer buffer;
    JsonWriter json(buffer);
    json.StartObject();
    textMember(json, "error", code);
    textMember(json, "error_description", message);
    json.EndObject();
    return jsonAnswer(status, buffer.GetString());
}

std::string mediaType(const HttpHead& head) {
    std::string type = head.value("Content-Type").value_or("");
    type = type.substr(0, type.find(';'));
    type.erase(std::find_if(type.rbegin(), type.rend(), [](char c) { return c != ' '; }).base(), type.end());
    std::transform(type.begin(), type.end(), type.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return type;
}

std::string wholeBody(HttpExchange& exchange) {
    std::string body;
    if (exchange.readBody(body, kLongestBody, kPatience) != BodyEnd::kWhole) {
        throw ApiError(400, "internal_server_error",
                       "The body is not as long as it was said to be, or too long.");
    }
    return body;
}

// What is wrong with a token request's form; empty when nothing is.
std::string flawOf(const std::vector<QueryField>& form) {
    for (const auto* name : {"grant_type", "client_id", "client_secret", "type", "redirect_uri"}) {
        const auto times = std::count_if(form.begin(), form.end(),
                                         [&](const QueryField& field) { return field.name == name; });
        if (times != 1) {
            return std::string("The parameter ") + name + " is missing or there more than once.";
        }
    }
    if (valueOf(form, "type") != "unifiedapi") {
        return "The parameter type is not unifiedapi.";
    }
    constexpr std::string_view kHttps = "https://";
    const std::string redirectUri = valueOf(form, "redirect_uri").value_or("");
    if (!redirectUri.starts_with(kHttps) || redirectUri.size() == kHttps.size()) {
        return "The parameter redirect_uri is no https URL.";
    }
    return {};
}

// Name=value pairs of a Cookie header.
std::vector<std::string> cookiesOf(const std::string& header) {
    std::vector<std::string> cookies;
    std::size_t begin = 0;
    while (begin < header.size()) {
        const auto end = std::min(header.find(';', begin), header.size());
        const auto first = header.find_first_not_of(' ', begin);
        if (first < end) {
            cookies.push_back(header.substr(first, end - first));
        }
        begin = end + 1;
    }
    return cookies;
}

struct Sender {
    std::string user;
    std::string extension;
};

// Sun, 06 Nov 1994 08:49:37 GMT
std::string httpDate(system_clock::time_point when) {
    const std::time_t time = system_clock::to_time_t(when);
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    std::array<char, 64> text{};
    std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return text.data();
}

// USER and EXTENSION of a path /uapi/faxes/USER/EXTENSION[/], decoded.
std::optional<Sender> senderOf(const std::string& path) {
    if (!path.starts_with(kFaxesPath)) {
        return std::nullopt;
    }
    std::string rest = path.substr(kFaxesPath.size());
    if (rest.ends_with('/')) {
        rest.pop_back();
    }
    const auto slash = rest.find('/');
    if (slash == std::string::npos || rest.find('/', slash + 1) != std::string::npos) {
        return std::nullopt;
    }
    const auto user = percentDecode(rest.substr(0, slash));
    const auto extension = percentDecode(rest.substr(slash + 1));
    if (!user || !extension || user->empty() || extension->empty()) {
        return std::nullopt;
    }
    return Sender{*user, *extension};
}

struct RedirectHeaders {
    std::string json;                  // as it goes into the answer
    std::vector<HeaderField> headers;  // as a client must send them
};

RedirectHeaders redirectHeadersOf(const Fax& fax, const Settings& settings) {
    RedirectHeaders redirect;
    redirect.json = settings.redirectHeaders.value_or(
        R"({"x-amz-meta-he-int-faxout":1,"x-amz-meta-app-faxid":)" + std::to_string(fax.id) + "}");
    const auto object = parseJsonObject(redirect.json, true);
    for (const auto& member : object->GetObject()) {
        if (member.value.IsString()) {
            redirect.headers.push_back({member.name.GetString(), member.value.GetString()});
        }
    }
    return redirect;
}

}  // namespace

HttpAnswer FaxApi::answer(HttpExchange& exchange) const {
    HttpAnswer answer = undatedAnswer(exchange);
    const auto isDate = [](const HeaderField& field) { return sameHeaderName(field.name, "Date"); };
    if (std::none_of(answer.headers.begin(), answer.headers.end(), isDate)) {
        answer.headers.push_back({"Date", httpDate(state_.clock())});
    }
    return answer;
}

HttpAnswer FaxApi::undatedAnswer(HttpExchange& exchange) const {
    const HttpHead& head = exchange.head();
    const std::string path = head.path();
    if (path == "/oauth/token.php" && head.method == "POST") {
        return answerOrFault(state_.faults, Call::kToken, exchange, tokenError,
                             [&] { return token(exchange); });
    }
    if (senderOf(path) && head.method == "POST") {
        return answerOrFault(state_.faults, Call::kCreate, exchange, apiError,
                             [&] { return create(exchange); });
    }
    if (path.starts_with("/uapi/")) {
        return apiError(501, "request_not_implemented", "There is no such call.");
    }
    return {404, "text/plain", "Not found.\n", {}};
}

HttpAnswer FaxApi::token(HttpExchange& exchange) const {
    const HttpHead& head = exchange.head();
    const std::string body = wholeBody(exchange);
    if (mediaType(head) != "application/x-www-form-urlencoded" || !head.query().empty()) {
        return tokenError(400, "invalid_request", "The parameters are wanted as a form in the body.");
    }
    const auto form = parseForm(body);
    if (!form) {
        return tokenError(400, "invalid_request", "The form cannot be read.");
    }
    const auto grant = valueOf(*form, "grant_type");
    if (grant && grant != "client_credentials") {
        return tokenError(400, "unsupported_grant_type", "The grant type is not client_credentials.");
    }
    if (const std::string flaw = flawOf(*form); !flaw.empty()) {
        return tokenError(400, "invalid_request", flaw);
    }
    const Settings settings = state_.settings.now();
    if (!sameSecret(valueOf(*form, "client_id").value_or(""), settings.appKey) ||
        !sameSecret(valueOf(*form, "client_secret").value_or(""), settings.appSecret)) {
        return tokenError(401, "invalid_client", "The App key or the App secret is wrong.");
    }
    JsonBuffer buffer;
    JsonWriter json(buffer);
    json.StartObject();
    textMember(json, "access_token",
               state_.tokens.issue(system_clock::now() + seconds(settings.tokenLifetime)));
    json.Key("expires_in");
    json.Int64(settings.tokenLifetime);
    textMember(json, "token_type", "Bearer");
    json.EndObject();
    return jsonAnswer(200, buffer.GetString());
}

HttpAnswer FaxApi::create(HttpExchange& exchange) const {
    const HttpHead& head = exchange.head();
    try {
        const std::string body = wholeBody(exchange);
        const Fax fax = createFax(head, body);
        if (fax.recipients.empty()) {
            return {204, "", "", {}};
        }
        return jsonAnswer(200, createdFax(head, fax));
    } catch (const ApiError& error) {
        return apiError(error.status(), error.code(), error.what());
    }
}

// The fax as it is kept, or one without recipients, which is not kept.
Fax FaxApi::createFax(const HttpHead& head, const std::string& body) const {
    const Settings settings = state_.settings.now();
    if (!isAuthorized(head, settings)) {
        throw ApiError(401, "access_denied", "Access denied.");
    }
    if (mediaType(head) != "application/json") {
        throw ApiError(400, "internal_server_error", "The content type is not application/json.");
    }
    const auto sender = senderOf(head.path());
    if (!settings.allowsUser(sender->user)) {
        throw ApiError(400, "user_invalid", "There is no user " + sender->user + ".");
    }
    if (!settings.allowsExtension(sender->extension)) {
        throw ApiError(400, "extension_invalid", "There is no extension " + sender->extension + ".");
    }
    Fax fax = parseFaxRequest(body, settings);
    fax.user = sender->user;
    fax.extension = sender->extension;
    return fax.recipients.empty() ? fax : state_.faxbox.create(fax);
}

bool FaxApi::isAuthorized(const HttpHead& head, const Settings& settings) const {
    if (const auto authorization = head.value("Authorization")) {
        constexpr std::string_view kBearer = "Bearer ";
        return authorization->starts_with(kBearer) &&
               state_.tokens.isValid(authorization->substr(kBearer.size()), system_clock::now());
    }
    const auto sent = cookiesOf(head.value("Cookie").value_or(""));
    const auto wanted = cookiesOf(settings.cookie);
    const auto isSent = [&](const std::string& cookie) {
        return std::find(sent.begin(), sent.end(), cookie) != sent.end();
    };
    return !wanted.empty() && std::all_of(wanted.begin(), wanted.end(), isSent) &&
           sameSecret(head.value("x-xsrf-token").value_or(""), settings.xsrfToken);
}

std::string FaxApi::createdFax(const HttpHead& head, const Fax& fax) const {
    JsonBuffer buffer;
    JsonWriter json(buffer);
    json.StartObject();
    json.Key("id");
    if (state_.settings.now().idAsString) {
        json.String(std::to_string(fax.id));
    } else {
        json.Uint64(fax.id);
    }
    textMember(json, "uid", fax.uid);
    json.Key("files");
    json.StartArray();
    for (std::size_t index = 0; index < fax.files.size(); ++index) {
        writeUpload(json, head, fax, index);
    }
    json.EndArray();
    json.EndObject();
    return buffer.GetString();
}

void FaxApi::writeUpload(JsonWriter& json, const HttpHead& head, const Fax& fax, std::size_t index) const {
    const Settings settings = state_.settings.now();
    const FaxFile& file = fax.files[index];
    const RedirectHeaders redirect = redirectHeadersOf(fax, settings);
    UrlToSign url;
    url.host = settings.redirectHost.value_or(storeAddress_);
    url.path = "/faxout/" + fax.uid + "/" + std::to_string(index + 1);
    url.headers = redirect.headers;
    url.headers.push_back({"content-type", file.contentType});
    url.lifetime = seconds(settings.urlLifetime);
    url.signedAt = state_.clock();

    json.StartObject();
    json.Key("redirect");
    json.Bool(true);
    textMember(json, "heUri",
               "https://" + head.value("Host").value_or("127.0.0.1") + "/at/file/action?id=" + fax.uid +
                   "&ver=1&nm=" + percentEncode(file.name) + "&cl=OTHER&vw=main");
    textMember(json, "redirectUri", presignedUrl(url, state_.signingKey()));
    json.Key("redirectHeaders");
    json.RawValue(redirect.json.data(), redirect.json.size(), rapidjson::kObjectType);
    textMember(json, "contentType", file.contentType);
    json.Key("contentLength");
    json.Uint64(file.declaredSize);
    json.EndObject();
}

}  // namespace voipnow::emulator
