// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_sender.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <iterator>
#include <set>

#include "backend/checksum.hpp"
#include "backend/recipients.hpp"

namespace voipnow {
namespace {

constexpr int kProgressOfPages = 50;  // the filter took the first half of the bar

std::string counted(std::size_t count, const std::string& noun) {
    return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

std::string uploadIdentifier(std::size_t index) {
    const std::string number = std::to_string(index + 1);
    return "doc" + std::string(3 - std::min<std::size_t>(number.size(), 3), '0') + number;
}

std::string localTime(std::int64_t when) {
    const std::time_t time = when;
    std::tm parts{};
    ::localtime_r(&time, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%H:%M", &parts);
    return text.data();
}

}  // namespace

std::string FaxSender::send(const PrintJob& job, const std::vector<Recipient>& recipients,
                            std::vector<ReceivedDocument>& documents, const std::string& digest) {
    checkLimits(documents);
    std::vector<File> files;
    files.reserve(documents.size());
    int pages = 0;
    for (ReceivedDocument& document : documents) {
        files.push_back({{uploadIdentifier(files.size()), fileNameFor(document.title), document.pdf.size()},
                         &document.pdf,
                         sha256Of(document.pdf)});
        pages += document.pages;
    }
    const bool resumed = resumeUploads(job.uuid, files);
    const std::vector<Fax> faxes = prepare(job.uuid, recipients, pages, digest);
    create(faxes, files);
    std::size_t done = 0;
    for (const Fax& fax : faxes) {
        messages_.info("Sending to " + listed(fax.recipients) + ".");
        upload(fax.key, files);
        ++done;
        messages_.mediaProgress(kProgressOfPages +
                                static_cast<int>(done * (100 - kProgressOfPages) / faxes.size()));
    }
    const std::string ids = idsOfSent(job.uuid);
    return (faxes.empty() && !resumed ? "Nothing is sent again: this job was already sent to " : "Sent to ") +
           listed(recipients) + " (fax " + ids + ").";
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
bool FaxSender::resumeUploads(const std::string& uuid, std::vector<File>& files) {
    bool resumed = false;
    for (const FaxEntry& fax : journal_.faxesOf(uuid)) {
        if (fax.state != FaxState::kUploading) {
            continue;
        }
        const std::vector<UploadEntry> uploads = journal_.uploadsOf(fax.key);
        const std::int64_t now = std::time(nullptr);
        bool canResume = uploads.size() == files.size();
        for (std::size_t i = 0; canResume && i < files.size(); ++i) {
            canResume = uploads[i].sha256 == files[i].sha256 && (uploads[i].isDone || uploads[i].ends > now);
        }
        if (canResume) {
            messages_.info("Sending to " + listed(fax.recipients) + " again where it was interrupted.");
            upload(fax.key, files);
            resumed = true;
        } else {
            journal_.setState(fax.key, FaxState::kInDoubt);
        }
    }
    return resumed;
}

// Faxes for all recipients that have none which is sent or in doubt.
std::vector<FaxSender::Fax> FaxSender::prepare(const std::string& uuid,
                                               const std::vector<Recipient>& recipients, int pages,
                                               const std::string& digest) {
    std::set<std::string> settled;
    for (const FaxEntry& fax : journal_.faxesOf(uuid)) {
        if (fax.state == FaxState::kSent || fax.state == FaxState::kInDoubt) {
            const std::vector<std::string> numbers = numbersOf(fax.recipients);
            settled.insert(numbers.begin(), numbers.end());
        }
    }
    std::vector<PreparedFax> batches;
    for (const Recipient& recipient : recipients) {
        if (settled.count(recipient.number) != 0) {
            continue;
        }
        if (batches.empty() || batches.back().recipients.size() == settings_.maxRecipients) {
            batches.push_back({{}, 1, pages, digest});
        }
        batches.back().recipients.push_back(recipient);
    }
    const std::vector<std::int64_t> keys = journal_.prepare(uuid, batches);
    std::vector<Fax> faxes;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        faxes.push_back({keys[i], batches[i].recipients});
    }
    return faxes;
}

void FaxSender::create(const std::vector<Fax>& faxes, const std::vector<File>& files) {
    std::vector<FileToSend> announced;
    std::transform(files.begin(), files.end(), std::back_inserter(announced),
                   [](const File& file) { return file.announced; });
    for (const Fax& fax : faxes) {
        const CreatedFax created = service_.create(numbersOf(fax.recipients), announced);
        std::vector<UploadEntry> uploads;
        for (std::size_t i = 0; i < files.size(); ++i) {
            const PresignedUpload& target = created.uploads[i];
            uploads.push_back({target, endOfUrl(target.url, std::time(nullptr)), files[i].sha256, false});
        }
        journal_.setCreated(fax.key, created, uploads);
        messages_.debug("Fax " + created.id + " is created for " + listed(fax.recipients) + ".");
    }
}

void FaxSender::upload(std::int64_t fax, std::vector<File>& files) {
    const std::vector<UploadEntry> uploads = journal_.uploadsOf(fax);
    bool mayHaveArrived =
        std::any_of(uploads.begin(), uploads.end(), [](const UploadEntry& each) { return each.isDone; });
    journal_.setState(fax, FaxState::kUploading);
    for (std::size_t i = 0; i < uploads.size(); ++i) {
        if (uploads[i].isDone) {
            continue;
        }
        try {
            uploader_.upload(uploads[i].target, *files[i].bytes);
        } catch (const UploadFailed& error) {
            if (!mayHaveArrived && !error.mayHaveArrived()) {
                journal_.setState(fax, FaxState::kCreated);
            }
            throw;
        }
        journal_.setUploaded(fax, i);
        mayHaveArrived = true;
    }
    journal_.setState(fax, FaxState::kSent);
}

std::string FaxSender::idsOfSent(const std::string& uuid) {
    std::string ids;
    for (const FaxEntry& fax : journal_.faxesOf(uuid)) {
        if (fax.state == FaxState::kInDoubt) {
            throw InDoubt(
                "The service may have accepted fax " + fax.serviceId + " to " + listed(fax.recipients) +
                " at " + localTime(fax.changed) +
                ", and it is not sent again by itself. Look at the list of sent faxes in the PBX: if it is "
                "there, cancel this job; if not, print the document again.");
        }
        ids += (ids.empty() ? "" : ", ") + fax.serviceId;
    }
    return ids;
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
