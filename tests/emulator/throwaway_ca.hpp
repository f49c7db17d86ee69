// ThrowawayCa: a certificate authority that lives as long as the emulator runs.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Its own key never leaves memory, so nothing but this process can issue a certificate that its ca.pem
// vouches for. Throws std::runtime_error when OpenSSL fails.
#pragma once

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace voipnow::emulator {

template <auto kFree>
struct FreeWith {
    template <typename T>
    void operator()(T* handle) const {
        kFree(handle);
    }
};

using KeyPair = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreeWith<X509_free>>;
using TlsContext = std::unique_ptr<SSL_CTX, FreeWith<SSL_CTX_free>>;

struct ServerIdentity {
    KeyPair key;
    Certificate certificate;

    // Private key and certificate as PEM, one behind the other, as TLS proxies read them.
    std::string pem() const;
};

// What can be wrong with a certificate: it is another authority's, for another host (fax.example.com), or its
// time is over.
enum class CertificateFlaw { kOtherCa, kOtherHost, kExpired };

class ThrowawayCa {
  public:
    ThrowawayCa();

    // The authority's certificate as PEM.
    std::string pem() const;

    // A new key and certificate for a TLS server on this machine: 127.0.0.1, ::1 and localhost.
    ServerIdentity issueForLoopback() const;

    // One that no client may accept.
    ServerIdentity issueFlawed(CertificateFlaw flaw) const;

  private:
    ServerIdentity issue(const char* names, bool expired) const;

    KeyPair key_;
    Certificate certificate_;
};

// What a TLS server (1.2 or later) with this identity needs.
TlsContext serverContext(const ServerIdentity& identity);

}  // namespace voipnow::emulator
