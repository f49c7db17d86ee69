// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/log_command.hpp"

#include <glib.h>
#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/prettywriter.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>
#include <iterator>

#include "backend/configuration.hpp"
#include "backend/local_time.hpp"
#include "backend/printable.hpp"
#include "backend/recipients.hpp"

namespace voipnow {
namespace {

constexpr const char* kUsage = "Usage: voipnow-fax log [--json]\n";
constexpr std::size_t kColumns = 8;
constexpr std::size_t kLongestCell = 40;

using Row = std::array<std::string, kColumns>;

std::string utc(std::int64_t when) {
    const std::time_t time = when;
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    std::array<char, 64> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text.data();
}

std::vector<Recipient> recipientsOf(const JobEntry& job) {
    std::vector<Recipient> all;
    for (const FaxEntry& fax : job.faxes) {
        all.insert(all.end(), fax.recipients.begin(), fax.recipients.end());
    }
    return all;
}

std::vector<std::string> idsOf(const JobEntry& job) {
    std::vector<std::string> ids;
    for (const FaxEntry& fax : job.faxes) {
        if (!fax.serviceId.empty()) {
            ids.push_back(fax.serviceId);
        }
    }
    return ids;
}

std::string cell(const std::string& text) {
    return text.empty() ? "-" : printable(text, kLongestCell);
}

Row rowOf(const JobEntry& job) {
    return {std::to_string(job.number),
            localTime(job.received, "%Y-%m-%d %H:%M"),
            cell(job.printer),
            nameOf(job.state),
            job.pages > 0 ? std::to_string(job.pages) : "-",
            cell(listed(recipientsOf(job))),
            cell(listed(idsOf(job))),
            cell(job.title)};
}

// Whether the job was taken apart: not all of its faxes have the same pages.
bool hasParts(const JobEntry& job) {
    return std::any_of(job.faxes.begin(), job.faxes.end(), [&job](const FaxEntry& fax) {
        return fax.pages > 0 && (fax.firstPage != 1 || fax.pages != job.pages);
    });
}

std::string pagesOf(const FaxEntry& fax) {
    if (fax.pages == 0) {
        return "pages";
    }
    const std::string first = std::to_string(fax.firstPage);
    return fax.pages == 1 ? "page " + first
                          : "pages " + first + '-' + std::to_string(fax.firstPage + fax.pages - 1);
}

// What stands under the line of a job.
std::string remarksOn(const JobEntry& job) {
    std::string remarks;
    const auto add = [&remarks](const std::string& text) { remarks += "    " + printable(text) + '\n'; };
    if (!job.reason.empty()) {
        add(job.reason);
    }
    if (!job.billing.empty()) {
        add("Billing: " + job.billing);
    }
    if (hasParts(job)) {
        for (const FaxEntry& fax : job.faxes) {
            add(pagesOf(fax) + " to " + listed(fax.recipients) + ": " + nameOf(fax.state) +
                (fax.serviceId.empty() ? "" : ", fax " + fax.serviceId));
        }
    }
    return remarks;
}

// Characters, not bytes: a title may be in any script.
std::size_t width(const std::string& text) {
    return static_cast<std::size_t>(g_utf8_strlen(text.data(), static_cast<gssize>(text.size())));
}

void printRow(const Row& row, const std::array<std::size_t, kColumns>& widths, std::ostream& out) {
    for (std::size_t column = 0; column < kColumns; ++column) {
        const bool isLast = column + 1 == kColumns;
        out << row[column] << (isLast ? "" : std::string(widths[column] - width(row[column]) + 2, ' '));
    }
    out << '\n';
}

using JsonWriter = rapidjson::PrettyWriter<rapidjson::OStreamWrapper>;

void add(JsonWriter& writer, const char* name, const std::string& text) {
    writer.Key(name);
    writer.String(printable(text, text.size() * 3 + 3));
}

void add(JsonWriter& writer, const char* name, const std::vector<std::string>& texts) {
    writer.Key(name);
    writer.StartArray();
    for (const std::string& text : texts) {
        writer.String(text);
    }
    writer.EndArray();
}

void addNames(JsonWriter& writer, const std::vector<Recipient>& recipients) {
    writer.Key("names");
    writer.StartArray();
    for (const Recipient& each : recipients) {
        writer.String(printable(each.name));
    }
    writer.EndArray();
}

void addFaxes(JsonWriter& writer, const std::vector<FaxEntry>& faxes) {
    writer.Key("faxes");
    writer.StartArray();
    for (const FaxEntry& fax : faxes) {
        writer.StartObject();
        add(writer, "id", fax.serviceId);
        add(writer, "uid", fax.serviceUid);
        add(writer, "recipients", numbersOf(fax.recipients));
        addNames(writer, fax.recipients);
        writer.Key("firstPage");
        writer.Int(fax.firstPage);
        writer.Key("pages");
        writer.Int(fax.pages);
        add(writer, "state", nameOf(fax.state));
        writer.EndObject();
    }
    writer.EndArray();
}

// Of all queues: each may have a state-dir of its own.
std::vector<JobEntry> allJobs() {
    std::vector<JobEntry> all;
    for (const std::filesystem::path& stateDir : Configuration(configurationFile()).stateDirs()) {
        if (!JournalReader::isIn(stateDir)) {
            continue;
        }
        std::vector<JobEntry> jobs = JournalReader(stateDir).jobs();
        std::move(jobs.begin(), jobs.end(), std::back_inserter(all));
    }
    std::stable_sort(all.begin(), all.end(), [](const JobEntry& left, const JobEntry& right) {
        return left.received < right.received;
    });
    return all;
}

}  // namespace

void printLog(const std::vector<JobEntry>& jobs, std::ostream& out) {
    if (jobs.empty()) {
        out << "No print job has come to a fax printer yet.\n";
        return;
    }
    std::vector<Row> rows{{"JOB", "RECEIVED", "PRINTER", "STATE", "PAGES", "RECIPIENTS", "FAX", "TITLE"}};
    std::transform(jobs.begin(), jobs.end(), std::back_inserter(rows), &rowOf);
    std::array<std::size_t, kColumns> widths{};
    for (const Row& row : rows) {
        for (std::size_t column = 0; column < kColumns; ++column) {
            widths[column] = std::max(widths[column], width(row[column]));
        }
    }
    printRow(rows.front(), widths, out);
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        printRow(rows[i + 1], widths, out);
        out << remarksOn(jobs[i]);
    }
}

