// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/throwaway_ca.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <cstdint>
#include <stdexcept>

namespace voipnow::emulator {

namespace {

using Bio = std::unique_ptr<BIO, FreeWith<BIO_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>>;

constexpr long kDay = 24L * 60 * 60;
constexpr long kValidity = 30 * kDay;
constexpr const char* kLoopback = "IP:127.0.0.1,IP:::1,DNS:localhost";

void must(bool success, const char* what) {
    if (!success) {
        throw std::runtime_error(std::string("OpenSSL cannot ") + what + ".");
    }
}

KeyPair newKey() {
    KeyPair key(EVP_EC_gen("P-256"));
    must(key != nullptr, "make a key");
    return key;
}

void addExtension(X509* certificate, X509* issuer, int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
    must(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1, "add an extension");
}

void setRandomSerial(X509* certificate) {
    std::uint64_t serial = 0;
    std::array<unsigned char, sizeof(serial)> bytes{};
    must(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1, "give random bytes");
    for (const unsigned char byte : bytes) {
        serial = (serial << 8U) | byte;
    }
    must(ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1U) == 1,
         "set a serial number");
}

// A certificate for `key` with this common name, valid from yesterday on, or expired yesterday; not yet signed.
Certificate newCertificate(EVP_PKEY* key, const std::string& commonName, bool expired) {
    Certificate certificate(X509_new());
    must(certificate != nullptr, "make a certificate");
    must(X509_set_version(certificate.get(), X509_VERSION_3) == 1, "set a version");
    setRandomSerial(certificate.get());
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), expired ? -kValidity : -kDay);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), expired ? -kDay : kValidity);
    const std::basic_string<unsigned char> name(commonName.begin(), commonName.end());
    must(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                                    name.data(), static_cast<int>(name.size()), -1, 0) == 1,
         "set a name");
    must(X509_set_pubkey(certificate.get(), key) == 1, "set a key");
    return certificate;
}

void signBy(X509* certificate, EVP_PKEY* key, X509* issuer) {
    must(X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1, "set an issuer");
    must(X509_sign(certificate, key, EVP_sha256()) > 0, "sign a certificate");
}

std::string contentOf(BIO* memory) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string certificatePem(X509* certificate) {
    const Bio memory(BIO_new(BIO_s_mem()));
    must(memory != nullptr && PEM_write_bio_X509(memory.get(), certificate) == 1, "write a certificate");
    return contentOf(memory.get());
}

}  // namespace

std::string ServerIdentity::pem() const {
    const Bio memory(BIO_new(BIO_s_mem()));
    must(memory != nullptr &&
             PEM_write_bio_PrivateKey(memory.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
         "write a key");
    return contentOf(memory.get()) + certificatePem(certificate.get());
}

ThrowawayCa::ThrowawayCa()
    : key_(newKey()), certificate_(newCertificate(key_.get(), "voipnow-emulator throw-away CA", false)) {
    addExtension(certificate_.get(), certificate_.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    addExtension(certificate_.get(), certificate_.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    addExtension(certificate_.get(), certificate_.get(), NID_subject_key_identifier, "hash");
    signBy(certificate_.get(), key_.get(), certificate_.get());
}

std::string ThrowawayCa::pem() const {
    return certificatePem(certificate_.get());
}

ServerIdentity ThrowawayCa::issueForLoopback() const {
    return issue(kLoopback, false);
}

ServerIdentity ThrowawayCa::issueFlawed(CertificateFlaw flaw) const {
    switch (flaw) {
        case CertificateFlaw::kOtherCa:
            return ThrowawayCa().issueForLoopback();
        case CertificateFlaw::kOtherHost:
            return issue("DNS:fax.example.com", false);
        case CertificateFlaw::kExpired:
            break;
    }
    return issue(kLoopback, true);
}

ServerIdentity ThrowawayCa::issue(const char* names, bool expired) const {
    ServerIdentity identity{newKey(), nullptr};
    identity.certificate = newCertificate(identity.key.get(), "localhost", expired);
    X509* certificate = identity.certificate.get();
    addExtension(certificate, certificate_.get(), NID_basic_constraints, "critical,CA:FALSE");
    addExtension(certificate, certificate_.get(), NID_key_usage, "critical,digitalSignature");
    addExtension(certificate, certificate_.get(), NID_ext_key_usage, "serverAuth");
    addExtension(certificate, certificate_.get(), NID_subject_alt_name, names);
    addExtension(certificate, certificate_.get(), NID_subject_key_identifier, "hash");
    addExtension(certificate, certificate_.get(), NID_authority_key_identifier, "keyid:always");
    signBy(certificate, key_.get(), certificate_.get());
    return identity;
}

TlsContext serverContext(const ServerIdentity& identity) {
    TlsContext context(SSL_CTX_new(TLS_server_method()));
    must(context != nullptr, "make a TLS context");
    must(SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) == 1, "ask for TLS 1.2");
    must(SSL_CTX_use_certificate(context.get(), identity.certificate.get()) == 1, "use the certificate");
    must(SSL_CTX_use_PrivateKey(context.get(), identity.key.get()) == 1, "use the key");
    return context;
}

}  // namespace voipnow::emulator
