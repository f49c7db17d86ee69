// FaxSender: hands the pages of a print job to the service, for each recipient at most once.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A planned fax (backend/fax_plan.hpp) with more recipients than max-recipients becomes several faxes of the service.
// First all faxes of the job are created; nothing is sent by that, so a recipient that the service refuses stops the job
// before anybody gets anything. Then the files are uploaded, and with the last file of a fax it counts as sent. The
// journal is written before each of these steps.
//
// When the job runs again, nobody gets pages that were sent to that number before, and an upload that broke off is repeated
// to the same URL with the same bytes, as long as its recipients are still to get them. When that URL has ended and the
// file may have arrived, the fax is in doubt: it stays unsent until a person decides, and the job is held. A job that
// would now send somebody other pages that overlap with those that he has is held, too.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "backend/configuration.hpp"
#include "backend/cups_messages.hpp"
#include "backend/fax_files.hpp"
#include "backend/fax_plan.hpp"
#include "backend/fax_service.hpp"
#include "backend/journal.hpp"
#include "backend/presigned_upload.hpp"
#include "backend/print_job.hpp"
#include "backend/received_documents.hpp"

namespace voipnow {

// A job of which a fax may have been sent although nobody acknowledged it.
class InDoubt : public JobError {
  public:
    explicit InDoubt(const std::string& sentence) : JobError(JobEnd::kHeld, sentence) {}
};

class FaxSender {
  public:
    // All must outlive this object.
    FaxSender(const Settings& settings, Journal& journal, FaxService& service,
              const PresignedUploader& uploader, CupsMessages& messages)
        : settings_(settings),
          journal_(journal),
          service_(service),
          uploader_(uploader),
          messages_(messages) {}

    // Returns what to tell the user, with the
    // service's ids of the faxes, when every recipient's fax is sent. JobError kHeld, and nothing sent, when
    // there are more files, or larger ones, than the limits of the PBX allow; InDoubt; else as the service,
    // the uploader and the journal say.
    std::string send(const PrintJob& job, const std::vector<PlannedFax>& planned, FaxFiles& files);

  private:
    // A planned fax with its files as the service is told of them.
    struct Part {
        const PlannedFax* planned;
        std::vector<FileToSend> announced;
        std::vector<std::string> sha256;  // of each file
    };
    struct Fax {
        std::int64_t key;
        std::size_t part;  // place in the parts
        std::vector<Recipient> recipients;
    };

    std::vector<Part> partsOf(const std::vector<PlannedFax>& planned, FaxFiles& files) const;
    void checkLimits(const std::vector<ReceivedDocument>& documents) const;
    bool resumeUploads(const std::string& uuid, const std::vector<Part>& parts, FaxFiles& files);
    bool canResume(const FaxEntry& fax, const Part& part);
    std::vector<Fax> prepare(const std::string& uuid, const std::vector<Part>& parts);
    CreatedFax createdBy(const PrintJob& job, const Fax& fax, const Part& part);
    void create(const PrintJob& job, const std::vector<Fax>& faxes, const std::vector<Part>& parts);
    void upload(std::int64_t fax, std::vector<ReceivedDocument>& files);
    static std::vector<ReceivedDocument>& unchangedFiles(const Part& part, FaxFiles& files);
    static bool hasPages(const Recipient& recipient, const PlannedFax& part,
                         const std::vector<FaxEntry>& before);
    std::string summary(const std::string& uuid, bool wasSentBefore);
    static void refuseDoubt(const std::vector<FaxEntry>& faxes);

    const Settings& settings_;
    Journal& journal_;
    FaxService& service_;
    const PresignedUploader& uploader_;
    CupsMessages& messages_;
};

// A name for the uploaded file made from the job's title: ASCII letters, digits, '-', '_' and '.', at most
// 64, ending with ".pdf"; "document.pdf" where the title has none of them.
std::string fileNameFor(const std::string& title);

}  // namespace voipnow
