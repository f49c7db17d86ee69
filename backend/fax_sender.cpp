// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_sender.hpp"

#include <algorithm>
#include <ctime>
#include <iterator>
#include <memory>
#include <set>
#include <unordered_set>
#include <utility>

#include "backend/fax_creates.hpp"
#include "backend/fax_uploads.hpp"
#include "backend/fax_words.hpp"
#include "backend/handover.hpp"
#include "backend/pages_before.hpp"
#include "backend/recipients.hpp"
#include "backend/retries.hpp"

namespace voipnow {
namespace {

constexpr std::size_t kMostListed = 5;  // faxes in the closing message

std::string uploadIdentifier(std::size_t index) {
    const std::string number = std::to_string(index + 1);
    return "doc" + std::string(3 - std::min<std::size_t>(number.size(), 3), '0') + number;
}

using Numbers = std::unordered_set<std::string>;

// Of each part, the numbers that are to get it.
std::vector<Numbers> wantedNumbers(const std::vector<FaxPart>& parts) {
    std::vector<Numbers> wanted;
    wanted.reserve(parts.size());
    for (const FaxPart& part : parts) {
        const std::vector<std::string> numbers = numbersOf(part.planned->recipients);
        wanted.emplace_back(numbers.begin(), numbers.end());
    }
    return wanted;
}

bool areAmong(const std::vector<Recipient>& some, const Numbers& all) {
    return std::all_of(some.begin(), some.end(),
                       [&all](const Recipient& each) { return all.count(each.number) != 0; });
}

bool isUnsent(const FaxEntry& fax) {
    return fax.state != FaxState::kSent && fax.state != FaxState::kInDoubt && fax.state != FaxState::kResent;
}

}  // namespace

std::string FaxSender::send(const PrintJob& job, const std::string& prefix,
                            const std::vector<PlannedFax>& planned, FaxFiles& files) {
    const std::vector<FaxPart> parts = partsOf(planned, files);
    const Retries retries(settings_.retryFor, messages_);
    FaxCreates creates(journal_, service_, retries, messages_);
    FaxUploads uploads(settings_.parallelUploads, journal_, uploader_, creates, retries, messages_);

    const Left left = leftOf(job.uuid, parts);
    const auto handOver = [&](const std::vector<FaxBatch>& faxes) {
        Handover handover(faxes, parts, journal_.faxesOf(job.uuid), messages_);
        uploads.all(faxes, parts, files, handover);
    };
    // Their URLs end first.
    if (!left.brokenOff.empty()) {
        messages_.info("Going on with the faxes that were interrupted.");
        handOver(left.brokenOff);
    }
    const std::vector<FaxBatch> prepared = prepare(job.uuid, prefix, parts, left);
    std::vector<FaxBatch> faxes = left.waiting;
    const std::vector<FaxBatch> created = creates.all(job, prefix, prepared, parts);
    faxes.insert(faxes.end(), created.begin(), created.end());
    handOver(faxes);
    messages_.mediaProgress(100);
    return summary(job, faxes.empty() && left.brokenOff.empty());
}

std::vector<FaxPart> FaxSender::partsOf(const std::vector<PlannedFax>& planned, FaxFiles& files) const {
    std::vector<FaxPart> parts;
    parts.reserve(planned.size());
    for (const PlannedFax& fax : planned) {
        FaxPart part{&fax, {}, {}, 0};
        if (planned.size() > 1) {
            messages_.info("Preparing fax " + std::to_string(parts.size() + 1) + " of " +
                           std::to_string(planned.size()) + ".");
        }
        const std::shared_ptr<const FaxFileSet> made = files.of(fax);
        checkLimits(made->documents);
        for (const ReceivedDocument& document : made->documents) {
            part.announced.push_back(
                {uploadIdentifier(part.announced.size()), fileNameFor(document.title), document.pdf.size()});
            part.pages += document.pages;
        }
        part.sha256 = made->sha256;
        parts.push_back(std::move(part));
    }
    return parts;
}

void FaxSender::checkLimits(const std::vector<ReceivedDocument>& documents) const {
    if (documents.size() > settings_.maxFiles) {
        throw JobError(JobEnd::kHeld,
                       "The job has " + counted(documents.size(), "document") + ", and the service takes " +
                           std::to_string(settings_.maxFiles) +
                           " in one fax; nothing was sent. Print them in smaller jobs, or let the "
                           "administrator set join-documents = yes in voipnow.conf.");
    }
    for (const ReceivedDocument& document : documents) {
        if (document.pdf.size() > settings_.maxFileSize) {
            throw JobError(JobEnd::kHeld,
                           "The fax is too large: " + std::to_string(document.pdf.size()) +
                               " bytes, and the service takes " + std::to_string(settings_.maxFileSize) +
                               " (max-file-size in voipnow.conf); nothing was sent. Print fewer pages "
                               "at once, or with a lower resolution.");
        }
    }
}

FaxSender::Left FaxSender::leftOf(const std::string& uuid, const std::vector<FaxPart>& parts) {
    Left left;
    const std::vector<Numbers> wanted = wantedNumbers(parts);
    for (const FaxEntry& fax : journal_.faxesOf(uuid)) {
        if (!isUnsent(fax)) {
            continue;
        }
        std::size_t place = 0;
        while (place < parts.size() &&
               !(areAmong(fax.recipients, wanted[place]) && canGoOn(fax, parts[place]))) {
            ++place;
        }
        const bool brokeOff = fax.state == FaxState::kUploading;
        if (place < parts.size()) {
            (brokeOff ? left.brokenOff : left.waiting).push_back({fax.key, place, fax.recipients, brokeOff});
        } else if (brokeOff) {
            journal_.setState(fax.key, FaxState::kInDoubt);
        } else {
            left.useless.push_back(fax.key);
        }
    }
    return left;
}

// The same pages, to URLs that still work.
bool FaxSender::canGoOn(const FaxEntry& fax, const FaxPart& part) {
    if ((fax.state != FaxState::kUploading && fax.state != FaxState::kCreated) ||
        fax.firstPage != part.planned->firstPage) {
        return false;
    }
    const std::vector<UploadEntry> uploads = journal_.uploadsOf(fax.key);
    const std::int64_t now = std::time(nullptr);
    bool can = uploads.size() == part.sha256.size();
    for (std::size_t i = 0; can && i < uploads.size(); ++i) {
        can = uploads[i].sha256 == part.sha256[i] && (uploads[i].isDone || uploads[i].ends > now);
    }
    return can;
}

// Faxes for all recipients that do not have their pages.
std::vector<FaxBatch> FaxSender::prepare(const std::string& uuid, const std::string& prefix,
                                         const std::vector<FaxPart>& parts, const Left& left) {
    std::set<std::int64_t> waiting;
    for (const FaxBatch& fax : left.waiting) {
        waiting.insert(fax.key);
    }
    const std::vector<FaxEntry> entries = journal_.faxesOf(uuid);
    const PagesBefore before(entries, waiting, prefix);
    std::vector<FaxBatch> faxes;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        for (const Recipient& recipient : parts[i].planned->recipients) {
            if (before.has(recipient, *parts[i].planned)) {
                continue;
            }
            if (faxes.empty() || faxes.back().part != i ||
                faxes.back().recipients.size() == settings_.maxRecipients) {
                faxes.push_back({0, i, {}, false});
            }
            faxes.back().recipients.push_back(recipient);
        }
    }
    std::vector<PreparedFax> prepared;
    prepared.reserve(faxes.size());
    for (const FaxBatch& fax : faxes) {
        const PlannedFax& planned = *parts[fax.part].planned;
        prepared.push_back({fax.recipients, planned.firstPage, planned.pages, planned.digest, prefix});
    }
    const std::vector<std::int64_t> keys = journal_.prepare(uuid, left.useless, prepared);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        faxes[i].key = keys[i];
    }
    return faxes;
}

