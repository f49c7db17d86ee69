// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/upload_hosts.hpp"

#include <gtest/gtest.h>

#include "tests/unit/backend/expect_job_error.hpp"

namespace voipnow {
namespace {

TEST(UploadHosts, AllowAnyHostAtAPublicAddressWhenNoneIsListed) {
    const UploadHosts hosts({});
    hosts.check("https://store.example.com/f");
    EXPECT_TRUE(hosts.allowsAddress("93.184.216.34"));
    EXPECT_FALSE(hosts.allowsAddress("127.0.0.1"));
    EXPECT_FALSE(hosts.allowsAddress("192.168.1.10"));
}

TEST(UploadHosts, AllowOnlyTheListedHostsWhereverTheyAre) {
    const UploadHosts hosts({"127.0.0.1", "store.lan:9000", "*.s3.example.com", "[::1]"});
    for (const char* url : {"https://127.0.0.1/f", "https://127.0.0.1:9000/f", "https://STORE.lan:9000/f",
                            "https://a.b.s3.example.com/f", "https://[::1]:9000/f"}) {
        EXPECT_NO_THROW(hosts.check(url)) << url;
    }
    for (const char* url : {"https://store.lan/f", "https://store.lan:9001/f", "https://s3.example.com/f",
                            "https://evils3.example.com/f", "https://127.0.0.1.example.com/f",
                            "https://127.0.0.2/f", "https://store.example.com/f?127.0.0.1"}) {
        SCOPED_TRACE(url);
        expectJobError(JobEnd::kHeld, "upload-hosts", [&] { hosts.check(url); });
    }
    EXPECT_TRUE(hosts.allowsAddress("127.0.0.1"));
}

TEST(UploadHosts, KnowWhichAddressesThePublicInternetHas) {
    for (const char* address :
         {"1.1.1.1", "93.184.216.34", "172.15.255.255", "172.32.0.0", "192.167.255.255", "100.63.255.255",
          "100.128.0.0", "223.255.255.255", "2606:2800:220:1::1", "2001:4860:4860::8888"}) {
        EXPECT_TRUE(isPublicAddress(address)) << address;
    }
    for (const char* address : {"",
                                "store",
                                "0.0.0.0",
                                "10.1.2.3",
                                "100.64.0.1",
                                "127.0.0.1",
                                "127.255.255.255",
                                "169.254.169.254",
                                "172.16.0.1",
                                "172.31.255.255",
                                "192.0.0.1",
                                "192.0.2.1",
                                "192.88.99.1",
                                "192.168.0.1",
                                "198.18.0.1",
                                "198.19.255.255",
                                "198.51.100.1",
                                "203.0.113.1",
                                "224.0.0.1",
                                "239.1.1.1",
                                "240.0.0.1",
                                "255.255.255.255",
                                "::",
                                "::1",
                                "::ffff:127.0.0.1",
                                "::ffff:8.8.8.8",
                                "64:ff9b::7f00:1",
                                "fe80::1",
                                "fc00::1",
                                "fd12::1",
                                "ff02::1",
                                "2001::1",
                                "2001:db8::1",
                                "2002:7f00:1::",
                                "fec0::1"}) {
        EXPECT_FALSE(isPublicAddress(address)) << address;
    }
}

}  // namespace
}  // namespace voipnow
