// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/service.hpp"

#include <netdb.h>

#include <array>
#include <ctime>
#include <memory>
#include <string>

#include "backend/clock_remark.hpp"
#include "backend/credentials.hpp"
#include "backend/fax_service.hpp"
#include "backend/job_error.hpp"
#include "backend/local_time.hpp"

namespace voipnow {
namespace {

using Reached = ServerLook::Reached;

constexpr std::int64_t kSoon = 14L * 24 * 3600;

constexpr const char* kDns = "dns";
constexpr const char* kConnection = "connection";
constexpr const char* kCertificate = "certificate";
constexpr const char* kClock = "clock";
constexpr const char* kToken = "token";
constexpr const char* kExtension = "extension";

class ServiceCheck {
  public:
    explicit ServiceCheck(const ServiceSetup& setup)
        : setup_(setup), service_(setup.device.authority()), client_(setup.route) {}

    std::vector<Finding> run() {
        if (!setup_.settings.proxy.empty()) {
            add(fine(kDns, "The proxy finds the host " + setup_.device.host + '.'));
        } else if (const int error = addressOf(setup_.device.host); error != 0) {
            add(failed(kDns,
                       "The host " + setup_.device.host + " is not found (" + ::gai_strerror(error) + ").",
                       "Check the host in the device URI, and the name servers of this machine."));
            leaveOut({kConnection, kCertificate, kClock, kToken, kExtension});
            return std::move(findings_);
        } else {
            add(fine(kDns, "The host " + setup_.device.host + " is found."));
        }
        look();
        return std::move(findings_);
    }

  private:
    void add(Finding finding) { findings_.push_back(std::move(finding)); }

    // Those that stand on what has failed.
    void leaveOut(std::initializer_list<const char*> checks) {
        const std::string last = findings_.back().check;
        for (const char* check : checks) {
            add(unknown(check, "Not looked at, because of: " + last + '.'));
        }
    }

    static int addressOf(const std::string& host) {
        addrinfo hints{};
        hints.ai_socktype = SOCK_STREAM;
        addrinfo* found = nullptr;
        const int error = ::getaddrinfo(host.c_str(), nullptr, &hints, &found);
        const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned(found, &::freeaddrinfo);
        return error;
    }

    void look() {
        const ServerLook seen = client_.look("https://" + service_ + '/');
        switch (seen.reached) {
            case Reached::kNoAddress:
            case Reached::kNoConnection:
            case Reached::kNoAnswer:
                add(failed(
                    kConnection, seen.sentence,
                    "Check the host and the port in the device URI, the network, firewalls, and proxy in "
                    "voipnow.conf."));
                leaveOut({kCertificate, kClock, kToken, kExtension});
                return;
            case Reached::kNoTrust:
                add(fine(kConnection, service_ + " is reached at " + seen.address + '.'));
                add(setup_.isWhole
                        ? failed(kCertificate, seen.sentence)
                        : unknown(kCertificate, seen.sentence, "Run this as root (sudo), who sees ca-file."));
                leaveOut({kClock, kToken, kExtension});
                return;
            case Reached::kAll:
                add(fine(kConnection, service_ + " is reached at " + seen.address + '.'));
                add(certificate(seen));
                add(clock(seen));
                credentials();
        }
    }

    Finding certificate(const ServerLook& seen) const {
        if (seen.certificateEnds == 0) {
            return fine(kCertificate, "The certificate of " + service_ + " is trusted.");
        }
        const std::string end = localTime(seen.certificateEnds, "%Y-%m-%d");
        if (seen.certificateEnds - std::time(nullptr) < kSoon) {
            return warning(kCertificate,
                           "The certificate of " + service_ + " is valid until " + end + " only.",
                           "Have the administrator of the PBX renew it.");
        }
        return fine(kCertificate, "The certificate of " + service_ + " is trusted, until " + end + '.');
    }

    Finding clock(const ServerLook& seen) const {
        if (seen.date == 0) {
            return unknown(kClock, service_ + " does not tell its time.");
        }
        const std::string remark =
            clockRemark(std::chrono::seconds(std::time(nullptr) - seen.date), service_);
        return remark.empty() ? fine(kClock, "The clock agrees with that of " + service_ + '.')
                              : Finding{kClock, Verdict::kWarning, remark, ""};
    }

    void credentials() {
        if (!setup_.isWhole) {
            add(unknown(kToken, "The credentials are in voipnow.conf, which is root's to read.",
                        "Run this as root (sudo)."));
            leaveOut({kExtension});
            return;
        }
        try {
            Credentials credentials(setup_.settings, setup_.device, client_, TokenCache::kNone);
            credentials.headers();
            add(fine(kToken,
                     credentials.usesApp()
                         ? service_ + " gives a token for App key and secret."
                         : "voipnow.conf has a token or a session; whether it is taken is seen next."));
            add(extension(credentials));
        } catch (const JobError& error) {
            add(failed(kToken, error.what()));
            leaveOut({kExtension});
        }
    }

    Finding extension(Credentials& credentials) const {
        const std::string who = "Extension " + setup_.device.extension + " of user " + setup_.device.user;
        try {
            std::string words;
            if (!FaxService(setup_.device, client_, credentials).wouldFax(words)) {
                return unknown(kExtension, who + ": " + service_ + " does not tell whether it may fax (" +
                                               words + "); the first fax will.");
            }
            return fine(kExtension, who + ": " + service_ + " has nothing against a fax.");
        } catch (const JobError& error) {
            return failed(kExtension, error.what());
        }
    }

    const ServiceSetup& setup_;
    std::string service_;
    HttpsClient client_;
    std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> checkService(const ServiceSetup& setup) {
    return ServiceCheck(setup).run();
}

}  // namespace voipnow
