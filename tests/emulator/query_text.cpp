// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/query_text.hpp"

#include <algorithm>
#include <cstddef>

namespace voipnow::emulator {

namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

bool isUnreserved(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

int hexValue(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return -1;
}

std::optional<QueryField> parseField(std::string_view part) {
    const auto equals = part.find('=');
    const auto name = percentDecode(part.substr(0, equals));
    const auto value =
        percentDecode(equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1));
    if (!name || !value) {
        return std::nullopt;
    }
    return QueryField{*name, *value};
}

}  // namespace

std::string percentEncode(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        if (isUnreserved(c)) {
            encoded += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            encoded += '%';
            encoded += kHexDigits[byte >> 4U];
            encoded += kHexDigits[byte & 0xFU];
        }
    }
    return encoded;
}

std::optional<std::string> percentDecode(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hexValue(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hexValue(text[i + 2]) : -1;
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return decoded;
}

std::optional<std::vector<QueryField>> parseQuery(std::string_view query) {
    std::vector<QueryField> fields;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        if (end > 0) {
            auto field = parseField(query.substr(0, end));
            if (!field) {
                return std::nullopt;
            }
            fields.push_back(std::move(*field));
        }
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return fields;
}

std::optional<std::vector<QueryField>> parseForm(std::string_view body) {
    std::string spaced(body);
    std::replace(spaced.begin(), spaced.end(), '+', ' ');
    return parseQuery(spaced);
}

std::optional<std::string> valueOf(const std::vector<QueryField>& fields, std::string_view name) {
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [name](const QueryField& field) { return field.name == name; });
    return found == fields.end() ? std::nullopt : std::optional(found->value);
}

}  // namespace voipnow::emulator
