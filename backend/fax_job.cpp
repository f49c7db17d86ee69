// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/fax_job.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>
#include <vector>

#include "backend/clock_remark.hpp"
#include "backend/credentials.hpp"
#include "backend/fax_files.hpp"
#include "backend/fax_plan.hpp"
#include "backend/fax_sender.hpp"
#include "backend/fax_service.hpp"
#include "backend/fax_words.hpp"
#include "backend/guards.hpp"
#include "backend/job_attributes.hpp"
#include "backend/job_error.hpp"
#include "backend/job_words.hpp"
#include "backend/kept_documents.hpp"
#include "backend/pages_before.hpp"
#include "backend/presigned_upload.hpp"
#include "backend/received_documents.hpp"
#include "backend/recipient_sources.hpp"
#include "backend/small_picture.hpp"
#include "backend/spooled_documents.hpp"
#include "backend/upload_hosts.hpp"

namespace voipnow {
namespace {

JobAttributes checkedAttributes(const PrintJob& job, const FaxQueue& queue, const ReceivedJob& received) {
    if (!queue.hasScheduler) {
        return {received.parts, {}};
    }
    JobAttributes attributes = attributesOf(job);
    if (received.parts != attributes.documents) {
        throw JobError(JobEnd::kHeld,
                       "Only " + std::to_string(received.parts) + " of the job's " +
                           std::to_string(attributes.documents) +
                           " documents could be converted; nothing was sent. Release the job to try "
                           "again, or print the documents one by one.");
    }
    return attributes;
}

// Pages that nobody would miss in the fax, and the recipient never gets.
void refuseSeveralInOne(const FaxQueue& queue) {
    if (std::any_of(queue.spooled.begin(), queue.spooled.end(), isSeveralDocuments)) {
        throw JobError(JobEnd::kHeld,
                       "Nothing was faxed: several documents came as one file, of which only one would be "
                       "faxed. A queue of another computer does that to a job of several documents. Cancel "
                       "this job, and print them one by one.");
    }
}

LastTry lastTryOf(const std::optional<LastRun>& last) {
    if (!last) {
        return {};
    }
    return {last->options, last->state == JobState::kHeld && isStrayWordsSentence(last->reason)};
}

void checkGuards(const PrintJob& job, const FaxQueue& queue, const RecipientSources& sources,
                 const std::vector<PlannedFax>& faxes, Journal& journal, const std::optional<LastRun>& last) {
    std::vector<GuardedFax> guarded;
    guarded.reserve(faxes.size());
    std::transform(faxes.begin(), faxes.end(), std::back_inserter(guarded), [](const PlannedFax& fax) {
        return GuardedFax{fax.recipients, fax.digest, fax.firstPage};
    });
    checkGuards(queue.settings, job, sources.prefix, guarded, journal,
                last ? last->doubts : std::vector<std::string>());
}

// "Sending 3 pages to 2 recipients: First Bank +15550100, 5550101."
std::string announcement(const std::vector<PlannedFax>& faxes, int pages) {
    std::vector<Recipient> all;
    for (const PlannedFax& fax : faxes) {
        all.insert(all.end(), fax.recipients.begin(), fax.recipients.end());
    }
    return "Sending " + (faxes.size() > 1 ? std::to_string(faxes.size()) + " faxes with " : std::string()) +
           counted(static_cast<std::size_t>(pages), "page") + " to " + counted(all.size(), "recipient") +
           ": " + listedBriefly(all) + ".";
}

// Whether a fax that went out before is among those that the job is to become now.
bool isPlanned(const FaxEntry& before, const Recipient& recipient, const std::vector<PlannedFax>& planned,
               const std::string& prefix) {
    const std::string number = withoutPrefix(recipient.number, before.prefix);
    return std::any_of(planned.begin(), planned.end(), [&](const PlannedFax& fax) {
        return areSamePages(before, fax) &&
               std::any_of(fax.recipients.begin(), fax.recipients.end(), [&](const Recipient& each) {
                   return withoutPrefix(each.number, prefix) == number;
               });
    });
}

// The job may be for others than before by now (lp -i, the phone book), or divided otherwise (FaxSplit).
void requirePlanned(const std::vector<FaxEntry>& asked, const std::vector<PlannedFax>& planned,
                    const std::string& prefix, const PrintJob& job) {
    std::vector<Recipient> missing;
    for (const FaxEntry& fax : asked) {
        std::copy_if(fax.recipients.begin(), fax.recipients.end(), std::back_inserter(missing),
                     [&](const Recipient& each) { return !isPlanned(fax, each, planned, prefix); });
    }
    if (!missing.empty()) {
        throw JobError(JobEnd::kHeld, "Nothing was sent again: the job is to be sent again to " +
                                          listedBriefly(missing) +
                                          ", but by now it is for others, or they would get other pages of "
                                          "it. Name all who are to have it: " +
                                          job.resumeCommand() + ". Or cancel it, and print it again.");
    }
}

// What `voipnow-fax resend` asks for.
void honourResend(const PrintJob& job, const std::vector<PlannedFax>& planned, const std::string& prefix,
                  Journal& journal, CupsMessages& messages) {
    const std::string token = valueOf(job.options, kResendOption).value_or("");
    if (token.empty()) {
        return;
    }
    const bool alsoSent = token.starts_with(kResendAll);
    requirePlanned(journal.askedAgain(job.uuid, token, alsoSent), planned, prefix, job);
    if (journal.resend(job.uuid, token, alsoSent)) {
        messages.info("Sending again, as voipnow-fax resend asks.");
    }
}

// For the receipt. No job fails for it, and no fax waits for it.
void keepPicture(const PrintJob& job, const PlannedFax& first, FaxFiles& files, Journal& journal) {
    try {
        if (const auto picture = firstPagePicture(files.of(first)->documents.front().pdf)) {
            journal.setPicture(job.uuid, *picture);
        }
    } catch (const std::exception&) {
        return;
    }
}

// However the job ends: the clock may be why.
class ClockWatch {
  public:
    ClockWatch(const HttpsClient& client, const DeviceUri& device, CupsMessages& messages)
        : client_(client), device_(device), messages_(messages) {}
    ~ClockWatch() {
        const std::string remark = clockRemark(client_.clockAhead(), device_.authority());
        if (!remark.empty()) {
            messages_.remark(remark);
        }
    }
    ClockWatch(const ClockWatch&) = delete;
    ClockWatch& operator=(const ClockWatch&) = delete;