void printLogAsJson(const std::vector<JobEntry>& jobs, std::ostream& out) {
    rapidjson::OStreamWrapper stream(out);
    JsonWriter writer(stream);
    writer.SetIndent(' ', 2);
    writer.StartArray();
    for (const JobEntry& job : jobs) {
        writer.StartObject();
        writer.Key("job");
        writer.Int(job.number);
        add(writer, "uuid", job.uuid);
        add(writer, "printer", job.printer);
        add(writer, "user", job.user);
        add(writer, "title", job.title);
        add(writer, "service", job.service);
        add(writer, "extension", job.extension);
        add(writer, "state", nameOf(job.state));
        add(writer, "reason", job.reason);
        writer.Key("pages");
        writer.Int(job.pages);
        add(writer, "received", utc(job.received));
        add(writer, "changed", utc(job.changed));
        add(writer, "billing", job.billing);
        add(writer, "recipients", numbersOf(recipientsOf(job)));
        add(writer, "fax-ids", idsOf(job));
        addFaxes(writer, job.faxes);
        writer.EndObject();
    }
    writer.EndArray();
    out << '\n';
}

int runLogCommand(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors) {
    bool json = false;
    for (const std::string& argument : arguments) {
        if (argument == "--help") {
            out << kUsage
                << "Lists the print jobs of all fax printers, the oldest first, and what became of them.\n"
                << "  --json   as a JSON array, for programs\n";
            return 0;
        }
        if (argument != "--json") {
            errors << "voipnow-fax log: unknown argument " << printable(argument) << '\n' << kUsage;
            return 2;
        }
        json = true;
    }
    const std::vector<JobEntry> jobs = allJobs();
    json ? printLogAsJson(jobs, out) : printLog(jobs, out);
    return 0;
}

}  // namespace voipnow
