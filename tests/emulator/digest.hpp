// Digests, keyed digests and random names, by OpenSSL.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All texts are bytes; hexadecimal is in small letters. Throws std::runtime_error only when OpenSSL itself
// fails.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace voipnow::emulator {

std::string hex(std::string_view bytes);
std::string md5Hex(std::string_view bytes);
std::string sha256Hex(std::string_view bytes);

// The 32 raw bytes of HMAC-SHA256.
std::string hmacSha256(std::string_view key, std::string_view bytes);

// `bytes` unguessable bytes as twice as many hexadecimal digits.
std::string randomHex(std::size_t bytes);

// Compares without telling by its duration where two texts differ.
bool sameSecret(std::string_view left, std::string_view right);

}  // namespace voipnow::emulator