// What to tell the user when nothing is left to be sent. InDoubt when that is not so.
std::string FaxSender::summary(const PrintJob& job, bool wasSentBefore) {
    const std::vector<FaxEntry> faxes = journal_.faxesOf(job.uuid);
    if (const std::string doubt = doubtInWords(faxes, job.number); !doubt.empty()) {
        throw InDoubt(doubt + " If that is not needed, cancel the job.");
    }
    std::vector<FaxEntry> sent;
    std::copy_if(faxes.begin(), faxes.end(), std::back_inserter(sent),
                 [](const FaxEntry& fax) { return fax.state == FaxState::kSent; });
    if (sent.size() > kMostListed) {
        return (wasSentBefore ? "Nothing is sent again: all " + counted(sent.size(), "fax") +
                                    " of this job were sent before"
                              : "Sent " + counted(sent.size(), "fax") + ", all that this job has") +
               "; voipnow-fax log lists them.";
    }
    std::vector<Recipient> recipients;
    std::vector<std::string> ids;
    for (const FaxEntry& fax : sent) {
        recipients.insert(recipients.end(), fax.recipients.begin(), fax.recipients.end());
        ids.push_back(fax.serviceId);
    }
    return (wasSentBefore ? "Nothing is sent again: this job was already sent to " : "Sent to ") +
           listedBriefly(recipients) + " (fax " + listed(ids) + ").";
}

std::string fileNameFor(const std::string& title) {
    constexpr std::size_t kLongest = 60;
    constexpr std::string_view kExtension = ".pdf";
    std::string name;
    for (const char c : title) {
        const bool isPlain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             c == '-' || (c == '.' && !name.empty());
        if (isPlain) {
            name += c;
        } else if (!name.empty() && name.back() != '_') {
            name += '_';
        }
    }
    if (name.size() > kExtension.size() && name.ends_with(kExtension)) {
        name.resize(name.size() - kExtension.size());
    }
    name.resize(std::min(name.size(), kLongest));
    while (!name.empty() && (name.back() == '_' || name.back() == '.')) {
        name.pop_back();
    }
    return (name.empty() ? "document" : name) + std::string(kExtension);
}

}  // namespace voipnow
