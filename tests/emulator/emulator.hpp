// Emulator: the Faxes Service of a PBX with its object store and its inbox, on three ports of loopback.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs from its construction to its destruction, in threads of its own. In the folder that it is given it
// writes
//   ca.pem         the certificate of the throw-away CA that its two HTTPS servers have theirs from
//   server.pem     key and certificate of those servers (0600), for a TLS proxy that a test puts in front
//   emulator.json  addresses and credentials, as description() gives them
//   faxes/         what it received (faxbox.hpp)
// Throws std::runtime_error (std::system_error among them) when a port is taken or the folder cannot be
// written.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "tests/emulator/emulator_state.hpp"
#include "tests/emulator/fax_api.hpp"
#include "tests/emulator/http_server.hpp"
#include "tests/emulator/inbox.hpp"
#include "tests/emulator/object_store.hpp"
#include "tests/emulator/throwaway_ca.hpp"

namespace voipnow::emulator {

struct EmulatorOptions {
    std::filesystem::path directory;
    int apiPort = 0;  // 0: any free one
    int storePort = 0;
    int inboxPort = 0;
};

class Emulator {
  public:
    explicit Emulator(const EmulatorOptions& options);
    Emulator(const Emulator&) = delete;
    Emulator& operator=(const Emulator&) = delete;
    ~Emulator();

    std::string apiAddress() const { return apiServer_.address(); }
    std::string storeAddress() const { return storeServer_.address(); }
    std::string inboxUrl() const { return "http://" + inboxServer_.address() + "/"; }
    std::filesystem::path caFile() const { return directory_ / "ca.pem"; }

    // For tests in the same process.
    EmulatorState& state() { return state_; }

    // One line of JSON: api, store, inbox, ca, app-key, app-secret, token, pid.
    std::string description() const;

  private:
    void writeCertificates() const;
    Welcome welcome(Call connection);

    std::filesystem::path directory_;
    EmulatorState state_;
    ThrowawayCa ca_;
    ServerIdentity identity_;
    std::map<CertificateFlaw, TlsContext> flawed_;
    HttpServer apiServer_;
    HttpServer storeServer_;
    HttpServer inboxServer_;
    FaxApi api_;
    ObjectStore store_;
    Inbox inbox_;
};

}  // namespace voipnow::emulator
