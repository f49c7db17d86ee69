// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <stdexcept>

namespace voipnow::emulator {

namespace {

using DigestBytes = std::array<unsigned char, EVP_MAX_MD_SIZE>;

std::string toString(const DigestBytes& bytes, unsigned int size) {
    return {bytes.begin(), bytes.begin() + size};
}

std::string digest(std::string_view bytes, const EVP_MD* method) {
    DigestBytes result{};
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), result.data(), &size, method, nullptr) != 1) {
        throw std::runtime_error("OpenSSL cannot make a digest.");
    }
    return toString(result, size);
}

}  // namespace

std::string hex(std::string_view bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 0xFU];
    }
    return text;
}

std::string md5Hex(std::string_view bytes) {
    return hex(digest(bytes, EVP_md5()));
}

std::string sha256Hex(std::string_view bytes) {
    return hex(digest(bytes, EVP_sha256()));
}

std::string hmacSha256(std::string_view key, std::string_view bytes) {
    // HMAC wants the bytes as unsigned char; a copy spares a cast.
    const std::basic_string<unsigned char> data(bytes.begin(), bytes.end());
    DigestBytes result{};
    unsigned int size = 0;
    if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), data.data(), data.size(), result.data(),
             &size) == nullptr) {
        throw std::runtime_error("OpenSSL cannot make a keyed digest.");
    }
    return toString(result, size);
}

std::string randomHex(std::size_t bytes) {
    std::basic_string<unsigned char> random(bytes, 0);
    if (RAND_bytes(random.data(), static_cast<int>(bytes)) != 1) {
        throw std::runtime_error("OpenSSL has no random bytes.");
    }
    return hex(std::string(random.begin(), random.end()));
}

bool sameSecret(std::string_view left, std::string_view right) {
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace voipnow::emulator