  private:
    const HttpsClient& client_;
    const DeviceUri& device_;
    CupsMessages& messages_;
};

void keep(const PrintJob& job, const Settings& settings, const std::vector<PlannedFax>& faxes,
          FaxFiles& files) {
    if (settings.keepDocuments.count() > 0) {
        for (const PlannedFax& fax : faxes) {
            keepDocuments(settings.stateDir, job.uuid, fax.firstPage, *files.of(fax));
        }
    }
    forgetDocuments(settings.stateDir, settings.keepDocuments);
}

}  // namespace

std::string sendFaxJob(const PrintJob& job, const FaxQueue& queue, int in, Journal& journal,
                       const std::optional<LastRun>& last, CupsMessages& messages) {
    const HttpsClient client(queue.route);
    const ClockWatch clock(client, queue.device, messages);
    Credentials credentials(queue.settings, queue.device, client);
    journal.setBilling(job.uuid, valueOf(job.options, "job-billing").value_or(""));

    ReceivedJob received = receiveDocuments(in, queue.settings.stateDir);
    const JobAttributes attributes = checkedAttributes(job, queue, received);
    refuseSeveralInOne(queue);
    const JobPages pages = jobPagesOf(received.documents);
    journal.setPages(job.uuid, pages.pages);

    RecipientSources sources =
        recipientSourcesOf(job, queue.printer, queue.book, attributes.destinationUris, lastTryOf(last));
    // Whoever makes text of the marks of a held job has to say who gets it: the default was not meant before.
    if (isGivenLater(jobWords(job.optionsText), "fax-marks")) {
        sources.byDefault.reset();
    }
    std::vector<PlannedFax> faxes =
        planFaxes(job, sources, pages, mayBeSplit(job, queue.printer), queue.book);

    const ChosenCover cover(job, queue.printer, queue.cover, sources.titleMarks,
                            journal.receivedAt(job.uuid));
    FaxFiles files(std::move(received.documents), queue.settings.joinDocuments, queue.settings.stateDir,
                   [&](const PlannedFax& fax) {
                       return cover.make(fax,
                                         [&messages](const std::string& text) { messages.warning(text); });
                   });
    for (PlannedFax& fax : faxes) {
        fax.digest = files.digestOf(fax);
    }
    checkGuards(job, queue, sources, faxes, journal, last);

    honourResend(job, faxes, sources.prefix, journal, messages);
    journal.setState(job.uuid, JobState::kSending, "");
    messages.info(announcement(faxes, pages.pages));
    messages.callingService();
    const UploadHosts hosts(queue.settings.uploadHosts);
    const PresignedUploader uploader(client, hosts);
    FaxService service(queue.device, client, credentials);
    FaxSender sender(queue.settings, journal, service, uploader, messages);
    std::string summary;
    try {
        summary = sender.send(job, sources.prefix, faxes, files);
    } catch (const JobError&) {
        keepPicture(job, faxes.front(), files, journal);
        throw;
    }
    keepPicture(job, faxes.front(), files, journal);
    keep(job, queue.settings, faxes, files);
    return summary;
}

}  // namespace voipnow
