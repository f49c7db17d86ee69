// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/throwaway_ca.hpp"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

namespace voipnow::emulator {
namespace {

using Store = std::unique_ptr<X509_STORE, FreeWith<X509_STORE_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, FreeWith<X509_STORE_CTX_free>>;
using Bio = std::unique_ptr<BIO, FreeWith<BIO_free>>;

Certificate parsed(const std::string& pem) {
    const Bio memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    return Certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
}

bool vouchesFor(const ThrowawayCa& ca, const ServerIdentity& identity) {
    const Store store(X509_STORE_new());
    const Certificate root = parsed(ca.pem());
    X509_STORE_add_cert(store.get(), root.get());
    const StoreContext context(X509_STORE_CTX_new());
    X509_STORE_CTX_init(context.get(), store.get(), identity.certificate.get(), nullptr);
    X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_SERVER);
    return X509_verify_cert(context.get()) == 1;
}

TEST(ThrowawayCa, VouchesForItsOwnServersOnly) {
    const ThrowawayCa ca;
    const ThrowawayCa other;
    const ServerIdentity identity = ca.issueForLoopback();
    EXPECT_TRUE(vouchesFor(ca, identity));
    EXPECT_FALSE(vouchesFor(other, identity));
}

TEST(ThrowawayCa, NamesThisMachineAndNoOther) {
    const ServerIdentity identity = ThrowawayCa().issueForLoopback();
    X509* certificate = identity.certificate.get();
    EXPECT_EQ(X509_check_ip_asc(certificate, "127.0.0.1", 0), 1);
    EXPECT_EQ(X509_check_ip_asc(certificate, "::1", 0), 1);
    EXPECT_EQ(X509_check_host(certificate, "localhost", 0, 0, nullptr), 1);
    EXPECT_EQ(X509_check_ip_asc(certificate, "127.0.0.2", 0), 0);
    EXPECT_EQ(X509_check_host(certificate, "pbx.example.com", 0, 0, nullptr), 0);
}

TEST(ThrowawayCa, IssuesCertificatesThatNoClientMayAccept) {
    const ThrowawayCa ca;
    EXPECT_FALSE(vouchesFor(ca, ca.issueFlawed(CertificateFlaw::kOtherCa)));
    EXPECT_FALSE(vouchesFor(ca, ca.issueFlawed(CertificateFlaw::kExpired)));
    const ServerIdentity other = ca.issueFlawed(CertificateFlaw::kOtherHost);
    EXPECT_TRUE(vouchesFor(ca, other));
    EXPECT_EQ(X509_check_ip_asc(other.certificate.get(), "127.0.0.1", 0), 0);
    EXPECT_EQ(X509_check_host(other.certificate.get(), "fax.example.com", 0, 0, nullptr), 1);
}

TEST(ThrowawayCa, WritesKeyAndCertificateOfAServerAsPem) {
    const std::string pem = ThrowawayCa().issueForLoopback().pem();
    EXPECT_NE(pem.find("BEGIN PRIVATE KEY"), std::string::npos);
    EXPECT_NE(pem.find("BEGIN CERTIFICATE"), std::string::npos);
}

TEST(ThrowawayCa, KeepsItsKeyToItself) {
    EXPECT_EQ(ThrowawayCa().pem().find("PRIVATE"), std::string::npos);
}

}  // namespace
}  // namespace voipnow::emulator
