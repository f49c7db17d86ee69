// JSON as the emulator writes and reads it, on RapidJSON.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What comes from the network may be any bytes, JSON text may not: text() makes valid UTF-8 of it, so that a
// test or a browser can always parse what the emulator says.
#pragma once

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace voipnow::emulator {

using JsonBuffer = rapidjson::StringBuffer;
using JsonWriter = rapidjson::Writer<JsonBuffer>;

// Bytes as UTF-8: as they are where they are valid, else each byte as the Latin-1 character of its number, as
// headers of HTTP are read.
std::string utf8(std::string_view bytes);

// Writes a string value.
void text(JsonWriter& json, std::string_view bytes);

// Writes a key and a string value.
void textMember(JsonWriter& json, const char* key, std::string_view bytes);

// Gives the object that `bytes` are; nothing when they are no JSON, no object, or an object that names a
// member twice. With `numbersAsWritten` numbers become strings of their own spelling.
std::optional<rapidjson::Document> parseJsonObject(std::string_view bytes, bool numbersAsWritten = false);

// A point in time as "2026-01-13T10:15:00.123Z".
std::string isoTime(std::chrono::system_clock::time_point when);

}  // namespace voipnow::emulator
