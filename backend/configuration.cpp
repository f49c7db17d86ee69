// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/configuration.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>
#include <utility>

#include "backend/configuration_values.hpp"
#include "backend/job_error.hpp"
#include "backend/similar_names.hpp"

namespace voipnow {
namespace {

struct Key {
    std::string_view name;
    void (*set)(Settings&, const std::string&);
};

constexpr std::array<Key, 24> kKeys{{
    {"state-dir", [](Settings& s, const std::string& v) { s.stateDir = absolutePath(v); }},
    {"app-key", [](Settings& s, const std::string& v) { s.appKey = headerText(v); }},
    {"app-secret", [](Settings& s, const std::string& v) { s.appSecret = headerText(v); }},
    {"token", [](Settings& s, const std::string& v) { s.token = headerText(v); }},
    {"cookie", [](Settings& s, const std::string& v) { s.cookie = headerText(v); }},
    {"xsrf-token", [](Settings& s, const std::string& v) { s.xsrfToken = headerText(v); }},
    {"ca-file",
     [](Settings& s, const std::string& v) {
         s.caFile = v.empty() ? std::filesystem::path() : absolutePath(v);
     }},
    {"proxy", [](Settings& s, const std::string& v) { s.proxy = headerText(v); }},
    {"upload-hosts", [](Settings& s, const std::string& v) { s.uploadHosts = hostList(v); }},
    {"max-recipients", [](Settings& s, const std::string& v) { s.maxRecipients = numberOf(v, 1, 999); }},
    {"max-files", [](Settings& s, const std::string& v) { s.maxFiles = numberOf(v, 1, 10); }},
    {"max-file-size", [](Settings& s, const std::string& v) { s.maxFileSize = sizeOf(v); }},
    {"join-documents", [](Settings& s, const std::string& v) { s.joinDocuments = yesOrNo(v); }},
    {"allow", [](Settings& s, const std::string& v) { s.allow = patternList(v); }},
    {"deny", [](Settings& s, const std::string& v) { s.deny = patternList(v); }},
    {"confirm-new-numbers", [](Settings& s, const std::string& v) { s.confirmNewNumbers = yesOrNo(v); }},
    {"repeat-window", [](Settings& s, const std::string& v) { s.repeatWindow = durationOf(v); }},
    {"max-recipients-per-job",
     [](Settings& s, const std::string& v) { s.maxRecipientsPerJob = numberOf(v, 0, 9999); }},
    {"parallel-uploads", [](Settings& s, const std::string& v) { s.parallelUploads = numberOf(v, 1, 32); }},
    {"retry-for", [](Settings& s, const std::string& v) { s.retryFor = durationOf(v); }},
    {"timeout", [](Settings& s, const std::string& v) { s.timeout = timeoutOf(v); }},
    {"keep-log", [](Settings& s, const std::string& v) { s.keepLog = logDurationOf(v); }},
    {"keep-documents", [](Settings& s, const std::string& v) { s.keepDocuments = documentDurationOf(v); }},
    {"metrics-file",
     [](Settings& s, const std::string& v) {
         s.metricsFile = v.empty() ? std::filesystem::path() : absolutePath(v);
     }},
}};

// What a mistyped key may have been meant to be.
std::string likelyKey(const std::string& name) {
    constexpr std::size_t kMostMistakes = 3;
    const auto* const nearest =
        std::min_element(kKeys.begin(), kKeys.end(), [&](const Key& one, const Key& other) {
            return lettersApart(name, std::string(one.name), kMostMistakes) <
                   lettersApart(name, std::string(other.name), kMostMistakes);
        });
    return lettersApart(name, std::string(nearest->name), kMostMistakes) <= kMostMistakes
               ? "Is " + std::string(nearest->name) + " meant?"
               : "voipnow.conf(5) lists the keys.";
}

const Key* findKey(const std::string& name) {
    const auto* const found =
        std::find_if(kKeys.begin(), kKeys.end(), [&name](const Key& key) { return key.name == name; });
    return found == kKeys.end() ? nullptr : found;
}

}  // namespace

Configuration::Configuration(std::filesystem::path file, Mistakes mistakes)
    : file_(std::move(file)), passesOver_(mistakes == Mistakes::kPassedOver), sections_(1) {
    attempt([this] { read(); });
}

Configuration::Configuration(std::filesystem::path file, const std::string& text)
    : file_(std::move(file)), passesOver_(false), sections_(1) {
    parse(text);
}

// Where mistakes are passed over, what `work` throws is one.
template <typename Work>
void Configuration::attempt(const Work& work) {
    try {
        work();
    } catch (const JobError& error) {
        if (!passesOver_) {
            throw;
        }
        mistakes_.emplace_back(error.what());
    }
}

void Configuration::read() {
    std::ifstream in(file_);
    if (!in) {
        const int reason = errno;
        if (reason == ENOENT) {
            throw JobError(JobEnd::kQueueStopped, "There is no configuration " + file_.string() +
                                                      ". `voipnow-fax setup` writes one.");
        }
        throw JobError(
            JobEnd::kQueueStopped,
            "The configuration " + file_.string() + " cannot be read: " + std::strerror(reason) +
                ". The backend has to run as the owner of the file: its own file mode has to be 0700.");
    }
    attempt([this] { checkMode(); });
    parse({std::istreambuf_iterator<char>(in), {}});
}

Settings Configuration::settingsFor(const DeviceUri& device, const std::string& printer) const {
    Settings settings;
    apply("", settings);
    apply(device.host, settings);
    apply(device.host + ':' + std::to_string(device.port), settings);
    if (device.host.find(':') != std::string::npos) {
        apply('[' + device.host + ']', settings);
        apply('[' + device.host + "]:" + std::to_string(device.port), settings);
    }
    apply(std::string(kPrinterSection) + printer, settings);
    return settings;
}

std::vector<std::filesystem::path> Configuration::stateDirs() const {
    std::vector<std::filesystem::path> places;
    for (const Section& section : sections_) {
        Settings settings;
        apply("", settings);
        apply(section.name, settings);
        if (std::find(places.begin(), places.end(), settings.stateDir) == places.end()) {
            places.push_back(settings.stateDir);
        }
    }
    return places;
}

void Configuration::refuse(int line, const std::string& why) const {
    throw JobError(JobEnd::kQueueStopped, file_.string() + ':' + std::to_string(line) + ": " + why);
}

void Configuration::checkMode() const {
    struct stat status {};
    if (::stat(file_.c_str(), &status) != 0) {
        refuse(1, std::string("The file cannot be looked at: ") + std::strerror(errno) + '.');
    }
    constexpr mode_t kOthers = S_IRWXG | S_IRWXO;
    if ((status.st_mode & kOthers) != 0) {
        refuse(1, "Others than its owner can read this file, which holds secrets. Run: chmod 600 " +
                      file_.string());
    }
}

void Configuration::parse(const std::string& text) {
    std::istringstream lines(text);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        attempt([&] { parseLine(trimmed(line), number); });
    }
}

