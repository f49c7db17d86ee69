// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/log_json.hpp"

#include <array>
#include <ctime>

#include "backend/printable.hpp"

namespace voipnow {
namespace {

// Longer than any text becomes by what is put into it.
std::string whole(const std::string& text) {
    return printable(text, text.size() * 3 + 3);
}

std::string utc(std::int64_t when) {
    const std::time_t time = when;
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    std::array<char, 64> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text.data();
}

}  // namespace

LogJson::LogJson(std::ostream& out, Layout layout)
    : out_(out), stream_(out, layout == Layout::kLines), writer_(stream_) {
    writer_.SetIndent(' ', layout == Layout::kLines ? 0 : 2);
}

void LogJson::beginArray() {
    isInArray_ = true;
    writer_.StartArray();
}

void LogJson::endArray() {
    writer_.EndArray();
    out_ << '\n';
}

void LogJson::job(const JobEntry& job, const std::string& state, bool withFiles) {
    writer_.StartObject();
    add("job", job.number);
    add("uuid", job.uuid);
    add("printer", job.printer);
    add("user", job.user);
    add("title", job.title);
    add("service", job.service);
    add("extension", job.extension);
    add("state", state);
    add("reason", job.reason);
    add("pages", job.pages);
    addTime("received", job.received);
    addTime("changed", job.changed);
    add("billing", job.billing);
    add("recipients", numbersOf(recipientsOf(job)));
    add("fax-ids", faxIdsOf(job));
    writer_.Key("faxes");
    writer_.StartArray();
    for (const FaxEntry& fax : job.faxes) {
        addFax(fax, withFiles);
    }
    writer_.EndArray();
    writer_.EndObject();
    if (!isInArray_) {
        out_ << '\n';
    }
}

void LogJson::addFax(const FaxEntry& fax, bool withFiles) {
    writer_.StartObject();
    add("id", fax.serviceId);
    add("uid", fax.serviceUid);
    add("recipients", numbersOf(fax.recipients));
    std::vector<std::string> names;
    names.reserve(fax.recipients.size());
    for (const Recipient& each : fax.recipients) {
        names.push_back(each.name);
    }
    add("names", names);
    add("firstPage", fax.firstPage);
    add("pages", fax.pages);
    add("state", nameOf(fax.state));
    addTime("changed", fax.changed);
    addTime("created", fax.created);
    addTime("started", fax.started);
    add("attempts", fax.attempts);
    add("words", fax.words);
    if (withFiles) {
        writer_.Key("files");
        writer_.StartArray();
        for (const FaxFile& file : fax.files) {
            writer_.StartObject();
            add("bytes", static_cast<std::int64_t>(file.bytes));
            add("sha256", file.sha256);
            writer_.EndObject();
        }
        writer_.EndArray();
    }
    writer_.EndObject();
}

void LogJson::add(const char* name, const std::string& text) {
    writer_.Key(name);
    writer_.String(whole(text));
}

void LogJson::add(const char* name, std::int64_t number) {
    writer_.Key(name);
    writer_.Int64(number);
}

void LogJson::add(const char* name, const std::vector<std::string>& texts) {
    writer_.Key(name);
    writer_.StartArray();
    for (const std::string& text : texts) {
        writer_.String(whole(text));
    }
    writer_.EndArray();
}

void LogJson::addTime(const char* name, std::int64_t when) {
    add(name, when == 0 ? std::string() : utc(when));
}

std::vector<Recipient> recipientsOf(const JobEntry& job) {
    std::vector<Recipient> all;
    for (const FaxEntry& fax : job.faxes) {
        if (fax.state != FaxState::kResent) {
            all.insert(all.end(), fax.recipients.begin(), fax.recipients.end());
        }
    }
    return all;
}

std::vector<std::string> faxIdsOf(const JobEntry& job) {
    std::vector<std::string> ids;
    for (const FaxEntry& fax : job.faxes) {
        if (!fax.serviceId.empty()) {
            ids.push_back(fax.serviceId);
        }
    }
    return ids;
}

}  // namespace voipnow
