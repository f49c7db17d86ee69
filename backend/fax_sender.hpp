// FaxSender: hands the pages of a print job to the service, for each recipient at most once.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A planned fax (backend/fax_plan.hpp) with more recipients than max-recipients becomes several faxes of the service.
// First all faxes of the job are created (backend/fax_creates.hpp); nothing is sent by that, so a recipient that the
// service refuses stops the job before anybody gets anything. Then the files are uploaded (backend/fax_uploads.hpp). The
// journal is written before each of these steps.
//
// When the job runs again, nobody gets pages that were sent to that number before. A fax that was created or whose upload
// broke off goes on with the same URLs and the same bytes, as long as these live and its recipients are still to get
// them. When an upload broke off and that is not so, the fax is in doubt: it stays unsent until a person decides, and the
// job is held. A job that would now send somebody other pages that overlap with those that he has is held, too.
#pragma once

#include <string>
#include <vector>

#include "backend/configuration.hpp"
#include "backend/cups_messages.hpp"
#include "backend/fax_batch.hpp"
#include "backend/fax_files.hpp"
#include "backend/fax_plan.hpp"
#include "backend/fax_service.hpp"
#include "backend/journal.hpp"
#include "backend/presigned_upload.hpp"
#include "backend/print_job.hpp"

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

    // Returns what to tell the user, with the service's ids of the faxes, when every recipient's fax is sent. `prefix`
    // is the one that the job's numbers have got. JobError kHeld, and nothing sent, when there are more files, or larger
    // ones, than the limits of the PBX allow; InDoubt, when all but the faxes in doubt are sent; else as the service,
    // the uploader and the journal say.
    std::string send(const PrintJob& job, const std::string& prefix, const std::vector<PlannedFax>& planned,
                     FaxFiles& files);

  private:
    // What earlier runs left: faxes whose uploads broke off, faxes that wait for theirs, and what is of no more use.
    struct Left {
        std::vector<FaxBatch> brokenOff;
        std::vector<FaxBatch> waiting;
        std::vector<std::int64_t> useless;
    };

    std::vector<FaxPart> partsOf(const std::vector<PlannedFax>& planned, FaxFiles& files) const;
    void checkLimits(const std::vector<ReceivedDocument>& documents) const;
    Left leftOf(const std::string& uuid, const std::vector<FaxPart>& parts);
    bool canGoOn(const FaxEntry& fax, const FaxPart& part);
    std::vector<FaxBatch> prepare(const std::string& uuid, const std::string& prefix,
                                  const std::vector<FaxPart>& parts, const Left& left);
    std::string summary(const PrintJob& job, bool wasSentBefore);

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
