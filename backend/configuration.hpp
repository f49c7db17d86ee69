// The configuration, $CUPS_SERVERROOT/voipnow.conf: secrets, limits and places that are not in the device URI.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An INI file. Lines before the first section count for all queues; a section [HOST] or [HOST:PORT] for the
// queues with that host in their device URI; a section [printer NAME] for that queue. Key by key, [printer
// NAME] wins over [HOST:PORT], that over [HOST], that over the global part. A line is `key = value`, a
// comment (# or ; first), a section, or blank; a value goes to the end of its line, whatever characters it
// has.
//
// The file holds secrets: one that others than its owner can read is refused. install/voipnow.conf teaches
// each key.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "backend/device_uri.hpp"

namespace voipnow {

inline constexpr const char* kDefaultStateDir = "/var/lib/cups-voipnow";

struct Settings {
    std::filesystem::path stateDir = kDefaultStateDir;  // journal, cached tokens, temporary files
    std::string appKey;                                 // of an App that is marked as trusted in the PBX
    std::string appSecret;                              //
    std::string token;                                  // a fixed access token instead
    std::string cookie;                                 // or a session's cookie header, with its
    std::string xsrfToken;                              // x-xsrf-token
    std::filesystem::path caFile;                       // PEM; then only these authorities are trusted
    std::string proxy;                                  // URL of an HTTP proxy, for all connections
    std::vector<std::string> uploadHosts;               // HOST, HOST:PORT or *.DOMAIN; empty: any public host
    std::size_t maxRecipients = 5;                      // per fax, as set in the PBX: 1 to 999
    std::size_t maxFiles = 5;                           // per fax, as set in the PBX: 1 to 10
    std::uint64_t maxFileSize = std::uint64_t{10} << 20;  // bytes, as set in the PBX
    bool joinDocuments = true;                            // several documents of a job become one file
    std::vector<std::string> allow;  // patterns of the only numbers that may be dialled; empty: of any
    std::vector<std::string> deny;   // patterns of numbers that may not be dialled
    bool confirmNewNumbers = false;  // a number that was never faxed to holds the job
    std::chrono::seconds repeatWindow{
        0};  // the same pages to the same number within it hold the job; 0: never
    std::size_t maxRecipientsPerJob = 0;  // different numbers, all faxes of a job together; 0: no limit
    std::size_t parallelUploads = 4;      // faxes that are uploaded at the same time, 1 to 32
    std::chrono::seconds retryFor = std::chrono::minutes(15);     // in one run, while the service is down
    std::chrono::seconds timeout{30};                             // for a connection that stands still
    std::chrono::seconds keepLog = std::chrono::hours(365 * 24);  // jobs in the journal; 0: for ever
    std::chrono::seconds keepDocuments{0};                        // what was sent, as PDF; 0: not kept
    std::filesystem::path metricsFile;                            // for Prometheus; empty: none
};

// What is to be done about mistakes in the file.
enum class Mistakes {
    kRefused,    // JobError
    kPassedOver  // what is right counts, and mistakes() tells what is not
};

class Configuration {
  public:
    // Reads the file. JobError kQueueStopped, with file and line, when it is missing, can be read by others,
    // has an unknown section or key, a key twice in one section, or a value that the key does not take.
    explicit Configuration(std::filesystem::path file, Mistakes mistakes = Mistakes::kRefused);

    // What `file` would be with this text. JobError likewise.
    Configuration(std::filesystem::path file, const std::string& text);

    // The sentences of what was passed over.
    const std::vector<std::string>& mistakes() const { return mistakes_; }

    // What counts for a queue.
    Settings settingsFor(const DeviceUri& device, const std::string& printer) const;

    // Every state-dir that is named in the file, the default included where a queue may use it.
    std::vector<std::filesystem::path> stateDirs() const;

  private:
    struct Entry {
        std::string key;
        std::string value;
        int line = 0;
    };
    struct Section {
        std::string name;  // "" is the global part; hosts in lower case; "printer NAME"
        std::vector<Entry> entries;
    };

    [[noreturn]] void refuse(int line, const std::string& why) const;
    void read();
    void checkMode() const;
    void parse(const std::string& text);
    void parseLine(const std::string& text, int line);
    template <typename Work>
    void attempt(const Work& work);
    void parseSection(const std::string& text, int line);
    void parseEntry(const std::string& text, int line);
    void apply(const std::string& section, Settings& settings) const;

    std::filesystem::path file_;
    bool passesOver_;
    std::vector<Section> sections_;
    std::vector<std::string> mistakes_;
};

// Where the file is: $CUPS_SERVERROOT/voipnow.conf, or /etc/cups/voipnow.conf without that variable.
std::filesystem::path configurationFile();

}  // namespace voipnow
