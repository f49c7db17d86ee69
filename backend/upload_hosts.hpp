// Decides where a file may be uploaded to. The service names the place, and a wrong or a hostile one could name any.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// With upload-hosts in voipnow.conf: to the hosts listed there and to no others, wherever they are.
// Without it: to any host at a public address; never to this machine or into a private network.
#pragma once

#include <string>
#include <vector>

namespace voipnow {

class UploadHosts {
  public:
    // Entries in lower case: HOST, HOST:PORT, or *.DOMAIN for the hosts below it.
    explicit UploadHosts(std::vector<std::string> listed) : listed_(std::move(listed)) {}

    // JobError kHeld, naming the host, when there is a list and the URL's host is not on it.
    void check(const std::string& url) const;

    // Whether an address that was found for a host that check() let pass may be connected to.
    bool allowsAddress(const std::string& address) const;

  private:
    std::vector<std::string> listed_;
};

// Whether an IPv4 or IPv6 address in text form is one that the whole internet can reach (IANA special-purpose
// address registries): not loopback, private, link-local, shared, multicast, documentation, reserved, nor
// IPv4 wrapped in IPv6. What is no address is not public.
bool isPublicAddress(const std::string& address);

}  // namespace voipnow
