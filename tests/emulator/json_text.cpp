// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/json_text.hpp"

#include <glib.h>

#include <array>
#include <cstdio>
#include <ctime>
#include <set>

namespace voipnow::emulator {

namespace {

bool namesTwice(const rapidjson::Value& object) {
    std::set<std::string_view> names;
    for (const auto& member : object.GetObject()) {
        if (!names.emplace(member.name.GetString(), member.name.GetStringLength()).second) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::string utf8(std::string_view bytes) {
    // g_utf8_validate refuses NUL, which JSON can carry: it goes through the Latin-1 branch and stays U+0000.
    if (g_utf8_validate(bytes.data(), static_cast<gssize>(bytes.size()), nullptr) != FALSE) {
        return std::string(bytes);
    }
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            text += c;
        } else {
            text += static_cast<char>(0xC0U | (byte >> 6U));
            text += static_cast<char>(0x80U | (byte & 0x3FU));
        }
    }
    return text;
}

void text(JsonWriter& json, std::string_view bytes) {
    json.String(utf8(bytes));
}

void textMember(JsonWriter& json, const char* key, std::string_view bytes) {
    json.Key(key);
    text(json, bytes);
}

std::optional<rapidjson::Document> parseJsonObject(std::string_view bytes, bool numbersAsWritten) {
    // Iterative: a deeply nested text must not exhaust the stack.
    constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
    rapidjson::Document document;
    if (numbersAsWritten) {
        document.Parse<kFlags | rapidjson::kParseNumbersAsStringsFlag>(bytes.data(), bytes.size());
    } else {
        document.Parse<kFlags>(bytes.data(), bytes.size());
    }
    if (document.HasParseError() || !document.IsObject() || namesTwice(document)) {
        return std::nullopt;
    }
    return document;
}

std::string isoTime(std::chrono::system_clock::time_point when) {
    using std::chrono::milliseconds;
    const auto sinceEpoch = std::chrono::duration_cast<milliseconds>(when.time_since_epoch());
    const std::time_t seconds = sinceEpoch.count() / 1000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 32> date{};
    const auto length = std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%S", &utc);
    const std::string fraction = std::to_string(1000 + sinceEpoch.count() % 1000).substr(1);
    return std::string(date.data(), length) + "." + fraction + "Z";
}

}  // namespace voipnow::emulator
