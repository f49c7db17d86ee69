// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/url_signature.hpp"

#include <algorithm>
#include <utility>

#include "tests/emulator/digest.hpp"

namespace voipnow::emulator {

namespace {

// AWS: "trim leading and trailing spaces, convert sequential spaces to a single space".
std::string canonicalValue(const std::string& value) {
    std::string canonical;
    for (const char c : value) {
        if (c != ' ' || (!canonical.empty() && canonical.back() != ' ')) {
            canonical += c;
        }
    }
    if (!canonical.empty() && canonical.back() == ' ') {
        canonical.pop_back();
    }
    return canonical;
}

}  // namespace

std::string signatureOf(const Signable& request, const std::string& scope, const std::string& date,
                        const StoreKey& key) {
    std::string canonical =
        request.method + "\n" + request.path + "\n" + canonicalQuery(request.query) + "\n";
    for (const auto& [name, value] : request.headers) {
        canonical.append(name).append(":").append(canonicalValue(value)).append("\n");
    }
    canonical += "\n" + headerNamesOf(request.headers) + "\nUNSIGNED-PAYLOAD";

    const std::string toSign =
        std::string(kSignatureAlgorithm) + "\n" + date + "\n" + scope + "\n" + sha256Hex(canonical);
    std::string signingKey = "AWS4" + key.secretKey;
    for (const auto& part : splitAt(scope, '/')) {
        signingKey = hmacSha256(signingKey, part);
    }
    return hex(hmacSha256(signingKey, toSign));
}

std::string canonicalQuery(const std::vector<QueryField>& query) {
    std::vector<std::pair<std::string, std::string>> encoded;
    encoded.reserve(query.size());
    for (const auto& field : query) {
        encoded.emplace_back(percentEncode(field.name), percentEncode(field.value));
    }
    std::sort(encoded.begin(), encoded.end());
    std::string text;
    for (const auto& [name, value] : encoded) {
        text += (text.empty() ? "" : "&") + name + "=" + value;
    }
    return text;
}

std::string headerNamesOf(const std::map<std::string, std::string>& headers) {
    std::string names;
    for (const auto& [name, value] : headers) {
        names += (names.empty() ? "" : ";") + name;
    }
    return names;
}

std::vector<std::string> splitAt(const std::string& text, char mark) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (;;) {
        const auto end = text.find(mark, begin);
        parts.push_back(text.substr(begin, end - begin));
        if (end == std::string::npos) {
            return parts;
        }
        begin = end + 1;
    }
}

}  // namespace voipnow::emulator
