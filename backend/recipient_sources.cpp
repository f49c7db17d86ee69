// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/recipient_sources.hpp"

#include <strings.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "backend/job_error.hpp"
#include "backend/recipients.hpp"

namespace voipnow {
namespace {

constexpr std::string_view kCustom = "Custom.";

std::optional<std::string> unlessUnset(std::optional<std::string> value) {
    constexpr std::array<const char*, 5> kUnset{"", "None", "Custom", "true", "false"};
    if (!value) {
        return std::nullopt;
    }
    if (strncasecmp(value->c_str(), kCustom.data(), kCustom.size()) == 0) {
        value->erase(0, kCustom.size());
    }
    const std::size_t first = value->find_first_not_of(' ');
    const std::string text = first == std::string::npos ? "" : value->substr(first);
    const bool unset = std::any_of(kUnset.begin(), kUnset.end(),
                                   [&text](const char* word) { return strcasecmp(text.c_str(), word) == 0; });
    return unset ? std::nullopt : std::optional(text);
}

std::string valueFor(const std::string& name, const PrintJob& job, const PrinterDescription& printer) {
    const std::optional<std::string> value = unlessUnset(valueOf(job.options, name));
    return value ? *value : unlessUnset(printer.defaultOf(name)).value_or("");
}

// An option whose name is nothing but a piece of a number.
bool isStrayNumber(const JobOption& option) {
    constexpr std::string_view kDigits = "0123456789";
    constexpr std::string_view kNumber = "0123456789+*#()[]{}.,;:/-";
    return option.name.find_first_of(kDigits) != std::string::npos &&
           option.name.find_first_not_of(kNumber) == std::string::npos;
}

void refuseStrayNumbers(const PrintJob& job) {
    std::string strays;
    for (const JobOption& option : job.options) {
        if (isStrayNumber(option)) {
            strays += (strays.empty() ? "" : " ") + option.name;
        }
    }
    if (!strays.empty()) {
        throw JobError(
            JobEnd::kHeld,
            "Nothing was faxed: \"" + strays +
                "\" stands alone among the options, so the number may have been cut at a space. Write it "
                "without spaces: " +
                job.resumeCommand());
    }
}

}  // namespace

std::vector<std::string> recipientsOf(const PrintJob& job, const PrinterDescription& printer) {
    refuseStrayNumbers(job);
    std::vector<std::string> recipients;
    try {
        recipients = parseRecipients(valueFor("phone", job, printer), dialPrefixOf(job, printer));
    } catch (const BadNumber& error) {
        throw JobError(JobEnd::kHeld, std::string("Nothing was faxed: the number ") + error.what() +
                                          ". Give the right one: " + job.resumeCommand());
    }
    if (recipients.empty()) {
        throw JobError(JobEnd::kHeld,
                       "Nothing was faxed: there is no fax number. Give it: " + job.resumeCommand());
    }
    return recipients;
}

std::string dialPrefixOf(const PrintJob& job, const PrinterDescription& printer) {
    return parseDialPrefix(valueFor("faxPrefix", job, printer));
}

}  // namespace voipnow
