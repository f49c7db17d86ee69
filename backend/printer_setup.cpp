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

// Nothing where it is not the authority of a device URI.
std::optional<DeviceUri> deviceAt(const std::string& host) {
    try {
        return parseDeviceUri(PrinterSetup::deviceUriOf({host, "@me", "1", "", ""}));
    } catch (const JobError&) {
        return std::nullopt;
    }
}

// Whether the printer has the description of this program, of whatever version.
bool hasOurModel(const std::string& printer) {
    try {
        const PrinterPpd ppd(printer);
        return true;
    } catch (const JobError&) {
        return false;
    }
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
    device_ = queue_ ? deviceOf(*queue_) : std::nullopt;
    known_.user = orElse(arguments_.user, device_ ? device_->user : "@me");
    known_.extension = orElse(arguments_.extension, device_ ? device_->extension : "");
    lookAt(orElse(arguments_.host, device_ ? device_->authority() : ""));
}

bool PrinterSetup::lookAt(const std::string& host) {
    const std::string before = known_.host;
    const std::optional<DeviceUri> device = deviceAt(host);
    const std::string authority = device ? device->authority() : host;
    leaves_ = device_ && device_->authority() != authority ? device_->authority() : "";
    if (leaves_.empty()) {
        stored_ = credentialsIn(
            Configuration(file_, text_).settingsFor(device.value_or(DeviceUri()), arguments_.printer));
    } else {
        stored_ = device ? credentialsOf(ConfigurationText(text_), *device) : StoredCredentials();
    }
    known_.host = host;
    known_.appKey = orElse(arguments_.appKey, stored_.appKey);
    // Another App has another secret.
    known_.appSecret = known_.appKey == stored_.appKey ? stored_.appSecret : "";
    return before != host;
}

std::string PrinterSetup::deviceUriOf(const SetupAnswers& answers) {
    const std::string uri = "voipnow://" + answers.host + '/' + answers.user + '/' + answers.extension;
    const DeviceUri device = parseDeviceUri(uri);
    return "voipnow://" + device.authority() + '/' + device.user + '/' + device.extension;
}

// Where credentials count, and all else that has no place yet.
std::string PrinterSetup::sectionFor(const DeviceUri& device) const {
    const std::vector<std::string> sections = sectionsFor(device, arguments_.printer);
    return arguments_.onlyThisPrinter
               ? sections.front()
               : sectionThatCounts(ConfigurationText(text_), sections,
                                   {"app-key", "app-secret", "token", "cookie", "xsrf-token"},
                                   device.authority());
}

// A token, or a session, would win over the App.
StoredCredentials PrinterSetup::wantedCredentials(const SetupAnswers& answers) const {
    return answers.appKey.empty() ? stored_
                                  : StoredCredentials{answers.appKey, answers.appSecret, "", "", ""};
}

void PrinterSetup::putCredentials(const SetupAnswers& answers, const std::string& section,
                                  Changed& changed) const {
    const DeviceUri device = parseDeviceUri(deviceUriOf(answers));
    const StoredCredentials before =
        credentialsIn(Configuration(file_, text_).settingsFor(device, arguments_.printer));
    const StoredCredentials wanted = wantedCredentials(answers);
    // Where only settings are named, it is they that are the printer's own.
    const bool isOwn = arguments_.onlyThisPrinter && arguments_.settings.empty();
    if (wanted == before && !isOwn) {
        return;
    }
    const auto set = [&](const char* key, const std::string& now, const std::string& then) {
        // Key and secret stay together, so that none of them is changed elsewhere.
        const bool isPart = !now.empty() && changed.text.value(section, key) != now;
        if (now != then || isPart) {
            changed.text.set(section, key, now);
        }
    };
    set("app-key", wanted.appKey, before.appKey);
    set("app-secret", wanted.appSecret, before.appSecret);
    set("token", wanted.token, before.token);
    set("cookie", wanted.cookie, before.cookie);
    set("xsrf-token", wanted.xsrfToken, before.xsrfToken);
}

PrinterSetup::Changed PrinterSetup::changed(const SetupAnswers& answers) const {
    const DeviceUri device = parseDeviceUri(deviceUriOf(answers));
    const std::string usual = sectionFor(device);
    Changed made{ConfigurationText(text_), {}};
    putCredentials(answers, usual, made);
    if (arguments_.onlyThisPrinter && made.text.text() != ConfigurationText(text_).text()) {
        made.remarks.push_back("Its App is in [" + usual + "] of voipnow.conf, for this printer alone.");
    }
    const std::vector<std::string> sections = sectionsFor(device, arguments_.printer);
    for (const auto& [key, value] : arguments_.settings) {
        const std::string section = sectionThatCounts(made.text, sections, {key}, usual);
        made.text.set(section, key, value);
        if (section != usual) {
            made.remarks.push_back("voipnow.conf has " + key + " in [" + section +
                                   "], which wins: it was changed there.");
        }
    }
    return made;
}

std::vector<Finding> PrinterSetup::test(const SetupAnswers& answers) const {
    ServiceSetup setup;
    setup.device = parseDeviceUri(deviceUriOf(answers));
    setup.settings =
        Configuration(file_, changed(answers).text.text()).settingsFor(setup.device, arguments_.printer);
    setup.route = {trustedAuthorities(setup.settings.caFile), setup.settings.proxy, setup.settings.timeout};
    return checkService(setup);
}

std::vector<std::string> PrinterSetup::store(const SetupAnswers& answers) {
    const Changed made = changed(answers);
    const std::string text = made.text.text();
    const Configuration checked(file_, text);
    if (text != text_ || isNew()) {
        replaceSecretFile(file_, text);
    }
    const QueueChange change = changeFor(answers);
    // CUPS starts a job anew whose queue gets another device or model.
    if (change.isNew || !change.deviceUri.empty() || !change.ppdName.empty() || change.info ||
        change.location) {
        cups_.change(change);
    }
    return made.remarks;
}

QueueChange PrinterSetup::changeFor(const SetupAnswers& answers) {
    QueueChange change;
    change.name = arguments_.printer;
    change.isNew = isNew();
    const std::string uri = deviceUriOf(answers);
    if (isNew() || queue_->deviceUri != uri) {
        change.deviceUri = uri;
    }
    if (isNew() || !hasOurModel(queue_->name)) {
        change.ppdName = cups_.modelName();
        if (change.ppdName.empty()) {
            throw CupsRefusal(
                "CUPS does not have the model \"VoipNow Fax\" (lpinfo -m). Install cups-voipnow again.");
        }
    }
    change.info = arguments_.info;
    change.location = arguments_.location;
    if (isNew()) {
        change.info = orElse(arguments_.info, "Fax " + answers.extension);
        change.location = orElse(arguments_.location, "Fax service " + answers.host);
    }
    return change;
}

}  // namespace voipnow
