// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/receipt.hpp"

#include <algorithm>

#include "backend/job_report.hpp"
#include "backend/local_time.hpp"
#include "backend/printable.hpp"
#include "backend/recipients.hpp"

namespace voipnow {
namespace {

constexpr const char* kTime = "%Y-%m-%d %H:%M:%S %z";
constexpr std::size_t kLongest = 400;   // bytes of a value
constexpr std::size_t kMostFaxes = 12;  // ids of faxes that a file's line names

// Of all recipients, each counted once for each fax that stands.
struct Counts {
    std::size_t all = 0;
    std::size_t sent = 0;
    std::size_t doubtful = 0;
};

bool isDoubtful(FaxState state) {
    return state == FaxState::kInDoubt || state == FaxState::kUploading;
}

Counts countsOf(const JobEntry& job) {
    Counts counts;
    for (const FaxEntry& fax : job.faxes) {
        const std::size_t recipients = fax.state == FaxState::kResent ? 0 : fax.recipients.size();
        counts.all += recipients;
        counts.sent += fax.state == FaxState::kSent ? recipients : 0;
        counts.doubtful += isDoubtful(fax.state) ? recipients : 0;
    }
    return counts;
}

bool hasState(const JobEntry& job, FaxState state) {
    return std::any_of(job.faxes.begin(), job.faxes.end(),
                       [state](const FaxEntry& fax) { return fax.state == state; });
}

std::string counted(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " recipient" : " recipients");
}

std::string verdictOn(const JobEntry& job, const Counts& counts) {
    if (counts.all > 0 && counts.sent == counts.all) {
        return counts.all == 1
                   ? "Sent: the fax was handed to the fax service."
                   : "Sent: the fax was handed to the fax service for all " + counted(counts.all) + '.';
    }
    const std::string doubt = "for " + counted(counts.doubtful) + " it is not known whether it was";
    if (counts.sent > 0) {
        return "Sent in part: the fax was handed to the fax service for " + std::to_string(counts.sent) +
               " of " + counted(counts.all) + (counts.doubtful > 0 ? "; " + doubt : std::string()) + '.';
    }
    if (counts.doubtful > 0) {
        return "In doubt: it is not known whether the fax reached the fax service for " +
               (counts.doubtful == counts.all
                    ? counted(counts.all)
                    : std::to_string(counts.doubtful) + " of " + counted(counts.all)) +
               '.';
    }
    if (hasState(job, FaxState::kResent)) {
        return "Not sent again yet: what was handed to the fax service before is below.";
    }
    return "Not sent: nothing of this job was handed to the fax service.";
}

std::string wordFor(FaxState state) {
    switch (state) {
        case FaxState::kSent:
            return "sent";
        case FaxState::kInDoubt:
            return "in doubt";
        case FaxState::kUploading:
            return "under way";
        case FaxState::kResent:
            return "sent again";
        case FaxState::kHeld:
            return "not sent: refused";
        case FaxState::kCanceled:
            return "not sent: canceled";
        case FaxState::kFailed:
            return "not sent: given up";
        case FaxState::kPrepared:
        case FaxState::kCreated:
            break;
    }
    return "not sent";
}

bool isOut(FaxState state) {
    return state == FaxState::kSent || state == FaxState::kResent || isDoubtful(state);
}

bool hasParts(const JobEntry& job) {
    return std::any_of(job.faxes.begin(), job.faxes.end(), [&job](const FaxEntry& fax) {
        return fax.firstPage != job.faxes.front().firstPage || fax.pages != job.faxes.front().pages;
    });
}

std::vector<ReceiptRecipient> recipientRows(const JobEntry& job) {
    std::vector<ReceiptRecipient> rows;
    const bool isSplit = hasParts(job);
    for (const FaxEntry& fax : job.faxes) {
        for (const Recipient& each : fax.recipients) {
            rows.push_back({printable(each.name, kLongest), printable(each.number, kLongest),
                            wordFor(fax.state), isOut(fax.state) ? localTime(fax.changed, kTime) : "",
                            printable(fax.serviceId, kLongest), isSplit ? pagesOf(fax) : ""});
        }
    }
    return rows;
}

// "262, 263, 264 and 12 more"
std::string briefly(const std::vector<std::string>& ids) {
    const auto most = ids.size() > kMostFaxes ? kMostFaxes : ids.size();
    std::string text;
    for (std::size_t i = 0; i < most; ++i) {
        text += (i == 0 ? "" : ", ") + printable(ids[i], kLongest);
    }
    return text + (ids.size() > most ? " and " + std::to_string(ids.size() - most) + " more" : "");
}

// The same file, as a rule, for many faxes.
struct FileUse {
    FaxFile file;
    std::vector<std::string> faxes;
};

std::vector<ReceiptFile> fileRows(const JobEntry& job) {
    std::vector<FileUse> uses;
    for (const FaxEntry& fax : job.faxes) {
        for (const FaxFile& file : fax.files) {
            auto use = std::find_if(uses.begin(), uses.end(),
                                    [&](const FileUse& each) { return each.file.sha256 == file.sha256; });
            if (use == uses.end()) {
                use = uses.insert(uses.end(), {file, {}});
            }
            if (use->faxes.empty() || use->faxes.back() != fax.serviceId) {
                use->faxes.push_back(fax.serviceId);
            }
        }
    }
    std::vector<ReceiptFile> rows;
    rows.reserve(uses.size());
    for (const FileUse& use : uses) {
        rows.push_back({briefly(use.faxes), use.file.bytes == 0 ? "" : std::to_string(use.file.bytes),
                        printable(use.file.sha256)});
    }
    return rows;
}

std::int64_t lastSent(const JobEntry& job) {
    std::int64_t last = 0;
    for (const FaxEntry& fax : job.faxes) {
        last = std::max(last, fax.state == FaxState::kSent ? fax.changed : 0);
    }
    return last;
}

std::vector<std::pair<std::string, std::string>> factsOf(const JobEntry& job, const Counts& counts) {
    std::vector<std::pair<std::string, std::string>> facts;
    const auto add = [&facts](const std::string& label, const std::string& value) {
        if (!value.empty()) {
            facts.emplace_back(label, printable(value, kLongest));
        }
    };
    const std::int64_t sent = lastSent(job);
    add("Document", job.title);
    add("Printed by", job.user);
    add("Pages", job.pages > 0 ? std::to_string(job.pages) : "");
    add("Received", localTime(job.received, kTime));
    add(counts.sent == counts.all ? "Sent" : "Last sent", sent == 0 ? "" : localTime(sent, kTime));
    add("Fax service", job.service);
    add("Extension", job.extension);
    add("Billing", job.billing);
    add("Print job", job.printer + '-' + std::to_string(job.number) + " (" + nameOf(job.state) + ')');
    add("Job-uuid", job.uuid);
    if (counts.sent != counts.all || counts.all == 0) {
        add("Remark", job.reason);
    }
    return facts;
}

std::vector<std::string> notesOn(const JobEntry& job, const Counts& counts, bool hasFiles) {
    std::vector<std::string> notes;
    if (counts.sent > 0 || hasState(job, FaxState::kResent)) {
        notes.push_back("\"Sent\" means: handed to the service. The fax service at " +
                        printable(job.service) +
                        " has acknowledged that it received every byte of the fax, and has taken it over for "
                        "delivery. Whether and when the recipient's fax machine took it is not known here; "
                        "the service's own list of sent faxes tells it, under the id above.");
    }
    if (counts.doubtful > 0) {
        notes.emplace_back(
            "\"In doubt\" and \"under way\" mean: the transmission to the service has begun, and there "
            "is no acknowledgement. The service may or may not have the fax.");
    }
    if (hasState(job, FaxState::kResent)) {
        notes.emplace_back(
            "\"Sent again\" means: this fax was sent or in doubt, and was then sent once more on a "
            "person's word; another fax in the list stands for it.");
    }
    if (hasFiles) {
        notes.emplace_back(
            "SHA-256 is the checksum of the file as it was prepared for the service: a file with "
            "the same checksum is the same to the last bit.");
    }
    notes.emplace_back("Times are local to the machine that printed, with their distance from UTC.");
    return notes;
}

}  // namespace

Receipt receiptOf(const FoundJob& found, const ReceiptMaker& maker) {
    const JobEntry& job = found.job;
    const Counts counts = countsOf(job);
    Receipt receipt;
    receipt.job = printable(job.printer + '-' + std::to_string(job.number), kLongest);
    receipt.verdict = verdictOn(job, counts);
    receipt.isSent = counts.all > 0 && counts.sent == counts.all;
    receipt.facts = factsOf(job, counts);
    receipt.recipients = recipientRows(job);
    receipt.files = fileRows(job);
    receipt.notes = notesOn(job, counts, !receipt.files.empty());
    receipt.made = "Made " + localTime(maker.now, kTime) + " by " + maker.program + " on " +
                   printable(maker.host, kLongest) + ", from its journal.";
    receipt.picture = found.picture;
    return receipt;
}

}  // namespace voipnow
