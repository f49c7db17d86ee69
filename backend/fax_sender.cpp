// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_sender.hpp"

#include <algorithm>
#include <ctime>
#include <iterator>
#include <utility>

#include "backend/checksum.hpp"
#include "backend/local_time.hpp"
#include "backend/recipients.hpp"

namespace voipnow {
namespace {

constexpr int kProgressOfPages = 50;  // the filter took the first half of the bar

constexpr std::size_t kMostListed = 5;  // faxes in the closing message

std::string counted(std::size_t count, const std::string& noun) {
    return std::to_string(count) + ' ' + noun + (count == 1 ? "" : noun.ends_with('x') ? "es" : "s");
}

std::string pagesOf(int first, int count) {
    return count == 1 ? "page " + std::to_string(first)
                      : "pages " + std::to_string(first) + " to " + std::to_string(first + count - 1);
}

std::string uploadIdentifier(std::size_t index) {
    const std::string number = std::to_string(index + 1);
    return "doc" + std::string(3 - std::min<std::size_t>(number.size(), 3), '0') + number;
}

}  // namespace

std::string FaxSender::send(const PrintJob& job, const std::vector<PlannedFax>& planned, FaxFiles& files) {
    const std::vector<Part> parts = partsOf(planned, files);
    const bool resumed = resumeUploads(job.uuid, parts, files);
    const std::vector<Fax> faxes = prepare(job.uuid, parts);
    create(job, faxes, parts);
    std::size_t done = 0;
    for (const Fax& fax : faxes) {
        const PlannedFax& part = *parts[fax.part].planned;
        ++done;
        messages_.info("Sending " +
                       (faxes.size() > 1
                            ? "fax " + std::to_string(done) + " of " + std::to_string(faxes.size()) + ' '
                            : std::string()) +
                       (parts.size() > 1 ? '(' + pagesOf(part.firstPage, part.pages) + ") " : std::string()) +
                       "to " + listed(fax.recipients) + ".");
        upload(fax.key, unchangedFiles(parts[fax.part], files));
        messages_.mediaProgress(kProgressOfPages +
                                static_cast<int>(done * (100 - kProgressOfPages) / faxes.size()));
    }
    return summary(job.uuid, faxes.empty() && !resumed);
}

std::vector<FaxSender::Part> FaxSender::partsOf(const std::vector<PlannedFax>& planned,
                                                FaxFiles& files) const {
    std::vector<Part> parts;
    parts.reserve(planned.size());
    for (const PlannedFax& fax : planned) {
        Part part{&fax, {}, {}};
        if (planned.size() > 1) {
            messages_.info("Preparing fax " + std::to_string(parts.size() + 1) + " of " +
                           std::to_string(planned.size()) + ".");
        }
        std::vector<ReceivedDocument>& documents = files.of(fax);
        checkLimits(documents);
        for (ReceivedDocument& document : documents) {
            part.announced.push_back(
                {uploadIdentifier(part.announced.size()), fileNameFor(document.title), document.pdf.size()});
            part.sha256.push_back(sha256Of(document.pdf));
        }
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

// What a run before this one left in the middle of an upload.
bool FaxSender::resumeUploads(const std::string& uuid, const std::vector<Part>& parts, FaxFiles& files) {
    bool resumed = false;
    for (const FaxEntry& fax : journal_.faxesOf(uuid)) {
        if (fax.state != FaxState::kUploading) {
            continue;
        }
        const auto part =
            std::find_if(parts.begin(), parts.end(), [&](const Part& each) { return canResume(fax, each); });
        if (part != parts.end()) {
            messages_.info("Sending to " + listed(fax.recipients) + " again where it was interrupted.");
            upload(fax.key, unchangedFiles(*part, files));
            resumed = true;
        } else {
            journal_.setState(fax.key, FaxState::kInDoubt);
        }
    }
    return resumed;
}

// The same pages to some of those that they go to today, to URLs that still work.
bool FaxSender::canResume(const FaxEntry& fax, const Part& part) {
    const std::vector<Recipient>& today = part.planned->recipients;
    const bool areAllWanted =
        std::all_of(fax.recipients.begin(), fax.recipients.end(), [&today](const Recipient& recipient) {
            return std::any_of(today.begin(), today.end(), [&recipient](const Recipient& each) {
                return each.number == recipient.number;
            });
        });
    if (fax.firstPage != part.planned->firstPage || !areAllWanted) {
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

// What is uploaded has to be what was announced: a template of a cover page may have been changed in between.
std::vector<ReceivedDocument>& FaxSender::unchangedFiles(const Part& part, FaxFiles& files) {
    std::vector<ReceivedDocument>& made = files.of(*part.planned);
    for (std::size_t i = 0; i < made.size(); ++i) {
        if (sha256Of(made[i].pdf) != part.sha256[i]) {
            throw JobError(
                JobEnd::kRetriedLater,
                "The cover page was changed while the fax was being sent; the rest is sent later.");
        }
        made[i].pdf.rewind();
    }
    return made;
}

// Whether the recipient has these pages already: sent, or in doubt. JobError kHeld when it has others of this job, which
// these would repeat or tear apart: the job was changed after a part of it was sent.
bool FaxSender::hasPages(const Recipient& recipient, const PlannedFax& part,
                         const std::vector<FaxEntry>& before) {
    for (const FaxEntry& fax : before) {
        const bool isSettled = fax.state == FaxState::kSent || fax.state == FaxState::kInDoubt;
        const bool isHers =
            std::any_of(fax.recipients.begin(), fax.recipients.end(),
                        [&](const Recipient& each) { return each.number == recipient.number; });
        // Old journals do not know the pages: then it was the whole job.
        const int pages = fax.pages == 0 ? part.pages : fax.pages;
        const bool touches =
            fax.firstPage < part.firstPage + part.pages && part.firstPage < fax.firstPage + pages;
        if (!isSettled || !isHers) {
            continue;
        }
        // The same pages, also where other pages were printed this time (page-ranges).
        if ((fax.firstPage == part.firstPage && pages == part.pages) ||
            (!fax.digest.empty() && fax.digest == part.digest)) {
            return true;
        }
        if (!touches) {
            continue;
        }
        throw JobError(JobEnd::kHeld,
                       listed(std::vector<Recipient>{recipient}) + " was sent " +
                           pagesOf(fax.firstPage, pages) + " of this job before (fax " + fax.serviceId +
                           "), and would now get " + pagesOf(part.firstPage, part.pages) +
                           "; nothing more was sent. Cancel this job, and print the pages that are "
                           "missing (page-ranges).");
    }
    return false;
}

// Faxes for all recipients that do not have their pages.
std::vector<FaxSender::Fax> FaxSender::prepare(const std::string& uuid, const std::vector<Part>& parts) {
    const std::vector<FaxEntry> before = journal_.faxesOf(uuid);
    std::vector<PreparedFax> prepared;
    std::vector<Fax> faxes;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const PlannedFax& part = *parts[i].planned;
        for (const Recipient& recipient : part.recipients) {
            if (hasPages(recipient, part, before)) {
                continue;
            }
            if (faxes.empty() || faxes.back().part != i ||
                faxes.back().recipients.size() == settings_.maxRecipients) {
                faxes.push_back({0, i, {}});
            }
            faxes.back().recipients.push_back(recipient);
        }
    }
    prepared.reserve(faxes.size());
    for (const Fax& fax : faxes) {
        const PlannedFax& part = *parts[fax.part].planned;
        prepared.push_back({fax.recipients, part.firstPage, part.pages, part.digest});
    }
    const std::vector<std::int64_t> keys = journal_.prepare(uuid, prepared);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        faxes[i].key = keys[i];
    }
    return faxes;
}

CreatedFax FaxSender::createdBy(const PrintJob& job, const Fax& fax, const Part& part) {
    try {
        return service_.create(numbersOf(fax.recipients), part.announced);
    } catch (const JobError& error) {
        if (error.end() != JobEnd::kHeld) {
            throw;
        }
        throw JobError(JobEnd::kHeld,
                       std::string(error.what()) + " With other numbers: " + job.resumeCommand());
    }
}

void FaxSender::create(const PrintJob& job, const std::vector<Fax>& faxes, const std::vector<Part>& parts) {
    for (const Fax& fax : faxes) {
        const Part& part = parts[fax.part];
        const CreatedFax created = createdBy(job, fax, part);
        std::vector<UploadEntry> uploads;
        for (std::size_t i = 0; i < part.announced.size(); ++i) {
            const PresignedUpload& target = created.uploads[i];
            uploads.push_back({target, endOfUrl(target.url, std::time(nullptr)), part.sha256[i], false});
        }
        journal_.setCreated(fax.key, created, uploads);
        messages_.debug("Fax " + created.id + " is created for " + listed(fax.recipients) + ".");
    }
}

void FaxSender::upload(std::int64_t fax, std::vector<ReceivedDocument>& files) {
    const std::vector<UploadEntry> uploads = journal_.uploadsOf(fax);
    bool mayHaveArrived =
        std::any_of(uploads.begin(), uploads.end(), [](const UploadEntry& each) { return each.isDone; });
    journal_.setState(fax, FaxState::kUploading);
    for (std::size_t i = 0; i < uploads.size(); ++i) {
        if (uploads[i].isDone) {
            continue;
        }
        try {
            uploader_.upload(uploads[i].target, files[i].pdf);
        } catch (const UploadFailed& error) {
            if (!mayHaveArrived && !error.mayHaveArrived()) {
                journal_.setState(fax, FaxState::kCreated);
            }
            throw;
        } catch (const JobError&) {
            // A store that refuses a file has not got it.
            if (!mayHaveArrived) {
                journal_.setState(fax, FaxState::kCreated);
            }
            throw;
        }
        journal_.setUploaded(fax, i);
        mayHaveArrived = true;
    }
    journal_.setState(fax, FaxState::kSent);
}

// What to tell the user when nothing is left to be sent. InDoubt when that is not so.
std::string FaxSender::summary(const std::string& uuid, bool wasSentBefore) {
    const std::vector<FaxEntry> faxes = journal_.faxesOf(uuid);
    refuseDoubt(faxes);
    if (faxes.size() > kMostListed) {
        return (wasSentBefore ? "Nothing is sent again: all " + counted(faxes.size(), "fax") +
                                    " of this job were sent before"
                              : "Sent " + counted(faxes.size(), "fax") + ", all that this job has") +
               "; voipnow-fax log lists them.";
    }
    std::vector<Recipient> recipients;
    std::vector<std::string> ids;
    for (const FaxEntry& fax : faxes) {
        recipients.insert(recipients.end(), fax.recipients.begin(), fax.recipients.end());
        ids.push_back(fax.serviceId);
    }
    return (wasSentBefore ? "Nothing is sent again: this job was already sent to " : "Sent to ") +
           listedBriefly(recipients) + " (fax " + listed(ids) + ").";
}

void FaxSender::refuseDoubt(const std::vector<FaxEntry>& faxes) {
    std::string doubtful;
    for (const FaxEntry& fax : faxes) {
        if (fax.state == FaxState::kInDoubt) {
            doubtful += (doubtful.empty() ? "fax " : ", fax ") + fax.serviceId + " to " +
                        listed(fax.recipients) + " at " + localTime(fax.changed, "%H:%M") +
                        (fax.pages > 0 ? " (" + pagesOf(fax.firstPage, fax.pages) + ")" : std::string());
        }
    }
    if (!doubtful.empty()) {
        throw InDoubt(
            "The service may have accepted " + doubtful +
            ", and it is not sent again by itself. Look at the list of sent faxes in the PBX: if it is "
            "there, cancel this job; if not, cancel it and print these pages again (page-ranges).");
    }
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
