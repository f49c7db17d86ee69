// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/printer_setup.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

#include "backend/checks/service.hpp"
#include "backend/configuration.hpp"
#include "backend/configuration_values.hpp"
#include "backend/device_uri.hpp"
#include "backend/job_error.hpp"
#include "backend/ppd_version.hpp"
#include "backend/printer_description.hpp"
#include "backend/printer_ppd.hpp"
#include "backend/replaced_file.hpp"
#include "backend/trusted_authorities.hpp"

namespace voipnow {
namespace {

namespace fs = std::filesystem;

constexpr const char* kScheme = "voipnow:";
constexpr const char* kNewFile =
    "# What the fax printers of cups-voipnow need besides their device URI. It holds secrets: root alone may "
    "read it.\n";

std::string textOf(const fs::path& file) {
    std::ifstream in(file);
    if (!in) {
        if (errno == ENOENT) {
            return kNewFile;
        }
        throw cannotUse(file, "read", errno);
    }
    return {std::istreambuf_iterator<char>(in), {}};
}

// The device of a queue that is there; nothing when its URI has a typo, which is what is to be mended.
std::optional<DeviceUri> deviceOf(const CupsQueue& queue) {
    try {
        return parseDeviceUri(queue.deviceUri);
    } catch (const JobError&) {
        return std::nullopt;
    }
}

std::string orElse(const std::optional<std::string>& given, const std::string& otherwise) {
    return given.value_or(otherwise);
}

// Whether the printer has the description of this version.
bool hasOwnPpd(const std::string& printer) {
    try {
        const PrinterPpd ppd(printer);
        return outdatedPpd(PrinterDescription(ppd.path().c_str()), printer).empty();
    } catch (const JobError&) {
        return false;
    }
}

bool hasOtherThanApp(const Settings& settings) {
    return !settings.token.empty() || (!settings.cookie.empty() && !settings.xsrfToken.empty());
}

}  // namespace

PrinterSetup::PrinterSetup(const SetupArguments& arguments, fs::path file)
    : arguments_(arguments), file_(std::move(file)), queue_(cups_.find(arguments.printer)) {
    std::error_code ignored;
    if (fs::exists(file_, ignored)) {
        const Configuration whole(file_);
    }
    text_ = textOf(file_);
    if (queue_ && !queue_->deviceUri.starts_with(kScheme)) {
        throw CupsRefusal("The printer " + queue_->name + " is there already, and no fax printer (" +
                          queue_->deviceUri + "). Give another name with --printer.");
    }
    const std::optional<DeviceUri> device = queue_ ? deviceOf(*queue_) : std::nullopt;
    const Settings settings =
        Configuration(file_, text_).settingsFor(device.value_or(DeviceUri()), arguments_.printer);
    hasOtherCredentials_ = hasOtherThanApp(settings);
    known_.host = orElse(arguments_.host, device ? device->authority() : "");
    known_.user = orElse(arguments_.user, device ? device->user : "@me");
    known_.extension = orElse(arguments_.extension, device ? device->extension : "");
    known_.appKey = orElse(arguments_.appKey, settings.appKey);
    // Another App has another secret.
    known_.appSecret = known_.appKey == settings.appKey ? settings.appSecret : "";
}

std::string PrinterSetup::deviceUriOf(const SetupAnswers& answers) {
    const std::string uri = "voipnow://" + answers.host + '/' + answers.user + '/' + answers.extension;
    const DeviceUri device = parseDeviceUri(uri);
    return "voipnow://" + device.authority() + '/' + device.user + '/' + device.extension;
}

std::string PrinterSetup::sectionFor(const std::string& authority) const {
    const std::string own = std::string(kPrinterSection) + arguments_.printer;
    const ConfigurationText text(text_);
    const bool hasOwn = text.value(own, "app-key") || text.value(own, "app-secret") ||
                        text.value(own, "token") || text.value(own, "cookie");
    return arguments_.onlyThisPrinter || hasOwn ? own : authority;
}

ConfigurationText PrinterSetup::changedText(const SetupAnswers& answers) const {
    const DeviceUri device = parseDeviceUri(deviceUriOf(answers));
    const std::string section = sectionFor(device.authority());
    ConfigurationText text(text_);
    const Settings before = Configuration(file_, text_).settingsFor(device, arguments_.printer);
    const auto set = [&](const char* key, const std::string& now, const std::string& then) {
        if (now != then) {
            text.set(section, key, now);
        }
    };
    if (!answers.appKey.empty()) {
        set("app-key", answers.appKey, before.appKey);
        set("app-secret", answers.appSecret, before.appSecret);
        // They would win over the App.
        set("token", "", before.token);
        set("cookie", "", before.cookie);
        set("xsrf-token", "", before.xsrfToken);
    }
    for (const auto& [key, value] : arguments_.settings) {
        text.set(section, key, value);
    }
    return text;
}

std::vector<Finding> PrinterSetup::test(const SetupAnswers& answers) const {
    ServiceSetup setup;
    setup.device = parseDeviceUri(deviceUriOf(answers));
    setup.settings =
        Configuration(file_, changedText(answers).text()).settingsFor(setup.device, arguments_.printer);
    setup.route = {trustedAuthorities(setup.settings.caFile), setup.settings.proxy, setup.settings.timeout};
    return checkService(setup);
}

void PrinterSetup::store(const SetupAnswers& answers) {
    const std::string text = changedText(answers).text();
    const Configuration checked(file_, text);
    if (text != text_ || isNew()) {
        replaceSecretFile(file_, text);
    }
    const QueueChange change = changeFor(answers);
    // CUPS starts a job anew whose queue gets another device or model.
    if (change.isNew || !change.deviceUri.empty() || !change.ppdName.empty() || !change.info.empty() ||
        !change.location.empty()) {
        cups_.change(change);
    }
}

QueueChange PrinterSetup::changeFor(const SetupAnswers& answers) {
    QueueChange change;
    change.name = arguments_.printer;
    change.isNew = isNew();
    const std::string uri = deviceUriOf(answers);
    if (isNew() || queue_->deviceUri != uri) {
        change.deviceUri = uri;
    }
    if (isNew() || !hasOwnPpd(queue_->name)) {
        change.ppdName = cups_.modelName();
        if (change.ppdName.empty()) {
            throw CupsRefusal(
                "CUPS does not have the model \"VoipNow Fax\" (lpinfo -m). Install cups-voipnow again.");
        }
    }
    change.info = orElse(arguments_.info, isNew() ? "Fax " + answers.extension : "");
    change.location = orElse(arguments_.location, isNew() ? "Fax service " + answers.host : "");
    return change;
}

}  // namespace voipnow
