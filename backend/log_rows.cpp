// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/log_rows.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "backend/job_report.hpp"
#include "backend/local_time.hpp"
#include "backend/log_json.hpp"
#include "backend/printable.hpp"
#include "backend/recipients.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kLongestCell = 40;
// For the cells that show the first of many: no more of them can be seen.
constexpr std::size_t kMostShown = kLongestCell;
// Of faxes with the same pages that have not fared alike; of more, their number is told.
constexpr std::size_t kMostLines = 10;

std::string cell(const std::string& text) {
    return text.empty() ? "-" : printable(text, kLongestCell);
}

template <typename Item>
std::string firstOf(std::vector<Item> items) {
    items.resize(std::min(items.size(), kMostShown));
    return cell(listed(items));
}

// Whether the job was taken apart: not all of its faxes have the same pages.
bool hasParts(const JobEntry& job) {
    return std::any_of(job.faxes.begin(), job.faxes.end(), [&job](const FaxEntry& fax) {
        return fax.pages > 0 && (fax.firstPage != 1 || fax.pages != job.pages);
    });
}

bool faredAlike(const JobEntry& job) {
    return std::all_of(job.faxes.begin(), job.faxes.end(),
                       [&job](const FaxEntry& fax) { return fax.state == job.faxes.front().state; });
}

// "1999 faxes sent, 1 in-doubt"
std::string countedStates(const JobEntry& job) {
    std::map<FaxState, int> counts;
    for (const FaxEntry& fax : job.faxes) {
        ++counts[fax.state];
    }
    std::string text;
    for (const auto& [state, count] : counts) {
        text += (text.empty() ? "" : ", ") + std::to_string(count) + ' ' + nameOf(state);
    }
    return "Faxes: " + text;
}

}  // namespace

TextTable::Row logHeads() {
    return {"JOB", "RECEIVED", "PRINTER", "STATE", "PAGES", "RECIPIENTS", "FAX", "TITLE"};
}

TextTable::Row logRow(const JobEntry& job, const std::string& state) {
    return {std::to_string(job.number),
            localTime(job.received, "%Y-%m-%d %H:%M"),
            cell(job.printer),
            state,
            job.pages > 0 ? std::to_string(job.pages) : "-",
            firstOf(recipientsOf(job)),
            firstOf(faxIdsOf(job)),
            cell(job.title)};
}

std::string logRemarks(const JobEntry& job) {
    std::string remarks;
    const auto add = [&remarks](const std::string& text) { remarks += "    " + printable(text) + '\n'; };
    if (!job.reason.empty()) {
        add(job.reason);
    }
    if (!job.billing.empty()) {
        add("Billing: " + job.billing);
    }
    const bool isLong = job.faxes.size() > kMostLines && !hasParts(job);
    if (!faredAlike(job) && isLong) {
        add(countedStates(job));
    } else if (hasParts(job) || !faredAlike(job)) {
        for (const FaxEntry& fax : job.faxes) {
            const std::string pages = pagesOf(fax);
            add((pages.empty() ? "pages" : pages) + " to " + listed(fax.recipients) + ": " +
                nameOf(fax.state) + (fax.serviceId.empty() ? "" : ", fax " + fax.serviceId));
        }
    }
    return remarks;
}

}  // namespace voipnow