void Configuration::parseLine(const std::string& text, int line) {
    if (text.empty() || text.starts_with('#') || text.starts_with(';')) {
        return;
    }
    if (text.starts_with('[')) {
        parseSection(text, line);
    } else {
        parseEntry(text, line);
    }
}

void Configuration::parseSection(const std::string& text, int line) {
    // Until its name is known to be right, what follows is nobody's.
    sections_.push_back({"?", {}});
    if (!text.ends_with(']')) {
        refuse(line, "A section has to end with ]: " + text);
    }
    const std::string name = sectionNamed(std::string_view(text).substr(1, text.size() - 2));
    if (name.empty()) {
        refuse(line, "A section has to be [HOST], [HOST:PORT] or [printer NAME], not " + text);
    }
    const bool isThere = std::any_of(sections_.begin(), sections_.end(),
                                     [&name](const Section& section) { return section.name == name; });
    if (isThere) {
        refuse(line, "The section [" + name + "] is there already; put its keys together.");
    }
    sections_.back().name = name;
}

void Configuration::parseEntry(const std::string& text, int line) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) {
        refuse(line, "This is neither a section nor a line \"key = value\".");
    }
    const std::string name = lowered(trimmed(std::string_view(text).substr(0, equals)));
    const std::string value = trimmed(std::string_view(text).substr(equals + 1));
    const Key* key = findKey(name);
    if (key == nullptr) {
        refuse(line, "There is no key \"" + name + "\". " + likelyKey(name));
    }
    std::vector<Entry>& entries = sections_.back().entries;
    const auto twice = std::find_if(entries.begin(), entries.end(),
                                    [&name](const Entry& entry) { return entry.key == name; });
    if (twice != entries.end()) {
        refuse(line, '"' + name + "\" is there already, in line " + std::to_string(twice->line) + '.');
    }
    try {
        Settings checked;
        key->set(checked, value);
    } catch (const BadValue& error) {
        refuse(line, '"' + name + "\" " + error.what() + '.');
    }
    entries.push_back({name, value, line});
}

void Configuration::apply(const std::string& section, Settings& settings) const {
    for (const Section& each : sections_) {
        if (each.name != section) {
            continue;
        }
        for (const Entry& entry : each.entries) {
            findKey(entry.key)->set(settings, entry.value);
        }
    }
}

std::filesystem::path configurationFile() {
    const char* root = std::getenv("CUPS_SERVERROOT");
    return std::filesystem::path(root != nullptr && *root != '\0' ? root : "/etc/cups") / "voipnow.conf";
}

}  // namespace voipnow
