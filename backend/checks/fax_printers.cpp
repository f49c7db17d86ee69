// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/checks/fax_printers.hpp"

#include <unistd.h>

#include <filesystem>
#include <iterator>
#include <string>
#include <utility>

#include "backend/checks/configuration_file.hpp"
#include "backend/checks/directives.hpp"
#include "backend/checks/installed_programs.hpp"
#include "backend/checks/metrics_place.hpp"
#include "backend/checks/scheduler_settings.hpp"
#include "backend/checks/service.hpp"
#include "backend/checks/state_folder.hpp"
#include "backend/configuration.hpp"
#include "backend/device_uri.hpp"
#include "backend/job_error.hpp"
#include "backend/ppd_version.hpp"
#include "backend/printer_description.hpp"
#include "backend/printer_ppd.hpp"
#include "backend/trusted_authorities.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

fs::path serverRoot() {
    return configurationFile().parent_path();
}

Finding checkState(const CupsQueue& queue) {
    constexpr const char* kCheck = "queue";
    if (queue.isWaitingForMending()) {
        return failed(kCheck, "The printer is stopped: " + queue.message);
    }
    if (queue.isStopped) {
        return warning(kCheck,
                       "The printer is stopped, and its jobs wait" +
                           (queue.message.empty() ? "." : ": " + queue.message + '.'),
                       "cupsenable " + queue.name);
    }
    if (!queue.isAccepting) {
        return warning(kCheck, "The printer takes no jobs.", "cupsaccept " + queue.name);
    }
    return fine(kCheck, "The printer takes jobs and sends them.");
}

Finding checkPpd(const CupsQueue& queue) {
    constexpr const char* kCheck = "ppd";
    try {
        const PrinterPpd ppd(queue.name);
        const std::string outdated = outdatedPpd(PrinterDescription(ppd.path().c_str()), queue.name);
        return outdated.empty() ? fine(kCheck, "The description (PPD) is of version " + ownPpdVersion() +
                                                   ", as the program is.")
                                : warning(kCheck, outdated, "");
    } catch (const JobError& error) {
        return failed(kCheck, error.what(), "voipnow-fax setup --printer " + queue.name);
    }
}

// Where the file may not be read, as far as one comes without it; its mistakes are told elsewhere.
ServiceSetup setupOf(const CupsQueue& queue, DeviceUri device) {
    ServiceSetup setup;
    setup.device = std::move(device);
    setup.isWhole = ::access(configurationFile().c_str(), R_OK) == 0;
    if (setup.isWhole) {
        setup.settings =
            Configuration(configurationFile(), Mistakes::kPassedOver).settingsFor(setup.device, queue.name);
    }
    setup.route = {trustedAuthorities(setup.settings.caFile), setup.settings.proxy, setup.settings.timeout};
    return setup;
}

void checkSetUp(const ServiceSetup& setup, std::vector<Finding>& findings) {
    std::vector<Finding> service = checkService(setup);
    findings.insert(findings.end(), std::make_move_iterator(service.begin()),
                    std::make_move_iterator(service.end()));
    if (!setup.isWhole) {
        findings.push_back(unknown("state-dir", "voipnow.conf, which names it, is not for you to read.",
                                   "Run this as root (sudo)."));
        return;
    }
    findings.push_back(checkStateDir(setup.settings.stateDir));
    findings.push_back(checkSpace("space", setup.settings.stateDir));
    if (!setup.settings.metricsFile.empty()) {
        findings.push_back(checkMetricsPlace(setup.settings.metricsFile, setup.settings.stateDir));
    }
}

}  // namespace

CheckedPart checkMachine() {
    CheckedPart part;
    part.findings.push_back(checkConfiguration(configurationFile()));
    for (Finding& each : checkPrograms(serverBinOf(serverRoot()))) {
        part.findings.push_back(std::move(each));
    }
    part.findings.push_back(checkRetries(serverRoot()));
    const std::string spool = directiveOf(serverRoot() / "cups-files.conf", "RequestRoot").value_or("");
    part.findings.push_back(checkSpace("spool", spool.empty() ? "/var/spool/cups" : spool));
    return part;
}

CheckedPart checkPrinter(const CupsQueue& queue) {
    CheckedPart part{queue.name, {checkState(queue), checkErrorPolicy(queue), checkPpd(queue)}};
    try {
        DeviceUri device = parseDeviceUri(queue.deviceUri);
        part.findings.push_back(fine("device-uri", queue.deviceUri));
        checkSetUp(setupOf(queue, std::move(device)), part.findings);
    } catch (const JobError& error) {
        const bool isUri = part.findings.back().check != "device-uri";
        part.findings.push_back(failed(isUri ? "device-uri" : "ca-file", error.what()));
    }
    return part;
}

}  // namespace voipnow
