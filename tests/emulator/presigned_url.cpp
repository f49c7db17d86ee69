// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/presigned_url.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <map>

#include "tests/emulator/digest.hpp"
#include "tests/emulator/query_text.hpp"
#include "tests/emulator/url_signature.hpp"

namespace voipnow::emulator {

namespace {

using std::chrono::seconds;
using std::chrono::system_clock;

constexpr seconds kLongestLifetime{604800};
constexpr seconds kClockTolerance{900};

// What the X-Amz-… parameters of a URL say.
struct SignatureClaim {
    std::string accessKey;
    std::string scope;  // DATE/REGION/s3/aws4_request
    std::string date;
    system_clock::time_point signedAt;
    seconds lifetime{0};
    std::string headerNames;
    std::string signature;
};

std::string lowerCase(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

std::string compactDate(system_clock::time_point when) {
    const std::time_t time = system_clock::to_time_t(when);
    std::tm utc{};
    gmtime_r(&time, &utc);
    std::array<char, 32> text{};
    const auto length = std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &utc);
    return {text.data(), length};
}

std::optional<system_clock::time_point> parseCompactDate(const std::string& text) {
    std::tm utc{};
    const char* end = strptime(text.c_str(), "%Y%m%dT%H%M%SZ", &utc);
    if (end == nullptr || *end != '\0' || text.size() != 16) {
        return std::nullopt;
    }
    return system_clock::from_time_t(timegm(&utc));
}

StoreError badParameters(const std::string& message) {
    return {400, "AuthorizationQueryParametersError", message};
}

std::optional<seconds> parseLifetime(const std::string& text) {
    long long number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end) {
        return std::nullopt;
    }
    return seconds(number);
}

// The six parameters, each once; else an error.
std::optional<StoreError> readParameters(const std::vector<QueryField>& query, SignatureClaim& claim,
                                         std::string& credential, std::string& lifetime) {
    std::string algorithm;
    const std::map<std::string, std::string*> wanted = {
        {"X-Amz-Algorithm", &algorithm},       {"X-Amz-Credential", &credential},
        {"X-Amz-Date", &claim.date},           {"X-Amz-Expires", &lifetime},
        {"X-Amz-Signature", &claim.signature}, {"X-Amz-SignedHeaders", &claim.headerNames}};
    for (const auto& [name, target] : wanted) {
        const auto& sought = name;
        if (std::count_if(query.begin(), query.end(),
                          [&](const QueryField& field) { return field.name == sought; }) != 1) {
            return badParameters(
                "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, "
                "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
        }
        *target = valueOf(query, name).value_or("");
    }
    if (algorithm != kSignatureAlgorithm) {
        return badParameters("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
    }
    return std::nullopt;
}

std::optional<StoreError> readClaim(const std::vector<QueryField>& query, const StoreKey& key,
                                    SignatureClaim& claim) {
    std::string credential;
    std::string lifetimeText;
    if (auto error = readParameters(query, claim, credential, lifetimeText)) {
        return error;
    }
    const auto signedAt = parseCompactDate(claim.date);
    if (!signedAt) {
        return badParameters("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
    }
    const auto lifetime = parseLifetime(lifetimeText);
    if (!lifetime) {
        return badParameters("X-Amz-Expires should be a number");
    }
    if (*lifetime < seconds(0)) {
        return badParameters("X-Amz-Expires must be non-negative");
    }
    if (*lifetime > kLongestLifetime) {
        return badParameters("X-Amz-Expires must be less than a week (in seconds); that is, 604800 seconds");
    }
    const auto slash = credential.find('/');
    claim.accessKey = credential.substr(0, slash);
    claim.scope = slash == std::string::npos ? std::string() : credential.substr(slash + 1);
    claim.signedAt = *signedAt;
    claim.lifetime = *lifetime;
    if (claim.scope != claim.date.substr(0, 8) + "/" + key.region + "/s3/aws4_request") {
        return badParameters("Error parsing the X-Amz-Credential parameter; the Credential is mal-formed");
    }
    return std::nullopt;
}

// The signed headers that the request has. One that it lacks is left out, so that the signature cannot match.
std::map<std::string, std::string> signedHeaders(const HttpHead& request, const std::string& names) {
    std::map<std::string, std::string> headers;
    for (const auto& name : splitAt(names, ';')) {
        for (const auto& header : request.headers) {
            if (sameHeaderName(header.name, name)) {
                const auto [place, first] = headers.try_emplace(name, header.value);
                place->second += first ? "" : "," + header.value;
            }
        }
    }
    return headers;
}

std::optional<StoreError> unsignedHeader(const HttpHead& request,
                                         const std::map<std::string, std::string>& covered) {
    for (const auto& header : request.headers) {
        const std::string name = lowerCase(header.name);
        if (name.starts_with("x-amz-") && !covered.contains(name)) {
            return StoreError{403, "AccessDenied",
                              "There were headers present in the request which were not signed: " + name};
        }
    }
    return std::nullopt;
}

std::optional<StoreError> outsideItsTime(const SignatureClaim& claim, system_clock::time_point now) {
    if (now + kClockTolerance < claim.signedAt) {
        return StoreError{403, "AccessDenied", "Request is not yet valid"};
    }
    if (now >= claim.signedAt + claim.lifetime) {
        return StoreError{403, "AccessDenied", "Request has expired"};
    }
    return std::nullopt;
}

}  // namespace

std::string presignedUrl(const UrlToSign& url, const StoreKey& key) {
    Signable request{url.method, url.path, {}, {{"host", url.host}}};
    for (const auto& header : url.headers) {
        request.headers[lowerCase(header.name)] = header.value;
    }
    const std::string date = compactDate(url.signedAt);
    const std::string scope = date.substr(0, 8) + "/" + key.region + "/s3/aws4_request";
    request.query = {{"X-Amz-Algorithm", std::string(kSignatureAlgorithm)},
                     {"X-Amz-Credential", key.accessKey + "/" + scope},
                     {"X-Amz-Date", date},
                     {"X-Amz-Expires", std::to_string(url.lifetime.count())},
                     {"X-Amz-SignedHeaders", headerNamesOf(request.headers)}};
    const std::string signature = signatureOf(request, scope, date, key);
    return "https://" + url.host + url.path + "?" + canonicalQuery(request.query) +
           "&X-Amz-Signature=" + signature;
}

std::optional<StoreError> refusal(const HttpHead& request, const StoreKey& key,
                                  system_clock::time_point now) {
    auto query = parseQuery(request.query());
    if (!query) {
        return StoreError{400, "InvalidURI", "Couldn't parse the specified URI."};
    }
    const bool presigned = std::any_of(query->begin(), query->end(), [](const QueryField& field) {
        return lowerCase(field.name).starts_with("x-amz-");
    });
    if (request.has("Authorization")) {
        return StoreError{
            400, "InvalidArgument",
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature "
            "query string parameter or the Authorization header should be specified"};
    }
    if (!presigned) {
        return StoreError{403, "AccessDenied", "Access Denied"};
    }
    SignatureClaim claim;
    if (auto error = readClaim(*query, key, claim)) {
        return error;
    }
    if (claim.accessKey != key.accessKey) {
        return StoreError{403, "InvalidAccessKeyId",
                          "The AWS Access Key Id you provided does not exist in our records."};
    }
    if (auto error = outsideItsTime(claim, now)) {
        return error;
    }
    std::erase_if(*query, [](const QueryField& field) { return field.name == "X-Amz-Signature"; });
    const Signable signable{request.method, request.path(), *query,
                            signedHeaders(request, claim.headerNames)};
    if (!signable.headers.contains("host")) {
        return badParameters("X-Amz-SignedHeaders must name the host header");
    }
    if (auto error = unsignedHeader(request, signable.headers)) {
        return error;
    }
    if (!sameSecret(signatureOf(signable, claim.scope, claim.date, key), claim.signature)) {
        return StoreError{
            403, "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check "
            "your key and signing method."};
    }
    return std::nullopt;
}

}  // namespace voipnow::emulator
