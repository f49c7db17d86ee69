// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulator/emulator.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace voipnow::emulator {

namespace {

namespace fs = std::filesystem;

fs::path madeFolder(const fs::path& directory) {
    fs::create_directories(directory);
    return fs::canonical(directory);
}

// Nobody ever reads half a file, and a secret one is never readable by others.
void writeFile(const fs::path& path, const std::string& content, fs::perms permissions) {
    const fs::path part = path.string() + ".part";
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    fs::permissions(part, permissions);
    out << content;
    out.close();
    if (!out) {
        throw std::runtime_error("The file " + path.string() + " cannot be written.");
    }
    fs::rename(part, path);
}

constexpr fs::perms kForOwner = fs::perms::owner_read | fs::perms::owner_write;
std::map<CertificateFlaw, TlsContext> flawedContexts(const ThrowawayCa& ca) {
    std::map<CertificateFlaw, TlsContext> contexts;
    for (const auto flaw :
         {CertificateFlaw::kOtherCa, CertificateFlaw::kOtherHost, CertificateFlaw::kExpired}) {
        contexts[flaw] = serverContext(ca.issueFlawed(flaw));
    }
    return contexts;
}

constexpr fs::perms kForAll = kForOwner | fs::perms::group_read | fs::perms::others_read;

}  // namespace

Emulator::Emulator(const EmulatorOptions& options)
    : directory_(madeFolder(options.directory)),
      state_(directory_),
      identity_(ca_.issueForLoopback()),
      flawed_(flawedContexts(ca_)),
      apiServer_(options.apiPort, identity_),
      storeServer_(options.storePort, identity_),
      inboxServer_(options.inboxPort),
      api_(state_, storeServer_.address()),
      store_(state_),
      inbox_(state_, inboxServer_.port()) {
    writeCertificates();
    apiServer_.start(
        state_.requests.noting("api", true, [this](HttpExchange& exchange) { return api_.answer(exchange); }),
        [this] { return welcome(Call::kApiConnection); });
    storeServer_.start(
        state_.requests.noting("store", false,
                               [this](HttpExchange& exchange) { return store_.answer(exchange); }),
        [this] { return welcome(Call::kStoreConnection); });
    state_.settings.watch([this](const Settings& settings) {
        apiServer_.setOpen(!settings.isClosed("api"));
        storeServer_.setOpen(!settings.isClosed("store"));
    });
    inboxServer_.start([this](HttpExchange& exchange) { return inbox_.answer(exchange); });
    writeFile(directory_ / "emulator.json", description() + "\n", kForOwner);
}

Emulator::~Emulator() {
    state_.faxbox.close();
    inboxServer_.stop();
    apiServer_.stop();
    storeServer_.stop();
}

std::string Emulator::description() const {
    const Settings settings = state_.settings.now();
    JsonBuffer buffer;
    JsonWriter json(buffer);
    json.StartObject();
    textMember(json, "api", apiAddress());
    textMember(json, "store", storeAddress());
    textMember(json, "inbox", inboxUrl());
    textMember(json, "ca", caFile().string());
    textMember(json, "app-key", settings.appKey);
    textMember(json, "app-secret", settings.appSecret);
    textMember(json, "token", state_.firstToken);
    json.Key("pid");
    json.Int64(::getpid());
    json.EndObject();
    return buffer.GetString();
}

Welcome Emulator::welcome(Call connection) {
    const auto fault = state_.faults.take(connection);
    if (!fault) {
        return {};
    }
    SSL_CTX* tls = fault->certificate ? flawed_.at(*fault->certificate).get() : nullptr;
    return {fault->delay, fault->drop, tls};
}

void Emulator::writeCertificates() const {
    writeFile(directory_ / "ca.pem", ca_.pem(), kForAll);
    writeFile(directory_ / "server.pem", identity_.pem(), kForOwner);
}

}  // namespace voipnow::emulator
